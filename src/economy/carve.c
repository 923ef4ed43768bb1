// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * carve.c - a country taken out of a region that contains it (MODEL.md 9.2).
 *
 * The country's trade lies inside the parent's cells, its domestic sales
 * inside the parent's own; inputs are the mean of donor countries, made to
 * fit (carve_balance.c). Parent and country together are the old parent in
 * every row and column. A trade flow may take at most half of the parent's
 * cell; what is over goes to other goods of the same partner, and the ledger
 * says how much. A cell of the parent below zero is refused.
 */
#include "economy/account.h"

#include <math.h>
#include <string.h>

static const char step[] = "carve";

/* A flow may take at most this part of the parent's cell. */
static const double room_share = 0.5;
/* Start value of domestic sales where exports exceed output. */
static const double least_sales = 0.1;

typedef struct work {
    hm_context *ctx;
    const hm_account_arrays *from;
    const hm_labels *labels;
    const hm_carve *carve;
    int32_t N, J, parent;
    double *block;             /* everything below */
    double *exports, *imports; /* N*J as they are used */
    double *e, *m;             /* J sums */
    double *coefficient;       /* J*J a0 */
    double *taste, *donor_va;  /* J: alpha, share of GDP in the donors */
    double *first_use, *first_final, *first_added;
    double *output, *spending; /* N*J of the old account */
    hmi_carve_account made;
} work;

static hm_status work_init(work *w)
{
    size_t N = (size_t)w->N;
    size_t J = (size_t)w->J;
    double **list[] = {&w->exports,
                       &w->imports,
                       &w->output,
                       &w->spending,
                       &w->coefficient,
                       &w->first_use,
                       &w->made.use,
                       &w->e,
                       &w->m,
                       &w->taste,
                       &w->donor_va,
                       &w->first_final,
                       &w->first_added,
                       &w->made.final,
                       &w->made.added,
                       &w->made.sales,
                       &w->made.group_total};
    size_t count = sizeof list / sizeof list[0];
    w->block = HMI_ARRAY(w->ctx, double, 4 * N * J + 3 * J * J + 10 * J);
    if (w->block == NULL) {
        return HM_ERR_MEMORY;
    }
    double *at = w->block;
    for (size_t i = 0; i < count; i++) {
        *list[i] = at;
        at += i < 4 ? N * J : i < 7 ? J * J : J;
    }
    memcpy(w->exports, w->carve->exports, N * J * sizeof(double));
    memcpy(w->imports, w->carve->imports, N * J * sizeof(double));
    hmi_account_totals(w->from, w->spending, w->output);
    return HM_OK;
}

/* --- step 2: room in the parent's cells -------------------------------------- */

typedef struct room_tally {
    int32_t cells;
    double moved, to_parent;
} room_tally;

/* One partner, one direction: flow[j] within room[j]; returns what found no
 * room in any good. `first` is the flow as it was. */
static double fit(double *flow, const double *first, const double *room,
                  int32_t J, room_tally *tally)
{
    for (int32_t round = 0;; round++) {
        double excess = 0.0;
        double weight = 0.0;
        for (int32_t j = 0; j < J; j++) {
            if (flow[j] > room[j]) {
                excess += flow[j] - room[j];
                flow[j] = room[j];
                tally->cells += round == 0;
            } else if (flow[j] < room[j]) {
                weight += first[j];
            }
        }
        tally->moved += round == 0 ? excess : 0.0;
        if (!(excess > 0.0) || !(weight > 0.0)) {
            return excess;
        }
        for (int32_t j = 0; j < J; j++) {
            if (flow[j] < room[j]) {
                flow[j] += excess * (first[j] / weight);
            }
        }
    }
}

static void fit_partner(work *w, bool imports, int32_t n, double *room,
                        room_tally *tally)
{
    int32_t J = w->J;
    int32_t p = w->parent;
    double *flows = imports ? w->imports : w->exports;
    const double *first =
        (imports ? w->carve->imports : w->carve->exports) + HMI_AT2(J, n, 0);
    for (int32_t j = 0; j < J; j++) {
        size_t cell = imports ? HMI_AT3(w->N, j, p, n) : HMI_AT3(w->N, j, n, p);
        room[j] = room_share * w->from->trade[cell];
    }
    double rest = fit(flows + HMI_AT2(J, n, 0), first, room, J, tally);
    double total = hmi_sum(first, (size_t)J);
    for (int32_t j = 0; rest > 0.0 && j < J; j++) {
        flows[HMI_AT2(J, p, j)] += rest * (first[j] / total);
    }
    tally->to_parent += rest;
}

/* Every partner but the parent, one direction; a line for the ledger. */
static hm_status fit_direction(work *w, bool imports, hm_table *ledger)
{
    room_tally tally = {0, 0.0, 0.0};
    double *room = w->made.sales; /* free until the start values */
    for (int32_t n = 0; n < w->N; n++) {
        if (n != w->parent) {
            fit_partner(w, imports, n, room, &tally);
        }
    }
    return hmi_ledger_add(
        ledger, step, "moved", tally.moved,
        "%s, %d %s cells above half of the parent's: moved to other goods of "
        "the partner (%.4g %% of GDP), of it %.6f to partner %s",
        w->carve->code, tally.cells, imports ? "import" : "export",
        100.0 * tally.moved / w->carve->gdp, tally.to_parent,
        w->labels->country_codes[w->parent]);
}

static hm_status fit_all(work *w, hm_table *ledger)
{
    HMI_TRY(fit_direction(w, false, ledger));
    HMI_TRY(fit_direction(w, true, ledger));
    for (int32_t n = 0; n < w->N; n++) {
        for (int32_t j = 0; j < w->J; j++) {
            w->e[j] += w->exports[HMI_AT2(w->J, n, j)];
            w->m[j] += w->imports[HMI_AT2(w->J, n, j)];
        }
    }
    return HM_OK;
}

/* --- step 3: the donors ---------------------------------------------------------- */

static double final_of(const work *w, int32_t n, int32_t j)
{
    return w->spending[HMI_AT2(w->J, n, j)] -
           hmi_sum(w->from->input + HMI_INPUT(w->J, n, j, 0), (size_t)w->J);
}

static double added_of(const work *w, int32_t n, int32_t k)
{
    double added = w->output[HMI_AT2(w->J, n, k)];
    for (int32_t j = 0; j < w->J; j++) {
        added -= w->from->input[HMI_INPUT(w->J, n, j, k)];
    }
    return added;
}

/* Column k of a0: the mean over donors that have the industry. */
static hm_status donor_inputs(work *w, int32_t k)
{
    int32_t J = w->J;
    double weight = 0.0;
    for (int32_t n = 0; n < w->N; n++) {
        double output = w->output[HMI_AT2(J, n, k)];
        if (!(w->carve->donor[n] > 0.0) || !(output > 0.0) ||
            !(added_of(w, n, k) > 0.0)) {
            continue;
        }
        weight += w->carve->donor[n];
        for (int32_t j = 0; j < J; j++) {
            w->coefficient[HMI_AT2(J, j, k)] +=
                w->carve->donor[n] * w->from->input[HMI_INPUT(J, n, j, k)] /
                output;
        }
    }
    if (!(weight > 0.0)) {
        return w->carve->output_share[k] > 0.0
                   ? hmi_fail(w->ctx, HM_ERR_DATA,
                              "no donor has the industry %s, which %s is to "
                              "have; add one to donors.csv, or set its share "
                              "to 0",
                              w->labels->sector_codes[k], w->carve->code)
                   : HM_OK;
    }
    for (int32_t j = 0; j < J; j++) {
        double *share = &w->coefficient[HMI_AT2(J, j, k)];
        bool bought = w->from->input[HMI_INPUT(J, w->parent, j, k)] > 0.0;
        *share = bought ? *share / weight : 0.0;
    }
    return HM_OK;
}

/* alpha and the shares of value added, means over donors. */
static hm_status donor_shares(work *w)
{
    double weights = 0.0;
    for (int32_t n = 0; n < w->N; n++) {
        double weight = w->carve->donor[n];
        double final = 0.0;
        double gdp = 0.0;
        for (int32_t j = 0; weight > 0.0 && j < w->J; j++) {
            final += fmax(final_of(w, n, j), 0.0);
            gdp += added_of(w, n, j);
        }
        for (int32_t j = 0; weight > 0.0 && j < w->J; j++) {
            w->taste[j] += weight * fmax(final_of(w, n, j), 0.0) / final;
            w->donor_va[j] += weight * added_of(w, n, j) / gdp;
        }
        weights += weight;
    }
    if (!(weights > 0.0)) {
        return hmi_fail(w->ctx, HM_ERR_DATA,
                        "%s has no donor; donors.csv needs one country with "
                        "a weight above 0",
                        w->carve->code);
    }
    for (int32_t j = 0; j < w->J; j++) {
        bool bought = final_of(w, w->parent, j) > 0.0;
        w->taste[j] = bought ? w->taste[j] / weights : 0.0;
        w->donor_va[j] /= weights;
    }
    return HM_OK;
}

/* --- step 4: start values ----------------------------------------------------------- */

static hm_status start_industry(work *w, int32_t k)
{
    int32_t J = w->J;
    double share = 1.0;
    double added = w->carve->output_share[k] * w->carve->gdp;
    for (int32_t j = 0; j < J; j++) {
        share -= w->coefficient[HMI_AT2(J, j, k)];
    }
    if (!(added > 0.0)) {
        return w->e[k] > 0.0
                   ? hmi_fail(w->ctx, HM_ERR_DATA,
                              "%s exports %g of %s but has no output of it; "
                              "give it a share in output.csv",
                              w->carve->code, w->e[k],
                              w->labels->sector_codes[k])
                   : HM_OK;
    }
    double output = added / share;
    for (int32_t j = 0; j < J; j++) {
        w->made.use[HMI_AT2(J, j, k)] =
            w->coefficient[HMI_AT2(J, j, k)] * output;
    }
    w->made.added[k] = added;
    w->made.sales[k] = fmax(output - w->e[k], least_sales * output);
    w->made.group_total[w->carve->output_group[k]] += added;
    return HM_OK;
}

static hm_status start(work *w)
{
    size_t J = (size_t)w->J;
    double sum = 0.0;
    double total = w->carve->gdp + hmi_sum(w->m, J) - hmi_sum(w->e, J);
    memset(w->made.sales, 0, J * sizeof(double));
    for (int32_t k = 0; k < w->J; k++) {
        HMI_TRY(start_industry(w, k));
        double *final = &w->made.final[k];
        *final = w->donor_va[k] > 0.0
                     ? w->taste[k] * w->carve->output_share[k] / w->donor_va[k]
                     : 0.0;
        sum += *final;
    }
    if (!(sum > 0.0) || !(total > 0.0)) {
        return hmi_fail(w->ctx, HM_ERR_DATA,
                        "%s: final demand would be %g in all; expected GDP "
                        "plus imports less exports above 0, and donors that "
                        "buy what it makes",
                        w->carve->code, total);
    }
    for (size_t j = 0; j < J; j++) {
        w->made.final[j] *= total / sum;
    }
    memcpy(w->first_use, w->made.use, J * J * sizeof(double));
    memcpy(w->first_final, w->made.final, J * sizeof(double));
    memcpy(w->first_added, w->made.added, J * sizeof(double));
    return HM_OK;
}

static hm_status make_account(work *w)
{
    for (int32_t k = 0; k < w->J; k++) {
        HMI_TRY(donor_inputs(w, k));
    }
    HMI_TRY(donor_shares(w));
    w->made.codes = w->labels->sector_codes;
    w->made.n_sectors = w->J;
    w->made.group = w->carve->output_group;
    for (int32_t k = 0; k < w->J; k++) {
        int32_t g = w->carve->output_group[k];
        w->made.n_groups = g >= w->made.n_groups ? g + 1 : w->made.n_groups;
    }
    w->made.exports = w->e;
    w->made.imports = w->m;
    HMI_TRY(start(w));
    return hmi_carve_balance(w->ctx, &w->made);
}

/* --- steps 6 and 7: the new account --------------------------------------------- */

/* The country stands just before its parent. */
static hm_status make_labels(work *w, hm_account **out)
{
    int32_t N = w->N;
    const hm_labels *old = w->labels;
    hm_status status = HM_OK;
    const char **texts = HMI_ARRAY(w->ctx, const char *, 3 * (N + 1));
    if (texts == NULL) {
        return HM_ERR_MEMORY;
    }
    const char **codes = texts;
    const char **names = texts + (N + 1);
    const char **groups = texts + 2 * (N + 1);
    codes[w->parent] = w->carve->code;
    names[w->parent] = w->carve->name;
    groups[w->parent] = w->carve->group;
    for (int32_t n = 0; n < N; n++) {
        int32_t to = n + (n >= w->parent);
        codes[to] = old->country_codes[n];
        names[to] = old->country_names[n];
        groups[to] = old->country_groups[n];
    }
    hm_labels labels = *old;
    labels.n_countries = N + 1;
    labels.country_codes = codes;
    labels.country_names = names;
    labels.country_groups = groups;
    status = hm_account_create(w->ctx, &labels, out);
    hmi_free(w->ctx, (void *)texts);
    return status;
}

static void copy_old(const work *w, hm_account_arrays *to)
{
    const hm_account_arrays *from = w->from;
    int32_t N = w->N;
    int32_t J = w->J;
    int32_t p = w->parent;
    size_t block = (size_t)J * (size_t)J;
    for (int32_t n = 0; n < N; n++) {
        int32_t to_n = n + (n >= p);
        for (int32_t j = 0; j < J; j++) {
            for (int32_t i = 0; i < N; i++) {
                size_t cell = HMI_AT3(N + 1, j, to_n, i + (i >= p));
                to->trade[cell] = from->trade[HMI_AT3(N, j, n, i)];
                to->tariff[cell] = from->tariff[HMI_AT3(N, j, n, i)];
            }
        }
        memcpy(to->input + (size_t)to_n * block,
               from->input + (size_t)n * block, block * sizeof(double));
        to->final_substitution[to_n] = from->final_substitution[n];
    }
    to->final_substitution[p] = from->final_substitution[p];
    memcpy(to->theta, from->theta, (size_t)J * sizeof(double));
    memcpy(to->theta_home, from->theta_home, (size_t)J * sizeof(double));
    memcpy(to->input_substitution, from->input_substitution,
           (size_t)J * sizeof(double));
    memcpy(to->scale, from->scale, (size_t)J * sizeof(double));
}

/* Move the flow n <- i of j from the parent's cell to the new country's. */
static void put_good(const work *w, hm_account_arrays *to, int32_t j,
                     double *duty)
{
    int32_t N = w->N + 1;
    int32_t c = w->parent;     /* the country's new index */
    int32_t p = w->parent + 1; /* the parent's */
    for (int32_t n = 0; n < w->N; n++) {
        int32_t at = n + (n >= c);
        double e = w->exports[HMI_AT2(w->J, n, j)];
        double m = w->imports[HMI_AT2(w->J, n, j)];
        to->trade[HMI_AT3(N, j, at, c)] = e;
        to->trade[HMI_AT3(N, j, c, at)] = m;
        to->trade[HMI_AT3(N, j, at, p)] -= e;
        to->trade[HMI_AT3(N, j, p, at)] -= m;
        if (at != p) { /* the partners charge what they charge the parent */
            to->tariff[HMI_AT3(N, j, at, c)] = to->tariff[HMI_AT3(N, j, at, p)];
            *duty += m * to->tariff[HMI_AT3(N, j, p, at)];
        }
    }
    double sales = w->made.sales[j];
    to->trade[HMI_AT3(N, j, c, c)] = sales;
    to->trade[HMI_AT3(N, j, p, p)] -= sales;
    for (int32_t k = 0; k < w->J; k++) {
        double use = w->made.use[HMI_AT2(w->J, j, k)];
        to->input[HMI_INPUT(w->J, c, j, k)] = use;
        to->input[HMI_INPUT(w->J, p, j, k)] -= use;
    }
}

static hm_status refuse_negative(const work *w, const char *what, int32_t j,
                                 int32_t other, double value)
{
    return hmi_fail(w->ctx, HM_ERR_DATA,
                    "%s of %s would be %.6g after taking out %s (%s, %s); the "
                    "parent is too small for this country",
                    what, w->labels->country_codes[w->parent], value,
                    w->carve->code, w->labels->sector_codes[j],
                    other < 0 ? "all" : w->labels->sector_codes[other]);
}

/* No cell of the parent below zero. */
static hm_status check_parent(const work *w, const hm_account_arrays *a)
{
    int32_t N = w->N + 1;
    int32_t p = w->parent + 1;
    for (int32_t j = 0; j < w->J; j++) {
        double added = 0.0;
        double rest = 0.0;
        for (int32_t n = 0; n < N; n++) {
            size_t buys = HMI_AT3(N, j, p, n);
            double sale = a->trade[HMI_AT3(N, j, n, p)];
            if (sale < 0.0 || a->trade[buys] < 0.0) {
                return refuse_negative(w, "trade", j, -1,
                                       fmin(sale, a->trade[buys]));
            }
            added += sale;
            rest += a->trade[buys] * (1.0 + a->tariff[buys]);
        }
        for (int32_t k = 0; k < w->J; k++) {
            double use = a->input[HMI_INPUT(w->J, p, j, k)];
            if (use < 0.0) {
                return refuse_negative(w, "purchases", j, k, use);
            }
            rest -= use;
            added -= a->input[HMI_INPUT(w->J, p, k, j)];
        }
        if (rest < 0.0) {
            return refuse_negative(w, "final demand", j, -1, rest);
        }
        if (added < 0.0) {
            return refuse_negative(w, "value added", j, -1, added);
        }
    }
    return HM_OK;
}

/* --- step 8: what happened ------------------------------------------------------------ */

static double half_change(const double *a, const double *b, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += fabs(a[i] - b[i]);
    }
    return 0.5 * sum;
}

static hm_status write_account(const work *w, hm_table *ledger)
{
    size_t J = (size_t)w->J;
    const char *code = w->carve->code;
    const hmi_carve_account *c = &w->made;
    double exports = hmi_sum(w->e, J);
    double imports = hmi_sum(w->m, J);
    struct {
        const char *what;
        double value;
    } lines[] = {
        {"gross domestic product", hmi_sum(c->added, J)},
        {"exports", exports},
        {"imports, grants included", imports},
        {"deficit", imports - exports},
        {"output", hmi_sum(c->sales, J) + exports},
        {"final demand", hmi_sum(c->final, J)},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        HMI_TRY(hmi_ledger_add(ledger, step, "note", lines[i].value, "%s: %s",
                               code, lines[i].what));
    }
    HMI_TRY(hmi_ledger_add(ledger, step, "moved",
                           half_change(c->use, w->first_use, J * J),
                           "%s: half the change of inputs from the donors' "
                           "(%d rounds)",
                           code, c->rounds));
    HMI_TRY(hmi_ledger_add(ledger, step, "moved",
                           half_change(c->final, w->first_final, J),
                           "%s: half the change of final demand", code));
    return hmi_ledger_add(
        ledger, step, "moved", half_change(c->added, w->first_added, J),
        "%s: half the change of value added within groups", code);
}

static hm_status finish(const work *w, hm_account *made, hm_table *ledger)
{
    size_t pairs = (size_t)w->N * (size_t)w->N;
    size_t new_pairs = (size_t)(w->N + 1) * (size_t)(w->N + 1);
    double duty = 0.0;
    copy_old(w, &made->arrays);
    for (int32_t j = 0; j < w->J; j++) {
        put_good(w, &made->arrays, j, &duty);
    }
    HMI_TRY(check_parent(w, &made->arrays));
    HMI_TRY(write_account(w, ledger));
    HMI_TRY(hmi_ledger_add(ledger, step, "moved", duty,
                           "duty that %s no longer charges on what %s imports",
                           w->labels->country_codes[w->parent],
                           w->carve->code));
    return hmi_ledger_close(
        w->ctx, ledger, step, hmi_sum(w->from->trade, (size_t)w->J * pairs),
        hmi_sum(made->arrays.trade, (size_t)w->J * new_pairs), 0.0);
}

hm_status hm_account_carve(hm_context *ctx, const hm_account *account,
                           const hm_carve *carve, hm_table *ledger,
                           hm_account **out)
{
    hm_account *made = NULL;
    hm_status status = HM_OK;
    work w = {.ctx = ctx,
              .from = &account->arrays,
              .labels = hm_account_labels(account),
              .carve = carve,
              .parent = carve->parent};
    w.N = w.labels->n_countries;
    w.J = w.labels->n_sectors;
    *out = NULL;
    HMI_GOTO(status, work_init(&w));
    HMI_GOTO(status, fit_all(&w, ledger));
    HMI_GOTO(status, make_account(&w));
    HMI_GOTO(status, make_labels(&w, &made));
    HMI_GOTO(status, finish(&w, made, ledger));
    *out = made;
    made = NULL;
out:
    hm_account_free(made);
    hmi_free(ctx, w.block);
    return status;
}
