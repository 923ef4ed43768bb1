// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_linkage.c - `hirschman linkage ECONOMY`: the block `linkage:` from the
 * shell. Steps of pressure are bans; each --pressure adds one to the step
 * before. With --from the games are played again from a results folder.
 */
#include "linkage_again.h"
#include "run_analysis.h"

#include <stdlib.h>
#include <string.h>

enum {
    OPTION_SENDER = 0,
    OPTION_BROKER,
    OPTION_TARGET,
    OPTION_ALLIES,
    OPTION_FOLLOWERS,
    OPTION_PRESSURE,
    OPTION_STICK,
    OPTION_DRAWS,
    OPTION_CLOSURE,
    OPTION_ELASTICITIES,
    OPTION_FROM,
    OPTIONS
};

static const cli_option options[OPTIONS] = {
    {"--sender", NULL, "CODE", "who wants pressure"},
    {"--broker", NULL, "CODE", "who can press"},
    {"--target", NULL, "CODE", "who is pressed"},
    {"--allies", NULL, "CODE[,CODE...]", "whose interests might be traded"},
    {"--followers", NULL, "CODE[,CODE...]", "who might ask to be paid as well"},
    {"--pressure", NULL, "EXP:IMP:SECTOR",
     "a ban that is added to the step before (default: the broker's imports "
     "from the target, then all trade)"},
    {"--stick", NULL, "POINTS", "tariff that is threatened (default 25)"},
    {"--draws", NULL, "N", "draws of the elasticities (default 64)"},
    {"--closure", NULL, "RULE",
     "trade balance: bilateral, fixed, scaled, zero"},
    {"--elasticities", NULL, "NAME[,NAME...]", "elasticity sets"},
    {"--from", NULL, "DIR", "answer again from the results folder of a CASE"},
};

static const cli_command command = {
    "linkage",
    "ECONOMY --sender CODE --broker CODE --target CODE [-o DIR] [OPTION ...]\n"
    "       hirschman linkage CASE.yaml --from DIR [-o DIR]",
    "Could better trade terms buy the broker's pressure on the target? "
    "Answers fourteen\nquestions: what pressure costs whom, what the sender "
    "would have to give, whether the deal\nis kept, who comes next, what the "
    "allies lose. --pressure may be given several times.",
    options,
    OPTIONS,
    1,
    1,
};

enum { STEPS = 16, SETS = 64 };

/* What the options say. */
typedef struct wish {
    const char *value[OPTIONS]; /* NULL: not given */
    const char *place;          /* the economy or the case */
    int32_t n_steps;
    const char *steps[STEPS];
    int32_t n_made;
    hm_scenario *made[STEPS + 2];
    char *kept;
} wish;

/* --- scenarios ------------------------------------------------------------------ */

static bool is_code(const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (!((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
              (*c >= '0' && *c <= '9') || *c == '_' || *c == '-')) {
            return false;
        }
    }
    return text[0] != '\0';
}

/* Takes `description` over. */
static hm_status begin_scenario(run_job *job, wish *w, const char *name,
                                char *description, hm_scenario **out)
{
    hm_status status = hm_scenario_create(job->ctx, name, description, out);
    free(description);
    if (status == HM_OK) {
        w->made[w->n_made++] = *out;
    }
    return status;
}

static hm_status add_measure(hm_scenario *to, hm_measure_kind kind,
                             hm_rule rule, double value,
                             const char *const flow[3])
{
    hm_measure measure = {.kind = kind, .rule = rule, .value = value};
    measure.exporter = (hm_selector){1, &flow[0], false};
    measure.importer = (hm_selector){1, &flow[1], false};
    measure.sector = (hm_selector){1, &flow[2], false};
    return hm_scenario_add(to, &measure);
}

/* "EXP:IMP:SECTOR" cut at its colons in place; false when it is not that. */
static bool cut_flow(char *text, const char *flow[3])
{
    char *at = text;
    for (int32_t p = 0; p < 3; p++) {
        char *colon = strchr(at, ':');
        if ((colon == NULL) != (p == 2)) {
            return false;
        }
        flow[p] = at;
        if (colon != NULL) {
            *colon = '\0';
            at = colon + 1;
        }
        if (!is_code(flow[p])) {
            return false;
        }
    }
    return true;
}

/* One step: what the step before bans, and this flow; -1 or an exit code. */
static int add_step(run_job *job, wish *w, const char *text, hm_scenario **last)
{
    const char *flow[3];
    const hm_scenario *before = *last;
    char *copy = cli_copy(text);
    char *name = cli_text("step-%d", (int)w->n_made + 1);
    int code = -1;
    if (!cut_flow(copy, flow)) {
        code = cli_fail(CLI_USAGE,
                        "linkage: --pressure is '%s'; expected EXP:IMP:SECTOR",
                        text);
    } else {
        hm_status status = begin_scenario(
            job, w, name,
            cli_text("%s is banned%s", text,
                     before == NULL ? "" : " besides what was before"),
            last);
        if (status == HM_OK && before != NULL) {
            status = hm_scenario_extend(*last, before);
        }
        if (status == HM_OK) {
            status = add_measure(*last, HM_MEASURE_EMBARGO, HM_RULE_COVERAGE,
                                 1.0, flow);
        }
        code = status == HM_OK ? -1 : cli_fail_status(status, job->ctx);
    }
    free(copy);
    free(name);
    return code;
}

static int add_steps(run_job *job, wish *w)
{
    hm_scenario *last = NULL;
    int code = -1;
    char *standard[2] = {
        cli_text("%s:%s:all", w->value[OPTION_TARGET], w->value[OPTION_BROKER]),
        cli_text("%s:%s:all", w->value[OPTION_BROKER], w->value[OPTION_TARGET]),
    };
    int32_t n = w->n_steps == 0 ? 2 : w->n_steps;
    for (int32_t i = 0; i < n && code < 0; i++) {
        code = add_step(job, w, w->n_steps == 0 ? standard[i] : w->steps[i],
                        &last);
    }
    free(standard[0]);
    free(standard[1]);
    return code;
}

/* The tariff that is threatened, and what the broker could open. */
static int add_tariffs(run_job *job, wish *w)
{
    const char *sender = w->value[OPTION_SENDER];
    const char *broker = w->value[OPTION_BROKER];
    const char *there[3] = {broker, sender, "all"};
    const char *back[3] = {sender, broker, "all"};
    double points = 25.0;
    hm_scenario *stick = NULL;
    hm_scenario *opening = NULL;
    if (w->value[OPTION_STICK] != NULL &&
        (!cli_number(w->value[OPTION_STICK], &points) || points <= 0.0)) {
        return cli_fail(CLI_USAGE,
                        "linkage: --stick is '%s'; expected points of per "
                        "cent above 0",
                        w->value[OPTION_STICK]);
    }
    hm_status status =
        begin_scenario(job, w, "stick",
                       cli_text("%s adds %g points to its tariffs on %s",
                                sender, points, broker),
                       &stick);
    if (status == HM_OK) {
        status = add_measure(stick, HM_MEASURE_TARIFF, HM_RULE_ADD,
                             points / 100.0, there);
    }
    if (status == HM_OK) {
        status = begin_scenario(
            job, w, "opening",
            cli_text("%s drops its tariffs on %s", broker, sender), &opening);
    }
    if (status == HM_OK) {
        status =
            add_measure(opening, HM_MEASURE_TARIFF, HM_RULE_SCALE, 0.0, back);
    }
    return status == HM_OK ? -1 : cli_fail_status(status, job->ctx);
}

/* --- the block -------------------------------------------------------------------- */

static void append(char **text, char *more)
{
    char *longer = cli_text("%s%s", *text, more);
    free(*text);
    free(more);
    *text = longer;
}

static bool are_codes(const char *text)
{
    char *copy = cli_copy(text);
    bool good = text[0] != '\0';
    for (char *at = strtok(copy, ","); at != NULL; at = strtok(NULL, ",")) {
        good = good && is_code(at);
    }
    free(copy);
    return good;
}

static char *block_text(const wish *w)
{
    char *text = cli_text("{sender: \"%s\", broker: \"%s\", target: \"%s\"",
                          w->value[OPTION_SENDER], w->value[OPTION_BROKER],
                          w->value[OPTION_TARGET]);
    if (w->value[OPTION_ALLIES] != NULL) {
        append(&text, cli_text(", allies: [%s]", w->value[OPTION_ALLIES]));
    }
    if (w->value[OPTION_FOLLOWERS] != NULL) {
        append(&text,
               cli_text(", followers: [%s]", w->value[OPTION_FOLLOWERS]));
    }
    if (w->value[OPTION_DRAWS] != NULL) {
        append(&text, cli_text(", draws: %s", w->value[OPTION_DRAWS]));
    }
    append(&text, cli_copy(", pressure: ["));
    for (int32_t s = 0; s + 2 < w->n_made; s++) {
        append(&text, cli_text("%s%s", s == 0 ? "" : ", ",
                               hm_scenario_name(w->made[s])));
    }
    append(&text,
           cli_text("], offers: [], threats: [stick], concession: "
                    "{instruments: {tariff: {exporter: \"%s\", importer: "
                    "\"%s\", sector: all}}, baselines: [benchmark, stick, "
                    "trade-deal], openings: [opening]}}\n",
                    w->value[OPTION_BROKER], w->value[OPTION_SENDER]));
    return text;
}

static int check_wish(const wish *w)
{
    double number = 0.0;
    for (int32_t i = OPTION_SENDER; i <= OPTION_TARGET; i++) {
        if (w->value[i] == NULL || !is_code(w->value[i])) {
            return cli_fail(CLI_USAGE,
                            "linkage: %s is %s; expected the code of one "
                            "country",
                            options[i].name,
                            w->value[i] == NULL ? "missing" : w->value[i]);
        }
    }
    for (int32_t i = OPTION_ALLIES; i <= OPTION_FOLLOWERS; i++) {
        if (w->value[i] != NULL && !are_codes(w->value[i])) {
            return cli_fail(CLI_USAGE, "linkage: %s is '%s'; expected codes",
                            options[i].name, w->value[i]);
        }
    }
    if (w->value[OPTION_DRAWS] != NULL &&
        !cli_number(w->value[OPTION_DRAWS], &number)) {
        return cli_fail(CLI_USAGE,
                        "linkage: --draws is '%s'; expected a number",
                        w->value[OPTION_DRAWS]);
    }
    return -1;
}

/* --- the command ---------------------------------------------------------------------- */

static int read_wish(run_job *job, const cli_arguments *arguments, wish *w)
{
    for (int32_t i = 0; i < arguments->count; i++) {
        const cli_argument *a = &arguments->items[i];
        if (a->option < 0) {
            w->place = a->value;
        } else if (a->option == OPTION_PRESSURE) {
            if (w->n_steps == STEPS - 1) {
                return cli_fail(CLI_USAGE, "linkage: more than %d steps",
                                STEPS - 1);
            }
            w->steps[w->n_steps++] = a->value;
        } else {
            w->value[a->option] = a->value;
        }
    }
    const char *rule = w->value[OPTION_CLOSURE];
    job->has_closure = rule != NULL;
    if (rule != NULL && hm_closure_parse(rule, &job->closure) != HM_OK) {
        return cli_fail(CLI_USAGE,
                        "linkage: --closure is '%s'; expected bilateral, "
                        "fixed, scaled or zero",
                        rule);
    }
    if (w->value[OPTION_ELASTICITIES] != NULL) {
        w->kept = cli_copy(w->value[OPTION_ELASTICITIES]);
        job->sets = cli_alloc(SETS, sizeof *job->sets);
        for (char *at = strtok(w->kept, ","); at != NULL && job->n_sets < SETS;
             at = strtok(NULL, ",")) {
            job->sets[job->n_sets++] = at;
        }
    }
    return -1;
}

static int solve_wish(run_job *job, wish *w)
{
    int code = check_wish(w);
    if (code < 0) {
        code = add_steps(job, w);
    }
    if (code < 0) {
        code = add_tariffs(job, w);
    }
    if (code >= 0) {
        return code;
    }
    job->command = "linkage";
    job->name = "linkage";
    job->description = "Fourteen questions about a linked deal";
    job->scenarios = cli_alloc((size_t)w->n_made + 1, sizeof *job->scenarios);
    for (int32_t s = 0; s < w->n_made; s++) {
        job->scenarios[job->n_scenarios++] = w->made[s];
    }
    char *text = block_text(w);
    code = run_analysis_shell(job, w->place, "linkage", text);
    free(text);
    return code;
}

int cli_linkage(int argc, char **argv)
{
    run_job job;
    cli_arguments arguments;
    wish w = {.place = ""};
    memset(&job, 0, sizeof job);
    job.started = cli_seconds();
    int code = cli_read(&command, argc, argv, &job.common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(NULL, &job.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(job.ctx);
    code = read_wish(&job, &arguments, &w);
    if (code < 0) {
        code = w.value[OPTION_FROM] != NULL
                   ? cli_linkage_again(job.ctx, &job.common, w.place,
                                       w.value[OPTION_FROM])
                   : solve_wish(&job, &w);
    }
    run_job_clear(&job);
    for (int32_t s = 0; s < w.n_made; s++) {
        hm_scenario_free(w.made[s]);
    }
    free(w.kept);
    cli_arguments_clear(&arguments);
    return code;
}
