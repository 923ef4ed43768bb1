// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (leverage) - settings, the plan of numbered solves with their
 * answers, border values, and the table shorthand of this module.
 */
#ifndef HMI_LEVERAGE_INTERNAL_H
#define HMI_LEVERAGE_INTERNAL_H

#include <hirschman/leverage.h>
#include <hirschman/sensitivity.h>

#include "base/internal.h"

#include <math.h>

/* Border value of one cell [j][n][i], MUSD. */
double hmi_leverage_cell(const hm_economy_arrays *data, int32_t exporter,
                         int32_t importer, int32_t sector);
/* N*N [importer][exporter], zero on the diagonal; free with hmi_free. */
HM_CHECKED hm_status hmi_leverage_flows(hm_context *ctx,
                                        const hm_economy *economy,
                                        double **out);

/* --- tables ---------------------------------------------------------------- */

typedef struct hmi_column {
    const char *name;
    hm_column_type type;
} hmi_column;

#define HMI_TEXT(name)                                                         \
    {                                                                          \
        name, HM_COLUMN_TEXT                                                   \
    }
#define HMI_NUMBER(name)                                                       \
    {                                                                          \
        name, HM_COLUMN_NUMBER                                                 \
    }
#define HMI_COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

/* A table with these columns. */
HM_CHECKED hm_status hmi_leverage_table(hm_context *ctx, const char *name,
                                        const hmi_column *columns,
                                        int32_t count, hm_table **out);
/* A row: texts into the text columns in order, numbers into the others. */
HM_CHECKED hm_status hmi_leverage_row(hm_table *table, const char *const *texts,
                                      int32_t n_texts, const double *numbers,
                                      int32_t n_numbers);

/* --- settings ---------------------------------------------------------------- */

enum {
    HMI_SENDERS = 20,  /* at most; subsets are bit masks */
    HMI_SUBSETS = 2000 /* at most, a target */
};

typedef struct hmi_list {
    int32_t count;
    double *items;
} hmi_list;

struct hm_leverage {
    hm_context *ctx;
    hmi_names targets, senders;
    int32_t coalition_size;
    int32_t goods;       /* largest flows of a pair, each way; 0: none */
    int32_t chokepoints; /* rows kept a view; 0: none */
    hmi_list evasion;    /* chi, ascending */
    hmi_list discount;   /* delta of L12 */
    bool friends;
    char *panel; /* or NULL */
};

/* --- the plan ------------------------------------------------------------------ */

typedef enum hmi_cut_kind {
    HMI_CUT_LINK = 0, /* trade of the target with the members */
    HMI_CUT_ROUTE,    /* the same, but for routes at evasion cost `size` */
    HMI_CUT_HALF,     /* search: the evasion cost with half the bite */
    HMI_CUT_SUPPLY,   /* members sell a good to nobody abroad (L13) */
    HMI_CUT_GROWTH    /* the member's productivity times `size` (A22) */
} hmi_cut_kind;

typedef enum hmi_direction {
    HMI_BOTH = 0,
    HMI_EXPORTS, /* of the target */
    HMI_IMPORTS
} hmi_direction;

/* One numbered solve. */
typedef struct hmi_cut {
    int32_t kind, direction;
    int32_t target; /* -1: none */
    int32_t sector; /* -1: all */
    int32_t count, members[HMI_SENDERS + 2];
    double size;
} hmi_cut;

/* What came of it. Numbers are NAN unless confirmed. */
typedef struct hmi_answer {
    bool confirmed;
    hm_outcome outcome;
    char reason[160];
    double residual;           /* as the verifier sees it */
    double found;              /* HMI_CUT_HALF: chi* (NAN: none) */
    double left_open;          /* remnants that were not cut, MUSD */
    double *domestic, *income; /* N: losses, MUSD (T19b, T19) */
    double *deficit;           /* N: D' - D, MUSD */
    double *sold, *bought;     /* N: the target's trade by partner, after */
} hmi_answer;

struct hm_leverage_plan {
    hm_context *ctx;
    const hm_leverage *settings;
    const hm_economy *base;
    hm_closure closure;
    bool links_only;
    int32_t N, J;
    int32_t n_targets, n_senders;
    int32_t *targets, *senders; /* countries, in the order of the block */
    double *flow;               /* N*N border values [importer][exporter] */
    int32_t n_cuts, capacity;
    hmi_cut *cuts;
    hmi_answer *answers;
    double *numbers; /* of all answers */
};

/* Base income earned at home, I - D, MUSD (T19b). */
double hmi_earned(const hm_leverage_plan *plan, int32_t n);
const char *hmi_country(const hm_leverage_plan *plan, int32_t n);

/* Subsets of the senders as bit masks of their order in the block. */
int32_t hmi_mask_size(uint32_t mask);
/* Bits of senders that are not the target itself. */
uint32_t hmi_mask_all(const hm_leverage_plan *plan, int32_t target);
/* The next subset of `all` with at most coalition_size members, or `all`
 * itself; ascending; 0 at the end. Begin with 0. */
uint32_t hmi_mask_next(const hm_leverage_plan *plan, uint32_t all,
                       uint32_t mask);
bool hmi_mask_has(const hm_leverage_plan *plan, uint32_t mask, int32_t country);
/* "CHN;USA" into `text`. */
enum { HMI_SET_TEXT = 16 * (HMI_SENDERS + 2) };
void hmi_mask_text(const hm_leverage_plan *plan, uint32_t mask, char *text);

/* The cut of all trade between a target and a set, in one direction. */
hmi_cut hmi_cut_link(const hm_leverage_plan *plan, int32_t target,
                     uint32_t mask, hmi_direction direction);
HM_CHECKED hm_status hmi_plan_add(hm_leverage_plan *plan, const hmi_cut *cut);
/* The answer to a cut; NULL when it is not in the plan. */
const hmi_answer *hmi_plan_find(const hm_leverage_plan *plan,
                                const hmi_cut *cut);
/* Answer of hmi_cut_link; never NULL for subsets of the plan. */
const hmi_answer *hmi_plan_link(const hm_leverage_plan *plan, int32_t target,
                                uint32_t mask, hmi_direction direction);
/* Sum over the members of a set; NAN unless confirmed. */
double hmi_mask_sum(const hm_leverage_plan *plan, uint32_t mask,
                    const double *by_country);
/* Would the cut take away the only sources of a good that is less than a
 * millionth of n's spending? */
bool hmi_cut_remnant(const hm_leverage_plan *plan, const hmi_cut *cut,
                     int32_t n, int32_t j);
/* Name of the outcome; "not_verified" when only the verifier objects. */
const char *hmi_answer_outcome(const hmi_answer *answer);

/* Trade that the target found with others over trade lost with the set (L16);
 * NAN when no trade was lost. */
double hmi_offset_ratio(const hm_leverage_plan *plan, int32_t target,
                        uint32_t mask, const hmi_answer *answer);

/* Parts of the plan, each by the file that makes its tables. */
HM_CHECKED hm_status hmi_plan_links(hm_leverage_plan *plan);
HM_CHECKED hm_status hmi_plan_goods(hm_leverage_plan *plan);
HM_CHECKED hm_status hmi_plan_chokepoints(hm_leverage_plan *plan);
HM_CHECKED hm_status hmi_plan_busting(hm_leverage_plan *plan);
HM_CHECKED hm_status hmi_plan_friends(hm_leverage_plan *plan);

/* phi of a route cut on the flow n <- i of good j (L15): the direct way is
 * closed, ways through countries that are neither target nor member stay. */
double hmi_route_phi(const hm_leverage_plan *plan, const hmi_cut *cut,
                     int32_t n, int32_t i, int32_t j);
/* Part of one way station in it at chi = 1. */
double hmi_route_part(const hm_economy_arrays *data, int32_t via, int32_t n,
                      int32_t i, int32_t j);
/* The two sets that busting is computed for; false when there is none. */
bool hmi_busting_set(const hm_leverage_plan *plan, int32_t target,
                     int32_t which, uint32_t *mask);
/* Largest source of the target's imports (of one good, or all: -1) that is
 * not in the list, the target, or the rest of the world; -1: none. */
int32_t hmi_next_supplier(const hm_leverage_plan *plan, int32_t target,
                          int32_t sector, const int32_t *without,
                          int32_t count);

/* Weight of each good in n's prices, with what its industries use (L9). */
HM_CHECKED hm_status hmi_domar_weights(hm_context *ctx,
                                       const hm_economy *economy, int32_t n,
                                       double *weight);
/* -ln of the price of good j in n when a share `lost` of n's spending on it
 * has no supplier any more (L8, with the home tier): log points. */
double hmi_price_of_loss(const hm_economy_arrays *data, int32_t n, int32_t j,
                         double lost);

/* value[n][i]: income earned by i in what n spends, MUSD; rows add up to
 * n's income, columns to what i earns (N*N, the caller's). */
HM_CHECKED hm_status hmi_look_through(hm_context *ctx,
                                      const hm_economy *economy, double *value);

HM_CHECKED hm_status hmi_essentials_begin(hm_context *ctx, hm_table **out);
/* The heaviest `rows` (0: all) of a country, added to the table. */
HM_CHECKED hm_status hmi_essentials_add(hm_context *ctx,
                                        const hm_economy *economy,
                                        int32_t country, int32_t rows,
                                        hm_table *table);

/* Derivatives at the plan's base. */
HM_CHECKED hm_status hmi_sensitivity_base(hm_context *ctx,
                                          const hm_leverage_plan *plan,
                                          hm_sensitivity **out);

/* --- tables of a solved plan --------------------------------------------------- */

typedef hm_status hmi_make_table(hm_context *ctx, const hm_leverage_plan *plan,
                                 hm_table **out);

hmi_make_table hmi_table_leverage, hmi_table_goods, hmi_table_joint,
    hmi_table_shapley, hmi_table_demand, hmi_table_power, hmi_table_exposure,
    hmi_table_chokepoints, hmi_table_busting, hmi_table_diversion,
    hmi_table_friends, hmi_table_first_order, hmi_table_essentials,
    hmi_table_redundancy;

#endif
