// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * account.h - what the steps that make an economy share: the account's own
 * struct, its totals, and the ledger that every step writes.
 */
#ifndef HMI_ECONOMY_ACCOUNT_H
#define HMI_ECONOMY_ACCOUNT_H

#include "economy/internal.h"

struct hm_account {
    hm_context *ctx;
    hm_economy *pool; /* labels and arrays live in its blocks */
    hm_account_arrays arrays;
};

/* Spending X (N*J, duty paid) and output Y (N*J); either may be NULL. */
void hmi_account_totals(const hm_account_arrays *a, double *spending,
                        double *output);
/* Sum of the array. */
double hmi_sum(const double *x, size_t count);
/* Both accounts have the same codes in the same order, or HM_ERR_DATA names
 * the first that differs. `what`: "weights". */
HM_CHECKED hm_status hmi_account_same_codes(hm_context *ctx,
                                            const hm_account *one,
                                            const hm_account *other,
                                            const char *what);

/* --- carve_balance.c: the account of a country that is carved out ------------- */

typedef struct hmi_carve_account {
    const char *const *codes; /* J, for messages */
    int32_t n_sectors, n_groups;
    const double *exports, *imports; /* J, fixed: e, m */
    const int32_t *group;            /* J */
    double *group_total;             /* of value added, fixed */
    double *use;                     /* J*J [j][k]: Z */
    double *final, *added, *sales;   /* J: F, V, D (domestic sales) */
    int32_t rounds;
} hmi_carve_account;

/* Scale Z, F, D and V (within groups) until uses = D + m and D + e = cost. */
HM_CHECKED hm_status hmi_carve_balance(hm_context *ctx, hmi_carve_account *c);

/* --- ledger ------------------------------------------------------------------ */

/* One line. kind: "in", "out", "lost", "moved", "note". Texts are copied. */
HM_CHECKED hm_status hmi_ledger_add(hm_table *ledger, const char *step,
                                    const char *kind, double value,
                                    const char *format, ...) HM_FORMAT(5, 6);
/* Did the caller accept what is called `name`? */
bool hmi_allowed(const hm_allow *allow, const char *name);
/* A loss: refused when it is not 0 and `name` is not allowed. */
HM_CHECKED hm_status hmi_ledger_lose(hm_context *ctx, hm_table *ledger,
                                     const char *step, const hm_allow *allow,
                                     const char *name, double value,
                                     const char *what);
/* The lines "in" and "out"; refuses in != out + lost (1e-12 of in). */
HM_CHECKED hm_status hmi_ledger_close(hm_context *ctx, hm_table *ledger,
                                      const char *step, double in, double out,
                                      double lost);

#endif
