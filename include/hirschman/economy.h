// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * economy.h - the benchmark economy: sets, flows, shares, elasticities.
 *
 * Index order, stated once. N countries, J sectors, F primary factors.
 *   bilateral arrays  [j][n][i]  size J*N*N   n imports from i; i contiguous
 *   inputs            [n][j][k]  size N*J*J   input j into using sector k
 *   country-sector    [n][j]     size N*J
 *   factor use        [f][k]     size F*J     factors ordered by country
 * Values are million USD a year at base-year prices; everything else is a
 * pure number. Symbols are those of the model (see docs): pi, a, v, alpha.
 */
#ifndef HIRSCHMAN_ECONOMY_H
#define HIRSCHMAN_ECONOMY_H

#include <hirschman/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; may be shared by threads. */
typedef struct hm_economy hm_economy;

typedef struct hm_source {
    const char *name;
    const char *licence;
    const char *url;  /* or NULL */
    const char *note; /* or NULL */
} hm_source;

/* Names and provenance. Pointers are read during create, then copied. */
typedef struct hm_labels {
    int32_t n_countries;
    int32_t n_sectors;
    const char *const *country_codes;
    const char *const *country_names;  /* or NULL: the codes */
    const char *const *country_groups; /* ";"-separated, or NULL */
    const char *const *sector_codes;
    const char *const *sector_names; /* or NULL: the codes */
    const char *name;                /* of the economy, or NULL */
    const char *description;         /* or NULL */
    const char *currency;            /* or NULL */
    const char *valuation;           /* or NULL */
    int32_t year;
    int32_t n_sources;
    const hm_source *sources;
} hm_labels;

/*
 * Parameters by sector (final_substitution: by country). NULL members take
 * the default named; NAN entries of theta mark a sector that is not traded.
 */
typedef struct hm_elasticities {
    const char *name;                 /* "caliendo-parro-2015", or NULL */
    const double *theta;              /* J, > 0, trade elasticity */
    const double *theta_home;         /* J, > -1, default theta */
    const double *markup;             /* J, mu >= 1, default 1 */
    const double *input_substitution; /* J, rho >= 0, default 1 */
    const double *scale;              /* J, psi >= 0, default 0 */
    const double *final_substitution; /* N, eta >= 0, default 1 */
    const double *theta_se;           /* J, standard error, default 0 */
    /* J, share of a sector's value added that cannot leave it (1.7, 1.11),
     * default 0; acts in hm_economy_with_elasticities() */
    const double *specific_share;
} hm_elasticities;

/*
 * An economy by its shares (MODEL.md 1.1). Used to make one and to look at
 * one: hm_economy_data() returns this struct with every member filled in,
 * save those marked "or NULL", which stay NULL when they are zero all over.
 */
typedef struct hm_economy_arrays {
    int32_t n_countries;               /* N */
    int32_t n_sectors;                 /* J */
    int32_t n_factors;                 /* F */
    const double *expenditure;         /* N*J  X: spending, duty paid */
    const double *share;               /* J*N*N pi: of X[n,j] on origin i */
    const double *tariff;              /* J*N*N t, or NULL */
    const double *export_tax;          /* J*N*N e, or NULL */
    const double *rent_wedge;          /* J*N*N m, or NULL */
    const double *rent_importer_share; /* J*N*N zeta, or NULL (= 1) */
    const double *input_share;         /* N*J*J a: share in cost, or NULL */
    const double *factor_share;        /* F*J  v: share in cost */
    const double *final_share;         /* N*J  alpha */
    const double *factor_income;       /* F    wL */
    const int32_t *factor_country;     /* F    owner, non-decreasing */
    const char *const *factor_codes;   /* F, or NULL ("labor") */
    const double *deficit;             /* N    D, sums to zero */
    const double *bilateral_deficit;   /* N*N  [n][i], or NULL when made */
    const double *output;              /* N*J  Y (out; ignored when made) */
    const double *income;              /* N    I (out; ignored when made) */
    const double *theta, *theta_home, *markup, *input_substitution, *scale;
    const double *final_substitution;
    bool specific; /* the set's specific_share is among the factors already */
} hm_economy_arrays;

/* An economy by its flows, as FORMATS.md section 1 stores it. */
typedef struct hm_economy_flows {
    const double *trade;             /* J*N*N sales of i to n, net of tariff */
    const double *tariff;            /* J*N*N rate, or NULL */
    const double *export_tax;        /* J*N*N rate, or NULL */
    const double *input_share;       /* N*J*J share in cost, or NULL */
    const double *final_share;       /* N*J, or NULL: the residual */
    int32_t n_factors;               /* 0: one mobile "labor" a country */
    const double *factor_share;      /* F*J shares of value added, or NULL */
    const int32_t *factor_country;   /* F, or NULL */
    const char *const *factor_codes; /* F, or NULL */
    const double *deficit;           /* N, or NULL: what trade implies */
} hm_economy_flows;

/*
 * Make an economy from shares, as they are (MODEL.md Appendix E): no
 * calibration, no repair; sums are checked (HM_ERR_DATA names the item).
 * expenditure gives the scale of X' and may break market clearing.
 */
HM_API HM_CHECKED hm_status hm_economy_from_shares(
    hm_context *ctx, const hm_labels *labels, const hm_economy_arrays *arrays,
    const hm_elasticities *elasticities, hm_economy **out);

/*
 * Make an economy from flows: X, pi, v, alpha, wL and D follow by accounting
 * (MODEL.md T2, T13-T16). Refuses (HM_ERR_DATA) what FORMATS.md lists: a
 * negative flow, value added that is not positive, a negative residual final
 * demand, each by name.
 */
HM_API HM_CHECKED hm_status hm_economy_from_flows(
    hm_context *ctx, const hm_labels *labels, const hm_economy_flows *flows,
    const hm_elasticities *elasticities, hm_economy **out);

/*
 * The same economy with other elasticities (benchmark shares unchanged).
 * Where the set has a specific_share, that part of value added becomes a
 * factor "in-SECTOR" of each country, and F grows to at most F + N*J; an
 * economy that has such factors takes only sets with the same shares
 * (HM_ERR_ARGUMENT): start from the one that it was made from.
 */
HM_API HM_CHECKED hm_status hm_economy_with_elasticities(
    hm_context *ctx, const hm_economy *economy,
    const hm_elasticities *elasticities, hm_economy **out);

/* The same names, other arrays (calibration, data repairs). */
HM_API HM_CHECKED hm_status
hm_economy_with_arrays(hm_context *ctx, const hm_economy *economy,
                       const hm_economy_arrays *arrays, hm_economy **out);

HM_API void hm_economy_free(hm_economy *economy);

HM_API const hm_economy_arrays *hm_economy_data(const hm_economy *economy);
HM_API const hm_labels *hm_economy_labels(const hm_economy *economy);
/* The elasticity set in use, every member filled in. */
HM_API const hm_elasticities *hm_economy_elasticities(const hm_economy *e);

/* Index by code, -1 when unknown. */
HM_API int32_t hm_economy_country(const hm_economy *economy, const char *code);
HM_API int32_t hm_economy_sector(const hm_economy *economy, const char *code);
/* Is country n a member of the ";"-separated group? */
HM_API bool hm_economy_in_group(const hm_economy *economy, int32_t n,
                                const char *group);

/* --- adjustment: from the short run to the long (MODEL.md S14, 1.11) ------------ */

/*
 * The block `adjustment:` of a case.
 *   short, long   names of elasticity sets
 *   half_life     years, 0.1 to 100 (default 3.5)
 *   years         rising, 0 to 100 (default 0, 1, 2, 3, 5, 7, 10)
 *   scenarios     names (default: all)
 * Its stages are those years, and last the long run.
 */
typedef struct hm_adjustment hm_adjustment;

HM_API HM_CHECKED hm_status hm_adjustment_create(hm_context *ctx,
                                                 const hm_node *block,
                                                 const char *const *scenarios,
                                                 int32_t n_scenarios,
                                                 hm_adjustment **out);
HM_API void hm_adjustment_free(hm_adjustment *adjustment);
/* Both sets are among these, else HM_ERR_UNKNOWN, and differ, else
 * HM_ERR_DATA. */
HM_API HM_CHECKED hm_status hm_adjustment_check(hm_context *ctx,
                                                const hm_adjustment *adjustment,
                                                const char *const *sets,
                                                int32_t n_sets);
HM_API const char *hm_adjustment_set(const hm_adjustment *adjustment,
                                     bool short_run);
HM_API double hm_adjustment_half_life(const hm_adjustment *adjustment);
HM_API int32_t hm_adjustment_stages(const hm_adjustment *adjustment);
/* Years after the shock (INFINITY: the long run). */
HM_API double hm_adjustment_years(const hm_adjustment *adjustment,
                                  int32_t stage);
/* Weight of the short run, 2^(-years / half_life). */
HM_API double hm_adjustment_weight(const hm_adjustment *adjustment,
                                   int32_t stage);
HM_API bool hm_adjustment_wants(const hm_adjustment *adjustment,
                                const char *scenario);
/* The economy with weight * from + (1 - weight) * to, parameter by parameter
 * (not markups, which are the economy's); weight 1 is `from`, 0 is `to`. */
HM_API HM_CHECKED hm_status hm_economy_between(hm_context *ctx,
                                               const hm_economy *economy,
                                               const hm_elasticities *from,
                                               const hm_elasticities *to,
                                               double weight, hm_economy **out);

/* --- reserves (MODEL.md T19b) ---------------------------------------------------- */

/* The block `reserves:` of a case: country to stock, million USD. */
typedef struct hm_reserves hm_reserves;

HM_API HM_CHECKED hm_status hm_reserves_create(hm_context *ctx,
                                               const hm_node *block,
                                               hm_reserves **out);
HM_API void hm_reserves_free(hm_reserves *reserves);
/* Every country is one of the economy's, else HM_ERR_UNKNOWN. */
HM_API HM_CHECKED hm_status hm_reserves_check(hm_context *ctx,
                                              const hm_reserves *reserves,
                                              const hm_economy *economy);
HM_API int32_t hm_reserves_count(const hm_reserves *reserves);
HM_API const char *hm_reserves_country(const hm_reserves *reserves,
                                       int32_t index);
HM_API double hm_reserves_stock(const hm_reserves *reserves, int32_t index);
/* Months that a stock lasts at a drawdown a year; NAN when none is drawn. */
HM_API double hm_reserves_runway(double stock, double drawdown);

/* --- accounts: flows on their way to an economy ---------------------------- */

/*
 * Sales, duties and purchases in million USD: an economy that is still being
 * put together. It may be changed through hm_account_data(), and is checked
 * only when hm_account_to_economy() makes an economy of it. Final demand is
 * what spending leaves after inputs, value added what output leaves.
 */
typedef struct hm_account hm_account;

typedef struct hm_account_arrays {
    int32_t n_countries, n_sectors;
    double *trade;  /* J*N*N sales of i to n, net of tariff */
    double *tariff; /* J*N*N rate, 0 at home */
    double *input;  /* N*J*J purchases of j by industry k, duty paid */
    double *theta;  /* J, NAN: not traded */
    double *theta_home, *input_substitution, *scale; /* J, NAN: default */
    double *final_substitution;                      /* N, NAN: default */
} hm_account_arrays;

/* Zero flows (NAN parameters). Labels are copied. */
HM_API HM_CHECKED hm_status hm_account_create(hm_context *ctx,
                                              const hm_labels *labels,
                                              hm_account **out);
HM_API void hm_account_free(hm_account *account);
HM_API hm_account_arrays *hm_account_data(hm_account *account);
HM_API const hm_labels *hm_account_labels(const hm_account *account);
/* Refuses export taxes, markups, several factors a country, and accounts
 * that do not add up (calibrate first). */
HM_API HM_CHECKED hm_status hm_account_from_economy(hm_context *ctx,
                                                    const hm_economy *economy,
                                                    hm_account **out);
/* `about` (or NULL) gives name, description, year and sources. */
HM_API HM_CHECKED hm_status hm_account_to_economy(hm_context *ctx,
                                                  const hm_account *account,
                                                  const hm_labels *about,
                                                  hm_economy **out);

/*
 * Every step below writes into `ledger` what came in, went out, was lost and
 * was moved, in million USD, and fails when in is not out plus lost, or when
 * something is lost that `allow` does not name.
 */
HM_API HM_CHECKED hm_status hm_ledger_create(hm_context *ctx, hm_table **out);

typedef struct hm_allow {
    int32_t count;
    const char *const *names; /* of losses that are accepted */
} hm_allow;

/* Codes and what becomes of them, in the order of the file. */
typedef struct hm_map {
    int32_t count;
    const char *const *from;
    const char *const *to;
    const char *const *names;  /* of `to`, or NULL */
    const char *const *groups; /* of `to`, or NULL */
} hm_map;

/* Take the tariffs of `from` (same codes); inputs pay the mean duty. */
HM_API HM_CHECKED hm_status hm_account_take_tariffs(hm_context *ctx,
                                                    hm_account *account,
                                                    const hm_account *from,
                                                    hm_table *ledger);
/* Many to one; a map may be NULL. Tariffs are weighted with trade. */
HM_API HM_CHECKED hm_status
hm_account_aggregate(hm_context *ctx, const hm_account *account,
                     const hm_map *countries, const hm_map *sectors,
                     const hm_allow *allow, hm_table *ledger, hm_account **out);
/* Sectors `from` (new) of sectors `to` (old), each flow by the shares that it
 * has in `weights`, an account in the new sectors. Inputs are left out. */
HM_API HM_CHECKED hm_status hm_account_split_sectors(
    hm_context *ctx, const hm_account *account, const hm_map *sectors,
    const hm_account *weights, hm_table *ledger, hm_account **out);

/* Parts of sectors by stated weights. */
typedef struct hm_sector_parts {
    int32_t count; /* of all parts; two or more of each sector */
    const char *const *codes;
    const char *const *names;
    const int32_t *of;    /* the sector that a part belongs to */
    const double *weight; /* count*N*N [part][n][i]: its share of the flow;
                             those of a sector sum to 1 within 1e-6 */
} hm_sector_parts;

/*
 * Take sectors apart. A part is made as its sector was and bought by every
 * user in the proportion in which its country buys it; parameters are the
 * sector's. Parts stand where their sector stood. HM_ERR_DATA: weights that
 * are no shares or do not sum to 1 (the flow is named), a code twice.
 */
HM_API HM_CHECKED hm_status hm_account_split_parts(hm_context *ctx,
                                                   const hm_account *account,
                                                   const hm_sector_parts *parts,
                                                   hm_table *ledger,
                                                   hm_account **out);

typedef struct hm_balance_result {
    int32_t iterations; /* of the slowest country */
    double residual;    /* worst row or column, relative to its total */
    double moved_musd;  /* half the absolute change of inputs */
    double least_final; /* smallest final demand over spending */
} hm_balance_result;

/*
 * Input coefficients, value-added and final-demand shares of `inputs` (same
 * codes; may be `account` itself), scaled by rows and columns until every
 * use adds up to spending and every cost to output, to `tolerance`.
 */
HM_API HM_CHECKED hm_status hm_account_balance(
    hm_context *ctx, hm_account *account, const hm_account *inputs,
    double tolerance, hm_table *ledger, hm_balance_result *result);

/* A country to be carved out of `parent`: MODEL.md 9.2. Arrays are in the
 * order of the account. */
typedef struct hm_carve {
    const char *code, *name, *group;
    int32_t parent;
    double gdp;
    const double *exports, *imports; /* N*J of the new country by partner */
    const double *output_share;      /* J of gdp */
    const int32_t *output_group;     /* J, from 0 without gaps */
    const double *donor;             /* N weights */
} hm_carve;

HM_API HM_CHECKED hm_status hm_account_carve(hm_context *ctx,
                                             const hm_account *account,
                                             const hm_carve *carve,
                                             hm_table *ledger,
                                             hm_account **out);

/* Deep copy. */
HM_API HM_CHECKED hm_status hm_account_copy(hm_context *ctx,
                                            const hm_account *account,
                                            hm_account **out);

/*
 * Another estimate of one country's account, in place: GDP times `gdp_scale`,
 * and the goods of its exports and imports (J factors each, or NULL: as they
 * are) with each partner's total kept. Partners make up at home for what they
 * buy more or less of (a good that a partner hardly makes itself keeps its
 * flow); the country's own inputs, domestic sales, final demand
 * and value added are those nearest to the old ones that add up (MODEL.md
 * 9.2). HM_ERR_DATA, with the account left unusable, when no account has
 * these totals.
 */
HM_API HM_CHECKED hm_status hm_account_revalue(
    hm_context *ctx, hm_account *account, int32_t country, double gdp_scale,
    const double *export_factor, const double *import_factor);

/*
 * One draw of the trade elasticities of a set (J sectors): theta times
 * exp(s z), z normal and s^2 = ln(1 + (se / theta)^2), so that the median is
 * the estimate; `cv` stands for se / theta where the set has none. theta_home
 * moves by the same factor. `out` arrays hold J; not traded stays NAN.
 */
HM_API void hm_elasticities_draw(const hm_elasticities *set, int32_t n_sectors,
                                 double cv, hm_random *random, double *theta,
                                 double *theta_home);

#ifdef __cplusplus
}
#endif
#endif
