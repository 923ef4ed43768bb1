// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * assets.h (report) - texts that the build takes from files beside this one.
 */
#ifndef HMI_REPORT_ASSETS_H
#define HMI_REPORT_ASSETS_H

extern const char hmi_asset_style[];  /* page.css: the page */
extern const char hmi_asset_chart[];  /* chart.css: drawings */
extern const char hmi_asset_script[]; /* page.js: tooltips, sorting, filters */

#endif
