// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data_diff.c - `hirschman data diff A B`: what differs between two economies.
 *
 * Countries and sectors are matched by code; what only one of them has is
 * listed, with the sales that stand there. For everything that both have:
 * how many entries differ, how many are 0 in one alone, the largest changes.
 */
#include "data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WHAT = 0, COUNTRY, PARTNER, SECTOR, INPUT, SET, A, B, CHANGE, UNIT };
enum { COLUMNS = UNIT + 1 };

static const cli_option options[] = {
    {"--largest", NULL, "N", "changes to list of each kind (default 5)"},
    {"--tolerance", NULL, "X",
     "changes below X times the larger value are none (default 1e-9)"},
};

typedef struct side {
    hm_economy_folder *folder;
    const hm_economy_arrays *a;
    const hm_labels *l;
    int32_t *country, *sector; /* of those in common */
} side;

typedef struct comparison {
    hm_context *ctx;
    hm_table *table;
    hm_status status;
    side sides[2];
    int32_t countries, sectors; /* in common */
    int32_t most;
    double tolerance;
} comparison;

typedef struct place {
    int32_t n, i, j, k; /* of those in common */
    double a, b;
} place;

typedef struct kind {
    const char *name, *unit;
    bool partner, sector, sector_pair;
    double (*at)(const side *s, const place *p);
} kind;

double data_flow(const hm_economy_arrays *a, int32_t j, int32_t n, int32_t i)
{
    size_t N = (size_t)a->n_countries;
    size_t at = ((size_t)j * N + (size_t)n) * N + (size_t)i;
    double spent = a->expenditure[(size_t)n * (size_t)a->n_sectors + (size_t)j];
    return a->share[at] * spent / (1.0 + data_tariff(a, j, n, i));
}

double data_tariff(const hm_economy_arrays *a, int32_t j, int32_t n, int32_t i)
{
    size_t N = (size_t)a->n_countries;
    return a->tariff == NULL
               ? 0.0
               : a->tariff[((size_t)j * N + (size_t)n) * N + (size_t)i];
}

/* --- what is compared ------------------------------------------------------------- */

static double flow_at(const side *s, const place *p)
{
    return data_flow(s->a, s->sector[p->j], s->country[p->n], s->country[p->i]);
}

static double tariff_at(const side *s, const place *p)
{
    return data_tariff(s->a, s->sector[p->j], s->country[p->n],
                       s->country[p->i]);
}

static double input_at(const side *s, const place *p)
{
    size_t J = (size_t)s->a->n_sectors;
    size_t n = (size_t)s->country[p->n];
    size_t k = (size_t)s->sector[p->k];
    return s->a->input_share == NULL
               ? 0.0
               : s->a->input_share[(n * J + k) * J + (size_t)s->sector[p->j]];
}

static double final_at(const side *s, const place *p)
{
    size_t J = (size_t)s->a->n_sectors;
    return s->a
        ->final_share[(size_t)s->country[p->n] * J + (size_t)s->sector[p->j]];
}

static double income_at(const side *s, const place *p)
{
    return s->a->income[s->country[p->n]];
}

static double tax_at(const side *s, const place *p)
{
    size_t N = (size_t)s->a->n_countries;
    size_t row = (size_t)s->sector[p->j] * N + (size_t)s->country[p->n];
    return s->a->export_tax == NULL
               ? 0.0
               : s->a->export_tax[row * N + (size_t)s->country[p->i]];
}

static double deficit_at(const side *s, const place *p)
{
    return s->a->deficit[s->country[p->n]];
}

/* Of cost, all factors of the country together. */
static double value_added_at(const side *s, const place *p)
{
    size_t J = (size_t)s->a->n_sectors;
    double sum = 0.0;
    for (int32_t f = 0; f < s->a->n_factors; f++) {
        sum += s->a->factor_country[f] == s->country[p->n]
                   ? s->a->factor_share[(size_t)f * J + (size_t)s->sector[p->j]]
                   : 0.0;
    }
    return sum;
}

static const kind kinds[] = {
    {"flow", "million USD", true, true, false, flow_at},
    {"tariff", "rate", true, true, false, tariff_at},
    {"export tax", "rate", true, true, false, tax_at},
    {"input share", "share of cost", false, true, true, input_at},
    {"value added share", "share of cost", false, true, false, value_added_at},
    {"final share", "share of final demand", false, true, false, final_at},
    {"income", "million USD", false, false, false, income_at},
    {"deficit", "million USD", false, false, false, deficit_at},
};

/* --- rows -------------------------------------------------------------------------- */

static void row(comparison *c, const char *const texts[SET + 1], double a,
                double b, const char *unit)
{
    if (c->status == HM_OK) {
        c->status = hm_table_add_row(c->table);
    }
    for (int32_t t = 0; t <= SET && c->status == HM_OK; t++) {
        c->status =
            hm_table_set_text(c->table, t, texts[t] == NULL ? "" : texts[t]);
    }
    if (c->status == HM_OK) {
        hm_table_set_number(c->table, A, a);
        hm_table_set_number(c->table, B, b);
        hm_table_set_number(c->table, CHANGE, b - a);
        c->status = hm_table_set_text(c->table, UNIT, unit);
    }
}

static void count_row(comparison *c, const char *name, const char *set,
                      double a, double b)
{
    const char *texts[SET + 1] = {name, NULL, NULL, NULL, NULL, set};
    row(c, texts, a, b, "count");
}

static bool differs(const comparison *c, double a, double b)
{
    return fabs(a - b) > c->tolerance * fmax(fabs(a), fabs(b));
}

/* Put the change among the largest; they stand in falling order. */
static void keep(place *list, int32_t *count, int32_t most, const place *p)
{
    int32_t at = *count;
    double change = fabs(p->b - p->a);
    while (at > 0 && fabs(list[at - 1].b - list[at - 1].a) < change) {
        if (at < most) {
            list[at] = list[at - 1];
        }
        at--;
    }
    if (at < most) {
        list[at] = *p;
        *count += *count < most ? 1 : 0;
    }
}

static void name_change(comparison *c, const kind *what, const place *p)
{
    const side *s = &c->sides[0];
    bool sector = what->sector;
    const char *buyer = s->l->country_codes[s->country[p->n]];
    const char *using_ = sector ? s->l->sector_codes[s->sector[p->j]] : NULL;
    const char *seller =
        what->partner ? s->l->country_codes[s->country[p->i]] : NULL;
    const char *texts[SET + 1] = {
        what->name,
        what->partner ? seller : buyer,
        what->partner ? buyer : NULL,
        using_,
        what->sector_pair ? s->l->sector_codes[s->sector[p->k]] : NULL,
        NULL};
    row(c, texts, p->a, p->b, what->unit);
}

static void compare_kind(comparison *c, const kind *what)
{
    int64_t I = what->partner ? c->countries : 1;
    int64_t J = what->sector ? c->sectors : 1;
    int64_t K = what->sector_pair ? c->sectors : 1;
    place *list = cli_alloc((size_t)c->most + 1, sizeof *list);
    int32_t kept = 0;
    double different = 0.0;
    double alone[2] = {0.0, 0.0};
    for (int64_t x = 0; J > 0 && x < c->countries * I * J * K; x++) {
        place p = {.n = (int32_t)(x / (I * J * K)),
                   .i = (int32_t)(x / (J * K) % I),
                   .j = (int32_t)(x / K % J),
                   .k = (int32_t)(x % K)};
        p.a = what->at(&c->sides[0], &p);
        p.b = what->at(&c->sides[1], &p);
        if (differs(c, p.a, p.b)) {
            different += 1.0;
            alone[0] += fabs(p.b) > 0.0 ? 0.0 : 1.0;
            alone[1] += fabs(p.a) > 0.0 ? 0.0 : 1.0;
            keep(list, &kept, c->most, &p);
        }
    }
    char *name = cli_text("%s: entries that differ", what->name);
    char *only = cli_text("%s: not 0 here alone", what->name);
    count_row(c, name, NULL, different, different);
    count_row(c, only, NULL, alone[0], alone[1]);
    free(name);
    free(only);
    for (int32_t k = 0; k < kept; k++) {
        name_change(c, what, &list[k]);
    }
    free(list);
}

/* --- factors ------------------------------------------------------------------------ */

static const char *factor_code(const side *s, int32_t f)
{
    return s->a->factor_codes == NULL ? "labor" : s->a->factor_codes[f];
}

/* The factor of this code in a common country, -1 where there is none. */
static int32_t find_factor(const side *s, int32_t n, const char *code)
{
    for (int32_t f = 0; f < s->a->n_factors; f++) {
        if (s->a->factor_country[f] == s->country[n] &&
            strcmp(factor_code(s, f), code) == 0) {
            return f;
        }
    }
    return -1;
}

/* What each factor earns, in all and as a share of a sector's cost; `input` has
 * the factor's code. */
static void compare_factor(comparison *c, int32_t n, const int32_t f[2])
{
    const side *s = c->sides;
    const side *named = &s[f[0] < 0 ? 1 : 0];
    const char *code = factor_code(named, f[0] < 0 ? f[1] : f[0]);
    const char *country = s[0].l->country_codes[s[0].country[n]];
    double income[2];
    for (int32_t x = 0; x < 2; x++) {
        income[x] = f[x] < 0 ? 0.0 : s[x].a->factor_income[f[x]];
    }
    if (differs(c, income[0], income[1])) {
        const char *texts[SET + 1] = {
            "factor income", country, NULL, NULL, code, NULL};
        row(c, texts, income[0], income[1], "million USD");
    }
    for (int32_t j = 0; j < c->sectors; j++) {
        double share[2];
        for (int32_t x = 0; x < 2; x++) {
            size_t J = (size_t)s[x].a->n_sectors;
            share[x] = f[x] < 0 ? 0.0
                                : s[x].a->factor_share[(size_t)f[x] * J +
                                                       (size_t)s[x].sector[j]];
        }
        if (differs(c, share[0], share[1])) {
            const char *texts[SET + 1] = {
                "factor share", country,
                NULL,           s[0].l->sector_codes[s[0].sector[j]],
                code,           NULL};
            row(c, texts, share[0], share[1], "share of cost");
        }
    }
}

/* Economies of one factor a country have it in income and value added. */
static void compare_factors(comparison *c)
{
    side *s = c->sides;
    if (s[0].a->n_factors == s[0].a->n_countries &&
        s[1].a->n_factors == s[1].a->n_countries) {
        return;
    }
    for (int32_t n = 0; n < c->countries; n++) {
        for (int32_t x = 0; x < 2; x++) {
            for (int32_t g = 0; g < s[x].a->n_factors; g++) {
                int32_t there =
                    find_factor(&s[1 - x], n, factor_code(&s[x], g));
                bool own = s[x].a->factor_country[g] == s[x].country[n];
                int32_t f[2] = {x == 0 ? g : there, x == 0 ? there : g};
                if (own && (x == 0 || there < 0)) {
                    compare_factor(c, n, f);
                }
            }
        }
    }
}

/* --- elasticities ------------------------------------------------------------------- */

/* A parameter of a set; NULL members have their default. */
typedef struct parameter {
    const char *name;
    const double *a, *b;
    double standard; /* NAN: theta */
} parameter;

static double value_of(const double *values, const double *theta, int32_t at,
                       double standard)
{
    if (values != NULL) {
        return values[at];
    }
    return isnan(standard) ? theta[at] : standard;
}

static void compare_parameter(comparison *c, const parameter *p,
                              const hm_elasticities *a,
                              const hm_elasticities *b, const char *set)
{
    const side *s = c->sides;
    for (int32_t j = 0; j < c->sectors && (p->a != NULL || p->b != NULL); j++) {
        double x = value_of(p->a, a->theta, s[0].sector[j], p->standard);
        double y = value_of(p->b, b->theta, s[1].sector[j], p->standard);
        if (isfinite(x) && isfinite(y) && differs(c, x, y)) {
            const char *texts[SET + 1] = {
                p->name, NULL, NULL, s[0].l->sector_codes[s[0].sector[j]],
                NULL,    set};
            row(c, texts, x, y, "parameter");
        }
    }
}

/* All but theta: by sector, and final_substitution by country. */
static void compare_parameters(comparison *c, const hm_elasticities *a,
                               const hm_elasticities *b, const char *set)
{
    const side *s = c->sides;
    const parameter list[] = {
        {"theta_home", a->theta_home, b->theta_home, NAN},
        {"markup", a->markup, b->markup, 1.0},
        {"input_substitution", a->input_substitution, b->input_substitution,
         1.0},
        {"scale", a->scale, b->scale, 0.0},
        {"se", a->theta_se, b->theta_se, 0.0},
        {"specific_share", a->specific_share, b->specific_share, 0.0}};
    for (size_t k = 0; k < sizeof list / sizeof *list; k++) {
        compare_parameter(c, &list[k], a, b, set);
    }
    const double *eta[] = {a->final_substitution, b->final_substitution};
    for (int32_t n = 0; n < c->countries; n++) {
        double x = value_of(eta[0], NULL, s[0].country[n], 1.0);
        double y = value_of(eta[1], NULL, s[1].country[n], 1.0);
        if (differs(c, x, y)) {
            const char *texts[SET + 1] = {
                "final_substitution",
                s[0].l->country_codes[s[0].country[n]],
                NULL,
                NULL,
                NULL,
                set};
            row(c, texts, x, y, "parameter");
        }
    }
}

static void compare_set(comparison *c, const hm_elasticities *a,
                        const hm_elasticities *b, const char *name)
{
    const side *s = c->sides;
    compare_parameters(c, a, b, name);
    for (int32_t j = 0; j < c->sectors; j++) {
        double x = a->theta[s[0].sector[j]];
        double y = b->theta[s[1].sector[j]];
        bool traded = isfinite(x) && isfinite(y);
        if (traded ? differs(c, x, y) : isfinite(x) != isfinite(y)) {
            const char *texts[SET + 1] = {
                traded ? "theta" : "theta (0: not traded)", NULL, NULL,
                s[0].l->sector_codes[s[0].sector[j]],       NULL, name};
            row(c, texts, isfinite(x) ? x : 0.0, isfinite(y) ? y : 0.0,
                "trade elasticity");
        }
    }
}

static const hm_elasticities *find_set(const side *s, const char *name)
{
    for (int32_t k = 0; k < hm_economy_folder_sets(s->folder); k++) {
        const hm_elasticities *set = hm_economy_folder_set(s->folder, k);
        if (strcmp(set->name, name) == 0) {
            return set;
        }
    }
    return NULL;
}

static void compare_sets(comparison *c)
{
    const side *s = c->sides;
    compare_set(c,
                hm_economy_elasticities(hm_economy_folder_economy(s[0].folder)),
                hm_economy_elasticities(hm_economy_folder_economy(s[1].folder)),
                "in use");
    for (int32_t x = 0; x < 2; x++) {
        for (int32_t k = 0; k < hm_economy_folder_sets(s[x].folder); k++) {
            const hm_elasticities *set = hm_economy_folder_set(s[x].folder, k);
            const hm_elasticities *other = find_set(&s[1 - x], set->name);
            if (other == NULL) {
                count_row(c, "elasticity set", set->name, 1.0 - x, x);
            } else if (x == 0) {
                compare_set(c, set, other, set->name);
            }
        }
    }
}

/* --- sets ---------------------------------------------------------------------------- */

/* Sales and purchases of country n (sector -1) or sales of a sector. */
static double standing(const side *s, int32_t country, int32_t sector)
{
    double sum = 0.0;
    int32_t N = s->a->n_countries;
    for (int32_t j = 0; j < s->a->n_sectors; j++) {
        for (int32_t p = 0; (sector < 0 || j == sector) && p < N * N; p++) {
            bool in = country < 0 || p / N == country || p % N == country;
            sum += in ? data_flow(s->a, j, p / N, p % N) : 0.0;
        }
    }
    return sum;
}

static void match(comparison *c, bool countries)
{
    side *s = c->sides;
    int32_t common = 0;
    for (int32_t x = 0; x < 2; x++) {
        const hm_labels *l = s[x].l;
        int32_t count = countries ? l->n_countries : l->n_sectors;
        for (int32_t k = 0; k < count; k++) {
            const char *code =
                countries ? l->country_codes[k] : l->sector_codes[k];
            const hm_economy *other =
                hm_economy_folder_economy(s[1 - x].folder);
            int32_t there = countries ? hm_economy_country(other, code)
                                      : hm_economy_sector(other, code);
            if (there < 0) {
                const char *texts[SET + 1] = {x == 0 ? "only in A: flows of it"
                                                     : "only in B: flows of it",
                                              countries ? code : NULL,
                                              NULL,
                                              countries ? NULL : code,
                                              NULL,
                                              NULL};
                double value =
                    standing(&s[x], countries ? k : -1, countries ? -1 : k);
                row(c, texts, x == 0 ? value : 0.0, x == 0 ? 0.0 : value,
                    "million USD");
            } else if (x == 0) {
                (countries ? s[0].country : s[0].sector)[common] = k;
                (countries ? s[1].country : s[1].sector)[common++] = there;
            }
        }
    }
    *(countries ? &c->countries : &c->sectors) = common;
}

static void compare(comparison *c)
{
    side *s = c->sides;
    for (int32_t x = 0; x < 2; x++) {
        const hm_economy *e = hm_economy_folder_economy(s[x].folder);
        s[x].a = hm_economy_data(e);
        s[x].l = hm_economy_labels(e);
        s[x].country = cli_alloc((size_t)s[x].l->n_countries, sizeof(int32_t));
        s[x].sector = cli_alloc((size_t)s[x].l->n_sectors, sizeof(int32_t));
    }
    count_row(c, "countries", NULL, s[0].l->n_countries, s[1].l->n_countries);
    count_row(c, "sectors", NULL, s[0].l->n_sectors, s[1].l->n_sectors);
    const char *texts[SET + 1] = {"all flows"};
    row(c, texts, standing(&s[0], -1, -1), standing(&s[1], -1, -1),
        "million USD");
    match(c, true);
    match(c, false);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        compare_kind(c, &kinds[k]);
    }
    compare_factors(c);
    compare_sets(c);
}

/* --- the command ---------------------------------------------------------------------- */

static hm_status make_table(comparison *c)
{
    static const char *const names[COLUMNS] = {
        "what", "country", "partner", "sector", "input",
        "set",  "a",       "b",       "change", "unit"};
    hm_status status = hm_table_create(c->ctx, "diff", &c->table);
    for (int32_t t = 0; t < COLUMNS && status == HM_OK; t++) {
        status = hm_table_add_column(c->table, names[t],
                                     t >= A && t <= CHANGE ? HM_COLUMN_NUMBER
                                                           : HM_COLUMN_TEXT);
    }
    return status;
}

static int work(comparison *c, const data_job *j)
{
    int32_t at = 0;
    c->status = make_table(c);
    for (int32_t i = 0; i < j->arguments.count && c->status == HM_OK; i++) {
        if (j->arguments.items[i].option < 0) {
            c->status = hm_economy_read(c->ctx, j->arguments.items[i].value,
                                        NULL, &c->sides[at].folder);
            at++;
        }
    }
    if (c->status == HM_OK) {
        compare(c);
    }
    int code = c->status == HM_OK
                   ? cli_print_table(c->ctx, c->table, j->common.format, 6)
                   : cli_fail_status(c->status, c->ctx);
    for (int32_t x = 0; x < 2; x++) {
        free(c->sides[x].country);
        free(c->sides[x].sector);
        hm_economy_folder_free(c->sides[x].folder);
    }
    hm_table_free(c->table);
    return code;
}

int data_diff(int argc, char **argv)
{
    static const cli_command command = {
        "data diff",
        "A B [--largest N] [--tolerance X] [--format csv]",
        "What differs between two economies: countries and sectors that one "
        "alone has,\nhow many flows, tariffs, shares and incomes differ, the "
        "largest changes of each\n(country sells to partner; input into "
        "sector), elasticities by set.",
        options,
        2,
        2,
        2,
    };
    data_job j;
    comparison c = {.status = HM_OK};
    double most = 0.0;
    memset(&j, 0, sizeof j);
    j.command = &command;
    int code = cli_read(&command, argc, argv, &j.common, &j.arguments);
    if (code >= 0) {
        return code;
    }
    code = data_number(&j, "--largest", 5.0, 0.0, 1e4, &most);
    code = code >= 0
               ? code
               : data_number(&j, "--tolerance", 1e-9, 0.0, 1.0, &c.tolerance);
    c.most = (int32_t)most;
    if (code < 0 && hm_context_create(cli_allocator(), &c.ctx) != HM_OK) {
        code = cli_fail(CLI_INTERNAL, "out of memory");
    }
    if (code < 0) {
        cli_watch(c.ctx);
        code = work(&c, &j);
    }
    cli_arguments_clear(&j.arguments);
    hm_context_free(c.ctx);
    return code;
}
