// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * world.c - an economy folder under every elasticity set and balance rule:
 * embargoes, stopped goods, tariffs, lost productivity, autarky.
 */
#include "robust.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One run's shock: levels of the flows and of productivity. */
typedef struct levels {
    size_t N, J, flows;
    const hm_economy_arrays *base;
    double *phi, *tariff, *productivity;
} levels;

static void neutral(levels *l)
{
    for (size_t f = 0; f < l->flows; f++) {
        l->phi[f] = 1.0;
        l->tariff[f] = l->base->tariff == NULL ? 0.0 : l->base->tariff[f];
    }
    for (size_t c = 0; c < l->N * l->J; c++) {
        l->productivity[c] = 1.0;
    }
}

/* Who buys, who sells, of which good; N or J: any. */
typedef struct where {
    size_t n, i, j;
} where;

static bool inside(const levels *l, size_t f, where w)
{
    size_t n = f / l->N % l->N;
    size_t i = f % l->N;
    size_t j = f / l->N / l->N;
    return n != i && (w.n == l->N || w.n == n) && (w.i == l->N || w.i == i) &&
           (w.j == l->J || w.j == j);
}

static void put(const levels *l, double *x, where w, double value)
{
    for (size_t f = 0; f < l->flows; f++) {
        x[f] = inside(l, f, w) ? value : x[f];
    }
}

typedef struct job {
    bench_world *w;
    levels *l;
    tally *t;
    const hm_labels *labels;
} job;

static void go(const job *b, const char *a, const char *c)
{
    char name[64];
    hm_shock_arrays shock = {.phi = b->l->phi,
                             .tariff = b->l->tariff,
                             .productivity_hat = b->l->productivity};
    (void)snprintf(name, sizeof name, "%s%s%s", a, c[0] == '\0' ? "" : "-", c);
    tally_run(b->t, b->w, &shock, name);
    neutral(b->l);
}

/* Full embargo between every two countries; the order does not matter. */
static void pairs(const job *b)
{
    for (size_t n = 0; n < b->l->N; n++) {
        for (size_t i = n + 1; i < b->l->N; i++) {
            put(b->l, b->l->phi, (where){n, i, b->l->J}, 0.0);
            put(b->l, b->l->phi, (where){i, n, b->l->J}, 0.0);
            go(b, b->labels->country_codes[n], b->labels->country_codes[i]);
        }
    }
}

/* i sells nothing to n: one-way embargoes. */
static void sales(const job *b)
{
    for (size_t n = 0; n < b->l->N; n++) {
        for (size_t i = 0; i < b->l->N; i++) {
            if (i != n) {
                put(b->l, b->l->phi, (where){n, i, b->l->J}, 0.0);
                go(b, b->labels->country_codes[n], b->labels->country_codes[i]);
            }
        }
    }
}

static void alone(const job *b)
{
    for (size_t n = 0; n < b->l->N; n++) {
        put(b->l, b->l->phi, (where){n, b->l->N, b->l->J}, 0.0);
        put(b->l, b->l->phi, (where){b->l->N, n, b->l->J}, 0.0);
        go(b, b->labels->country_codes[n], "");
    }
}

static void sectors(const job *b)
{
    for (size_t j = 0; j < b->l->J; j++) {
        put(b->l, b->l->phi, (where){b->l->N, b->l->N, j}, 0.0);
        go(b, b->labels->sector_codes[j], "");
    }
}

static void tariffs(const job *b, double rate)
{
    for (size_t n = 0; n < b->l->N; n++) {
        put(b->l, b->l->tariff, (where){n, b->l->N, b->l->J}, rate);
        go(b, b->labels->country_codes[n], "");
    }
}

static void tariffs_on(const job *b, double rate)
{
    for (size_t n = 0; n < b->l->N; n++) {
        put(b->l, b->l->tariff, (where){b->l->N, n, b->l->J}, rate);
        go(b, b->labels->country_codes[n], "");
    }
}

static void tariff_0(const job *b)
{
    tariffs(b, 0.0);
}

static void tariff_100(const job *b)
{
    tariffs(b, 1.0);
}

static void tariff_1000(const job *b)
{
    tariffs(b, 10.0);
}

static void tariff_1000_on(const job *b)
{
    tariffs_on(b, 10.0);
}

static void tariff_all(const job *b)
{
    static const double rates[] = {0.0, 1.0, 10.0};
    static const char *const names[] = {"0%", "100%", "1000%"};
    for (int k = 0; k < 3; k++) {
        put(b->l, b->l->tariff, (where){b->l->N, b->l->N, b->l->J}, rates[k]);
        go(b, names[k], "");
    }
}

static void halves(const job *b)
{
    for (size_t n = 0; n <= b->l->N; n++) {
        for (size_t c = 0; c < b->l->N * b->l->J; c++) {
            bool hit = n == b->l->N || c / b->l->J == n;
            b->l->productivity[c] = hit ? 0.5 : 1.0;
        }
        go(b, n < b->l->N ? b->labels->country_codes[n] : "all", "");
    }
}

static void autarky(const job *b)
{
    put(b->l, b->l->phi, (where){b->l->N, b->l->N, b->l->J}, 0.0);
    go(b, "all", "");
}

typedef struct family {
    const char *name;
    void (*run)(const job *);
} family;

static const family families[] = {
    {"embargo of one by one", pairs},
    {"no sales to one by one", sales},
    {"embargo by all", alone},
    {"good stopped", sectors},
    {"tariff 0% by one", tariff_0},
    {"tariff 100% by one", tariff_100},
    {"tariff 1000% by one", tariff_1000},
    {"tariff 1000% on one", tariff_1000_on},
    {"tariffs by all", tariff_all},
    {"productivity halves", halves},
    {"autarky", autarky},
};

static bool chosen(const char *wanted, const char *name)
{
    return strcmp(wanted, "-") == 0 || strcmp(wanted, name) == 0;
}

static void run_families(bench_world *w, const char *set, const char *wanted)
{
    const hm_economy_arrays *a = hm_economy_data(w->economy);
    levels l = {
        .N = (size_t)a->n_countries, .J = (size_t)a->n_sectors, .base = a};
    l.flows = l.N * l.N * l.J;
    l.phi = memory(l.flows, sizeof(double));
    l.tariff = memory(l.flows, sizeof(double));
    l.productivity = memory(l.N * l.J, sizeof(double));
    neutral(&l);
    for (size_t k = 0; k < sizeof families / sizeof families[0]; k++) {
        if (!chosen(wanted, families[k].name)) {
            continue;
        }
        tally t = {.runs = 0};
        (void)snprintf(t.economy, sizeof t.economy, "world-2014-prk");
        (void)snprintf(t.set, sizeof t.set, "%s", set);
        (void)snprintf(t.closure, sizeof t.closure, "%s",
                       hm_closure_name(w->closure));
        (void)snprintf(t.family, sizeof t.family, "%s", families[k].name);
        families[k].run(&(job){w, &l, &t, hm_economy_labels(w->economy)});
        tally_print(&t);
    }
    free(l.phi);
    free(l.tariff);
    free(l.productivity);
}

void robust_world(hm_context *ctx, const char *path, const char *set,
                  const char *closure, const char *wanted)
{
    hm_economy_folder *folder = NULL;
    must(ctx, hm_economy_read(ctx, path, NULL, &folder), path);
    for (int32_t s = 0; s < hm_economy_folder_sets(folder); s++) {
        const hm_elasticities *e = hm_economy_folder_set(folder, s);
        for (int c = 0; c < 4 && chosen(set, e->name); c++) {
            hm_economy *economy = NULL;
            bench_world w;
            if (!chosen(closure, hm_closure_name((hm_closure)c))) {
                continue;
            }
            must(ctx,
                 hm_economy_with_elasticities(
                     ctx, hm_economy_folder_economy(folder), e, &economy),
                 e->name);
            if (world_open(ctx, economy, (hm_closure)c, &w)) {
                run_families(&w, e->name, wanted);
                world_close(&w);
            } else {
                (void)fprintf(stderr, "%s: %s\n", e->name,
                              hm_context_message(ctx));
            }
        }
    }
    hm_economy_folder_free(folder);
}
