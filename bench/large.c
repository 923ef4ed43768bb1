// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * large.c - write an economy of any size as a folder:
 * `large COUNTRIES SECTORS DIR`. Made up, dense, the same bytes each time:
 * every flow and every input is positive, a quarter of the foreign flows bear
 * a tariff.
 *
 * Spending of n on j is size_n times weight_j times noise of 20 per cent, 70
 * per cent of it at home; inputs are 0.45 of cost in proportion to the
 * weights. Final demand is what remains: at least 0.8 - 0.45 * 1.2 / 0.97 of
 * spending (noise of a sector's sales is no larger than that of its buyers).
 */
#include <hirschman/hirschman.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static const double home_part = 0.7;
static const double input_part = 0.45;

typedef struct world {
    int32_t N, J;
    const char *folder;
    double *size, *weight, *pull; /* N, J, N: sums to 1 */
} world;

static FILE *open_file(const world *w, const char *name, const char *header)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", w->folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        (void)fprintf(stderr, "large: cannot write %s\n", path);
        exit(1);
    }
    (void)fprintf(file, "%s", header);
    return file;
}

static void close_file(FILE *file)
{
    if (fclose(file) != 0) {
        (void)fprintf(stderr, "large: writing failed\n");
        exit(1);
    }
}

/* Sizes over three orders of magnitude; weights over one. */
static void make_world(world *w, hm_random *random)
{
    double sizes = 0.0;
    double weights = 0.0;
    w->size = malloc((size_t)w->N * sizeof(double));
    w->weight = malloc((size_t)w->J * sizeof(double));
    w->pull = malloc((size_t)w->N * sizeof(double));
    if (w->size == NULL || w->weight == NULL || w->pull == NULL) {
        (void)fprintf(stderr, "large: out of memory\n");
        exit(1);
    }
    for (int32_t n = 0; n < w->N; n++) {
        double u = hm_random_uniform(random);
        w->size[n] = 1e4 + 1e7 * u * u * u * u;
        sizes += w->size[n];
    }
    for (int32_t j = 0; j < w->J; j++) {
        w->weight[j] = hm_random_range(random, 0.1, 1.0);
        weights += w->weight[j];
    }
    for (int32_t n = 0; n < w->N; n++) {
        w->pull[n] = w->size[n] / sizes;
    }
    for (int32_t j = 0; j < w->J; j++) {
        w->weight[j] /= weights;
    }
}

static void write_lists(const world *w)
{
    FILE *file = open_file(w, "economy.yaml", "");
    (void)fprintf(file,
                  "name: made-up %d x %d\ndescription: Made up, to measure "
                  "limits\nyear: 2000\nunit: million USD\ncurrency: USD\n"
                  "valuation: basic\nsources:\n"
                  "  - {name: made up, licence: CC0}\ntrade_balance: fixed\n",
                  (int)w->N, (int)w->J);
    close_file(file);
    file = open_file(w, "countries.csv", "country,name,group\n");
    for (int32_t n = 0; n < w->N; n++) {
        (void)fprintf(file, "C%03d,Country %d,\n", (int)n, (int)n);
    }
    close_file(file);
    file = open_file(w, "sectors.csv", "sector,name,theta\n");
    for (int32_t j = 0; j < w->J; j++) {
        (void)fprintf(file, "S%03d,Sector %d,%.3f\n", (int)j, (int)j,
                      3.0 + 0.013 * (j % 300));
    }
    close_file(file);
}

/* Noise of a pair is 1 +- 0.5, divided by nothing: sums are near their means
 * because the sums are long. */
static void write_flows(const world *w, hm_random *random)
{
    FILE *trade = open_file(w, "trade.csv", "exporter,importer,sector,value\n");
    FILE *duty =
        open_file(w, "tariffs.csv", "exporter,importer,sector,tariff_rate\n");
    for (int32_t j = 0; j < w->J; j++) {
        for (int32_t n = 0; n < w->N; n++) {
            double spent =
                w->size[n] * w->weight[j] * hm_random_range(random, 0.8, 1.2);
            for (int32_t i = 0; i < w->N; i++) {
                double part = i == n ? home_part
                                     : (1.0 - home_part) * w->pull[i] *
                                           hm_random_range(random, 0.5, 1.5);
                (void)fprintf(trade, "C%03d,C%03d,S%03d,%.6g\n", (int)i, (int)n,
                              (int)j, spent * part);
                if (i != n && (i + n + j) % 4 == 0) {
                    (void)fprintf(duty, "C%03d,C%03d,S%03d,%.2f\n", (int)i,
                                  (int)n, (int)j, 0.01 * (1 + (i + j) % 20));
                }
            }
        }
    }
    close_file(trade);
    close_file(duty);
}

static void write_inputs(const world *w)
{
    FILE *file = open_file(w, "inputs.csv", "country,sector,input,share\n");
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t k = 0; k < w->J; k++) {
            for (int32_t j = 0; j < w->J; j++) {
                (void)fprintf(file, "C%03d,S%03d,S%03d,%.6g\n", (int)n, (int)k,
                              (int)j, input_part * w->weight[j]);
            }
        }
    }
    close_file(file);
}

int main(int argc, char **argv)
{
    world w = {0};
    if (argc != 4 || (w.N = (int32_t)strtol(argv[1], NULL, 10)) < 2 ||
        (w.J = (int32_t)strtol(argv[2], NULL, 10)) < 1) {
        (void)fprintf(stderr, "usage: large COUNTRIES SECTORS DIR\n");
        return 2;
    }
    w.folder = argv[3];
    if (mkdir(w.folder, 0777) != 0 && errno != EEXIST) {
        (void)fprintf(stderr, "large: cannot make %s\n", w.folder);
        return 1;
    }
    hm_random random = hm_random_seed(20170731);
    make_world(&w, &random);
    write_lists(&w);
    write_flows(&w, &random);
    write_inputs(&w);
    free(w.size);
    free(w.weight);
    free(w.pull);
    return 0;
}
