// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_solve.c - `hirschman solve ECONOMY`: one scenario from the shell.
 *
 * A measure is written as its codes and its value with colons between:
 * --embargo PRK:CHN:mining, --tariff-scale CHN:USA:all:0.5. A code may be a
 * list with commas. Measures act in the order written.
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>

/* How the words of a measure are used. */
typedef enum shape {
    SHAPE_FLOW,     /* EXP:IMP:SECTOR:VALUE */
    SHAPE_EMBARGO,  /* EXP:IMP:SECTOR[:COVERAGE] */
    SHAPE_QUOTA,    /* EXP:IMP:SECTOR:VALUE[:RENTS] */
    SHAPE_SECTOR,   /* EXP:SECTOR:VALUE */
    SHAPE_COUNTRY,  /* COUNTRY[:FACTOR]:VALUE */
    SHAPE_TRANSFER, /* FROM:TO:VALUE */
    SHAPE_SETTING   /* no measure */
} shape;

typedef struct measure_option {
    cli_option option;
    shape shape;
    hm_measure_kind kind;
    hm_rule rule;
} measure_option;

#define FLOW "EXP:IMP:SECTOR:VALUE"

static const measure_option table[] = {
    {{"--embargo", NULL, "EXP:IMP:SECTOR[:COVERAGE]",
      "ban the flow, or the share COVERAGE of it"},
     SHAPE_EMBARGO,
     HM_MEASURE_EMBARGO,
     HM_RULE_COVERAGE},
    {{"--quota", NULL, "EXP:IMP:SECTOR:HAT[:RENTS]",
      "cap each flow's quantity at HAT of the base; RENTS: importer (default), "
      "exporter or the importer's share; with --quota-musd the lower holds"},
     SHAPE_QUOTA,
     HM_MEASURE_QUOTA,
     HM_RULE_QUANTITY_HAT},
    {{"--quota-musd", NULL, "EXP:IMP:SECTOR:MUSD[:RENTS]",
      "cap each flow's customs value, million USD a year"},
     SHAPE_QUOTA,
     HM_MEASURE_QUOTA,
     HM_RULE_VALUE_MUSD},
    {{"--tariff-rate", NULL, FLOW, "set the tariff (0.25: 25 %)"},
     SHAPE_FLOW,
     HM_MEASURE_TARIFF,
     HM_RULE_RATE},
    {{"--tariff-add", NULL, FLOW, "add to the tariff"},
     SHAPE_FLOW,
     HM_MEASURE_TARIFF,
     HM_RULE_ADD},
    {{"--tariff-scale", NULL, FLOW, "multiply the tariff"},
     SHAPE_FLOW,
     HM_MEASURE_TARIFF,
     HM_RULE_SCALE},
    {{"--tariff-cap", NULL, FLOW, "no tariff above VALUE"},
     SHAPE_FLOW,
     HM_MEASURE_TARIFF,
     HM_RULE_CAP},
    {{"--tariff-linear-cut", NULL, FLOW, "cut by the fraction VALUE"},
     SHAPE_FLOW,
     HM_MEASURE_TARIFF,
     HM_RULE_LINEAR_CUT},
    {{"--tariff-swiss", NULL, FLOW, "Swiss formula with VALUE"},
     SHAPE_FLOW,
     HM_MEASURE_TARIFF,
     HM_RULE_SWISS},
    {{"--export-tax-rate", NULL, FLOW, "set the export tax"},
     SHAPE_FLOW,
     HM_MEASURE_EXPORT_TAX,
     HM_RULE_RATE},
    {{"--export-tax-add", NULL, FLOW, "add to the export tax"},
     SHAPE_FLOW,
     HM_MEASURE_EXPORT_TAX,
     HM_RULE_ADD},
    {{"--export-tax-scale", NULL, FLOW, "multiply the export tax"},
     SHAPE_FLOW,
     HM_MEASURE_EXPORT_TAX,
     HM_RULE_SCALE},
    {{"--trade-cost", NULL, FLOW, "multiply the iceberg cost"},
     SHAPE_FLOW,
     HM_MEASURE_TRADE_COST,
     HM_RULE_HAT},
    {{"--productivity", NULL, "COUNTRY:SECTOR:HAT", "multiply productivity"},
     SHAPE_SECTOR,
     HM_MEASURE_PRODUCTIVITY,
     HM_RULE_HAT},
    {{"--capacity", NULL, "COUNTRY[:FACTOR]:HAT", "multiply factor supply"},
     SHAPE_COUNTRY,
     HM_MEASURE_CAPACITY,
     HM_RULE_HAT},
    {{"--transfer", NULL, "FROM:TO:MUSD", "a lump sum between budgets"},
     SHAPE_TRANSFER,
     HM_MEASURE_TRANSFER,
     HM_RULE_VALUE_MUSD},
    {{"--deficit", NULL, "COUNTRY:SCALE", "multiply the trade deficit"},
     SHAPE_COUNTRY,
     HM_MEASURE_DEFICIT,
     HM_RULE_SCALE},
    {{"--deficit-musd", NULL, "COUNTRY:MUSD", "set the trade deficit"},
     SHAPE_COUNTRY,
     HM_MEASURE_DEFICIT,
     HM_RULE_VALUE_MUSD},
    {{"--closure", NULL, "RULE",
      "trade balance: bilateral, fixed, scaled or zero"},
     SHAPE_SETTING,
     HM_MEASURE_TARIFF,
     HM_RULE_RATE},
    {{"--elasticities", NULL, "NAME[,NAME...]", "elasticity sets"},
     SHAPE_SETTING,
     HM_MEASURE_TARIFF,
     HM_RULE_RATE},
    {{"--name", NULL, "NAME", "of the scenario (default: scenario)"},
     SHAPE_SETTING,
     HM_MEASURE_TARIFF,
     HM_RULE_RATE},
    {{"--tolerance", NULL, "X", "largest residual (default 1e-10)"},
     SHAPE_SETTING,
     HM_MEASURE_TARIFF,
     HM_RULE_RATE},
    {{"--max-iterations", NULL, "N", "sweeps allowed (default 500)"},
     SHAPE_SETTING,
     HM_MEASURE_TARIFF,
     HM_RULE_RATE},
    {{"--path-steps", NULL, "N",
      "steps of the exact terms-of-trade split (0: none)"},
     SHAPE_SETTING,
     HM_MEASURE_TARIFF,
     HM_RULE_RATE},
};

enum { OPTIONS = sizeof table / sizeof *table, PARTS = 4, CODES = 64 };

/* A text taken apart at a mark; `text` is cut in place. */
static int32_t split(char *text, char mark, char **parts, int32_t most)
{
    int32_t count = 0;
    for (char *at = text; at != NULL && count < most;) {
        parts[count++] = at;
        at = strchr(at, mark);
        if (at != NULL) {
            *at++ = '\0';
        }
    }
    return count;
}

static int bad_measure(const measure_option *option, const char *value,
                       const char *why)
{
    return cli_fail(CLI_USAGE, "solve: %s is '%s': %s; expected %s",
                    option->option.name, value, why, option->option.value);
}

/* Codes of one part, a list with commas. */
static hm_selector selector(char *part, char **codes)
{
    int32_t count = split(part, ',', codes, CODES);
    return (hm_selector){count, (const char *const *)codes, false};
}

/* Which part goes into which selector; returns the number of code parts. */
static int32_t place_parts(const measure_option *option, int32_t count,
                           char **parts, char *codes[3][CODES],
                           hm_measure *measure)
{
    switch (option->shape) {
    case SHAPE_EMBARGO:
    case SHAPE_QUOTA:
    case SHAPE_FLOW:
        if (count < 3) {
            return -1;
        }
        measure->exporter = selector(parts[0], codes[0]);
        measure->importer = selector(parts[1], codes[1]);
        measure->sector = selector(parts[2], codes[2]);
        return 3;
    case SHAPE_SECTOR:
        if (count < 2) {
            return -1;
        }
        measure->exporter = selector(parts[0], codes[0]);
        measure->sector = selector(parts[1], codes[1]);
        return 2;
    case SHAPE_TRANSFER:
        if (count < 2) {
            return -1;
        }
        measure->exporter = selector(parts[0], codes[0]);
        measure->importer = selector(parts[1], codes[1]);
        return 2;
    case SHAPE_COUNTRY:
        measure->importer = selector(parts[0], codes[0]);
        if (option->kind == HM_MEASURE_CAPACITY && count == 3) {
            measure->sector = selector(parts[1], codes[1]);
            return 2;
        }
        return 1;
    case SHAPE_SETTING:
        break;
    }
    return -1;
}

/* Whose the rent is: a fifth part, the importer's without. */
static bool take_rents(int32_t *count, char **parts, hm_measure *measure)
{
    measure->rents = 1.0;
    if (*count < 5) {
        return true;
    }
    *count = 4;
    if (strcmp(parts[4], "importer") == 0 ||
        strcmp(parts[4], "exporter") == 0) {
        measure->rents = parts[4][0] == 'i' ? 1.0 : 0.0;
        return true;
    }
    return cli_number(parts[4], &measure->rents) && measure->rents >= 0.0 &&
           measure->rents <= 1.0;
}

static int add_measure(run_job *job, hm_scenario *scenario,
                       const measure_option *option, const char *value)
{
    char *copy = cli_copy(value);
    char *parts[PARTS + 1] = {NULL};
    char *codes[3][CODES];
    hm_measure measure = {.kind = option->kind, .rule = option->rule};
    int32_t count = split(copy, ':', parts, PARTS + 1);
    bool rents =
        option->shape != SHAPE_QUOTA || take_rents(&count, parts, &measure);
    int32_t used = place_parts(option, count, parts, codes, &measure);
    int code = -1;
    if (!rents) {
        code = bad_measure(option, value,
                           "RENTS is not importer, exporter or a share");
    } else if (used < 0 || count < used || count > used + 1 ||
               (count == used && option->shape != SHAPE_EMBARGO)) {
        code = bad_measure(option, value, "wrong number of parts");
    } else if (count == used) {
        measure.value = 1.0;
    } else if (!cli_number(parts[used], &measure.value)) {
        code = bad_measure(option, value, "the last part is not a number");
    }
    if (code < 0) {
        hm_status status = hm_scenario_add(scenario, &measure);
        if (status != HM_OK) {
            code = cli_fail(CLI_USAGE, "solve: %s %s: %s", option->option.name,
                            value, hm_context_message(job->ctx));
        }
    }
    free(copy);
    return code;
}

static int set_number(const char *name, const char *value, double low,
                      double high, double *out)
{
    if (!cli_number(value, out) || *out < low || *out > high) {
        return cli_fail(CLI_USAGE,
                        "solve: %s is '%s'; expected a number from %g to %g",
                        name, value, low, high);
    }
    return -1;
}

static void set_sets(run_job *job, const char *value, char **kept)
{
    char *parts[CODES];
    *kept = cli_copy(value);
    job->n_sets = split(*kept, ',', parts, CODES);
    job->sets = cli_alloc((size_t)job->n_sets, sizeof *job->sets);
    for (int32_t i = 0; i < job->n_sets; i++) {
        job->sets[i] = parts[i];
    }
}

/* Options that are no measures. */
static int apply_setting(run_job *job, const char *name, const char *value,
                         char **kept)
{
    double number = 0.0;
    int code = -1;
    if (strcmp(name, "--closure") == 0) {
        job->has_closure = true;
        if (hm_closure_parse(value, &job->closure) != HM_OK) {
            code = cli_fail(CLI_USAGE,
                            "solve: --closure is '%s'; expected bilateral, "
                            "fixed, scaled or zero",
                            value);
        }
    } else if (strcmp(name, "--elasticities") == 0) {
        set_sets(job, value, kept);
    } else if (strcmp(name, "--tolerance") == 0) {
        code = set_number(name, value, 1e-14, 1e-2, &job->settings.tolerance);
    } else if (strcmp(name, "--max-iterations") == 0) {
        code = set_number(name, value, 1.0, 1e5, &number);
        job->settings.max_iterations = (int32_t)number;
    } else if (strcmp(name, "--path-steps") == 0) {
        code = set_number(name, value, 0.0, 4096.0, &number);
        job->path_steps = (int32_t)number;
    } else {
        job->name = value;
    }
    return code;
}

/* Settings first, so that the scenario knows its name. */
static int build(run_job *job, const cli_arguments *arguments,
                 hm_scenario **scenario, char **kept)
{
    int code = -1;
    for (int32_t i = 0; i < arguments->count && code < 0; i++) {
        const cli_argument *a = &arguments->items[i];
        if (a->option >= 0 && table[a->option].shape == SHAPE_SETTING) {
            code = apply_setting(job, table[a->option].option.name, a->value,
                                 kept);
        }
    }
    if (code < 0 &&
        hm_scenario_create(job->ctx, job->name, "One scenario from the shell",
                           scenario) != HM_OK) {
        code = cli_fail_status(HM_ERR_MEMORY, job->ctx);
    }
    for (int32_t i = 0; i < arguments->count && code < 0; i++) {
        const cli_argument *a = &arguments->items[i];
        if (a->option >= 0 && table[a->option].shape != SHAPE_SETTING) {
            code = add_measure(job, *scenario, &table[a->option], a->value);
        }
    }
    return code;
}

static const char *economy_of(const cli_arguments *arguments)
{
    for (int32_t i = 0; i < arguments->count; i++) {
        if (arguments->items[i].option < 0) {
            return arguments->items[i].value;
        }
    }
    return "";
}

static int solve_with(run_job *job, const cli_arguments *arguments)
{
    hm_scenario *scenario = NULL;
    char *kept = NULL;
    job->command = "solve";
    job->name = "scenario";
    job->description = "One scenario from the shell";
    job->settings = hm_solver_settings_default();
    job->path_steps = -1;
    int code = build(job, arguments, &scenario, &kept);
    if (code < 0) {
        job->scenarios = cli_alloc(1, sizeof *job->scenarios);
        job->scenarios[0] = scenario;
        job->n_scenarios = 1;
        hm_status status = run_job_add_vintage(job, economy_of(arguments));
        code = status == HM_OK ? run_job_execute(job)
                               : cli_fail_status(status, job->ctx);
    }
    run_job_clear(job);
    hm_scenario_free(scenario);
    free(kept);
    return code;
}

int cli_solve(int argc, char **argv)
{
    cli_option options[OPTIONS];
    run_job job;
    cli_arguments arguments;
    for (int32_t i = 0; i < OPTIONS; i++) {
        options[i] = table[i].option;
    }
    const cli_command command = {
        "solve",
        "ECONOMY [MEASURE ...] [-o DIR] [OPTION ...]",
        "Solves one scenario on an economy folder, checks the solution with "
        "separate code and\nprints it. Codes may be lists (USA,CHN), groups "
        "or `all`; measures act in order.",
        options,
        OPTIONS,
        1,
        1,
    };
    memset(&job, 0, sizeof job);
    job.started = cli_seconds();
    int code = cli_read(&command, argc, argv, &job.common, &arguments);
    if (code >= 0) {
        return code;
    }
    if (hm_context_create(cli_allocator(), &job.ctx) != HM_OK) {
        return cli_fail(CLI_INTERNAL, "out of memory");
    }
    cli_watch(job.ctx);
    code = solve_with(&job, &arguments);
    cli_arguments_clear(&arguments);
    return code;
}
