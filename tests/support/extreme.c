// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/* extreme.c - see extreme.h. */
#include "extreme.h"

#include <math.h>

const char *extreme_name(int kind)
{
    static const char *const names[] = {
        "drawn",        "rho 0.05",    "home 0.1", "rho 0.05 home 0.1",
        "and specific", "complements", "elastic",  "scale"};
    return names[kind];
}

const char *hard_name(int kind)
{
    static const char *const names[] = {"none",
                                        "small",
                                        "large",
                                        "prohibitive",
                                        "partial",
                                        "embargo",
                                        "1000% by all",
                                        "1000% by one",
                                        "free trade",
                                        "cut off",
                                        "autarky",
                                        "sector stopped",
                                        "productivity half",
                                        "factor lost"};
    return names[kind];
}

static void set_all(double *x, size_t count, double value)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = isnan(x[i]) ? x[i] : value;
    }
}

/* psi max(theta, theta_home) up to 0.9: steep, still unique in one-tier
 * models (MODEL.md 1.7). */
static void steep_scale(model *m, hm_random *r)
{
    for (size_t j = 0; j < m->J; j++) {
        double largest = fmax(m->theta[j], m->home[j]);
        m->psi[j] = isnan(largest) ? 0 : hm_random_range(r, 0.3, 0.9) / largest;
    }
}

static unsigned flags_of(uint64_t seed, extreme_kind kind)
{
    hm_random r = hm_random_seed(seed * 7919u + 5u);
    unsigned flags = (unsigned)hm_random_bits(&r) & WITH_ALL;
    if (kind == EXTREME_NONE) {
        return WITH_ALL;
    }
    flags &= ~(unsigned)(WITH_COMPLEMENTS | WITH_SCALE | WITH_FACTORS);
    flags |= WITH_INPUTS;
    if (kind == EXTREME_SPECIFIC) {
        flags |= WITH_FACTORS;
    }
    if (kind == EXTREME_COMPLEMENTS) {
        flags |= WITH_COMPLEMENTS;
    }
    return flags == WITH_ALL ? flags & ~(unsigned)WITH_RENTS : flags;
}

model extreme_model(uint64_t seed, extreme_kind kind)
{
    hm_random r = hm_random_seed(seed * 104729u + (uint64_t)kind);
    model m = model_random(seed, flags_of(seed, kind), 0, 0);
    bool rigid = kind == EXTREME_RIGID || kind == EXTREME_SPECIFIC;
    if (rigid || kind == EXTREME_INPUTS) {
        set_all(m.rho, m.J, 0.05);
    }
    if (rigid || kind == EXTREME_HOME) {
        set_all(m.home, m.J, 0.1);
    }
    for (size_t j = 0; j < m.J && kind == EXTREME_ELASTIC; j++) {
        double times = fmin(4, 60 / fmax(m.theta[j], m.home[j]));
        m.theta[j] *= times;
        m.home[j] *= times;
        m.rho[j] = 3;
    }
    if (kind == EXTREME_SCALE) {
        steep_scale(&m, &r);
    }
    return m;
}

static size_t flow_count(const model *m)
{
    return m->J * m->N * m->N;
}

/* The flows into n = to (N: all) from abroad of good j = good (J: all). */
static bool hits(const model *m, size_t f, size_t to, size_t good)
{
    size_t n = f / m->N % m->N;
    size_t i = f % m->N;
    size_t j = f / m->N / m->N;
    return n != i && (to == m->N || n == to) && (good == m->J || j == good);
}

static void free_trade(const model *m, model_shock *s)
{
    for (size_t f = 0; f < flow_count(m); f++) {
        s->t[f] = 0;
        s->e[f] = 0;
        s->m[f] = 0;
    }
}

model_shock extreme_shock(const model *m, uint64_t seed, int kind)
{
    hm_random r = hm_random_seed(seed * 15485863u + (uint64_t)kind);
    size_t one = (size_t)hm_random_below(&r, (int32_t)m->N);
    size_t good = (size_t)hm_random_below(&r, (int32_t)m->J);
    if (kind < SHOCK_KINDS) {
        return model_shock_random(m, seed, (shock_kind)kind);
    }
    model_shock s = model_shock_new(m);
    size_t to = kind == HARD_TARIFF_ONE ? one : m->N;
    for (size_t f = 0; f < flow_count(m); f++) {
        size_t i = f % m->N;
        if (kind == HARD_TARIFF_ALL || kind == HARD_TARIFF_ONE) {
            s.t[f] = hits(m, f, to, m->J) ? 10 : s.t[f];
        } else if (kind == HARD_EMBARGO && hits(m, f, m->N, m->J)) {
            s.phi[f] = i == one || f / m->N % m->N == one ? 0 : 1;
        } else if (kind == HARD_AUTARKY && hits(m, f, m->N, m->J)) {
            s.phi[f] = 0;
        } else if (kind == HARD_SECTOR && hits(m, f, m->N, good)) {
            s.phi[f] = 0;
        }
    }
    if (kind == HARD_TARIFF_ZERO) {
        free_trade(m, &s);
    }
    for (size_t j = 0; j < m->J && kind == HARD_PRODUCTIVITY; j++) {
        s.A[one * m->J + j] = 0.5;
    }
    if (kind == HARD_FACTORS) {
        s.L[(size_t)hm_random_below(&r, (int32_t)m->F)] = 0.1;
    }
    return s;
}
