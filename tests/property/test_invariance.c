// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_invariance.c - what must not matter does not (MODEL.md T33): the unit
 * of account, the order of countries and goods, a country or a good cut into
 * two identical halves; and countries that are alike get the same answer.
 *
 * Tolerance 1e-8 on hats: both sides are solved to 1e-13 relative to each
 * country's size, and nearly closed or strongly increasing-returns economies
 * lose up to four digits of that in prices.
 */
#include "solved.h"

#include <string.h>

enum { PER_PROPERTY = 200, MOST = 64 };

static const double near_enough = 1e-8;

/* Where each index of the original stands in the other economy. */
typedef struct mapping {
    size_t country[MOST], sector[MOST], factor[MOST];
} mapping;

typedef struct pair {
    model m;
    model_shock s;
} pair;

static int set_up(void **state)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    *state = ctx;
    return 0;
}

static int tear_down(void **state)
{
    hm_context_free(*state);
    return 0;
}

static size_t at3(const model *m, size_t j, size_t n, size_t i)
{
    return (j * m->N + n) * m->N + i;
}

static void pair_clear(pair *p)
{
    model_shock_free(&p->s);
    model_free(&p->m);
}

static pair draw(uint64_t seed, unsigned flags, shock_kind kind)
{
    pair p = {.m = model_random(seed, flags, 0, 0)};
    p.s = model_shock_random(&p.m, seed, kind);
    return p;
}

static mapping identity(void)
{
    mapping map;
    for (size_t i = 0; i < MOST; i++) {
        map.country[i] = map.sector[i] = map.factor[i] = i;
    }
    return map;
}

/* --- copying through a mapping ------------------------------------------------------ */

static void move_flows(const pair *from, pair *to, const mapping *map)
{
    const model *m = &from->m;
    for (size_t j = 0; j < m->J; j++) {
        for (size_t n = 0; n < m->N; n++) {
            for (size_t i = 0; i < m->N; i++) {
                size_t f = at3(m, j, n, i);
                size_t g = at3(&to->m, map->sector[j], map->country[n],
                               map->country[i]);
                to->m.pi[g] = m->pi[f];
                to->m.t[g] = m->t[f];
                to->m.e[g] = m->e[f];
                to->m.m[g] = m->m[f];
                to->m.zeta[g] = m->zeta[f];
                to->s.t[g] = from->s.t[f];
                to->s.e[g] = from->s.e[f];
                to->s.m[g] = from->s.m[f];
                to->s.zeta[g] = from->s.zeta[f];
                to->s.d[g] = from->s.d[f];
                to->s.phi[g] = from->s.phi[f];
            }
        }
    }
}

static void move_cells(const pair *from, pair *to, const mapping *map)
{
    const model *m = &from->m;
    size_t J = m->J;
    size_t K = to->m.J;
    for (size_t n = 0; n < m->N; n++) {
        size_t c = map->country[n];
        to->m.D[c] = m->D[n];
        to->m.eta[c] = m->eta[n];
        to->s.D[c] = from->s.D[n];
        for (size_t j = 0; j < J; j++) {
            size_t l = map->sector[j];
            to->m.X[c * K + l] = m->X[n * J + j];
            to->m.alpha[c * K + l] = m->alpha[n * J + j];
            to->s.A[c * K + l] = from->s.A[n * J + j];
            for (size_t k = 0; k < J; k++) {
                to->m.a[(c * K + l) * K + map->sector[k]] =
                    m->a[(n * J + j) * J + k];
            }
        }
    }
    for (size_t f = 0; f < m->F; f++) {
        size_t g = map->factor[f];
        to->m.wL[g] = m->wL[f];
        to->m.owner[g] = (int32_t)map->country[m->owner[f]];
        to->s.L[g] = from->s.L[f];
        for (size_t k = 0; k < J; k++) {
            to->m.v[g * K + map->sector[k]] = m->v[f * J + k];
        }
    }
}

static void move_parameters(const pair *from, pair *to, const mapping *map)
{
    const model *m = &from->m;
    for (size_t j = 0; j < m->J; j++) {
        size_t l = map->sector[j];
        to->m.theta[l] = m->theta[j];
        to->m.home[l] = m->home[j];
        to->m.mu[l] = m->mu[j];
        to->m.rho[l] = m->rho[j];
        to->m.psi[l] = m->psi[j];
    }
}

/* The same economy and shock in one with (perhaps) more room. */
static pair moved(const pair *from, size_t N, size_t J, size_t F,
                  const mapping *map)
{
    pair to = {.m = model_new(N, J, F)};
    to.s = model_shock_new(&to.m);
    move_flows(from, &to, map);
    move_cells(from, &to, map);
    move_parameters(from, &to, map);
    return to;
}

/* --- comparing --------------------------------------------------------------------------- */

static void same_hats(const solved *a, const solved *b, const model *m,
                      const mapping *map)
{
    size_t J = m->J;
    size_t K = (size_t)hm_economy_data(b->economy)->n_sectors;
    for (size_t n = 0; n < m->N; n++) {
        size_t c = map->country[n];
        assert_near_rel(welfare_of(b, c), welfare_of(a, n), near_enough);
        assert_near_rel(b->x->price_index_hat[c], a->x->price_index_hat[n],
                        near_enough);
        for (size_t j = 0; j < J; j++) {
            if (m->X[n * J + j] > 0 && a->x->expenditure[n * J + j] > 0) {
                assert_near_rel(b->x->price_hat[c * K + map->sector[j]],
                                a->x->price_hat[n * J + j], near_enough);
            }
        }
    }
    for (size_t f = 0; f < m->F; f++) {
        assert_near(b->x->factor_price_hat[map->factor[f]],
                    a->x->factor_price_hat[f],
                    near_enough * (1 + a->x->factor_price_hat[f]));
    }
}

/* Solve both; same outcome, and if there is an answer the same one. Returns
 * whether there was one. */
static bool compare(hm_context *ctx, const pair *one, const pair *two,
                    hm_closure closure, const mapping *map)
{
    solved a = {.economy = economy_of(ctx, &one->m, closure)};
    solved b = {.economy = economy_of(ctx, &two->m, closure)};
    a.shock = model_shock_make(ctx, a.economy, &one->s);
    b.shock = model_shock_make(ctx, b.economy, &two->s);
    assert_non_null(a.shock);
    assert_non_null(b.shock);
    solve_into(ctx, &a, closure, 1e-13);
    solve_into(ctx, &b, closure, 1e-13);
    bool answered = a.certificate->outcome == HM_CONVERGED &&
                    b.certificate->outcome == HM_CONVERGED;
    assert_int_equal(a.certificate->outcome == HM_INADMISSIBLE,
                     b.certificate->outcome == HM_INADMISSIBLE);
    if (answered) {
        same_hats(&a, &b, &one->m, map);
    }
    solved_clear(&a);
    solved_clear(&b);
    return answered;
}

static hm_closure closure_for(uint64_t seed, shock_kind kind)
{
    static const hm_closure gentle[] = {HM_CLOSURE_FIXED, HM_CLOSURE_SCALED,
                                        HM_CLOSURE_BILATERAL, HM_CLOSURE_ZERO};
    return kind >= SHOCK_PROHIBITIVE ? HM_CLOSURE_ZERO : gentle[seed % 4];
}

/* Another economy that must answer like `one`; fills the mapping. */
typedef pair transform(const pair *one, hm_random *r, mapping *map);

static void holds(hm_context *ctx, transform *change, unsigned flags)
{
    uint64_t first = hm_test_seed(1);
    uint64_t total = PER_PROPERTY * (uint64_t)hm_test_multiplier();
    uint64_t answered = 0;
    for (uint64_t seed = first; seed < first + total; seed++) {
        hm_random r = hm_random_seed(seed + 77);
        unsigned on =
            flags == WITH_ALL ? WITH_ALL : flags & (unsigned)hm_random_bits(&r);
        shock_kind kind = (shock_kind)(1 + seed % (SHOCK_KINDS - 1));
        mapping map = identity();
        pair one = draw(seed, on, kind);
        pair two = change(&one, &r, &map);
        answered +=
            compare(ctx, &one, &two, closure_for(seed, kind), &map) ? 1 : 0;
        pair_clear(&one);
        pair_clear(&two);
    }
    printf("# %llu of %llu answered\n", (unsigned long long)answered,
           (unsigned long long)total);
    assert_true(answered * 10 >= total * 9);
}

/* --- the properties ------------------------------------------------------------------------ */

/* Thousands instead of millions. */
static pair in_another_unit(const pair *one, hm_random *r, mapping *map)
{
    const double unit = exp(hm_random_range(r, -7, 7));
    pair two = moved(one, one->m.N, one->m.J, one->m.F, map);
    for (size_t c = 0; c < two.m.N * two.m.J; c++) {
        two.m.X[c] *= unit;
    }
    for (size_t f = 0; f < two.m.F; f++) {
        two.m.wL[f] *= unit;
    }
    for (size_t n = 0; n < two.m.N; n++) {
        two.m.D[n] *= unit;
        two.s.D[n] *= unit;
    }
    return two;
}

static void the_unit_does_not_matter(void **state)
{
    holds(*state, in_another_unit, WITH_ALL);
}

static void shuffle(size_t *order, size_t count, hm_random *r)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)hm_random_below(r, (int32_t)i);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* Countries and goods in another order; factors follow their owners. */
static pair in_another_order(const pair *one, hm_random *r, mapping *map)
{
    const model *m = &one->m;
    size_t next = 0;
    shuffle(map->country, m->N, r);
    shuffle(map->sector, m->J, r);
    for (size_t c = 0; c < m->N; c++) {
        for (size_t f = 0; f < m->F; f++) {
            if (map->country[m->owner[f]] == c) {
                map->factor[f] = next++;
            }
        }
    }
    return moved(one, m->N, m->J, m->F, map);
}

static void the_order_does_not_matter(void **state)
{
    holds(*state, in_another_order, WITH_ALL);
}

/* Flows to and from the second half `N` as those of the first, `old`; half
 * of what was bought from the whole comes from each. */
static void halve_flows(pair *two, size_t old, size_t N)
{
    for (size_t f = 0; f < two->m.J * (N + 1) * (N + 1); f++) {
        size_t j = f / (N + 1) / (N + 1);
        size_t n = f / (N + 1) % (N + 1);
        size_t i = f % (N + 1);
        size_t g = at3(&two->m, j, n == N ? old : n, i == N ? old : i);
        double *all[] = {two->m.pi,  two->m.t,    two->m.e,   two->m.m,
                         two->s.t,   two->s.e,    two->s.m,   two->s.d,
                         two->s.phi, two->m.zeta, two->s.zeta};
        for (size_t x = 0; x < sizeof all / sizeof all[0]; x++) {
            all[x][f] = all[x][g];
        }
    }
    for (size_t row = 0; row < two->m.J * (N + 1); row++) {
        two->m.pi[row * (N + 1) + old] /= 2;
        two->m.pi[row * (N + 1) + N] /= 2;
    }
}

/* Factors of `old`, which stand last, a second time; half of each. */
static void halve_factors(pair *two, const model *m, size_t old, size_t N)
{
    size_t next = m->F;
    for (size_t f = 0; f < m->F; f++) {
        if ((size_t)m->owner[f] == old) {
            two->m.owner[next] = (int32_t)N;
            two->m.wL[f] /= 2;
            two->m.wL[next] = two->m.wL[f];
            two->s.L[next] = two->s.L[f];
            memcpy(two->m.v + next * m->J, two->m.v + f * m->J,
                   m->J * sizeof(double));
            next++;
        }
    }
}

/* The last country becomes two halves that trade freely with each other as
 * parts of one market do. */
static pair country_in_halves(const pair *one, hm_random *r, mapping *map)
{
    const model *m = &one->m;
    size_t N = m->N;
    size_t J = m->J;
    size_t old = N - 1;
    size_t extra = 0;
    (void)r;
    for (size_t f = 0; f < m->F; f++) {
        extra += (size_t)m->owner[f] == old ? 1 : 0;
    }
    pair two = moved(one, N + 1, J, m->F + extra, map);
    halve_flows(&two, old, N);
    halve_factors(&two, m, old, N);
    for (size_t j = 0; j < J; j++) {
        two.m.X[old * J + j] /= 2;
        two.m.X[N * J + j] = two.m.X[old * J + j];
        two.m.alpha[N * J + j] = two.m.alpha[old * J + j];
        two.s.A[N * J + j] = two.s.A[old * J + j];
    }
    memcpy(two.m.a + N * J * J, two.m.a + old * J * J, J * J * sizeof(double));
    two.m.eta[N] = m->eta[old];
    two.m.D[old] /= 2;
    two.m.D[N] = two.m.D[old];
    two.s.D[old] /= 2;
    two.s.D[N] = two.s.D[old];
    return two;
}

/* One tier: half a country is foreign to the other half. And no good that is
 * not traded, since now it is, between the halves. */
static void a_country_in_halves_changes_nothing(void **state)
{
    holds(*state, country_in_halves,
          WITH_ALL & ~(unsigned)(WITH_TIERS | WITH_COMPLEMENTS | WITH_ZEROS));
}

/* The last good becomes two that are bought half and half. */
static pair good_in_halves(const pair *one, hm_random *r, mapping *map)
{
    const model *m = &one->m;
    size_t N = m->N;
    size_t J = m->J;
    size_t K = J + 1;
    size_t old = J - 1;
    pair two = moved(one, N, K, m->F, map);
    (void)r;
    memcpy(two.m.pi + J * N * N, m->pi + old * N * N, N * N * sizeof(double));
    memcpy(two.m.t + J * N * N, m->t + old * N * N, N * N * sizeof(double));
    memcpy(two.m.e + J * N * N, m->e + old * N * N, N * N * sizeof(double));
    memcpy(two.m.m + J * N * N, m->m + old * N * N, N * N * sizeof(double));
    memcpy(two.m.zeta + J * N * N, m->zeta + old * N * N,
           N * N * sizeof(double));
    const model_shock *s = &one->s;
    memcpy(two.s.t + J * N * N, s->t + old * N * N, N * N * sizeof(double));
    memcpy(two.s.e + J * N * N, s->e + old * N * N, N * N * sizeof(double));
    memcpy(two.s.m + J * N * N, s->m + old * N * N, N * N * sizeof(double));
    memcpy(two.s.zeta + J * N * N, s->zeta + old * N * N,
           N * N * sizeof(double));
    memcpy(two.s.d + J * N * N, s->d + old * N * N, N * N * sizeof(double));
    memcpy(two.s.phi + J * N * N, s->phi + old * N * N, N * N * sizeof(double));
    for (size_t n = 0; n < N; n++) {
        for (size_t k = 0; k < K; k++) { /* columns first, then rows */
            two.m.a[(n * K + k) * K + J] = two.m.a[(n * K + k) * K + old];
        }
        for (size_t k = 0; k < K; k++) {
            two.m.a[(n * K + old) * K + k] /= 2;
            two.m.a[(n * K + J) * K + k] = two.m.a[(n * K + old) * K + k];
        }
        two.m.X[n * K + old] /= 2;
        two.m.X[n * K + J] = two.m.X[n * K + old];
        two.m.alpha[n * K + old] /= 2;
        two.m.alpha[n * K + J] = two.m.alpha[n * K + old];
        two.s.A[n * K + J] = two.s.A[n * K + old];
    }
    for (size_t f = 0; f < m->F; f++) {
        two.m.v[f * K + J] = two.m.v[f * K + old];
    }
    two.m.theta[J] = m->theta[old];
    two.m.home[J] = m->home[old];
    two.m.mu[J] = m->mu[old];
    two.m.rho[J] = m->rho[old];
    two.m.psi[J] = m->psi[old];
    return two;
}

static void a_good_in_halves_changes_nothing(void **state)
{
    holds(*state, good_in_halves, WITH_ALL);
}

/* --- symmetry ---------------------------------------------------------------------------- */

/* Every country a copy of the first of a drawn economy. */
static model copies(uint64_t seed, size_t N)
{
    hm_random r = hm_random_seed(seed);
    model one = model_random(seed, WITH_ALL & ~(unsigned)WITH_FACTORS, 2, 0);
    size_t J = one.J;
    model m = model_new(N, J, N);
    double V[MOST * MOST] = {0};
    for (size_t j = 0; j < J; j++) {
        double home = hm_random_range(&r, 1, 9);
        double abroad = hm_random_range(&r, 0.1, 2);
        for (size_t f = 0; f < N * N; f++) {
            size_t g = j * N * N + f;
            bool own = f % N == f / N;
            V[g] = own ? home : abroad;
            m.t[g] = own ? 0 : one.t[at3(&one, j, 0, 1)];
            m.e[g] = own ? 0 : one.e[at3(&one, j, 0, 1)];
            m.m[g] = own ? 0 : one.m[at3(&one, j, 0, 1)];
            m.zeta[g] = one.zeta[at3(&one, j, 0, 1)];
        }
        m.theta[j] = isnan(one.theta[j]) ? 5 : one.theta[j];
        m.home[j] = isnan(one.home[j]) ? 5 : one.home[j];
        m.mu[j] = one.mu[j];
        m.rho[j] = one.rho[j];
        m.psi[j] = one.psi[j];
    }
    for (size_t n = 0; n < N; n++) {
        m.owner[n] = (int32_t)n;
        m.eta[n] = one.eta[0];
        memcpy(m.a + n * J * J, one.a, J * J * sizeof(double));
        for (size_t j = 0; j < J; j++) {
            m.v[n * J + j] = 1;
        }
    }
    model_account(&m, V);
    for (size_t n = 0; n < N; n++) {
        m.D[n] = 0; /* rounding */
    }
    model_free(&one);
    return m;
}

static void alike_countries_fare_alike(void **state)
{
    uint64_t first = hm_test_seed(1);
    for (uint64_t seed = first; seed < first + PER_PROPERTY; seed++) {
        hm_random r = hm_random_seed(seed + 5);
        model m = copies(seed, 2 + seed % 5);
        model_shock s = model_shock_new(&m);
        for (size_t j = 0; j < m.J; j++) {
            double rate = hm_random_range(&r, 0, 1.5);
            double cost = hm_random_range(&r, 0.7, 1.6);
            double better = hm_random_range(&r, 0.7, 1.4);
            for (size_t n = 0; n < m.N; n++) {
                s.A[n * m.J + j] = better;
                for (size_t i = 0; i < m.N; i++) {
                    s.t[at3(&m, j, n, i)] = i == n ? 0 : rate;
                    s.d[at3(&m, j, n, i)] = i == n ? 1 : cost;
                }
            }
        }
        solved a = solve_model(*state, &m, &s, HM_CLOSURE_FIXED, 1e-12);
        for (size_t n = 0; n < m.N; n++) {
            assert_near(a.x->factor_price_hat[n], 1.0, 1e-10);
            assert_near_rel(welfare_of(&a, n), welfare_of(&a, 0), 1e-10);
        }
        solved_clear(&a);
        model_shock_free(&s);
        model_free(&m);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_unit_does_not_matter),
        CASE(the_order_does_not_matter),
        CASE(a_country_in_halves_changes_nothing),
        CASE(a_good_in_halves_changes_nothing),
        CASE(alike_countries_fare_alike),
    };
    return hm_test_run(tests);
}
