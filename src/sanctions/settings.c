// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings.c - the block `sanctions:` from a settings tree.
 *
 * Invariant: what is read here needs no economy: words, numbers and names of
 * scenarios are right, codes are not yet looked up. A quota problem that says
 * nothing about rents becomes two (R5).
 */
#include "sanctions/design.h"

#include <math.h>
#include <string.h>

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

static const char *const withs[] = {"rates", "embargo", "quotas", "bans"};
static const char *const objectives[] = {
    "real_income",        "domestic_income", "export_earnings",
    "government_revenue", "imports",         "output"};
static const char *const valuations[] = {"base", "current"};
static const char *const essentials[] = {"food", "medicine", "fuel"};

typedef struct reader {
    hm_context *ctx;
    const char *const *scenarios;
    int32_t n_scenarios;
    hm_sanctions *sanctions;
} reader;

/* --- words and numbers ------------------------------------------------------------- */

/* The word of `key`, unchanged when absent. */
static hm_status word_of(hm_context *ctx, const hm_node *map, const char *key,
                         const char *const *words, int32_t count, int32_t *out)
{
    const hm_node *node = hm_node_find(map, key);
    return node == NULL ? HM_OK
                        : hmi_node_word(ctx, node, key, words, count, out);
}

/* What a number must be. */
typedef struct range {
    const char *key, *expected;
    double low, high;
    bool whole;
} range;

static hm_status read_in(hm_context *ctx, const hm_node *node,
                         const range *allowed, double *out)
{
    HMI_TRY(hmi_node_number(ctx, node, allowed->key, out));
    bool inside = *out >= allowed->low && *out <= allowed->high;
    if (!inside || (allowed->whole && *out != floor(*out))) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA, "%s is %g; expected %s",
                             allowed->key, *out, allowed->expected);
    }
    return HM_OK;
}

/* The number of `key`, unchanged when absent. */
static hm_status number_of(hm_context *ctx, const hm_node *map,
                           const range *allowed, double *out)
{
    const hm_node *node = hm_node_find(map, allowed->key);
    return node == NULL ? HM_OK : read_in(ctx, node, allowed, out);
}

static hm_status count_of(hm_context *ctx, const hm_node *map,
                          const range *allowed, int32_t *out)
{
    double value = *out;
    HMI_TRY(number_of(ctx, map, allowed, &value));
    *out = (int32_t)value;
    return HM_OK;
}

/* One number or a list of them. */
static hm_status read_numbers(hm_context *ctx, const hm_node *node,
                              const range *allowed, hmi_numbers *out)
{
    bool list = hm_node_get_kind(node) == HM_NODE_LIST;
    int32_t count = list ? hm_node_size(node) : 1;
    out->items = HMI_ARRAY(ctx, double, count + 1);
    if (out->items == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < count; i++) {
        HMI_TRY(read_in(ctx, list ? hm_node_item(node, i) : node, allowed,
                        &out->items[i]));
        out->count++;
    }
    return HM_OK;
}

static hm_status numbers_of(hm_context *ctx, const hm_node *map,
                            const range *allowed, hmi_numbers *out)
{
    const hm_node *node = hm_node_find(map, allowed->key);
    if (node != NULL && hm_node_get_kind(node) == HM_NODE_LIST &&
        hm_node_size(node) == 0) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is an empty list; expected %s, or leave the "
                             "key out",
                             allowed->key, allowed->expected);
    }
    return node == NULL ? HM_OK : read_numbers(ctx, node, allowed, out);
}

/* --- codes --------------------------------------------------------------------------- */

/* Codes, or {not: codes}. */
static hm_status read_codes(hm_context *ctx, const hm_node *node,
                            const char *key, hmi_codes *out)
{
    static const char *const not_key[] = {"not"};
    out->given = true;
    if (hm_node_get_kind(node) == HM_NODE_MAP) {
        HMI_TRY(hmi_node_keys(ctx, node, key, not_key, 1));
        out->complement = true;
        node = hm_node_find(node, "not");
    }
    return hmi_names_read(ctx, node, key, &out->names);
}

static hm_status codes_of(hm_context *ctx, const hm_node *map, const char *key,
                          hmi_codes *out)
{
    const hm_node *node = hm_node_find(map, key);
    return node == NULL ? HM_OK : read_codes(ctx, node, key, out);
}

/* {COUNTRY: value} */
static hm_status values_of(hm_context *ctx, const hm_node *map,
                           const range *allowed, hmi_values *out)
{
    const hm_node *node = hm_node_find(map, allowed->key);
    if (node == NULL) {
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_MAP) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is written as {COUNTRY: NUMBER}",
                             allowed->key);
    }
    int32_t count = hm_node_size(node);
    out->codes = HMI_ARRAY(ctx, char *, count + 1);
    out->items = HMI_ARRAY(ctx, double, count + 1);
    if (out->codes == NULL || out->items == NULL) {
        return HM_ERR_MEMORY;
    }
    HMI_TRY(hmi_copy_text(ctx, hm_node_place(node), &out->place));
    for (int32_t i = 0; i < count; i++) {
        HMI_TRY(hmi_copy_text(ctx, hm_node_key(node, i), &out->codes[i]));
        out->count++;
        HMI_TRY(read_in(ctx, hm_node_item(node, i), allowed, &out->items[i]));
    }
    return HM_OK;
}

/* --- parts of a problem ---------------------------------------------------------------- */

static hm_status read_instruments(hm_context *ctx, const hm_node *map,
                                  hmi_problem *p)
{
    static const char *const keys[] = {"imports", "exports"};
    const hm_node *node = hm_node_find(map, "instruments");
    if (node == NULL) {
        p->imports.given = p->exports.given = true;
        HMI_TRY(hmi_names_add(ctx, &p->imports.names, "all"));
        return hmi_names_add(ctx, &p->exports.names, "all");
    }
    HMI_TRY(hmi_node_keys(ctx, node, "instruments", keys, COUNT(keys)));
    HMI_TRY(codes_of(ctx, node, "imports", &p->imports));
    HMI_TRY(codes_of(ctx, node, "exports", &p->exports));
    const hmi_codes *sides[] = {&p->imports, &p->exports};
    for (int32_t k = 0; k < 2; k++) {
        if (sides[k]->given && sides[k]->names.count == 0) {
            return hmi_node_fail(ctx, hm_node_find(node, keys[k]), HM_ERR_DATA,
                                 "%s is empty; expected sectors or all, or "
                                 "leave the key out",
                                 keys[k]);
        }
    }
    if (!p->imports.given && !p->exports.given) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "instruments is empty; expected imports, exports "
                             "or both, such as {imports: mining, exports: "
                             "all}");
    }
    return HM_OK;
}

static hm_status read_bounds(hm_context *ctx, const hm_node *map,
                             hmi_problem *p)
{
    static const range rate = {"a bound", "a rate above -1", -0.99, 1e6, false};
    const hm_node *node = hm_node_find(map, "bounds");
    if (node == NULL) {
        return HM_OK;
    }
    if (hm_node_get_kind(node) != HM_NODE_LIST || hm_node_size(node) != 2) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "bounds is written as [LOW, HIGH], such as "
                             "[0, 10]");
    }
    HMI_TRY(read_in(ctx, hm_node_item(node, 0), &rate, &p->low));
    HMI_TRY(read_in(ctx, hm_node_item(node, 1), &rate, &p->high));
    if (!(p->high > p->low)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "bounds are [%g, %g]; expected the lower first",
                             p->low, p->high);
    }
    return HM_OK;
}

static hm_status read_exempt(hm_context *ctx, const hm_node *map,
                             hmi_problem *p)
{
    const hm_node *node = hm_node_find(map, "exempt");
    const char *text = node == NULL ? NULL : hm_node_text(node);
    if (node == NULL) {
        return HM_OK;
    }
    if (text != NULL && strcmp(text, "none") == 0) {
        p->exempt = HMI_EXEMPT_NONE;
        return HM_OK;
    }
    p->exempt = HMI_EXEMPT_LISTED;
    return hmi_names_read(ctx, node, "exempt", &p->exempt_sectors);
}

static hm_status read_essentials(hm_context *ctx, const hm_node *map,
                                 hmi_problem *p)
{
    const hm_node *node = hm_node_find(map, "essentials");
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_node_keys(ctx, node, "essentials", essentials, HMI_ESSENTIALS));
    for (int32_t k = 0; k < HMI_ESSENTIALS; k++) {
        HMI_TRY(codes_of(ctx, node, essentials[k], &p->essentials[k]));
    }
    return HM_OK;
}

/* A share, or whose the rent is; *given false: not said. */
static hm_status read_rents(hm_context *ctx, const hm_node *map, double *rents,
                            bool *given)
{
    static const range share = {"rents",
                                "importer, exporter or the importer's share "
                                "between 0 and 1",
                                0.0, 1.0, false};
    const hm_node *node = hm_node_find(map, "rents");
    const char *text = node == NULL ? NULL : hm_node_text(node);
    *given = node != NULL;
    *rents = 1.0;
    if (text != NULL && strcmp(text, "importer") == 0) {
        return HM_OK;
    }
    if (text != NULL && strcmp(text, "exporter") == 0) {
        *rents = 0.0;
        return HM_OK;
    }
    return node == NULL ? HM_OK : read_in(ctx, node, &share, rents);
}

static hm_status read_start(const reader *r, const hm_node *map, hmi_problem *p)
{
    const char *text = NULL;
    HMI_TRY(hmi_node_get_text(r->ctx, map, "start", &text));
    if (text == NULL || strcmp(text, "benchmark") == 0) {
        return HM_OK;
    }
    for (int32_t s = 0; s < r->n_scenarios; s++) {
        if (strcmp(r->scenarios[s], text) == 0) {
            p->start = s;
            return HM_OK;
        }
    }
    int32_t near = hmi_nearest(text, r->scenarios, r->n_scenarios);
    return hmi_node_fail(r->ctx, hm_node_find(map, "start"), HM_ERR_UNKNOWN,
                         "start is \"%.60s\"; expected benchmark or a scenario "
                         "of the case%s%s%s",
                         text, near < 0 ? "" : " (did you mean \"",
                         near < 0 ? "" : r->scenarios[near],
                         near < 0 ? "" : "\"?)");
}

static hm_status read_threat(hm_context *ctx, const hm_node *map,
                             hmi_problem *p)
{
    static const char *const keys[] = {"countries", "by", "most", "rate"};
    static const range most = {"most", "an added tariff above 0, at most 100",
                               1e-6, 100.0, false};
    static const range rate = {"rate", "an added tariff from 0 to 100", 0.0,
                               100.0, false};
    const hm_node *node = hm_node_find(map, "secondary");
    const char *by = NULL;
    if (node == NULL) {
        return HM_OK;
    }
    p->threat.wanted = true;
    HMI_TRY(hmi_node_keys(ctx, node, "secondary", keys, COUNT(keys)));
    HMI_TRY(hmi_node_get_text(ctx, node, "by", &by));
    if (by != NULL) {
        HMI_TRY(hmi_copy_text(ctx, by, &p->threat.by));
    }
    HMI_TRY(number_of(ctx, node, &most, &p->threat.most));
    HMI_TRY(number_of(ctx, node, &rate, &p->threat.rate));
    HMI_TRY(hmi_names_read(ctx, hm_node_find(node, "countries"), "countries",
                           &p->threat.countries));
    if (p->threat.countries.count == 0) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "secondary has no countries; expected those that "
                             "trade with the target, such as [RUS, IND]");
    }
    return HM_OK;
}

static hm_status read_robust(hm_context *ctx, const hm_node *map,
                             hmi_problem *p)
{
    static const char *const keys[] = {"draws", "tail", "cv", "seed", "search"};
    static const range draws = {"draws", "a whole number from 2 to 10000", 2.0,
                                10000.0, true};
    static const range tail = {"tail", "0 or more", 0.0, 1e6, false};
    static const range cv = {"cv", "a number from 0 to 5", 0.0, 5.0, false};
    static const range seed = {"seed", "a whole number from 0 to 1e15", 0.0,
                               1e15, true};
    static const range search = {"search", "a whole number from 0 to 10000",
                                 0.0, 10000.0, true};
    const hm_node *node = hm_node_find(map, "robust");
    double number = 1.0;
    if (node == NULL) {
        return HM_OK;
    }
    p->robust.draws = 64;
    HMI_TRY(hmi_node_keys(ctx, node, "robust", keys, COUNT(keys)));
    HMI_TRY(count_of(ctx, node, &draws, &p->robust.draws));
    HMI_TRY(count_of(ctx, node, &search, &p->robust.search));
    HMI_TRY(number_of(ctx, node, &tail, &p->robust.tail));
    HMI_TRY(number_of(ctx, node, &cv, &p->robust.cv));
    HMI_TRY(number_of(ctx, node, &seed, &number));
    p->robust.seed = (uint64_t)number;
    return HM_OK;
}

/* budgets: numbers, or {SENDER: MUSD}. */
static hm_status read_budgets(hm_context *ctx, const hm_node *map,
                              hmi_problem *p)
{
    static const range budget = {"budgets", "million USD, 0 or more", 0.0, 1e12,
                                 false};
    const hm_node *node = hm_node_find(map, "budgets");
    if (node != NULL && hm_node_get_kind(node) == HM_NODE_MAP) {
        return values_of(ctx, map, &budget, &p->member_budgets);
    }
    return numbers_of(ctx, map, &budget, &p->budgets);
}

/* What is asked of the frontier. */
static hm_status read_points(hm_context *ctx, const hm_node *map,
                             hmi_problem *p)
{
    static const range willingness = {
        "willingness", "USD for a USD of loss, -1 or more", -1.0, 1e6, false};
    static const range losses = {"losses", "million USD, above 0", 1e-9, 1e12,
                                 false};
    static const range points = {"points", "a whole number from 2 to 200", 2.0,
                                 200.0, true};
    static const double standard[] = {0.0, 0.1, 0.5, 1.0, 5.0};
    HMI_TRY(numbers_of(ctx, map, &willingness, &p->willingness));
    HMI_TRY(numbers_of(ctx, map, &losses, &p->losses));
    HMI_TRY(read_budgets(ctx, map, p));
    HMI_TRY(count_of(ctx, map, &points, &p->points));
    HMI_TRY(hmi_node_switch(ctx, map, "most", &p->most));
    bool nothing = p->willingness.count == 0 && p->losses.count == 0 &&
                   p->budgets.count == 0 && p->member_budgets.count == 0 &&
                   p->points == 0 && !p->most;
    if (!nothing) {
        return HM_OK;
    }
    p->willingness.count = COUNT(standard);
    return hmi_copy_doubles(ctx, standard, COUNT(standard),
                            &p->willingness.items);
}

/* Senders, and what is done to whom. */
static hm_status read_who(hm_context *ctx, const hm_node *node, hmi_problem *p)
{
    const char *target = NULL;
    HMI_TRY(hmi_node_get_text(ctx, node, "target", &target));
    if (target == NULL) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "sanctions %s: target is missing; expected the "
                             "code of a country",
                             p->name);
    }
    HMI_TRY(hmi_copy_text(ctx, target, &p->target));
    HMI_TRY(hmi_names_read(ctx, hm_node_find(node, "senders"), "senders",
                           &p->senders));
    if (p->senders.count == 0) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "sanctions %s: senders is missing; expected codes "
                             "of countries, or all",
                             p->name);
    }
    return read_instruments(ctx, node, p);
}

static hm_status read_how(hm_context *ctx, const hm_node *node, hmi_problem *p)
{
    int32_t with = 0;
    int32_t objective = 0;
    int32_t valuation = 0;
    HMI_TRY(word_of(ctx, node, "with", withs, COUNT(withs), &with));
    HMI_TRY(word_of(ctx, node, "objective", objectives, COUNT(objectives),
                    &objective));
    HMI_TRY(word_of(ctx, node, "valuation", valuations, COUNT(valuations),
                    &valuation));
    p->with = (hmi_with)with;
    p->objective = (hmi_objective)objective;
    p->valuation = (hmi_valuation)valuation;
    HMI_TRY(codes_of(ctx, node, "goods", &p->goods));
    bool needs = p->objective == HMI_IMPORTS || p->objective == HMI_OUTPUT;
    if (needs && !p->goods.given) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "sanctions %s: objective %s needs goods, the "
                             "sectors that count",
                             p->name, objectives[objective]);
    }
    if (p->valuation == HMI_CURRENT_PRICES && p->objective != HMI_REAL_INCOME) {
        return hmi_node_fail(ctx, hm_node_find(node, "valuation"), HM_ERR_DATA,
                             "valuation current is for objective real_income; "
                             "this one is %s",
                             objectives[objective]);
    }
    return HM_OK;
}

static const char *const problem_keys[] = {
    "target", "senders",    "instruments", "with",      "objective",
    "goods",  "valuation",  "willingness", "losses",    "budgets",
    "points", "most",       "bounds",      "rents",     "uniform",
    "exempt", "essentials", "weights",     "shares",    "coalition",
    "start",  "starts",     "enumerate",   "secondary", "robust",
    "across",
};

static hm_status read_problem(const reader *r, const hm_node *node,
                              hmi_problem *p)
{
    static const range weight = {"weights", "0 or more", 0.0, 1e6, false};
    static const range share = {"shares", "0 or more", 0.0, 1e6, false};
    static const range start = {"starts", "a rate above -1 (a coverage)", -0.9,
                                1e3, false};
    static const range enumerate = {"enumerate", "a whole number from 1 to 20",
                                    1.0, 20.0, true};
    hm_context *ctx = r->ctx;
    HMI_TRY(hmi_node_keys(ctx, node, "a sanction problem", problem_keys,
                          COUNT(problem_keys)));
    HMI_TRY(read_who(ctx, node, p));
    HMI_TRY(read_how(ctx, node, p));
    HMI_TRY(read_points(ctx, node, p));
    HMI_TRY(read_bounds(ctx, node, p));
    HMI_TRY(read_exempt(ctx, node, p));
    HMI_TRY(read_essentials(ctx, node, p));
    HMI_TRY(hmi_node_switch(ctx, node, "uniform", &p->uniform));
    HMI_TRY(hmi_node_switch(ctx, node, "coalition", &p->coalition));
    HMI_TRY(hmi_node_switch(ctx, node, "across", &p->across));
    HMI_TRY(values_of(ctx, node, &weight, &p->weights));
    HMI_TRY(values_of(ctx, node, &share, &p->shares));
    HMI_TRY(numbers_of(ctx, node, &start, &p->starts));
    if (p->starts.count > HMI_MOST_STARTS) {
        return hmi_node_fail(ctx, hm_node_find(node, "starts"), HM_ERR_LIMIT,
                             "starts has more than %d entries",
                             (int)HMI_MOST_STARTS);
    }
    HMI_TRY(count_of(ctx, node, &enumerate, &p->enumerate));
    HMI_TRY(read_start(r, node, p));
    HMI_TRY(read_threat(ctx, node, p));
    return read_robust(ctx, node, p);
}

/* --- the block ---------------------------------------------------------------------------- */

static hm_status add_problem(const reader *r, const char *name,
                             const char *suffix, const hm_node *node,
                             double rents)
{
    hm_context *ctx = r->ctx;
    hmi_problem *p = &r->sanctions->items[r->sanctions->count++];
    p->low = 0.0;
    p->high = 10.0;
    p->start = -1;
    p->enumerate = 10;
    p->coalition = true;
    p->rents = rents;
    p->threat.most = 10.0;
    p->threat.rate = NAN;
    p->robust.tail = 1.0;
    p->robust.cv = 0.25;
    p->robust.seed = 1;
    p->robust.search = 10000;
    hmi_text text;
    hmi_text_init(&text, ctx);
    hmi_text_addf(&text, "%s%s", name, suffix);
    HMI_TRY(hmi_text_take(&text, &p->name));
    HMI_TRY(hmi_copy_text(ctx, hm_node_place(node), &p->place));
    return read_problem(r, node, p);
}

static hm_status read_block(const reader *r, const hm_node *block)
{
    hm_sanctions *s = r->sanctions;
    bool map = hm_node_get_kind(block) == HM_NODE_MAP;
    if (!map || hm_node_size(block) == 0) {
        return hmi_node_fail(r->ctx, block, HM_ERR_DATA,
                             "%sexpected sanctions as {NAME: {target: PRK, "
                             "senders: [CHN]}}",
                             map ? "sanctions is empty; " : "");
    }
    s->items = HMI_ARRAY(r->ctx, hmi_problem, 2 * hm_node_size(block) + 1);
    if (s->items == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < hm_node_size(block); i++) {
        const hm_node *node = hm_node_item(block, i);
        const char *name = hm_node_key(block, i);
        const char *word = NULL;
        double rents = 1.0;
        bool given = true;
        if (hm_node_get_kind(node) == HM_NODE_MAP) {
            const hm_node *with = hm_node_find(node, "with");
            word = with == NULL ? NULL : hm_node_text(with);
            HMI_TRY(read_rents(r->ctx, node, &rents, &given));
        }
        bool both = !given && word != NULL && strcmp(word, "quotas") == 0;
        HMI_TRY(
            add_problem(r, name, both ? "-importer-rents" : "", node, rents));
        if (both) { /* R5 */
            HMI_TRY(add_problem(r, name, "-exporter-rents", node, 0.0));
        }
    }
    return HM_OK;
}

hm_status hm_sanctions_create(hm_context *ctx, const hm_node *block,
                              const char *const *scenarios, int32_t n_scenarios,
                              hm_sanctions **out)
{
    reader r = {ctx, scenarios, n_scenarios, HMI_NEW(ctx, hm_sanctions)};
    *out = NULL;
    if (r.sanctions == NULL) {
        return HM_ERR_MEMORY;
    }
    r.sanctions->ctx = ctx;
    hm_status status = read_block(&r, block);
    if (status != HM_OK) {
        hm_sanctions_free(r.sanctions);
        return status;
    }
    *out = r.sanctions;
    return HM_OK;
}

static void values_clear(hm_context *ctx, hmi_values *values)
{
    for (int32_t i = 0; i < values->count; i++) {
        hmi_free(ctx, values->codes[i]);
    }
    hmi_free(ctx, (void *)values->codes);
    hmi_free(ctx, values->items);
    hmi_free(ctx, values->place);
}

static void problem_clear(hm_context *ctx, hmi_problem *p)
{
    hmi_names *names[] = {&p->senders,        &p->imports.names,
                          &p->exports.names,  &p->goods.names,
                          &p->exempt_sectors, &p->threat.countries};
    hmi_numbers *numbers[] = {&p->willingness, &p->losses, &p->budgets,
                              &p->starts};
    for (int32_t k = 0; k < COUNT(names); k++) {
        hmi_names_clear(ctx, names[k]);
    }
    for (int32_t k = 0; k < HMI_ESSENTIALS; k++) {
        hmi_names_clear(ctx, &p->essentials[k].names);
    }
    for (int32_t k = 0; k < COUNT(numbers); k++) {
        hmi_free(ctx, numbers[k]->items);
    }
    values_clear(ctx, &p->member_budgets);
    values_clear(ctx, &p->weights);
    values_clear(ctx, &p->shares);
    hmi_free(ctx, p->threat.by);
    hmi_free(ctx, p->target);
    hmi_free(ctx, p->name);
    hmi_free(ctx, p->place);
}

void hm_sanctions_free(hm_sanctions *sanctions)
{
    if (sanctions == NULL) {
        return;
    }
    for (int32_t i = 0; i < sanctions->count; i++) {
        problem_clear(sanctions->ctx, &sanctions->items[i]);
    }
    hmi_free(sanctions->ctx, sanctions->items);
    hmi_free(sanctions->ctx, sanctions);
}

int32_t hm_sanctions_count(const hm_sanctions *sanctions)
{
    return sanctions->count;
}

bool hm_sanctions_across(const hm_sanctions *sanctions, int32_t problem)
{
    return sanctions->items[problem].across;
}

const char *hm_sanctions_name(const hm_sanctions *sanctions, int32_t problem)
{
    return sanctions->items[problem].name;
}
