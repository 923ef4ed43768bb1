// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * random_economy.c - see random_economy.h. Values are drawn in a fixed order,
 * so a seed names an economy for good.
 */
#include "random_economy.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double *block(size_t count, double value)
{
    double *x = malloc((count + 1) * sizeof(double));
    if (x == NULL) {
        abort(); /* a test without memory tests nothing */
    }
    for (size_t i = 0; i < count; i++) {
        x[i] = value;
    }
    return x;
}

model model_new(size_t N, size_t J, size_t F)
{
    size_t flows = J * N * N;
    model m = {.N = N,
               .J = J,
               .F = F,
               .X = block(N * J, 0),
               .pi = block(flows, 0),
               .t = block(flows, 0),
               .e = block(flows, 0),
               .m = block(flows, 0),
               .zeta = block(flows, 1),
               .a = block(N * J * J, 0),
               .v = block(F * J, 0),
               .alpha = block(N * J, 0),
               .wL = block(F, 0),
               .D = block(N, 0),
               .theta = block(J, 1),
               .home = block(J, 1),
               .mu = block(J, 1),
               .rho = block(J, 1),
               .psi = block(J, 0),
               .eta = block(N, 1)};
    m.owner = calloc(F + 1, sizeof(int32_t));
    if (m.owner == NULL) {
        abort();
    }
    return m;
}

void model_free(model *m)
{
    double *all[] = {m->X,    m->pi, m->t,     m->e,   m->m,  m->zeta,
                     m->a,    m->v,  m->alpha, m->wL,  m->D,  m->theta,
                     m->home, m->mu, m->rho,   m->psi, m->eta};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        free(all[i]);
    }
    free(m->owner);
    memset(m, 0, sizeof *m);
}

static size_t at3(const model *m, size_t j, size_t n, size_t i)
{
    return (j * m->N + n) * m->N + i;
}

/* --- accounts ------------------------------------------------------------------ */

/* T5. */
static void split(const model *m, size_t f, double *g, double *b, double *x)
{
    double t = m->t[f];
    double e = m->e[f];
    double r = m->m[f];
    *g = 1 / ((1 + t) * (1 + r) * (1 + e));
    *b = t / (1 + t) + m->zeta[f] * r / ((1 + r) * (1 + t));
    *x = (e / (1 + e) + (1 - m->zeta[f]) * r) / ((1 + t) * (1 + r));
}

/* Largest share of a good's spending that firms may use, and of cost that
 * inputs may take: final demand and value added stay positive. */
static const double most_used = 0.85, most_inputs = 0.8;

/* Scale the raw input shares of country n until both limits hold. */
static void fit_inputs(model *m, const double *Y, size_t n)
{
    size_t J = m->J;
    for (size_t k = 0; k < J; k++) {
        double sum = 0;
        for (size_t j = 0; j < J; j++) {
            double *a = &m->a[(n * J + j) * J + k];
            *a = m->X[n * J + j] > 0 ? *a : 0;
            sum += *a;
        }
        for (size_t j = 0; j < J && sum > most_inputs; j++) {
            m->a[(n * J + j) * J + k] *= most_inputs / sum;
        }
    }
    for (size_t j = 0; j < J; j++) {
        double used = 0;
        for (size_t k = 0; k < J; k++) {
            used += m->a[(n * J + j) * J + k] * Y[n * J + k] / m->mu[k];
        }
        double limit = most_used * m->X[n * J + j];
        for (size_t k = 0; k < J && used > limit; k++) {
            m->a[(n * J + j) * J + k] *= limit / used;
        }
    }
}

/* v and wL from the factor splits that stand in v. */
static void pay_factors(model *m, const double *Y)
{
    size_t J = m->J;
    for (size_t f = 0; f < m->F; f++) {
        size_t n = (size_t)m->owner[f];
        m->wL[f] = 0;
        for (size_t k = 0; k < J; k++) {
            double inputs = 0;
            for (size_t j = 0; j < J; j++) {
                inputs += m->a[(n * J + j) * J + k];
            }
            m->v[f * J + k] *= 1 - inputs;
            m->wL[f] += m->v[f * J + k] * Y[n * J + k] / m->mu[k];
        }
    }
}

static void close_budgets(model *m, const double *Y, double *earned)
{
    size_t J = m->J;
    for (size_t f = 0; f < m->F; f++) {
        earned[m->owner[f]] += m->wL[f];
    }
    for (size_t n = 0; n < m->N; n++) {
        double income = 0;
        for (size_t j = 0; j < J; j++) {
            double final = m->X[n * J + j];
            for (size_t k = 0; k < J; k++) {
                final -= m->a[(n * J + j) * J + k] * Y[n * J + k] / m->mu[k];
            }
            earned[n] += (1 - 1 / m->mu[j]) * Y[n * J + j];
            m->alpha[n * J + j] = fmax(final, 0);
            income += fmax(final, 0);
        }
        for (size_t j = 0; j < J; j++) {
            m->alpha[n * J + j] /= income;
        }
        m->D[n] = income - earned[n];
    }
}

void model_account(model *m, const double *V)
{
    size_t N = m->N;
    size_t J = m->J;
    double *Y = block(N * J, 0);
    double *earned = block(N, 0);
    for (size_t j = 0; j < J; j++) {
        for (size_t n = 0; n < N; n++) {
            double total = 0;
            for (size_t i = 0; i < N; i++) {
                total += V[at3(m, j, n, i)];
            }
            m->X[n * J + j] = total;
            for (size_t i = 0; i < N; i++) {
                size_t f = at3(m, j, n, i);
                double g, b, x;
                split(m, f, &g, &b, &x);
                m->pi[f] = total > 0 ? V[f] / total : (i == n ? 1 : 0);
                Y[i * J + j] += g * V[f];
                earned[n] += b * V[f];
                earned[i] += x * V[f];
            }
        }
    }
    for (size_t n = 0; n < N; n++) {
        fit_inputs(m, Y, n);
    }
    pay_factors(m, Y);
    close_budgets(m, Y, earned);
    free(Y);
    free(earned);
}

/* --- drawing --------------------------------------------------------------------- */

static bool chance(hm_random *r, double p)
{
    return hm_random_uniform(r) < p;
}

static double lognormal(hm_random *r, double spread)
{
    return exp(spread * hm_random_normal(r));
}

static void draw_parameters(model *m, hm_random *r, unsigned on)
{
    for (size_t j = 0; j < m->J; j++) {
        m->theta[j] = exp(hm_random_range(r, -0.2, 2.5)); /* 0.8 to 12 */
        if (chance(r, 0.05)) {
            m->theta[j] = hm_random_range(r, 15, 50);
        }
        m->home[j] = m->theta[j];
        if ((on & WITH_TIERS) != 0 && chance(r, 0.6)) {
            m->home[j] = m->theta[j] * hm_random_range(r, 0.1, 1.2);
        }
        if ((on & WITH_COMPLEMENTS) != 0 && chance(r, 0.3)) {
            m->home[j] = chance(r, 0.3) ? 0 : hm_random_range(r, -0.4, 0);
        }
        if ((on & WITH_MARKUPS) != 0) {
            m->mu[j] = 1 + hm_random_range(r, 0, 0.5);
        }
        if ((on & WITH_CES) != 0 && chance(r, 0.7)) {
            m->rho[j] = chance(r, 0.1) ? 0 : hm_random_range(r, 0.05, 2.0);
            /* Fixed proportions leave the prices of several factors open. */
            if ((on & WITH_FACTORS) != 0) {
                m->rho[j] = fmax(m->rho[j], 0.25);
            }
        }
        if ((on & WITH_SCALE) != 0 && chance(r, 0.6)) {
            double largest = fmax(m->theta[j], m->home[j]);
            m->psi[j] = hm_random_range(r, 0, fmin(0.5 / largest, 0.15));
        }
    }
    for (size_t n = 0; n < m->N && (on & WITH_CES) != 0; n++) {
        m->eta[n] = chance(r, 0.2) ? 1 : hm_random_range(r, 0.2, 3);
    }
}

static void draw_rates(model *m, hm_random *r, unsigned on)
{
    for (size_t f = 0; f < m->J * m->N * m->N; f++) {
        if (f % m->N == f / m->N % m->N) {
            continue;
        }
        if ((on & WITH_TARIFFS) != 0) {
            m->t[f] = hm_random_range(r, -0.05, 0.4);
        }
        if ((on & WITH_EXPORT_TAXES) != 0) {
            m->e[f] = hm_random_range(r, -0.1, 0.2);
        }
        if ((on & WITH_RENTS) != 0 && chance(r, 0.4)) {
            m->m[f] = hm_random_range(r, 0, 0.3);
            m->zeta[f] = hm_random_uniform(r);
        }
    }
}

/* Gravity with noise; a ring in the first good keeps the world connected. */
static void draw_flows(const model *m, hm_random *r, unsigned on, double *V)
{
    size_t N = m->N;
    bool zeros = (on & WITH_ZEROS) != 0;
    double *size = block(N, 0);
    double world = 0;
    double openness = hm_random_range(r, 0.05, 0.8);
    double none = zeros ? hm_random_range(r, 0, 0.8) : 0;
    for (size_t n = 0; n < N; n++) {
        size[n] = 1000 * lognormal(r, 1.3);
        world += size[n];
    }
    for (size_t j = 0; j < m->J; j++) {
        bool closed = zeros && j > 0 && chance(r, 0.15);
        for (size_t i = 0; i < N; i++) {
            bool makes = !(zeros && j > 0 && chance(r, 0.12));
            double strength = lognormal(r, 0.5);
            for (size_t n = 0; n < N; n++) {
                bool ring = j == 0 && n == (i + 1) % N;
                double value = strength * lognormal(r, 0.5) * size[n];
                value *= i == n ? 1 : openness * size[i] / world;
                bool traded = ring || !(closed || chance(r, none));
                if (makes && (i == n || traded)) {
                    V[at3(m, j, n, i)] = value;
                }
            }
        }
    }
    free(size);
}

/* Bring each country's exports nearer its imports: imbalances of some per
 * cent of income, as in data, not of many times income. */
static void calm_flows(const model *m, double *V)
{
    size_t N = m->N;
    for (int round = 0; round < 6; round++) {
        double *out = block(N, 0);
        double *in = block(N, 0);
        for (size_t f = 0; f < m->J * N * N; f++) {
            if (f % N != f / N % N) {
                out[f % N] += V[f];
                in[f / N % N] += V[f];
            }
        }
        for (size_t f = 0; f < m->J * N * N; f++) {
            if (f % N != f / N % N) {
                V[f] *= sqrt(in[f % N] / out[f % N]);
            }
        }
        free(out);
        free(in);
    }
}

/* Which good has a foreign flow? Without one there is no theta. */
static void mark_not_traded(model *m)
{
    for (size_t j = 0; j < m->J; j++) {
        bool traded = false;
        for (size_t n = 0; n < m->N; n++) {
            for (size_t i = 0; i < m->N; i++) {
                traded = traded || (i != n && m->pi[at3(m, j, n, i)] > 0);
            }
        }
        if (!traded) {
            m->theta[j] = NAN;
            m->home[j] = NAN;
        }
    }
}

/* Factors of each country: labor, perhaps a second mobile one, perhaps some
 * specific to one sector. Returns how many; fills v (splits) when given. */
static size_t draw_factors(model *m, hm_random r, unsigned on, const double *V)
{
    size_t J = m->J;
    size_t F = 0;
    for (size_t n = 0; n < m->N; n++) {
        size_t labor = F++;
        bool second = (on & WITH_FACTORS) != 0 && chance(&r, 0.3);
        size_t capital = second ? F++ : labor;
        for (size_t k = 0; k < J; k++) {
            double rest = 1;
            bool makes = false;
            for (size_t h = 0; h < m->N; h++) {
                makes = makes || V[at3(m, k, h, n)] > 0;
            }
            if ((on & WITH_FACTORS) != 0 && makes && chance(&r, 0.35)) {
                double share = hm_random_range(&r, 0.1, 0.9);
                if (m->v != NULL) {
                    m->v[F * J + k] = share;
                    m->owner[F] = (int32_t)n;
                }
                rest -= share;
                F++;
            }
            double share = second ? hm_random_range(&r, 0.1, 0.9) : 1;
            if (m->v != NULL) {
                m->v[capital * J + k] += rest * (1 - share);
                m->v[labor * J + k] += rest * share;
                m->owner[labor] = (int32_t)n;
                m->owner[capital] = (int32_t)n;
            }
        }
    }
    return F;
}

model model_random(uint64_t seed, unsigned flags, size_t N, size_t J)
{
    hm_random r = hm_random_seed(seed);
    unsigned on = flags;
    if (flags == WITH_ALL) {
        on = (unsigned)hm_random_bits(&r) & WITH_ALL;
    }
    size_t drawn_N = 2 + (size_t)hm_random_below(&r, 7);
    size_t drawn_J = 1 + (size_t)hm_random_below(&r, 6);
    model sizes = {.N = N > 0 ? N : drawn_N, .J = J > 0 ? J : drawn_J};
    double *V = block(sizes.J * sizes.N * sizes.N, 0);
    draw_flows(&sizes, &r, on, V);
    calm_flows(&sizes, V);
    sizes.F = draw_factors(&sizes, r, on, V);
    model m = model_new(sizes.N, sizes.J, sizes.F);
    (void)draw_factors(&m, r, on, V);
    draw_parameters(&m, &r, on);
    draw_rates(&m, &r, on);
    for (size_t c = 0; c < m.N * m.J * m.J && (on & WITH_INPUTS) != 0; c++) {
        m.a[c] = chance(&r, 0.15) ? 0 : hm_random_range(&r, 0, 0.4);
    }
    model_account(&m, V);
    mark_not_traded(&m);
    free(V);
    return m;
}

/* --- to the library --------------------------------------------------------------- */

hm_economy_arrays model_arrays(const model *m)
{
    return (hm_economy_arrays){.n_countries = (int32_t)m->N,
                               .n_sectors = (int32_t)m->J,
                               .n_factors = (int32_t)m->F,
                               .expenditure = m->X,
                               .share = m->pi,
                               .tariff = m->t,
                               .export_tax = m->e,
                               .rent_wedge = m->m,
                               .rent_importer_share = m->zeta,
                               .input_share = m->a,
                               .factor_share = m->v,
                               .final_share = m->alpha,
                               .factor_income = m->wL,
                               .factor_country = m->owner,
                               .deficit = m->D};
}

enum { CODE = 8, MOST_NAMES = 400 };

static void number_codes(char (*codes)[CODE], const char **names, char letter,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(codes[i], CODE, "%c%02u", letter, (unsigned)i % 1000u);
        names[i] = codes[i];
    }
}

hm_economy *model_economy(hm_context *ctx, const model *m)
{
    char country[MOST_NAMES][CODE], sector[MOST_NAMES][CODE];
    char factor[MOST_NAMES][CODE];
    const char *countries[MOST_NAMES], *sectors[MOST_NAMES];
    const char *factors[MOST_NAMES];
    if (m->N > MOST_NAMES || m->J > MOST_NAMES || m->F > MOST_NAMES) {
        abort();
    }
    number_codes(country, countries, 'C', m->N);
    number_codes(sector, sectors, 's', m->J);
    number_codes(factor, factors, 'f', m->F);
    hm_labels labels = {.n_countries = (int32_t)m->N,
                        .n_sectors = (int32_t)m->J,
                        .country_codes = countries,
                        .sector_codes = sectors};
    hm_elasticities set = {.theta = m->theta,
                           .theta_home = m->home,
                           .markup = m->mu,
                           .input_substitution = m->rho,
                           .scale = m->psi,
                           .final_substitution = m->eta};
    hm_economy_arrays arrays = model_arrays(m);
    hm_economy *economy = NULL;
    arrays.factor_codes = factors;
    return hm_economy_from_shares(ctx, &labels, &arrays, &set, &economy) ==
                   HM_OK
               ? economy
               : NULL;
}

/* --- shocks ------------------------------------------------------------------------ */

static double *copy(const double *from, size_t count)
{
    double *x = block(count, 0);
    memcpy(x, from, count * sizeof(double));
    return x;
}

model_shock model_shock_new(const model *m)
{
    size_t flows = m->J * m->N * m->N;
    return (model_shock){.t = copy(m->t, flows),
                         .e = copy(m->e, flows),
                         .m = copy(m->m, flows),
                         .zeta = copy(m->zeta, flows),
                         .d = block(flows, 1),
                         .phi = block(flows, 1),
                         .A = block(m->N * m->J, 1),
                         .L = block(m->F, 1),
                         .D = block(m->N, 0)};
}

void model_shock_free(model_shock *s)
{
    double *all[] = {s->t, s->e, s->m, s->zeta, s->d, s->phi, s->A, s->L, s->D};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        free(all[i]);
    }
    memset(s, 0, sizeof *s);
}

/* Everything moves by up to about `size` (0.01: one per cent). */
static void move_levels(const model *m, model_shock *s, hm_random *r,
                        double size)
{
    for (size_t f = 0; f < m->J * m->N * m->N; f++) {
        if (f % m->N == f / m->N % m->N) {
            continue;
        }
        s->t[f] += hm_random_range(r, -0.3, 1) * size;
        s->e[f] += hm_random_range(r, -0.3, 0.4) * size;
        s->m[f] += chance(r, 0.2) ? hm_random_range(r, 0, 0.5) * size : 0;
        s->zeta[f] = chance(r, 0.2) ? hm_random_uniform(r) : s->zeta[f];
        s->d[f] = exp(hm_random_range(r, -0.7, 0.7) * size);
    }
    for (size_t c = 0; c < m->N * m->J; c++) {
        s->A[c] = exp(hm_random_range(r, -0.5, 0.5) * size);
    }
    for (size_t f = 0; f < m->F; f++) {
        s->L[f] = exp(hm_random_range(r, -0.7, 0.4) * size);
    }
}

/* A transfer of up to 2 % of the smaller country's factor income. */
static void move_deficit(const model *m, model_shock *s, hm_random *r)
{
    size_t from = (size_t)hm_random_below(r, (int32_t)m->N);
    size_t to = (from + 1) % m->N;
    double income[2] = {0, 0};
    for (size_t f = 0; f < m->F; f++) {
        income[0] += (size_t)m->owner[f] == from ? m->wL[f] : 0;
        income[1] += (size_t)m->owner[f] == to ? m->wL[f] : 0;
    }
    double value = hm_random_range(r, -0.02, 0.02) * fmin(income[0], income[1]);
    s->D[from] -= value;
    s->D[to] += value;
}

static void cut_flows(const model *m, model_shock *s, hm_random *r)
{
    double often = hm_random_range(r, 0.02, 0.4);
    for (size_t f = 0; f < m->J * m->N * m->N; f++) {
        size_t n = f / m->N % m->N;
        size_t i = f % m->N;
        /* The ring stays: who cannot sell at all cannot pay for anything. */
        bool ring = f < m->N * m->N && n == (i + 1) % m->N;
        if (i != n && !ring && chance(r, often)) {
            s->phi[f] = chance(r, 0.6) ? 0 : hm_random_uniform(r);
        }
    }
}

/* Cut `target` off from every partner but one, both ways. */
static void embargo(const model *m, model_shock *s, size_t target)
{
    size_t friend = (target + 1) % m->N; /* the ring runs from target to it */
    size_t back = (target + m->N - 1) % m->N;
    for (size_t j = 0; j < m->J; j++) {
        for (size_t h = 0; h < m->N; h++) {
            if (h == target) {
                continue;
            }
            if (h != friend) {
                s->phi[at3(m, j, h, target)] = 0;
            }
            if (h != back) {
                s->phi[at3(m, j, target, h)] = 0;
            }
        }
    }
}

model_shock model_shock_random(const model *m, uint64_t seed, shock_kind kind)
{
    hm_random r = hm_random_seed(seed * 2654435761u + 17u);
    model_shock s = model_shock_new(m);
    size_t target = (size_t)hm_random_below(&r, (int32_t)m->N);
    if (kind == SHOCK_SMALL || kind == SHOCK_LARGE) {
        move_levels(m, &s, &r, kind == SHOCK_SMALL ? 0.01 : 0.6);
        move_deficit(m, &s, &r);
    } else if (kind == SHOCK_PROHIBITIVE) {
        double rate = hm_random_range(&r, 3, 50);
        double often = hm_random_range(&r, 0.1, 1);
        for (size_t j = 0; j < m->J; j++) {
            for (size_t i = 0; i < m->N; i++) {
                if (i != target && chance(&r, often)) {
                    s.t[at3(m, j, target, i)] = rate;
                }
            }
        }
    } else if (kind == SHOCK_PARTIAL) {
        cut_flows(m, &s, &r);
    } else if (kind == SHOCK_EMBARGO) {
        embargo(m, &s, target);
    }
    return s;
}

hm_shock_arrays model_shock_arrays(const model_shock *s)
{
    return (hm_shock_arrays){.tariff = s->t,
                             .export_tax = s->e,
                             .rent_wedge = s->m,
                             .rent_importer_share = s->zeta,
                             .cost_hat = s->d,
                             .phi = s->phi,
                             .productivity_hat = s->A,
                             .factor_hat = s->L,
                             .deficit_add = s->D};
}

hm_shock *model_shock_make(hm_context *ctx, const hm_economy *economy,
                           const model_shock *s)
{
    hm_shock_arrays arrays = model_shock_arrays(s);
    hm_shock *shock = NULL;
    return hm_shock_from_arrays(ctx, economy, &arrays, &shock) == HM_OK ? shock
                                                                        : NULL;
}
