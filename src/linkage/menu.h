// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * menu.h - the policies and packages of pressure whose payoffs are tabled.
 *
 * A policy is known by its name alone (hmi_name_*), so that a table of
 * payoffs read from a file can be played as well as one that was solved.
 */
#ifndef HMI_LINKAGE_MENU_H
#define HMI_LINKAGE_MENU_H

#include "linkage/internal.h"

enum { HMI_NAME = 128, HMI_CUTS = 4 };
/* Per cent of the sender's tariffs: 10, 25, 50, 100. Small cuts are what
 * a step of pressure costs as a rule. */
extern const int32_t hmi_cuts[HMI_CUTS];

/* What a policy is for; a policy may be several things. */
enum {
    HMI_FOR_DEALS = 1, /* part of the concession menu: met with every step */
    HMI_FOR_SELF = 2,  /* met with no pressure alone */
    HMI_FOR_SETS = 8,  /* in whole views only, not in draws */
    HMI_CUT_LINK = 4,  /* trade ends: cost is what is earned (T19b) */
};

typedef struct hmi_policy {
    char name[HMI_NAME];
    uint32_t use;
    hm_scenario *scenario; /* NULL: the benchmark */
} hmi_policy;

struct hm_linkage_menu {
    hm_context *ctx;
    int32_t n_policies, n_packages, n_steps; /* caps stand behind the steps */
    hmi_policy *policies, *packages; /* the first of both: the benchmark */
};

/* Names of the policies that the menu makes itself. */
typedef struct hmi_name {
    char text[HMI_NAME];
} hmi_name;

hmi_name hmi_name_cut(int32_t percent);               /* "cut-50" */
hmi_name hmi_name_both(const char *a, const char *b); /* "cut-50+open" */
hmi_name hmi_name_half(const char *scenario);         /* "us-25@50" */
hmi_name hmi_name_for(const char *code);              /* "cut-100-RUS" */
hmi_name hmi_name_link(const char *a, const char *b); /* "no-trade-A-B" */
extern const char *const hmi_name_mfn;                /* "cut-100-all" */
extern const char *const hmi_name_transfer;           /* "transfer-1000" */
extern const double hmi_transfer_musd;

/* Every measure half as strong; *out NULL when a measure has no half. */
HM_CHECKED hm_status hmi_scenario_half(hm_context *ctx,
                                       const hm_scenario *whole,
                                       const char *name, hm_scenario **out);

#endif
