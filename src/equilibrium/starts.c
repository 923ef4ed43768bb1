// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * starts.c - other equilibria: where scale economies are strong, industries may
 * gather in one country or in another. The system is solved from starts that
 * place them differently, and what is found is compared. Under quotas, with factors
 * that cannot move or with fixed deficits trade may answer to prices the wrong way
 * round; where a path turns back, starts beside its beginning are tried, countries
 * or factors dearer and cheaper by turns.
 *
 * Without inputs, with one factor a country, there is one equilibrium when
 * psi theta <= 1 in every good (Kucheryavyy, Lyn and Rodriguez-Clare 2023).
 * Inputs carry a sector's cost into the costs of its users and so its own, by up
 * to 1 over the factors' share: with them psi theta below that share is asked
 * for, a test and no theorem.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* For one start, a quarter of a thousand sweeps; a search of twelve is rare. */
enum { START_SWEEPS = 250, START_STEPS = 60 };
/* Outputs that differ by this part of the country's are another equilibrium. */
static const double apart = 1e-3;
/* How unevenly industries are placed, in logs; by turns. */
static const double unevenness[] = {0.5, 4.0};

/* The factors' share in the cost of a sector. */
static double factor_part(const hm_solver *s, int32_t n, int32_t k)
{
    double part = 1.0;
    for (int32_t j = 0; s->base->input_share != NULL && j < s->J; j++) {
        part -= s->base->input_share[HMI_INPUT(s->J, n, j, k)];
    }
    return part;
}

bool hmi_starts_wanted(const hm_solver *s)
{
    const hm_economy_arrays *a = s->base;
    for (int32_t k = 0; s->scale_on && k < s->J; k++) {
        double theta = a->theta[k];
        theta = a->theta_home[k] > theta ? a->theta_home[k] : theta;
        for (int32_t n = 0; n < s->N && a->scale[k] > 0.0; n++) {
            bool active = a->output[HMI_AT2(s->J, n, k)] > 0.0;
            if (active && !(a->scale[k] * theta <= factor_part(s, n, k))) {
                return true;
            }
        }
    }
    return false;
}

hm_status hmi_starts_create(hm_solver *s)
{
    if (!hmi_starts_wanted(s)) {
        return HM_OK;
    }
    s->found = HMI_ARRAY(s->ctx, double, (HMI_STARTS + 1) * s->cells);
    return s->found == NULL ? HM_ERR_MEMORY : HM_OK;
}

void hmi_starts_free(hm_solver *s)
{
    hmi_free(s->ctx, s->found);
}

/* A number that looks like chance, the same on every machine. */
static uint32_t scrambled(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ (x >> 16);
}

/* +1 where start k has more of industry j in country n, -1 where less: by
 * country, by country and good, by what looks like chance; odd starts mirror
 * even ones. */
static double placed(int32_t k, int32_t n, int32_t j)
{
    int32_t pattern = k / 4;
    bool more = n % 2 == 0;
    if (pattern == 1) {
        more = (n + j) % 2 == 0;
    } else if (pattern > 1) {
        more = scrambled((uint32_t)(pattern * 65537 + n * 257 + j)) % 2 == 0;
    }
    return more == (k % 2 == 0) ? 1.0 : -1.0;
}

/* Some countries, or some factors of each, dearer and some cheaper than in the
 * state at hand. */
static void go_beside(hm_solver *s, int32_t k)
{
    double size = unevenness[k / 2 % 2];
    for (int32_t f = 0; f < s->F; f++) {
        int32_t n = s->base->factor_country[f];
        s->state[f] += size * placed(k, n, k < 4 ? 0 : f);
    }
    for (size_t cell = 0; cell < s->cells; cell++) {
        double more = size * placed(k, (int32_t)(cell % (size_t)s->N), 0);
        s->state[s->at_price + cell] += more;
        s->state[s->at_spending + cell] *= hmi_exp(more);
    }
}

static void go_to_start(hm_solver *s, int32_t k)
{
    double size = unevenness[k / 2 % 2];
    if (s->caps.restart) {
        memcpy(s->state, s->caps.start, s->state_size * sizeof(double));
        go_beside(s, k);
        return;
    }
    hmi_state_base(s);
    if (s->found == NULL) {
        go_beside(s, k);
        return;
    }
    for (int32_t j = 0; j < s->J; j++) {
        for (int32_t n = 0; n < s->N && s->base->scale[j] > 0.0; n++) {
            size_t cell = (size_t)j * (size_t)s->N + (size_t)n;
            double more = size * placed(k, n, j);
            s->state[s->at_scale + cell] = more;
            s->state[s->at_price + cell] = -s->base->scale[j] * more;
        }
    }
}

bool hmi_solve_from_start(hm_solver *s, const hm_shock *shock, int32_t k,
                          hmi_residuals *residuals)
{
    hm_certificate ignored = {0};
    double tolerance = s->settings.tolerance;
    if (!hmi_prepare_again(s, shock, 1.0, &ignored)) {
        return false;
    }
    go_to_start(s, k);
    if (hmi_iterate_global(s, tolerance, START_STEPS, residuals)) {
        return true;
    }
    go_to_start(s, k);
    return hmi_iterate(s, tolerance, START_SWEEPS, residuals);
}

/* Is the state's equilibrium none of the first `count` found? */
static bool is_new(const hm_solver *s, int32_t count)
{
    for (int32_t k = 0; k < count; k++) {
        const double *other = s->found + (size_t)k * s->cells;
        double worst = 0.0;
        for (size_t cell = 0; cell < s->cells; cell++) {
            double size = s->base->income[cell % (size_t)s->N];
            double gap = fabs(s->output[cell] - other[cell]) / size;
            worst = gap > worst ? gap : worst;
        }
        if (worst < apart) {
            return false;
        }
    }
    return true;
}

static void keep(hm_solver *s, int32_t at)
{
    memcpy(s->found + (size_t)at * s->cells, s->output,
           s->cells * sizeof(double));
}

void hmi_count_equilibria(hm_solver *s, const hm_shock *shock,
                          hm_certificate *certificate)
{
    int32_t sweeps = s->iterations;
    int32_t count = 1;
    keep(s, 0);
    for (int32_t k = 0; k < HMI_STARTS && !hm_context_canceled(s->ctx); k++) {
        hmi_residuals residuals;
        if (hmi_solve_from_start(s, shock, k, &residuals) && is_new(s, count)) {
            keep(s, count++);
        }
    }
    s->iterations = sweeps;
    certificate->starts = HMI_STARTS + 1;
    certificate->equilibria = count;
    if (count > 1) {
        bool base = certificate->note[0] == '\0'; /* else hmi_attempt said so */
        (void)snprintf(certificate->note, sizeof certificate->note,
                       "at least %d equilibria, from %d starts; this is %s",
                       (int)count, HMI_STARTS + 1,
                       base ? "the one found from the base"
                            : "none that the base leads to");
    }
}
