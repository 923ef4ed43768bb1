// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sankey.h (report) - the target's trade as ribbons: industries that sell,
 * partners, industries bought from.
 */
#ifndef HMI_REPORT_SANKEY_H
#define HMI_REPORT_SANKEY_H

#include "report/page.h"

/* direction (sells, buys), partner, sector, value_musd of the benchmark. */
HM_CHECKED hm_status hmi_flows_data(const hmi_book *book, hm_table **out);
void hmi_flows_draw(const hmi_book *book, const hm_table *data, hmi_text *svg);

#endif
