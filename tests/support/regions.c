// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * regions.c - see regions.h. The shares of a seller's goods are drawn once for
 * all its customers, as comparative advantage would have it.
 */
#include "regions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const region_codes[REGIONS] = {"BRA", "CHN", "EU", "IND",
                                                  "JPN", "ROW", "USA"};

typedef struct good {
    const char *code, *from; /* GTAP's code; industry of the world */
    double sigma;
} good;

/* "rubber-plastic" goes to chemicals, as in GTAP's crp. */
static const good goods[REGION_GOODS] = {
    {"ric", "agriculture", 7.007},
    {"wht", "agriculture", 10.069},
    {"gro", "agriculture", 3.320},
    {"v_f", "agriculture", 2.418},
    {"osd", "agriculture", 3.208},
    {"sug", "food", 2.688},
    {"pfb", "agriculture", 2.802},
    {"ocr", "agriculture", 2.535},
    {"ctl", "agriculture", 2.908},
    {"oap", "agriculture", 1.915},
    {"dry", "food", 5.894},
    {"wol", "agriculture", 2.762},
    {"frs", "agriculture", 2.196},
    {"cmt", "food", 3.891},
    {"omt", "food", 3.202},
    {"vol", "food", 4.032},
    {"ofd", "food", 2.623},
    {"b_t", "food", 2.923},
    {"tex", "textiles", 2.867},
    {"wap", "textiles", 5.392},
    {"lea", "leather", 3.670},
    {"lum", "wood", 2.317},
    {"ppp", "paper", 2.562},
    {"crp", "chemicals", 2.342},
    {"nmm", "minerals", 2.466},
    {"i_s", "metals", 3.669},
    {"nfm", "metals", 4.466},
    {"fmp", "metals", 2.697},
    {"mvh", "transport-equipment", 2.753},
    {"otn", "transport-equipment", 2.836},
    {"ele", "electrical", 2.487},
    {"ome", "machinery", 2.460},
    {"omf", "manufacturing-nec", 3.534},
};

typedef struct maker {
    const hm_economy *world;
    const hm_economy_arrays *a;
    double part[REGIONS][REGION_GOODS]; /* of the seller's industry */
    double trade[REGION_GOODS * REGIONS * REGIONS];
    double tariff[REGION_GOODS * REGIONS * REGIONS]; /* duty, then rate */
} maker;

static size_t region_of(const maker *m, int32_t n)
{
    const char *code = hm_economy_labels(m->world)->country_codes[n];
    if (hm_economy_in_group(m->world, n, "EU28")) {
        return 2;
    }
    for (size_t r = 0; r < REGIONS; r++) {
        if (strcmp(code, region_codes[r]) == 0) {
            return r;
        }
    }
    return 5;
}

static void draw_parts(maker *m)
{
    hm_random random = hm_random_seed(2014);
    for (size_t r = 0; r < REGIONS; r++) {
        for (size_t g = 0; g < REGION_GOODS; g++) {
            m->part[r][g] = exp(hm_random_normal(&random));
        }
        for (size_t g = 0; g < REGION_GOODS; g++) {
            double sum = 0.0;
            for (size_t h = 0; h <= g; h++) {
                bool kin = strcmp(goods[h].from, goods[g].from) == 0;
                sum += kin ? m->part[r][h] : 0.0;
            }
            bool last = true;
            for (size_t h = g + 1; h < REGION_GOODS; h++) {
                last = last && strcmp(goods[h].from, goods[g].from) != 0;
            }
            for (size_t h = 0; last && h <= g; h++) {
                bool kin = strcmp(goods[h].from, goods[g].from) == 0;
                m->part[r][h] /= kin ? sum : 1.0;
            }
        }
    }
}

/* Add industry j of the world to good g. */
static void add_industry(maker *m, int32_t j, size_t g)
{
    size_t N = (size_t)m->a->n_countries;
    for (size_t n = 0; n < N; n++) {
        for (size_t i = 0; i < N; i++) {
            size_t f = ((size_t)j * N + n) * N + i;
            size_t buyer = region_of(m, (int32_t)n);
            size_t seller = region_of(m, (int32_t)i);
            double t = m->a->tariff[f];
            double value =
                m->part[seller][g] * m->a->share[f] *
                m->a->expenditure[n * (size_t)m->a->n_sectors + (size_t)j] /
                (1.0 + t);
            size_t to = (g * REGIONS + buyer) * REGIONS + seller;
            m->trade[to] += value;
            m->tariff[to] += buyer == seller ? 0.0 : t * value;
        }
    }
}

static void add_up(maker *m)
{
    for (size_t g = 0; g < REGION_GOODS; g++) {
        add_industry(m, hm_economy_sector(m->world, goods[g].from), g);
        if (strcmp(goods[g].from, "chemicals") == 0) {
            add_industry(m, hm_economy_sector(m->world, "rubber-plastic"), g);
        }
    }
    for (size_t f = 0; f < REGION_GOODS * REGIONS * REGIONS; f++) {
        m->tariff[f] = m->trade[f] > 0.0 ? m->tariff[f] / m->trade[f] : 0.0;
    }
}

hm_economy *regions_make(hm_context *ctx, const hm_economy *world)
{
    const char *codes[REGION_GOODS];
    double theta[REGION_GOODS], markup[REGION_GOODS];
    hm_economy *economy = NULL;
    maker *m = calloc(1, sizeof *m);
    if (m == NULL) {
        return NULL;
    }
    m->world = world;
    m->a = hm_economy_data(world);
    draw_parts(m);
    add_up(m);
    for (size_t g = 0; g < REGION_GOODS; g++) {
        codes[g] = goods[g].code;
        theta[g] = goods[g].sigma - 1.0;
        markup[g] = goods[g].sigma / (goods[g].sigma - 1.0);
    }
    hm_labels labels = {.n_countries = REGIONS,
                        .n_sectors = REGION_GOODS,
                        .country_codes = region_codes,
                        .sector_codes = codes,
                        .name = "seven regions",
                        .year = 2014};
    hm_economy_flows flows = {.trade = m->trade, .tariff = m->tariff};
    hm_elasticities set = {
        .name = "ossa-2014", .theta = theta, .markup = markup};
    hm_status status =
        hm_economy_from_flows(ctx, &labels, &flows, &set, &economy);
    free(m);
    return status == HM_OK ? economy : NULL;
}
