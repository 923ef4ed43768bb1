// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * cmd_sanctions.c - `hirschman sanctions ECONOMY`: one sanction problem from
 * the shell, as a block `sanctions:` of a case would have it.
 */
#include "block_words.h"

#include <stdlib.h>
#include <string.h>

enum {
    OPTION_TARGET = 0,
    OPTION_SENDERS,
    OPTION_IMPORTS,
    OPTION_EXPORTS,
    OPTION_WITH,
    OPTION_BANS,
    OPTION_OBJECTIVE,
    OPTION_GOODS,
    OPTION_VALUATION,
    OPTION_WILLINGNESS,
    OPTION_LOSSES,
    OPTION_BUDGETS,
    OPTION_POINTS,
    OPTION_MOST,
    OPTION_BOUNDS,
    OPTION_RENTS,
    OPTION_UNIFORM,
    OPTION_EXEMPT,
    OPTION_WEIGHT,
    OPTION_SHARE,
    OPTION_STARTS,
    OPTION_ENUMERATE,
    OPTION_NO_COALITION,
    OPTION_SECONDARY,
    OPTION_SECONDARY_RATE,
    OPTION_DRAWS,
    OPTION_NAME,
    OPTION_CLOSURE,
    OPTION_ELASTICITIES,
    OPTIONS
};

static const cli_option options[OPTIONS] = {
    {"--target", NULL, "CODE", "whom the sanction shall hurt"},
    {"--senders", NULL, "CODE[,CODE...]", "who imposes it, or all"},
    {"--imports", NULL, "SECTOR[,SECTOR...]",
     "what senders buy there that may be touched (default all)"},
    {"--exports", NULL, "SECTOR[,SECTOR...]",
     "what senders sell there that may be touched (default all)"},
    {"--with", NULL, "HOW",
     "rates (tariffs and export taxes; default), embargo, quotas, bans"},
    {"--bans", NULL, NULL, "the same as --with bans"},
    {"--objective", NULL, "WHAT",
     "real_income (default), domestic_income, export_earnings, "
     "government_revenue, imports, output"},
    {"--goods", NULL, "SECTOR[,SECTOR...]", "that the objective counts"},
    {"--valuation", NULL, "NAME", "base (default) or current prices"},
    {"--willingness", NULL, "USD[,USD...]",
     "paid for a USD of loss (default 0,0.1,0.5,1,5)"},
    {"--losses", NULL, "MUSD[,MUSD...]", "least cost of these losses"},
    {"--budgets", NULL, "MUSD[,MUSD...]", "most loss for these costs"},
    {"--points", NULL, "N", "least cost of N losses up to the most in reach"},
    {"--most", NULL, NULL, "the largest loss in reach, whatever it costs"},
    {"--bounds", NULL, "LOW,HIGH", "of rates (default 0,10)"},
    {"--rents", NULL, "WHO",
     "of quotas: importer, exporter or a share (default: both)"},
    {"--uniform", NULL, NULL, "one rate over sectors"},
    {"--exempt", NULL, "SECTOR[,SECTOR...]",
     "may still be sold to the target (default food and medicine), or none"},
    {"--weight", NULL, "SENDER:WEIGHT", "of a sender's cost (default 1)"},
    {"--share", NULL, "SENDER:SHARE",
     "of the benefit, for cost sharing (default: by income)"},
    {"--starts", NULL, "RATE[,RATE...]",
     "where searches begin as well (default 0.1)"},
    {"--enumerate", NULL, "N",
     "try every combination of up to N bans (default 10)"},
    {"--no-coalition", NULL, NULL, "several senders: the joint plan alone"},
    {"--secondary", NULL, "CODE[,CODE...]",
     "threaten these for trading with the target"},
    {"--secondary-rate", NULL, "RATE", "who gives in to this added tariff?"},
    {"--draws", NULL, "N", "of the elasticities, for the designs' ranking"},
    {"--name", NULL, "NAME", "of the problem (default: sanctions)"},
    {"--closure", NULL, "RULE",
     "trade balance: bilateral (default), zero, fixed or scaled"},
    {"--elasticities", NULL, "NAME[,NAME...]", "elasticity sets"},
};

static const cli_command command = {
    "sanctions",
    "ECONOMY --target CODE --senders CODE[,CODE...] [-o DIR] [OPTION ...]",
    "Finds the sanctions that hurt a target most for what they cost the "
    "senders: at a price that\nsenders would pay for a dollar of loss, for a "
    "loss that is wanted, or for a budget. Food and\nmedicine sold to the "
    "target stay free unless --exempt says otherwise. The tool ranks; it does\n"
    "not recommend.",
    options,
    OPTIONS,
    1,
    1,
};

/* The text of a block, and what it is put together from. */
typedef struct block {
    char *weights, *shares, *imports, *exports, *secondary, *rate, *head;
    const char *name;
    char *kept; /* names of elasticity sets */
} block;

/* SENDER:NUMBER */
static int add_pair(char **list, const cli_argument *a)
{
    char *copy = cli_copy(a->value);
    char *colon = strchr(copy, ':');
    bool good = colon != NULL;
    if (good) {
        *colon = '\0';
        good = cli_block_plain(copy) && cli_block_plain(colon + 1);
    }
    if (good) {
        cli_block_append(list, cli_text("%s: %s, ", copy, colon + 1));
    }
    free(copy);
    return good ? -1 : cli_block_bad(&command, a);
}

/* Options that are one key with a word, a number or a list. */
static void add_key(block *b, const cli_argument *a)
{
    const char *key = options[a->option].name + 2;
    bool list = strchr(options[a->option].value, '[') != NULL ||
                a->option == OPTION_BOUNDS;
    bool none = strcmp(a->value, "none") == 0;
    cli_block_append(
        &b->head,
        cli_text(list && !none ? "%s: [%s], " : "%s: %s, ", key, a->value));
}

static void put(char **to, const char *value)
{
    free(*to);
    *to = cli_copy(value);
}

static int add_value(block *b, const cli_argument *a)
{
    if (!cli_block_plain(a->value)) {
        return cli_block_bad(&command, a);
    }
    switch (a->option) {
    case OPTION_IMPORTS:
        put(&b->imports, a->value);
        return -1;
    case OPTION_EXPORTS:
        put(&b->exports, a->value);
        return -1;
    case OPTION_SECONDARY:
        put(&b->secondary, a->value);
        return -1;
    case OPTION_SECONDARY_RATE:
        put(&b->rate, a->value);
        return -1;
    case OPTION_DRAWS:
        cli_block_append(&b->head, cli_text("robust: {draws: %s}, ", a->value));
        return -1;
    case OPTION_NAME:
        b->name = a->value;
        return -1;
    default:
        add_key(b, a);
        return -1;
    }
}

static int add_option(run_job *job, block *b, const cli_argument *a)
{
    switch (a->option) {
    case OPTION_WEIGHT:
        return add_pair(&b->weights, a);
    case OPTION_SHARE:
        return add_pair(&b->shares, a);
    case OPTION_MOST:
    case OPTION_UNIFORM:
        cli_block_append(&b->head,
                         cli_text("%s: true, ", options[a->option].name + 2));
        return -1;
    case OPTION_BANS:
        cli_block_append(&b->head, cli_copy("with: bans, "));
        return -1;
    case OPTION_NO_COALITION:
        cli_block_append(&b->head, cli_copy("coalition: false, "));
        return -1;
    case OPTION_CLOSURE:
        return cli_block_closure(job, &command, a);
    case OPTION_ELASTICITIES:
        return cli_block_sets(job, &b->kept, a->value);
    default:
        return add_value(b, a);
    }
}

static void add_group(char **text, const char *key, const char *open,
                      const char *items, const char *close)
{
    if (items != NULL) {
        cli_block_append(text,
                         cli_text("%s: %s%s%s, ", key, open, items, close));
    }
}

static char *block_text(const block *b)
{
    char *text = cli_text("{%s: {%s", b->name, b->head == NULL ? "" : b->head);
    char *trade = NULL;
    char *threat = NULL;
    add_group(&trade, "imports", "[", b->imports, "]");
    add_group(&trade, "exports", "[", b->exports, "]");
    add_group(&text, "instruments", "{", trade, "}");
    add_group(&text, "weights", "{", b->weights, "}");
    add_group(&text, "shares", "{", b->shares, "}");
    add_group(&threat, "countries", "[", b->secondary, "]");
    add_group(&threat, "rate", "", b->rate, "");
    add_group(&text, "secondary", "{", threat, "}");
    cli_block_append(&text, cli_copy("}}\n"));
    free(trade);
    free(threat);
    return text;
}

static int missing(const cli_arguments *arguments, int32_t option)
{
    for (int32_t i = 0; i < arguments->count; i++) {
        if (arguments->items[i].option == option) {
            return -1;
        }
    }
    return cli_fail(CLI_USAGE, "sanctions: %s is missing; expected %s",
                    options[option].name, options[option].value);
}

static int sanctions_with(run_job *job, const cli_arguments *arguments)
{
    block b = {.name = "sanctions"};
    const char *economy = "";
    int code = missing(arguments, OPTION_TARGET);
    if (code < 0) {
        code = missing(arguments, OPTION_SENDERS);
    }
    job->command = "sanctions";
    job->description = "Sanctions from the shell";
    job->has_closure = true;
    job->closure = HM_CLOSURE_BILATERAL;
    for (int32_t i = 0; i < arguments->count && code < 0; i++) {
        const cli_argument *a = &arguments->items[i];
        if (a->option < 0) {
            economy = a->value;
        } else {
            code = add_option(job, &b, a);
        }
    }
    job->name = b.name;
    if (code < 0) {
        char *text = block_text(&b);
        code = run_analysis_shell(job, economy, "sanctions", text);
        free(text);
    }
    run_job_clear(job);
    char *const texts[] = {b.weights,   b.shares, b.imports, b.exports,
                           b.secondary, b.rate,   b.head,    b.kept};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        free(texts[i]);
    }
    return code;
}

int cli_sanctions(int argc, char **argv)
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
    code = sanctions_with(&job, &arguments);
    cli_arguments_clear(&arguments);
    return code;
}
