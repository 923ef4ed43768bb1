// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * brief.h - the table of the first screen while it is being filled.
 */
#ifndef HMI_LINKAGE_BRIEF_H
#define HMI_LINKAGE_BRIEF_H

#include "linkage/internal.h"

enum {
    HMI_BRIEF_LINE = 0,
    HMI_BRIEF_ITEM,
    HMI_BRIEF_SCENARIO,
    HMI_BRIEF_COUNTRY,
    HMI_BRIEF_ABOUT,
    HMI_BRIEF_VALUE,
    HMI_BRIEF_LOW,
    HMI_BRIEF_HIGH,
    HMI_BRIEF_LOW_AT,
    HMI_BRIEF_HIGH_AT,
    HMI_BRIEF_POSITIVE,
    HMI_BRIEF_TOTAL,
    HMI_BRIEF_UNIT,
    HMI_BRIEF_CLASS,
    HMI_BRIEF_MEDIAN, /* of the draws */
    HMI_BRIEF_COLUMNS
};

typedef struct hmi_briefing {
    hm_context *ctx;
    const hm_linkage *linkage;
    const hm_linkage_member *members;
    int32_t n_members;
    const hm_table *bands; /* uncertainty, or NULL */
    hm_table *brief;
} hmi_briefing;

/* Range of a number over members, and who stands at its ends. */
typedef struct hmi_spread {
    double low, high;
    int32_t low_member, high_member;
    int32_t positive, total;
    double median; /* of draws, where drawn */
    bool drawn;
} hmi_spread;

void hmi_spread_add(hmi_spread *spread, double value, int32_t member);
/* The value that `facts` has for the fact in row `row` of `like`, or NAN. */
double hmi_brief_value(const hm_table *facts, const hm_table *like,
                       int32_t row);
/* Append a fact with its range. */
HM_CHECKED hm_status hmi_brief_row(hmi_briefing *b, const hm_table *facts,
                                   int32_t row, const hmi_spread *spread);
/* --- bands.c: the table `uncertainty` --- */

/* Row for the fact in row `row` of `facts` with what `varied`, or -1. */
int32_t hmi_bands_find(const hm_table *bands, const hm_table *facts,
                       int32_t row, const char *varied);
/* Its 5 to 95 % band as a range without members. */
hmi_spread hmi_bands_spread(const hm_table *bands, int32_t row);
/* Standard deviation over its draws. */
double hmi_bands_error(const hm_table *bands, int32_t row);
const char *hmi_bands_varied(const hm_table *bands, int32_t row);
/* 1: moves the fact most; 0: all at once. */
int32_t hmi_bands_rank(const hm_table *bands, int32_t row);

/* Line 6: the headline under each assumption changed alone. */
HM_CHECKED hm_status hmi_brief_assumptions(hmi_briefing *b);

#endif
