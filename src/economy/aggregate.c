// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * aggregate.c - many countries or sectors to one.
 *
 * Trade and inputs are sums. A tariff is the mean weighted with trade (the
 * plain mean where nothing is traded). Trade between countries that become
 * one is domestic and bears no duty: that duty is a loss named "duty", and
 * the inputs that paid it become cheaper by it. Elasticities are means
 * weighted with foreign trade, or with output.
 */
#include "economy/account.h"

#include <math.h>
#include <string.h>

static const char step[] = "aggregate";

/* Old index to new index, -1 for what is dropped; the new codes. */
typedef struct mapping {
    int32_t count, new_count;
    int32_t *to;
    const char **codes, **names, **groups;
} mapping;

static void mapping_clear(hm_context *ctx, mapping *m)
{
    hmi_free(ctx, m->to);
    hmi_free(ctx, (void *)m->codes);
    hmi_free(ctx, (void *)m->names);
    hmi_free(ctx, (void *)m->groups);
}

static int32_t find(const char *const *codes, int32_t count, const char *code)
{
    for (int32_t i = 0; i < count; i++) {
        if (strcmp(codes[i], code) == 0) {
            return i;
        }
    }
    return -1;
}

/* What the account says of a code; `otherwise` when it says nothing. */
static const char *look_up(const char *const *codes, const char *const *texts,
                           int32_t count, const char *code,
                           const char *otherwise)
{
    int32_t at = texts == NULL ? -1 : find(codes, count, code);
    return at < 0 ? otherwise : texts[at];
}

/* The new codes in the order of the map, with their names. */
static void mapping_codes(mapping *m, const hm_map *map,
                          const char *const *codes, const char *const *names,
                          const char *const *groups)
{
    for (int32_t e = 0; e < map->count; e++) {
        if (find(codes, m->count, map->from[e]) < 0 ||
            find(m->codes, m->new_count, map->to[e]) >= 0) {
            continue;
        }
        const char *code = map->to[e];
        int32_t at = m->new_count++;
        const char *name = map->names == NULL ? "" : map->names[e];
        const char *group = map->groups == NULL ? "" : map->groups[e];
        m->codes[at] = code;
        m->names[at] = name[0] != '\0'
                           ? name
                           : look_up(codes, names, m->count, code, code);
        m->groups[at] = group[0] != '\0'
                            ? group
                            : look_up(codes, groups, m->count, code, "");
    }
}

/* map NULL: everything stays as it is. */
static hm_status mapping_init(hm_context *ctx, mapping *m, const hm_map *map,
                              int32_t count, const char *const *codes,
                              const char *const *names,
                              const char *const *groups)
{
    hm_map same = {count, codes, codes, names, groups};
    const hm_map *used = map == NULL ? &same : map;
    m->count = count;
    m->to = HMI_ARRAY(ctx, int32_t, count);
    m->codes = HMI_ARRAY(ctx, const char *, used->count);
    m->names = HMI_ARRAY(ctx, const char *, used->count);
    m->groups = HMI_ARRAY(ctx, const char *, used->count);
    if (m->to == NULL || m->codes == NULL || m->names == NULL ||
        m->groups == NULL) {
        return HM_ERR_MEMORY;
    }
    mapping_codes(m, used, codes, names, groups);
    for (int32_t i = 0; i < count; i++) {
        int32_t entry = find(used->from, used->count, codes[i]);
        m->to[i] =
            entry < 0 ? -1 : find(m->codes, m->new_count, used->to[entry]);
    }
    return m->new_count > 0
               ? HM_OK
               : hmi_fail(ctx, HM_ERR_DATA,
                          "none of the codes of the map is in the economy "
                          "(its first is %s)",
                          codes[0]);
}

/* --- flows ----------------------------------------------------------------------- */

typedef struct work {
    hm_context *ctx;
    const hm_account_arrays *from;
    hm_account_arrays *to;
    mapping country, sector;
    double *lost_country, *lost_sector; /* N, J: sales of what is dropped */
    double *lost_duty;                  /* N*J of the old account */
    double *plain, *pairs;              /* J'*N'*N' tariffs: sum, number */
} work;

/* One flow: to its new cell, or to what is lost. Tariffs are sums so far. */
static void add_flow(work *w, int32_t j, int32_t n, int32_t i)
{
    size_t flow = HMI_AT3(w->from->n_countries, j, n, i);
    double value = w->from->trade[flow];
    double duty = value * w->from->tariff[flow];
    int32_t to_i = w->country.to[i];
    int32_t to_n = w->country.to[n];
    int32_t to_j = w->sector.to[j];
    if (to_i < 0) {
        w->lost_country[i] += value;
    } else if (to_n < 0) {
        w->lost_country[n] += value;
    } else if (to_j < 0) {
        w->lost_sector[j] += value;
    } else {
        size_t cell = HMI_AT3(w->to->n_countries, to_j, to_n, to_i);
        w->to->trade[cell] += value;
        if (to_n != to_i) {
            w->to->tariff[cell] += duty;
            w->plain[cell] += w->from->tariff[flow];
            w->pairs[cell] += 1.0;
        } else {
            w->lost_duty[HMI_AT2(w->from->n_sectors, n, j)] += duty;
        }
    }
}

static void add_flows(work *w)
{
    const hm_account_arrays *a = w->from;
    for (int32_t j = 0; j < a->n_sectors; j++) {
        for (int32_t n = 0; n < a->n_countries; n++) {
            for (int32_t i = 0; i < a->n_countries; i++) {
                add_flow(w, j, n, i);
            }
        }
    }
    size_t flows = (size_t)w->to->n_sectors * (size_t)w->to->n_countries *
                   (size_t)w->to->n_countries;
    for (size_t cell = 0; cell < flows; cell++) {
        if (w->to->trade[cell] > 0.0) {
            w->to->tariff[cell] /= w->to->trade[cell];
        } else if (w->pairs[cell] > 0.0) {
            w->to->tariff[cell] = w->plain[cell] / w->pairs[cell];
        }
    }
}

static void add_inputs(work *w, const double *spending)
{
    const hm_account_arrays *a = w->from;
    int32_t J = a->n_sectors;
    for (int32_t n = 0; n < a->n_countries; n++) {
        for (int32_t j = 0; j < J; j++) {
            int32_t to_n = w->country.to[n];
            int32_t to_j = w->sector.to[j];
            size_t cell = HMI_AT2(J, n, j);
            double kept = spending[cell] > 0.0
                              ? 1.0 - w->lost_duty[cell] / spending[cell]
                              : 1.0;
            for (int32_t k = 0; to_n >= 0 && to_j >= 0 && k < J; k++) {
                int32_t to_k = w->sector.to[k];
                if (to_k >= 0) {
                    w->to->input[HMI_INPUT(w->to->n_sectors, to_n, to_j,
                                           to_k)] +=
                        kept * a->input[HMI_INPUT(J, n, j, k)];
                }
            }
        }
    }
}

/* --- parameters -------------------------------------------------------------------- */

/* Means of `from` over what goes to the same place; NAN entries count not. */
static hm_status average(hm_context *ctx, const mapping *m, const double *from,
                         const double *weight, double *to)
{
    size_t count = (size_t)m->new_count;
    double *sums = HMI_ARRAY(ctx, double, 4 * count);
    if (sums == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < m->count; i++) {
        if (m->to[i] >= 0 && !isnan(from[i])) {
            double *sum = sums + 4 * (size_t)m->to[i];
            sum[0] += weight[i] * from[i];
            sum[1] += weight[i];
            sum[2] += from[i];
            sum[3] += 1.0;
        }
    }
    for (size_t i = 0; i < count; i++) {
        const double *sum = sums + 4 * i;
        bool one = sum[3] < 1.5; /* exactly as it was */
        if (sum[3] > 0.0) {
            to[i] = sum[1] > 0.0 && !one ? sum[0] / sum[1] : sum[2] / sum[3];
        }
    }
    hmi_free(ctx, sums);
    return HM_OK;
}

/* Foreign sales and output by sector, spending by country. */
static hm_status average_parameters(work *w, const double *spending,
                                    const double *output)
{
    const hm_account_arrays *a = w->from;
    int32_t N = a->n_countries;
    int32_t J = a->n_sectors;
    double *weights = HMI_ARRAY(w->ctx, double, 2 * J + N);
    hm_status status = HM_OK;
    if (weights == NULL) {
        return HM_ERR_MEMORY;
    }
    double *foreign = weights;
    double *sales = weights + J;
    double *buyer = weights + 2 * (size_t)J;
    for (int32_t j = 0; j < J; j++) {
        for (int32_t n = 0; n < N; n++) {
            sales[j] += output[HMI_AT2(J, n, j)];
            foreign[j] +=
                output[HMI_AT2(J, n, j)] - a->trade[HMI_AT3(N, j, n, n)];
            buyer[n] += spending[HMI_AT2(J, n, j)];
        }
    }
    HMI_GOTO(status,
             average(w->ctx, &w->sector, a->theta, foreign, w->to->theta));
    HMI_GOTO(status, average(w->ctx, &w->sector, a->theta_home, foreign,
                             w->to->theta_home));
    HMI_GOTO(status, average(w->ctx, &w->sector, a->input_substitution, sales,
                             w->to->input_substitution));
    HMI_GOTO(status,
             average(w->ctx, &w->sector, a->scale, sales, w->to->scale));
    HMI_GOTO(status, average(w->ctx, &w->country, a->final_substitution, buyer,
                             w->to->final_substitution));
out:
    hmi_free(w->ctx, weights);
    return status;
}

/* --- the whole ---------------------------------------------------------------------- */

static hm_status write_ledger(work *w, const hm_labels *labels,
                              const hm_allow *allow, hm_table *ledger)
{
    const hm_account_arrays *a = w->from;
    size_t N = (size_t)a->n_countries;
    size_t J = (size_t)a->n_sectors;
    size_t new_n = (size_t)w->to->n_countries;
    double lost = 0.0;
    for (int32_t n = 0; n < a->n_countries; n++) {
        lost += w->lost_country[n];
        HMI_TRY(hmi_ledger_lose(w->ctx, ledger, step, allow,
                                labels->country_codes[n], w->lost_country[n],
                                "sales to and from a country that the map "
                                "leaves out"));
    }
    for (int32_t j = 0; j < a->n_sectors; j++) {
        lost += w->lost_sector[j];
        HMI_TRY(hmi_ledger_lose(w->ctx, ledger, step, allow,
                                labels->sector_codes[j], w->lost_sector[j],
                                "sales of a sector that the map leaves out"));
    }
    HMI_TRY(hmi_ledger_close(
        w->ctx, ledger, step, hmi_sum(a->trade, J * N * N),
        hmi_sum(w->to->trade, (size_t)w->to->n_sectors * new_n * new_n), lost));
    HMI_TRY(hmi_ledger_add(ledger, step, "note", 0.0, "%d x %d became %d x %d",
                           a->n_countries, a->n_sectors, w->to->n_countries,
                           w->to->n_sectors));
    return hmi_ledger_lose(w->ctx, ledger, step, allow, "duty",
                           hmi_sum(w->lost_duty, N * J),
                           "duty on trade that is now domestic");
}

/* The arrays of the work; its account with the new labels. */
static hm_status work_init(work *w, const hm_labels *labels, hm_account **out)
{
    size_t N = (size_t)w->from->n_countries;
    size_t J = (size_t)w->from->n_sectors;
    hm_labels made = *labels;
    made.n_countries = w->country.new_count;
    made.country_codes = w->country.codes;
    made.country_names = w->country.names;
    made.country_groups = w->country.groups;
    made.n_sectors = w->sector.new_count;
    made.sector_codes = w->sector.codes;
    made.sector_names = w->sector.names;
    size_t flows = (size_t)made.n_sectors * (size_t)made.n_countries *
                   (size_t)made.n_countries;
    w->lost_country = HMI_ARRAY(w->ctx, double, N);
    w->lost_sector = HMI_ARRAY(w->ctx, double, J);
    w->lost_duty = HMI_ARRAY(w->ctx, double, N *J);
    w->plain = HMI_ARRAY(w->ctx, double, flows);
    w->pairs = HMI_ARRAY(w->ctx, double, flows);
    if (w->lost_country == NULL || w->lost_sector == NULL ||
        w->lost_duty == NULL || w->plain == NULL || w->pairs == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(hm_account_create(w->ctx, &made, out));
    w->to = &(*out)->arrays;
    return HM_OK;
}

static void work_clear(work *w)
{
    mapping_clear(w->ctx, &w->country);
    mapping_clear(w->ctx, &w->sector);
    hmi_free(w->ctx, w->lost_country);
    hmi_free(w->ctx, w->lost_sector);
    hmi_free(w->ctx, w->lost_duty);
    hmi_free(w->ctx, w->plain);
    hmi_free(w->ctx, w->pairs);
}

hm_status hm_account_aggregate(hm_context *ctx, const hm_account *account,
                               const hm_map *countries, const hm_map *sectors,
                               const hm_allow *allow, hm_table *ledger,
                               hm_account **out)
{
    const hm_labels *labels = hm_account_labels(account);
    work w = {.ctx = ctx, .from = &account->arrays};
    size_t cells = (size_t)labels->n_countries * (size_t)labels->n_sectors;
    double *totals = HMI_ARRAY(ctx, double, 2 * cells);
    hm_account *made = NULL;
    hm_status status = totals == NULL ? HM_ERR_MEMORY : HM_OK;
    *out = NULL;
    HMI_GOTO(status, status);
    HMI_GOTO(status,
             mapping_init(ctx, &w.country, countries, labels->n_countries,
                          labels->country_codes, labels->country_names,
                          labels->country_groups));
    HMI_GOTO(status,
             mapping_init(ctx, &w.sector, sectors, labels->n_sectors,
                          labels->sector_codes, labels->sector_names, NULL));
    HMI_GOTO(status, work_init(&w, labels, &made));
    hmi_account_totals(w.from, totals, totals + cells);
    add_flows(&w);
    add_inputs(&w, totals);
    HMI_GOTO(status, average_parameters(&w, totals, totals + cells));
    HMI_GOTO(status, write_ledger(&w, labels, allow, ledger));
    *out = made;
    made = NULL;
out:
    hm_account_free(made);
    work_clear(&w);
    hmi_free(ctx, totals);
    return status;
}
