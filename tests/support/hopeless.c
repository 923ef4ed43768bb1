// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/* hopeless.c - see hopeless.h. */
#include "hopeless.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct world {
    const hm_economy_arrays *a;
    const hm_shock_arrays *s;
    size_t N, J, F;
    double *price, *next, *cost; /* ln, N*J */
    double *factors;             /* N*J share of all factors in cost */
    bool *needed;                /* N*J: bought by somebody who is asked */
} world;

static void *room(size_t count, size_t size)
{
    void *block = calloc(count + 1, size);
    if (block == NULL) {
        abort();
    }
    return block;
}

static size_t flow(const world *w, size_t j, size_t n, size_t i)
{
    return (j * w->N + n) * w->N + i;
}

static bool open(const world *w, size_t j, size_t n, size_t i)
{
    size_t f = flow(w, j, n, i);
    return w->a->share[f] > 0 &&
           (i == n || w->s->phi == NULL || w->s->phi[f] > 0);
}

static double input(const world *w, size_t n, size_t j, size_t k)
{
    return w->a->input_share == NULL
               ? 0
               : w->a->input_share[(n * w->J + j) * w->J + k];
}

/* --- who is needed ------------------------------------------------------------- */

static bool sells(const world *w, size_t i, size_t k)
{
    for (size_t n = 0; n < w->N; n++) {
        if (w->needed[n * w->J + k] && open(w, k, n, i)) {
            return true;
        }
    }
    return false;
}

static void find_needed(world *w)
{
    bool grows = true;
    for (size_t c = 0; c < w->N * w->J; c++) {
        w->needed[c] = w->a->final_share[c] > 0;
    }
    while (grows) {
        grows = false;
        for (size_t n = 0; n < w->N; n++) {
            for (size_t k = 0; k < w->J; k++) {
                bool busy = sells(w, n, k);
                for (size_t j = 0; busy && j < w->J; j++) {
                    bool *cell = &w->needed[n * w->J + j];
                    bool now = *cell || input(w, n, j, k) > 0;
                    grows = grows || now != *cell;
                    *cell = now;
                }
            }
        }
    }
}

/* --- prices ---------------------------------------------------------------------- */

static double rate(const double *levels, size_t f)
{
    return levels == NULL ? 0 : levels[f];
}

/* ln kappa^ - ln phi / theta of one flow (T3, T4). */
static double barrier(const world *w, size_t j, size_t n, size_t i)
{
    const hm_economy_arrays *a = w->a;
    const hm_shock_arrays *s = w->s;
    size_t f = flow(w, j, n, i);
    double after =
        log1p(s->tariff == NULL ? rate(a->tariff, f) : s->tariff[f]) +
        log1p(s->export_tax == NULL ? rate(a->export_tax, f)
                                    : s->export_tax[f]) +
        log1p(s->rent_wedge == NULL ? rate(a->rent_wedge, f)
                                    : s->rent_wedge[f]);
    double before = log1p(rate(a->tariff, f)) + log1p(rate(a->export_tax, f)) +
                    log1p(rate(a->rent_wedge, f));
    double d = s->cost_hat == NULL ? 0 : log(s->cost_hat[f]);
    double phi = s->phi == NULL ? 1 : s->phi[f];
    return i == n ? 0 : after - before + d - log(phi) / a->theta[j];
}

/* Accumulate ln of sum share exp(power x) / power, or the mean at power 0; the
 * sum is kept beside exp(top). */
typedef struct mean {
    double power, top, sum, weight;
} mean;

static void add(mean *m, double share, double x)
{
    if (!(share > 0)) {
        return;
    }
    double e = m->power * x;
    if (m->power == 0) {
        m->sum += share * x;
    } else if (m->weight > 0 && e <= m->top) {
        m->sum += share * exp(e - m->top);
    } else {
        m->sum = m->weight > 0 ? m->sum * exp(m->top - e) + share : share;
        m->top = e;
    }
    m->weight += share;
}

static double value(const mean *m)
{
    return m->power == 0 ? m->sum : (m->top + log(m->sum)) / m->power;
}

static double cost_of(const world *w, size_t n, size_t k)
{
    mean m = {.power = 1 - w->a->input_substitution[k]};
    add(&m, w->factors[n * w->J + k], 0);
    for (size_t j = 0; j < w->J; j++) {
        add(&m, input(w, n, j, k), w->price[n * w->J + j]);
    }
    double A = w->s->productivity_hat == NULL
                   ? 1
                   : w->s->productivity_hat[n * w->J + k];
    return m.weight > 0 ? value(&m) - log(A) : 0;
}

/* ln P^ (T8, T9); one elasticity is a special case of the two. */
static double price_of(const world *w, size_t n, size_t j)
{
    mean abroad = {.power = -w->a->theta[j]};
    mean all = {.power = -w->a->theta_home[j]};
    double own = w->a->share[flow(w, j, n, n)];
    double imports = 0;
    for (size_t i = 0; i < w->N; i++) {
        imports += i == n ? 0 : w->a->share[flow(w, j, n, i)];
    }
    for (size_t i = 0; i < w->N; i++) {
        if (i != n && open(w, j, n, i)) {
            add(&abroad, w->a->share[flow(w, j, n, i)] / imports,
                w->cost[i * w->J + j] + barrier(w, j, n, i));
        }
    }
    if (own > 0) {
        add(&all, own, w->cost[n * w->J + j]);
    }
    if (imports > 0) {
        add(&all, imports, abroad.weight > 0 ? value(&abroad) : INFINITY);
    }
    return all.weight > 0 ? value(&all) : 0;
}

enum { ROUNDS = 20000, STEADY = 5000 };
static const double infinite = 150; /* ln */
/* Of thousands of rounds: a change that shrinks by less than this in STEADY of
 * them has a limit above zero. */
static const double shrinks = 0.9;

/* HOPELESS_PRICES, HOPELESS_FALL or 0. */
static unsigned price_without_end(world *w)
{
    double before = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double change = 0;
        for (size_t c = 0; c < w->N * w->J; c++) {
            w->cost[c] = cost_of(w, c / w->J, c % w->J);
        }
        for (size_t c = 0; c < w->N * w->J; c++) {
            w->next[c] = price_of(w, c / w->J, c % w->J);
            if (w->needed[c] && !(w->next[c] < infinite)) {
                return HOPELESS_PRICES;
            }
            if (w->needed[c] && !(w->next[c] > -infinite)) {
                return HOPELESS_FALL;
            }
            double step = w->next[c] - w->price[c];
            change = fabs(step) > fabs(change) ? step : change;
        }
        memcpy(w->price, w->next, w->N * w->J * sizeof(double));
        if (fabs(change) < 1e-13) {
            break;
        }
        if (round % STEADY == 0) {
            if (round > STEADY && fabs(change) > shrinks * fabs(before)) {
                return change > 0 ? HOPELESS_PRICES : HOPELESS_FALL;
            }
            before = change;
        }
    }
    return 0;
}

/* --- accounts ---------------------------------------------------------------------- */

/* Does i still sell anything to n? */
static bool trades(const world *w, size_t n, size_t i)
{
    for (size_t j = 0; j < w->J && i != n; j++) {
        if (w->needed[n * w->J + j] && open(w, j, n, i)) {
            return true;
        }
    }
    return false;
}

/* Has every good traded between the two in the base been cut? (T18 B) */
static bool cut(const world *w, size_t n, size_t i)
{
    bool traded = false;
    bool left = false;
    for (size_t j = 0; j < w->J; j++) {
        traded = traded || w->a->share[flow(w, j, n, i)] > 0 ||
                 w->a->share[flow(w, j, i, n)] > 0;
        left = left || open(w, j, n, i) || open(w, j, i, n);
    }
    return traded && !left;
}

static double deficit_of(const world *w, size_t n, hm_closure closure)
{
    double D = closure == HM_CLOSURE_ZERO ? 0 : w->a->deficit[n];
    for (size_t i = 0; i < w->N && closure == HM_CLOSURE_BILATERAL; i++) {
        if (i != n && cut(w, n, i)) {
            D -= w->a->bilateral_deficit[n * w->N + i];
        }
    }
    return D + (w->s->deficit_add == NULL ? 0 : w->s->deficit_add[n]);
}

/* All that n's goods reach, directly and through others. */
static void reach(const world *w, size_t n, bool *in)
{
    bool grows = true;
    memset(in, 0, w->N * sizeof(bool));
    in[n] = true;
    while (grows) {
        grows = false;
        for (size_t i = 0; i < w->N; i++) {
            for (size_t h = 0; in[i] && h < w->N; h++) {
                if (!in[h] && trades(w, h, i)) {
                    in[h] = true;
                    grows = true;
                }
            }
        }
    }
}

/* A group that sells nothing outside: what it buys there is its deficit. */
static bool group_fails(const world *w, const bool *in, hm_closure closure)
{
    double D = 0;
    double size = 0;
    bool all = true;
    bool buys = false;
    for (size_t n = 0; n < w->N; n++) {
        all = all && in[n];
        D += in[n] ? deficit_of(w, n, closure) : 0;
        size += in[n] ? w->a->income[n] : 0;
        for (size_t i = 0; i < w->N; i++) {
            buys = buys || (in[n] && !in[i] && trades(w, n, i));
        }
    }
    double nothing = 1e-9 * size;
    return !all && (buys ? !(D > nothing) : fabs(D) > nothing);
}

/* Under scaled deficits a closed group's relative deficit would have to equal
 * the others' at wages that its own accounts fix already. */
static bool scaled_fails(const world *w, const bool *in)
{
    bool apart = false;
    bool links = false;
    bool deficits = false;
    for (size_t n = 0; n < w->N; n++) {
        apart = apart || !in[n];
        deficits = deficits || fabs(w->a->deficit[n]) > 1e-9 * w->a->income[n];
        for (size_t i = 0; i < w->N; i++) {
            links = links || (in[n] && !in[i] && trades(w, n, i));
        }
    }
    return apart && !links && deficits;
}

static bool accounts_fail(const world *w, hm_closure closure)
{
    bool *in = room(w->N, sizeof(bool));
    bool fails = false;
    for (size_t n = 0; n < w->N && !fails; n++) {
        reach(w, n, in);
        fails = closure == HM_CLOSURE_SCALED ? scaled_fails(w, in)
                                             : group_fails(w, in, closure);
    }
    free(in);
    return fails;
}

unsigned hopeless_why(const hm_economy_arrays *economy,
                      const hm_shock_arrays *shock, hm_closure closure)
{
    world w = {.a = economy,
               .s = shock,
               .N = (size_t)economy->n_countries,
               .J = (size_t)economy->n_sectors,
               .F = (size_t)economy->n_factors};
    unsigned why = 0;
    w.price = room(w.N * w.J, sizeof(double));
    w.next = room(w.N * w.J, sizeof(double));
    w.cost = room(w.N * w.J, sizeof(double));
    w.factors = room(w.N * w.J, sizeof(double));
    w.needed = room(w.N * w.J, sizeof(bool));
    for (size_t f = 0; f < w.F; f++) {
        size_t n = (size_t)economy->factor_country[f];
        for (size_t k = 0; k < w.J; k++) {
            w.factors[n * w.J + k] += economy->factor_share[f * w.J + k];
        }
    }
    find_needed(&w);
    why |= price_without_end(&w);
    if (accounts_fail(&w, closure)) {
        why |= HOPELESS_ACCOUNTS;
    }
    free(w.price);
    free(w.next);
    free(w.cost);
    free(w.factors);
    free(w.needed);
    return why;
}
