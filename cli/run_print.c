// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_print.c - what a run puts on standard output: the first screen and the
 * tables as text, as CSV country.csv of the first member (from a command for
 * one analysis that analysis' main table), or its tables as JSON.
 */
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Tables that the text report reads; freed together. */
typedef struct sheets {
    hm_table *brief, *dependence, *concentration, *range, *members, *pairs,
        *industries;
} sheets;

static void sheets_clear(sheets *s)
{
    hm_table_free(s->brief);
    hm_table_free(s->dependence);
    hm_table_free(s->concentration);
    hm_table_free(s->range);
    hm_table_free(s->members);
    hm_table_free(s->pairs);
    hm_table_free(s->industries);
}

static hm_status sheets_make(const run_job *job, bool complete, sheets *s)
{
    const hm_economy *base = job->members[0].base;
    hm_status status = hm_leverage_dependence(job->ctx, base, &s->dependence);
    if (status == HM_OK) {
        status = hm_leverage_concentration(job->ctx, base, &s->concentration);
    }
    if (status == HM_OK) {
        status = run_range_table(job, &s->range);
    }
    if (status == HM_OK) {
        status = run_members_table(job, &s->members);
    }
    if (status == HM_OK) {
        status = run_pairs_table(job, &s->pairs);
    }
    if (status == HM_OK) {
        status = run_industries_table(job, &s->industries);
    }
    if (status == HM_OK && job->linkage != NULL && complete) {
        status = run_brief_table(job, &s->brief);
    }
    return status;
}

/* Codes of countries, sectors and scenarios with their plain names; `kept`
 * holds the texts made for it. */
hm_report_name *run_names(const run_job *job, int32_t *count, char ***kept)
{
    const hm_labels *labels = hm_economy_labels(job->members[0].base);
    int32_t total = labels->n_countries + labels->n_sectors + job->n_scenarios;
    hm_report_name *names = cli_alloc((size_t)total, sizeof *names);
    *count = 0;
    for (int32_t n = 0; n < labels->n_countries; n++) {
        names[(*count)++] = (hm_report_name){labels->country_codes[n],
                                             labels->country_names[n]};
    }
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        names[(*count)++] =
            (hm_report_name){hm_scenario_name(job->scenarios[s]),
                             hm_scenario_description(job->scenarios[s])};
    }
    *kept = cli_alloc((size_t)labels->n_sectors + 1, sizeof **kept);
    for (int32_t j = 0; j < labels->n_sectors; j++) {
        char *words = cli_copy(labels->sector_codes[j]);
        for (char *at = words; (at = strpbrk(at, "-_")) != NULL;) {
            *at = ' ';
        }
        (*kept)[j] = words;
        names[(*count)++] = (hm_report_name){labels->sector_codes[j], words};
    }
    return names;
}

/* One line: how many solutions were checked and how well they held. */
char *run_verified_line(const run_job *job)
{
    int32_t confirmed = 0;
    int32_t found = 0;
    double worst = 0.0;
    for (int32_t m = 0; m < job->n_members; m++) {
        for (int32_t s = 0; s < job->n_scenarios; s++) {
            const run_solve *solve = &job->members[m].solves[s];
            found += solve->solution != NULL &&
                     hm_solution_certificate(solve->solution)->outcome ==
                         HM_CONVERGED;
            confirmed += solve->confirmed;
            if (solve->confirmed && solve->seen.residual > worst) {
                worst = solve->seen.residual;
            }
        }
        for (int32_t a = 0; a < job->n_analyses; a++) {
            const run_analysis *analysis = run_analysis_of(job, m, a);
            if (analysis != NULL) {
                found += analysis->checked.found;
                confirmed += analysis->checked.confirmed;
                worst = fmax(worst, analysis->checked.worst);
            }
        }
    }
    return cli_text("Checked by separate code: %d of %d solutions hold, the "
                    "worst to %.0e of a country's own size.",
                    confirmed, found, worst);
}

/* Which scenarios have no answer under which member, and why; "" if none. */
char *run_missing_line(const run_job *job)
{
    char *text = cli_copy("");
    for (int32_t m = 0; m < job->n_members; m++) {
        const run_member *member = &job->members[m];
        for (int32_t s = 0; s < job->n_scenarios && !member->probe; s++) {
            const run_solve *solve = &member->solves[s];
            if (solve->confirmed || solve->solution == NULL) {
                continue;
            }
            char *longer = cli_text(
                "%s%s%s under %s/%s (%s)", text,
                text[0] == '\0' ? "No answer, so not in the ranges: " : "; ",
                hm_scenario_name(job->scenarios[s]), member->vintage->name,
                member->set, hm_solution_certificate(solve->solution)->reason);
            free(text);
            text = longer;
        }
    }
    return text;
}

/* What the brackets range over, in words of the first screen. */
char *run_ranges_line(const run_job *job)
{
    int32_t views = 0;
    for (int32_t m = 0; m < job->n_members; m++) {
        views += !job->members[m].probe;
    }
    const hm_table *bands = run_bands(job);
    if (bands != NULL) {
        const run_member *central = &job->members[0];
        return cli_text(
            "The first number is the central view (%s, %s). In brackets: 90 %% "
            "of the draws of what is assumed (uncertainty.csv), where the "
            "central view counts no more than the others and can lie at an end "
            "or beyond it; there stands what half of the draws exceed.",
            central->set, central->vintage->name);
    }
    if (views < 2) {
        return cli_copy("Money is in dollars of the year of the trade data.");
    }
    int32_t ways = job->n_sets == 0 ? 1 : job->n_sets;
    return cli_text("In brackets: lowest and highest of %d views of the world "
                    "(%d of how easily buyers switch suppliers, each on %d "
                    "year%s of trade data).",
                    views, ways, job->n_vintages,
                    job->n_vintages == 1 ? "" : "s");
}

static hm_status print_text(const run_job *job, bool complete, char **text)
{
    sheets s = {0};
    int32_t n_names = 0;
    int32_t n_countries = 0;
    char **kept = NULL;
    hm_report_name *names = run_names(job, &n_names, &kept);
    const char **countries = run_countries(job, &n_countries);
    char *verified = run_verified_line(job);
    char *ranges = run_ranges_line(job);
    char *missing = run_missing_line(job);
    char *brief = NULL;
    char *tables = NULL;
    hm_status status = sheets_make(job, complete, &s);
    hm_report_input input = {
        .title = job->name,
        .description = job->description,
        .ranges = ranges,
        .verified = verified,
        .missing = missing,
        .brief = s.brief,
        .dependence = s.dependence,
        .concentration = s.concentration,
        .range = s.range,
        .pairs = s.pairs,
        .industries = s.industries,
        .members = s.members,
        .countries = countries,
        .n_countries = n_countries,
        .names = names,
        .n_names = n_names,
    };
    if (job->linkage != NULL) {
        input.sender = hm_linkage_sender(job->linkage);
        input.broker = hm_linkage_broker(job->linkage);
        input.target = hm_linkage_target(job->linkage);
    }
    if (status == HM_OK && s.brief != NULL) {
        status = hm_report_brief(job->ctx, &input, &brief);
    }
    if (status == HM_OK) {
        status = hm_report_tables(job->ctx, &input, &tables);
    }
    if (status == HM_OK) {
        *text = cli_text("%s%s", brief == NULL ? "" : brief, tables);
    }
    hm_text_free(job->ctx, brief);
    hm_text_free(job->ctx, tables);
    free(ranges);
    free(missing);
    free(verified);
    free((void *)countries);
    for (int32_t j = 0; kept[j] != NULL; j++) {
        free(kept[j]);
    }
    free((void *)kept);
    free(names);
    sheets_clear(&s);
    return status;
}

/* What an analysis from the shell was asked for; NULL: a run or a solve. */
static const hm_table *main_table(const run_job *job)
{
    const run_analysis *analysis = job->source == NULL && job->n_analyses > 0
                                       ? run_analysis_of(job, 0, 0)
                                       : NULL;
    if (analysis == NULL) {
        return NULL;
    }
    const char *block = analysis->kind->block;
    return run_analysis_table(
        analysis, strcmp(block, "tariff_games") == 0 ? "tariff_game" : block);
}

static hm_status print_csv(const run_job *job)
{
    const hm_table *asked = main_table(job);
    hm_table *table = NULL;
    char *csv = NULL;
    hm_status status = asked == NULL
                           ? run_country_table(job, &job->members[0], &table)
                           : HM_OK;
    if (status == HM_OK) {
        status = hm_table_to_csv(job->ctx, asked == NULL ? table : asked, &csv);
    }
    if (status == HM_OK) {
        fputs(csv, stdout);
    }
    hm_text_free(job->ctx, csv);
    hm_table_free(table);
    return status;
}

static hm_status print_json_entry(const run_job *job, bool first,
                                  const hm_table *table)
{
    char *json = NULL;
    hm_status status = hm_table_to_json(job->ctx, table, &json);
    if (status == HM_OK) {
        printf("%s\"%s\": %s", first ? "{" : ",\n", hm_table_name(table), json);
    }
    hm_text_free(job->ctx, json);
    return status;
}

static hm_status print_json_table(const run_job *job, bool first,
                                  hm_status made, hm_table *table)
{
    hm_status status =
        made == HM_OK ? print_json_entry(job, first, table) : made;
    hm_table_free(table);
    return status;
}

static hm_status print_json(const run_job *job, bool complete)
{
    const run_member *first = &job->members[0];
    hm_table *table = NULL;
    hm_status made = run_convergence_table(job, first, &table);
    hm_status status = print_json_table(job, true, made, table);
    if (status == HM_OK) {
        made = run_country_table(job, first, &table);
        status = print_json_table(job, false, made, table);
    }
    if (status == HM_OK) {
        made = run_sector_table(job, first, &table);
        status = print_json_table(job, false, made, table);
    }
    if (status == HM_OK) {
        made = run_range_table(job, &table);
        status = print_json_table(job, false, made, table);
    }
    if (status == HM_OK && job->linkage != NULL && complete) {
        made = run_brief_table(job, &table);
        status = print_json_table(job, false, made, table);
    }
    for (int32_t a = 0; a < job->n_analyses && first->analyses != NULL; a++) {
        const run_analysis *analysis = &first->analyses[a];
        for (int32_t t = 0; t < analysis->n_tables && status == HM_OK; t++) {
            status = print_json_entry(job, false, analysis->tables[t]);
        }
    }
    puts("}");
    return status;
}

hm_status run_report(const run_job *job, bool complete, char **text)
{
    char *scenarios = NULL;
    char *further = NULL;
    char *quotas = NULL;
    hm_status status = print_text(job, complete, &scenarios);
    if (status == HM_OK) {
        status = run_quotas_print(job, &quotas);
    }
    if (status == HM_OK) {
        status = run_analyses_print(job, &further);
    }
    if (status == HM_OK) {
        *text = cli_text("%s%s%s", scenarios, quotas, further);
    }
    free(scenarios);
    free(further);
    free(quotas);
    return status;
}

hm_status run_print(const run_job *job, bool complete, const char *text)
{
    hm_status status = HM_OK;
    switch (job->common.format) {
    case CLI_CSV:
        status = print_csv(job);
        break;
    case CLI_JSON:
        status = print_json(job, complete);
        break;
    case CLI_TABLE:
        fputs(text, stdout);
        break;
    }
    return status;
}
