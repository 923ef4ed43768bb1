// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_tariff_game.c - `hirschman tariff-game ECONOMY`: one game from the
 * shell, as a block `tariff_games:` of a case would have it.
 */
#include "block_words.h"

#include <stdlib.h>
#include <string.h>

enum {
    OPTION_TYPE = 0,
    OPTION_PLAYERS,
    OPTION_TARIFF,
    OPTION_EXPORT_TAX,
    OPTION_BOUNDS,
    OPTION_MFN,
    OPTION_UNIFORM,
    OPTION_WEIGHT,
    OPTION_SOLUTION,
    OPTION_SHARE,
    OPTION_SEARCHES,
    OPTION_NAME,
    OPTION_CLOSURE,
    OPTION_ELASTICITIES,
    OPTIONS
};

static const cli_option options[OPTIONS] = {
    {"--type", NULL, "TYPE", "optimal (default), nash, cooperative, threats"},
    {"--players", NULL, "CODE[,CODE...]", "who sets tariffs, or all"},
    {"--tariff", NULL, "EXP:IMP:SECTOR",
     "tariffs that are set (default: all of the players' on goods)"},
    {"--export-tax", NULL, "EXP:IMP:SECTOR", "export taxes that are set"},
    {"--bounds", NULL, "LOW,HIGH", "of the rates (default 0,10)"},
    {"--mfn", NULL, NULL, "one rate on all partners"},
    {"--uniform", NULL, NULL, "one rate over sectors"},
    {"--weight", NULL, "COUNTRY:SECTOR:WEIGHT",
     "political weight of a sector (default 1)"},
    {"--solution", NULL, "NAME",
     "of talks: equal-gains (default), weighted, nash-product"},
    {"--share", NULL, "COUNTRY:WEIGHT", "bargaining weight (default: equal)"},
    {"--searches", NULL, "FROM[,FROM...]",
     "inverse-theta, formula, start or a rate"},
    {"--name", NULL, "NAME", "of the game (default: its type)"},
    {"--closure", NULL, "RULE",
     "trade balance: zero (default), bilateral, fixed or scaled"},
    {"--elasticities", NULL, "NAME[,NAME...]", "elasticity sets"},
};

static const cli_command command = {
    "tariff-game",
    "ECONOMY --players CODE[,CODE...] [-o DIR] [OPTION ...]",
    "Finds the tariffs that governments choose: alone (optimal), against each "
    "other (nash),\nor by agreement (cooperative), and what each would gain "
    "by another reply. Trade is\nbalanced first unless --closure says "
    "otherwise. --tariff, --export-tax, --weight and\n--share may be given "
    "several times.",
    options,
    OPTIONS,
    1,
    1,
};

enum { PARTS = 3 };

/* The text of a block, and what it is put together from. */
typedef struct block {
    char *lists[OPTIONS]; /* items of the options that repeat */
    const char *type, *name;
    char *head; /* keys that do not repeat */
    char *kept; /* names of elasticity sets */
} block;

/* Cut at colons; false unless there are `count` plain parts. */
static bool cut(char *text, int32_t count, char **parts)
{
    char *at = text;
    for (int32_t p = 0; p < count; p++) {
        char *colon = strchr(at, ':');
        if ((colon == NULL) != (p == count - 1)) {
            return false;
        }
        parts[p] = at;
        if (colon != NULL) {
            *colon = '\0';
            at = colon + 1;
        }
        if (!cli_block_plain(parts[p])) {
            return false;
        }
    }
    return true;
}

/* Options with parts between colons. */
static int add_parts(block *b, const cli_argument *a)
{
    char *parts[PARTS];
    char *copy = cli_copy(a->value);
    bool good = cut(copy, a->option == OPTION_SHARE ? 2 : 3, parts);
    char **list = &b->lists[a->option];
    if (!good) {
        free(copy);
        return cli_block_bad(&command, a);
    }
    switch (a->option) {
    case OPTION_SHARE:
        cli_block_append(list, cli_text("%s: %s, ", parts[0], parts[1]));
        break;
    case OPTION_WEIGHT:
        cli_block_append(list, cli_text("{\"%s\": {\"%s\": %s}}, ", parts[0],
                                        parts[1], parts[2]));
        break;
    default:
        cli_block_append(
            list,
            cli_text("{%s: {exporter: [%s], importer: [%s], sector: [%s]}}, ",
                     a->option == OPTION_TARIFF ? "tariff" : "export_tax",
                     parts[0], parts[1], parts[2]));
    }
    free(copy);
    return -1;
}

static int add_option(run_job *job, block *b, const cli_argument *a)
{
    bool list = a->option == OPTION_PLAYERS || a->option == OPTION_SEARCHES ||
                a->option == OPTION_BOUNDS;
    switch (a->option) {
    case OPTION_TARIFF:
    case OPTION_EXPORT_TAX:
    case OPTION_WEIGHT:
    case OPTION_SHARE:
        return add_parts(b, a);
    case OPTION_MFN:
    case OPTION_UNIFORM:
        cli_block_append(&b->head,
                         cli_text("%s: true, ", options[a->option].name + 2));
        return -1;
    case OPTION_CLOSURE:
        return cli_block_closure(job, &command, a);
    case OPTION_ELASTICITIES:
        return cli_block_sets(job, &b->kept, a->value);
    default:
        break;
    }
    if (!cli_block_plain(a->value)) {
        return cli_block_bad(&command, a);
    }
    if (a->option == OPTION_TYPE) {
        b->type = a->value;
    } else if (a->option == OPTION_NAME) {
        b->name = a->value;
    } else {
        cli_block_append(&b->head,
                         cli_text(list ? "%s: [%s], " : "%s: %s, ",
                                  options[a->option].name + 2, a->value));
    }
    return -1;
}

static char *block_text(const block *b)
{
    const char *tariff = b->lists[OPTION_TARIFF];
    const char *tax = b->lists[OPTION_EXPORT_TAX];
    const char *weight = b->lists[OPTION_WEIGHT];
    const char *share = b->lists[OPTION_SHARE];
    char *instruments =
        tariff == NULL && tax == NULL
            ? cli_copy("")
            : cli_text("instruments: [%s%s], ", tariff == NULL ? "" : tariff,
                       tax == NULL ? "" : tax);
    char *text = cli_text(
        "{%s: {type: %s, %s%s%s%s%s%s%s%s}}\n", b->name, b->type,
        b->head == NULL ? "" : b->head, instruments,
        weight == NULL ? "" : "weights: [", weight == NULL ? "" : weight,
        weight == NULL ? "" : "], ", share == NULL ? "" : "shares: {",
        share == NULL ? "" : share, share == NULL ? "" : "}, ");
    free(instruments);
    return text;
}

static int game_with(run_job *job, const cli_arguments *arguments)
{
    block b = {.type = "optimal"};
    const char *economy = "";
    bool players = false;
    int code = -1;
    job->command = "tariff-game";
    job->description = "A tariff game from the shell";
    job->has_closure = true;
    job->closure = HM_CLOSURE_ZERO;
    for (int32_t i = 0; i < arguments->count && code < 0; i++) {
        const cli_argument *a = &arguments->items[i];
        players = players || a->option == OPTION_PLAYERS;
        if (a->option < 0) {
            economy = a->value;
        } else {
            code = add_option(job, &b, a);
        }
    }
    if (code < 0 && !players) {
        code = cli_fail(CLI_USAGE,
                        "tariff-game: --players is missing; expected codes "
                        "such as USA,CHN, or all");
    }
    b.name = b.name == NULL ? b.type : b.name;
    job->name = b.name;
    if (code < 0) {
        char *text = block_text(&b);
        code = run_analysis_shell(job, economy, "tariff_games", text);
        free(text);
    }
    run_job_clear(job);
    for (int32_t i = 0; i < OPTIONS; i++) {
        free(b.lists[i]);
    }
    free(b.head);
    free(b.kept);
    return code;
}

int cli_tariff_game(int argc, char **argv)
{
    run_job job;
    cli_arguments arguments;
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
    code = game_with(&job, &arguments);
    cli_arguments_clear(&arguments);
    return code;
}
