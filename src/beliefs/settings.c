// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings.c - the block `beliefs:` from a settings tree.
 *
 * Invariant: what is read here needs neither data nor an economy; names of
 * types, signals, causes and scenarios are right, chances are chances.
 */
#include "beliefs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))

enum { DRAWS = 500, DRAWS_MAX = 20000 };
static const double conviction = 0.95;
static const uint64_t standard_seed = 2017;

/* --- pieces ----------------------------------------------------------------------- */

/* Two digits as a number; -1: none. */
static int32_t two(const char *text)
{
    bool digits =
        text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
    return digits ? 10 * (text[0] - '0') + (text[1] - '0') : -1;
}

int32_t hmi_month_parse(const char *text)
{
    if (text == NULL || strlen(text) != 7 || text[4] != '-') {
        return -1;
    }
    int32_t century = two(text);
    int32_t year = two(text + 2);
    int32_t month = two(text + 5);
    return century < 0 || year < 0 || month < 1 || month > 12
               ? -1
               : 12 * (100 * century + year) + month - 1;
}

bool hmi_date_is(const char *text)
{
    static const int32_t days[12] = {31, 29, 31, 30, 31, 30,
                                     31, 31, 30, 31, 30, 31};
    char head[8] = {0};
    if (text == NULL || strlen(text) < 7) {
        return false;
    }
    memcpy(head, text, 7);
    int32_t month = hmi_month_parse(head);
    if (month < 0 || text[7] == '\0') {
        return month >= 0;
    }
    int32_t day = text[7] == '-' && strlen(text) == 10 ? two(text + 8) : -1;
    int32_t year = month / 12;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int32_t most = month % 12 == 1 && !leap ? 28 : days[month % 12];
    return day >= 1 && day <= most;
}

void hmi_month_text(int32_t month, char text[8])
{
    (void)snprintf(text, 8, "%04u-%02u", (unsigned)(month / 12) % 10000u,
                   (unsigned)(month % 12) + 1u);
}

hm_status hmi_read_month(hm_context *ctx, const hm_node *node, const char *what,
                         int32_t *out)
{
    const char *text = hm_node_text(node);
    *out = hmi_month_parse(text);
    return *out >= 0 ? HM_OK
                     : hmi_node_fail(ctx, node, HM_ERR_DATA,
                                     "%s is \"%.40s\"; expected a month such "
                                     "as 2017-04",
                                     what, text == NULL ? "" : text);
}

/* A month that must lie among the signals. */
static hm_status read_stated(hmi_reader *r, const hm_node *node, int32_t which,
                             const char *what, int32_t *out)
{
    HMI_TRY(hmi_read_month(r->ctx, node, what, out));
    return hmi_copy_text(r->ctx, hm_node_place(node),
                         &r->b->month_place[which]);
}

hm_status hmi_read_within(hm_context *ctx, const hm_node *node,
                          const char *what, double low, double high,
                          double *out)
{
    HMI_TRY(hmi_node_number(ctx, node, what, out));
    if (*out >= low && *out <= high) {
        return HM_OK;
    }
    return hmi_node_fail(ctx, node, HM_ERR_DATA,
                         "%s is %g; expected a number from %g to %g", what,
                         *out, low, high);
}

hm_status hmi_read_count(hm_context *ctx, const hm_node *node, const char *what,
                         int32_t low, int32_t high, int32_t *out)
{
    double value = 0.0;
    if (node == NULL) {
        return HM_OK;
    }
    HMI_TRY(hmi_read_within(ctx, node, what, low, high, &value));
    if (value > floor(value)) {
        return hmi_node_fail(ctx, node, HM_ERR_DATA,
                             "%s is %g; expected a whole number", what, value);
    }
    *out = (int32_t)value;
    return HM_OK;
}

hm_status hmi_need_scenario(hmi_reader *r, const hm_node *node,
                            const char *name)
{
    if (r->scenarios == NULL || strcmp(name, "benchmark") == 0) {
        return HM_OK;
    }
    for (int32_t s = 0; s < r->n_scenarios; s++) {
        if (strcmp(r->scenarios[s], name) == 0) {
            return HM_OK;
        }
    }
    int32_t near = hmi_nearest(name, r->scenarios, r->n_scenarios);
    return hmi_node_fail(r->ctx, node, HM_ERR_UNKNOWN,
                         "\"%.60s\" is no scenario of this case%s%s%s", name,
                         near < 0 ? "" : " (did you mean \"",
                         near < 0 ? "" : r->scenarios[near],
                         near < 0 ? "" : "\"?)");
}

hm_status hmi_read_scenarios(hmi_reader *r, const hm_node *node,
                             const char *what, hmi_names *out)
{
    HMI_TRY(hmi_names_read(r->ctx, node, what, out));
    for (int32_t i = 0; i < out->count; i++) {
        HMI_TRY(hmi_need_scenario(r, node, out->items[i]));
    }
    return HM_OK;
}

/* --- fit and forecast ------------------------------------------------------------- */

static hm_status read_free(hmi_reader *r, const hm_node *node)
{
    hm_beliefs *b = r->b;
    hmi_names names = {0, NULL};
    hm_status status = hmi_names_read(r->ctx, node, "free", &names);
    if (status == HM_OK && (names.count < 1 || names.count > HMI_FREE_MAX)) {
        status = hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                               "free names %d numbers; expected 1 to %d",
                               (int)names.count, (int)HMI_FREE_MAX);
    }
    for (int32_t i = 0; i < names.count && status == HM_OK; i++) {
        const char *known[HMI_PARAMETERS_MAX];
        b->free[i] = -1;
        for (int32_t p = 0; p < b->n_parameters; p++) {
            known[p] = b->parameters[p].name;
            if (strcmp(known[p], names.items[i]) == 0) {
                b->free[i] = p;
            }
        }
        int32_t near = hmi_nearest(names.items[i], known, b->n_parameters);
        if (b->free[i] < 0) {
            status = hmi_node_fail(
                r->ctx, node, HM_ERR_UNKNOWN,
                "free: \"%.60s\" is no number of the "
                "model%s%s%s",
                names.items[i], near < 0 ? "" : " (did you mean \"",
                near < 0 ? "" : known[near], near < 0 ? "" : "\"?)");
        }
        b->n_free = i + 1;
    }
    hmi_names_clear(r->ctx, &names);
    return status;
}

static hm_status read_fit(hmi_reader *r, const hm_node *node)
{
    static const char *const keys[] = {"until", "free"};
    HMI_TRY(hmi_node_keys(r->ctx, node, "fit", keys, COUNT(keys)));
    const hm_node *until = hm_node_find(node, "until");
    const hm_node *free = hm_node_find(node, "free");
    if (until == NULL || free == NULL) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "fit needs until (a month) and free (names of "
                             "numbers such as coal.spread)");
    }
    HMI_TRY(read_stated(r, until, HMI_UNTIL, "until", &r->b->fit_until));
    return read_free(r, free);
}

static hm_status read_forecast(hmi_reader *r, const hm_node *node)
{
    static const char *const keys[] = {"signal", "from", "to"};
    hm_beliefs *b = r->b;
    const char *text = NULL;
    HMI_TRY(hmi_node_keys(r->ctx, node, "forecast", keys, COUNT(keys)));
    HMI_TRY(hmi_node_get_text(r->ctx, node, "signal", &text));
    for (int32_t s = 0; s < b->n_signals && text != NULL; s++) {
        bool amount = b->signals[s].kind == HM_SIGNAL_AMOUNT;
        if (amount && strcmp(b->signals[s].name, text) == 0) {
            b->forecast_signal = s;
        }
    }
    if (b->forecast_signal < 0) {
        return hmi_node_fail(r->ctx, node, HM_ERR_UNKNOWN,
                             "forecast: signal is \"%.40s\"; expected an "
                             "amount of the model",
                             text == NULL ? "" : text);
    }
    const hm_node *from = hm_node_find(node, "from");
    const hm_node *to = hm_node_find(node, "to");
    if (from == NULL || to == NULL) {
        return hmi_node_fail(r->ctx, node, HM_ERR_DATA,
                             "forecast needs from and to, two months");
    }
    HMI_TRY(read_stated(r, from, HMI_FROM, "from", &b->forecast_from));
    HMI_TRY(read_stated(r, to, HMI_TO, "to", &b->forecast_to));
    if (b->forecast_to < b->forecast_from) {
        return hmi_node_fail(r->ctx, to, HM_ERR_DATA,
                             "forecast ends before it begins");
    }
    return HM_OK;
}

/* --- the block ------------------------------------------------------------------------ */

static hm_status copy_key(hmi_reader *r, const hm_node *map, const char *key,
                          char **out)
{
    const char *text = NULL;
    HMI_TRY(hmi_node_get_text(r->ctx, map, key, &text));
    return hmi_copy_text(r->ctx, text, out);
}

static const char *const party_keys[] = {"sender", "broker", "target"};

static hm_status read_parties(hmi_reader *r, const hm_node *block)
{
    hm_beliefs *b = r->b;
    char **parties[] = {&b->sender, &b->broker, &b->target};
    for (int32_t i = 0; i < 3; i++) {
        const hm_node *node = hm_node_find(block, party_keys[i]);
        HMI_TRY(copy_key(r, block, party_keys[i], parties[i]));
        HMI_TRY(hmi_copy_text(r->ctx, node == NULL ? NULL : hm_node_place(node),
                              &b->party_place[i]));
    }
    return HM_OK;
}

static hm_status read_numbers(hmi_reader *r, const hm_node *block)
{
    hm_beliefs *b = r->b;
    const hm_node *node = hm_node_find(block, "conviction");
    int32_t seed = (int32_t)standard_seed;
    if (node != NULL) {
        HMI_TRY(hmi_read_within(r->ctx, node, "conviction", 0.5, 0.9999,
                                &b->conviction));
    }
    HMI_TRY(hmi_read_count(r->ctx, hm_node_find(block, "draws"), "draws", 20,
                           DRAWS_MAX, &b->draws));
    HMI_TRY(hmi_read_count(r->ctx, hm_node_find(block, "seed"), "seed", 0,
                           2000000000, &seed));
    b->seed = (uint64_t)seed;
    node = hm_node_find(block, "question");
    if (node != NULL) {
        HMI_TRY(read_stated(r, node, HMI_QUESTION, "question", &b->question));
    }
    return HM_OK;
}

static hm_status read_block(hmi_reader *r, const hm_node *block)
{
    static const char *const keys[] = {
        "signals",  "events",     "question",   "types",  "stay",   "switching",
        "model",    "causes",     "conviction", "draws",  "seed",   "fit",
        "forecast", "separation", "programme",  "sender", "broker", "target"};
    hm_beliefs *b = r->b;
    HMI_TRY(hmi_node_keys(r->ctx, block, "beliefs", keys, COUNT(keys)));
    HMI_TRY(copy_key(r, block, "signals", &b->signals_path));
    HMI_TRY(copy_key(r, block, "events", &b->events_path));
    HMI_TRY(read_parties(r, block));
    HMI_TRY(read_numbers(r, block));
    const hm_node *programme = hm_node_find(block, "programme");
    if (b->signals_path == NULL && programme == NULL) {
        return hmi_node_fail(r->ctx, block, HM_ERR_DATA,
                             "beliefs asks for nothing; expected signals: "
                             "FILE.csv, or programme: {...}");
    }
    if (b->signals_path != NULL) {
        HMI_TRY(hmi_read_model(r, block));
    }
    const hm_node *fit = hm_node_find(block, "fit");
    const hm_node *forecast = hm_node_find(block, "forecast");
    const hm_node *separation = hm_node_find(block, "separation");
    if (fit != NULL) {
        HMI_TRY(read_fit(r, fit));
    }
    if (forecast != NULL) {
        HMI_TRY(read_forecast(r, forecast));
    }
    if (separation != NULL) {
        HMI_TRY(hmi_read_separation(r, separation));
    }
    return programme == NULL ? HM_OK : hmi_read_programme(r, programme);
}

hm_status hm_beliefs_create(hm_context *ctx, const hm_node *block,
                            const char *const *scenarios, int32_t n_scenarios,
                            hm_beliefs **out)
{
    *out = NULL;
    hmi_reader r = {ctx, HMI_NEW(ctx, hm_beliefs), scenarios, n_scenarios};
    hm_beliefs *b = r.b;
    if (b == NULL) {
        return HM_ERR_MEMORY;
    }
    b->ctx = ctx;
    b->question = b->fit_until = b->forecast_signal = -1;
    b->conviction = conviction;
    b->draws = DRAWS;
    b->parameters = HMI_ARRAY(ctx, hmi_parameter, HMI_PARAMETERS_MAX);
    hm_status status =
        b->parameters == NULL ? HM_ERR_MEMORY : read_block(&r, block);
    if (status != HM_OK) {
        hm_beliefs_free(b);
        return status;
    }
    *out = b;
    return HM_OK;
}

static void free_programme(hm_context *ctx, hmi_programme_spec *p)
{
    for (int32_t i = 0; i < p->n_policies; i++) {
        hmi_free(ctx, p->policies[i].name);
        hmi_free(ctx, p->policies[i].scenario);
    }
    hmi_free(ctx, p->policies);
    hmi_names_clear(ctx, &p->steps);
    hmi_free(ctx, p->worth);
    hmi_free(ctx, p->rates);
}

void hm_beliefs_free(hm_beliefs *b)
{
    if (b == NULL) {
        return;
    }
    char *texts[] = {b->signals_path,   b->events_path,    b->sender,
                     b->broker,         b->target,         b->question_text,
                     b->party_place[0], b->party_place[1], b->party_place[2]};
    for (int32_t i = 0; i < COUNT(texts); i++) {
        hmi_free(b->ctx, texts[i]);
    }
    for (int32_t i = 0; i < b->n_parameters; i++) {
        hmi_free(b->ctx, b->parameters[i].name);
    }
    for (int32_t i = 0; i < HM_TYPES_MAX; i++) {
        hmi_free(b->ctx, b->types[i]);
    }
    for (int32_t i = 0; i < HM_SIGNALS_MAX; i++) {
        hmi_free(b->ctx, b->signals[i].name);
    }
    for (int32_t i = 0; i < HM_CAUSES_MAX; i++) {
        hmi_free(b->ctx, b->causes[i].name);
    }
    for (int32_t i = 0; i < HMI_STATED; i++) {
        hmi_free(b->ctx, b->month_place[i]);
    }
    hmi_free(b->ctx, b->parameters);
    hmi_names_clear(b->ctx, &b->actions);
    hmi_names_clear(b->ctx, &b->stakes);
    free_programme(b->ctx, &b->programme);
    hmi_free(b->ctx, b->series);
    hmi_free(b->ctx, b->news);
    hmi_free(b->ctx, b);
}

const char *hm_beliefs_signals(const hm_beliefs *b)
{
    return b->signals_path;
}

const char *hm_beliefs_events(const hm_beliefs *b)
{
    return b->events_path;
}

const char *hm_beliefs_rates(const hm_beliefs *b)
{
    return b->programme.rates;
}

const char *hm_beliefs_sender(const hm_beliefs *b)
{
    return b->sender;
}

const char *hm_beliefs_broker(const hm_beliefs *b)
{
    return b->broker;
}

const char *hm_beliefs_target(const hm_beliefs *b)
{
    return b->target;
}

const char *hm_beliefs_question(const hm_beliefs *b)
{
    return b->question_text == NULL ? "" : b->question_text;
}

uint64_t hm_beliefs_seed(const hm_beliefs *b)
{
    return b->seed;
}

hm_status hm_beliefs_check(hm_context *ctx, const hm_beliefs *b,
                           const char *economy, const char *const *countries,
                           int32_t n_countries)
{
    const char *codes[] = {b->sender, b->broker, b->target};
    for (int32_t i = 0; i < 3; i++) {
        bool found = codes[i] == NULL;
        for (int32_t n = 0; n < n_countries && !found; n++) {
            found = strcmp(codes[i], countries[n]) == 0;
        }
        if (!found) {
            int32_t near = hmi_nearest(codes[i], countries, n_countries);
            return hmi_fail(ctx, HM_ERR_UNKNOWN,
                            "%s: %s is \"%.20s\", which is no country of "
                            "%s%s%s%s",
                            b->party_place[i], party_keys[i], codes[i], economy,
                            near < 0 ? "" : " (did you mean \"",
                            near < 0 ? "" : countries[near],
                            near < 0 ? "" : "\"?)");
        }
    }
    return HM_OK;
}
