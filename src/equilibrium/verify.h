// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * verify.h - the verifier's own view of a solution. Its three files share
 * nothing with the solver; this header includes none of the solver's.
 */
#ifndef HMI_EQUILIBRIUM_VERIFY_H
#define HMI_EQUILIBRIUM_VERIFY_H

#include "base/internal.h"

#include <hirschman/equilibrium.h>

#include <math.h>

typedef struct hmi_check {
    const hm_labels *labels;
    const hm_economy_arrays *a;
    hm_shock_arrays s;
    const hm_solution_arrays *x;
    hm_closure closure;
    size_t N, J, F;
    double *nest;       /* N*J, ln of the CES nest of T6 (before A and scale) */
    double *share;      /* J*N*N, pi' (T10) */
    double *import_log; /* N*J, ln PM^ (T8) */
    double *received;   /* N, revenue and rents of T15 */
    double *log_cost, *log_good; /* N*J, ln c^ and ln P^ */
    double *log_wage;            /* F, ln w^ */
    int32_t *owned, *first;      /* F by country; N+1 */
    double *weight;              /* scratch: F + J + N + 2 */
    double *log_price;
    hm_verification *out;
} hmi_check;

/* Country of an equation of the whole world. */
enum { HMI_WORLD = -1 };

/* Note the gap of one equation in its family and as the worst; a NaN is an
 * infinite gap. Country n < 0 and item NULL are left out of the name. */
void hmi_verify_record(hmi_check *c, double *family, double gap,
                       const char *equation, int64_t n, const char *item);
void hmi_verify_sector(hmi_check *c, double *family, double gap,
                       const char *equation, size_t n, size_t j);
/* "labour market, PRK"; "factor market, PRK, ore" for other factors. */
void hmi_verify_factor(hmi_check *c, double gap, const char *labor,
                       const char *other, size_t f);

/* T3, T6-T12 and T20; sets nest and share. */
void hmi_verify_prices(hmi_check *c);
/* T5, T13-T15; needs nest and share. */
void hmi_verify_quantities(hmi_check *c);
/* T21-T24; needs share and import_log. */
void hmi_verify_caps(hmi_check *c);
/* T16, T17, Walras' law. */
void hmi_verify_factors(hmi_check *c);
/* T18 and what the shock adds. */
void hmi_verify_balance(hmi_check *c);

/* Does nobody who spends on k have any way to buy it from n? */
bool hmi_verify_is_cut(const hmi_check *c, size_t n, size_t k);
/* ln kappa^ of one flow (T3) with the rent m. */
double hmi_verify_wedge(const hmi_check *c, size_t flow, double m);
/* v'_fk and a'_njk (T7). */
double hmi_verify_factor_share(const hmi_check *c, size_t f, size_t k);
double hmi_verify_input_share(const hmi_check *c, size_t n, size_t j, size_t k);
/* ln P_n (T12). */
double hmi_verify_final_price(const hmi_check *c, size_t n);

static inline double at(const double *array, size_t index, double absent)
{
    return array == NULL ? absent : array[index];
}

/* The shock's level, the base's where the shock has none. */
static inline double level(const double *shocked, const double *base,
                           size_t index, double absent)
{
    return shocked != NULL ? shocked[index] : at(base, index, absent);
}

/* Has this flow a cap, so that its rent is the solution's? */
static inline bool hmi_verify_capped(const hmi_check *c, size_t flow)
{
    bool named = isfinite(at(c->s.quantity_cap, flow, HUGE_VAL)) ||
                 isfinite(at(c->s.value_cap, flow, HUGE_VAL));
    return named && at(c->s.phi, flow, 1.0) > 0.0;
}

/* m' of a flow. */
static inline double hmi_verify_rent(const hmi_check *c, size_t flow)
{
    return hmi_verify_capped(c, flow)
               ? at(c->x->rent_wedge, flow, 0.0)
               : level(c->s.rent_wedge, c->a->rent_wedge, flow, 0.0);
}

/* phi' of a flow; a rent without bound is a ban. */
static inline double hmi_verify_phi(const hmi_check *c, size_t flow)
{
    return isinf(hmi_verify_rent(c, flow)) ? 0.0 : at(c->s.phi, flow, 1.0);
}

/* |difference| against a size; no size and no difference is no gap. */
static inline double relative(double difference, double size)
{
    return difference == 0.0 ? 0.0 : fabs(difference) / size;
}

#endif
