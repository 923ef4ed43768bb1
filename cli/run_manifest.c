// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * run_manifest.c - manifest.json: program, inputs with their SHA-256,
 * effective settings, wall time, and outcome and residuals of every solve.
 */
#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void put_text(FILE *to, const char *text)
{
    fputc('"', to);
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at == '"' || *at == '\\') {
            fprintf(to, "\\%c", *at);
        } else if (*at < 0x20) {
            fprintf(to, "\\u%04x", *at);
        } else {
            fputc(*at, to);
        }
    }
    fputc('"', to);
}

static void put_pair(FILE *to, const char *key, const char *text)
{
    put_text(to, key);
    fputs(": ", to);
    put_text(to, text);
}

static void put_number(FILE *to, const char *key, double value)
{
    put_text(to, key);
    if (isfinite(value)) {
        fprintf(to, ": %.9g", value);
    } else {
        fputs(": null", to);
    }
}

static void put_file(FILE *to, bool *first, const char *path,
                     const char *sha256)
{
    fputs(*first ? "\n    {" : ",\n    {", to);
    *first = false;
    put_pair(to, "path", path);
    fputs(", ", to);
    put_pair(to, "sha256", sha256);
    fputc('}', to);
}

static void put_inputs(FILE *to, const run_job *job)
{
    bool first = true;
    const char *sha256 = "";
    fputs("  \"inputs\": [", to);
    for (int32_t i = 0; job->source != NULL && i < hm_case_files(job->source);
         i++) {
        const char *path = hm_case_file(job->source, i, &sha256);
        put_file(to, &first, path, sha256);
    }
    for (int32_t v = 0; v < job->n_vintages; v++) {
        const hm_economy_folder *folder = job->vintages[v].folder;
        for (int32_t i = 0; i < hm_economy_folder_files(folder); i++) {
            const char *path = hm_economy_folder_file(folder, i, &sha256);
            put_file(to, &first, path, sha256);
        }
    }
    for (int32_t i = 0; i < job->n_inputs; i++) {
        put_file(to, &first, job->inputs[i].path, job->inputs[i].sha256);
    }
    fputs("\n  ],\n", to);
}

static void put_settings(FILE *to, const run_job *job)
{
    fputs("  \"settings\": {", to);
    put_number(to, "tolerance", job->settings.tolerance);
    fprintf(to, ", \"max_iterations\": %d, ", job->settings.max_iterations);
    put_number(to, "verify_tolerance", run_verify_tolerance(job));
    fputs(", ", to);
    if (job->n_members > 0) {
        put_pair(to, "trade_balance", hm_closure_name(job->members[0].closure));
        fputs(", ", to);
    }
    put_pair(to, "bilateral_rows", run_bilateral_rule(job));
    fputs("},\n", to);
    if (job->has_seed) {
        fprintf(to, "  \"seed\": %llu,\n", (unsigned long long)job->seed);
    } else {
        fputs("  \"seed\": null,\n", to); /* nothing random in this run */
    }
}

static void put_solve(FILE *to, const run_job *job, const run_member *member,
                      int32_t s, bool *first)
{
    const run_solve *solve = &member->solves[s];
    const hm_certificate *seen = solve->solution == NULL
                                     ? NULL
                                     : hm_solution_certificate(solve->solution);
    fputs(*first ? "\n        {" : ",\n        {", to);
    *first = false;
    put_pair(to, "scenario", hm_scenario_name(job->scenarios[s]));
    fputs(", ", to);
    put_pair(to, "outcome",
             hm_outcome_name(seen == NULL ? HM_NOT_RUN : seen->outcome));
    if (seen != NULL) {
        fprintf(to, ", \"iterations\": %d, \"trade_passes\": %d, ",
                seen->iterations, seen->trade_passes);
        put_number(to, "residual", seen->residual);
        fputs(", ", to);
        put_number(to, "seconds", solve->seconds);
    }
    if (seen != NULL && seen->outcome == HM_CONVERGED) {
        const hm_verification *v = &solve->seen;
        const struct {
            const char *name;
            double value;
        } parts[] = {
            {"residual", v->residual},     {"prices", v->price},
            {"output", v->output},         {"spending", v->expenditure},
            {"budgets", v->budget},        {"factor_markets", v->factor_market},
            {"numeraire", v->numeraire},   {"walras", v->walras},
            {"trade_balance", v->balance}, {"shares", v->share_sum},
        };
        fprintf(to, ", \"verified\": %s, \"verification\": {",
                solve->confirmed ? "true" : "false");
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            put_number(to, parts[i].name, parts[i].value);
            fputs(i + 1 < sizeof parts / sizeof *parts ? ", " : "}", to);
        }
        fputs(", ", to);
        put_pair(to, "worst_equation", v->worst_equation);
        if (seen->starts > 0) {
            fprintf(to, ", \"starts\": %d, \"equilibria\": %d, ", seen->starts,
                    seen->equilibria);
            put_pair(to, "note", seen->note);
        }
    } else if (seen != NULL) {
        fputs(", ", to);
        put_pair(to, "reason", seen->reason);
    }
    fputc('}', to);
}

static void put_member(FILE *to, const run_job *job, const run_member *member)
{
    bool first = true;
    fputs("{", to);
    put_pair(to, "vintage", member->vintage->name);
    fputs(", ", to);
    put_pair(to, "elasticities", member->set);
    fputs(", ", to);
    put_pair(to, "trade_balance", hm_closure_name(member->closure));
    fprintf(to, ", \"probe\": %s, \"path_steps\": %d, ",
            member->probe ? "true" : "false", member->path_steps);
    put_pair(to, "folder", member->folder);
    fputs(",\n      ", to);
    put_number(to, "data_consistency", member->consistency);
    fputs(", ", to);
    put_number(to, "base_verified_residual", member->base_residual);
    if (member->status != HM_OK) {
        fputs(", ", to);
        put_pair(to, "failed", member->message);
    }
    fputs(",\n      \"solves\": [", to);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        if (member->solves[s].wanted) {
            put_solve(to, job, member, s, &first);
        }
    }
    fputs("]}", to);
}

/* "KEY": {"code": "name", ...} */
static void put_names(FILE *to, const char *key, const char *const *codes,
                      const char *const *names, int32_t count)
{
    fputs("    ", to);
    put_text(to, key);
    fputs(": {", to);
    for (int32_t i = 0; i < count; i++) {
        fputs(i == 0 ? "\n      " : ",\n      ", to);
        put_pair(to, codes[i], names == NULL ? codes[i] : names[i]);
    }
    fputs("}", to);
}

/* What codes stand for, so that the folder explains itself. */
static void put_all_names(FILE *to, const run_job *job)
{
    const hm_economy *base = job->n_members > 0 ? job->members[0].base : NULL;
    const hm_labels *labels = base == NULL ? NULL : hm_economy_labels(base);
    size_t count = (size_t)job->n_scenarios;
    const char **codes = cli_alloc(count + 1, sizeof *codes);
    const char **words = cli_alloc(count + 1, sizeof *words);
    for (int32_t s = 0; s < job->n_scenarios; s++) {
        codes[s] = hm_scenario_name(job->scenarios[s]);
        words[s] = hm_scenario_description(job->scenarios[s]);
    }
    fputs("  \"names\": {\n", to);
    if (labels != NULL) {
        put_names(to, "countries", labels->country_codes, labels->country_names,
                  labels->n_countries);
        fputs(",\n", to);
        put_names(to, "sectors", labels->sector_codes, labels->sector_names,
                  labels->n_sectors);
        fputs(",\n", to);
    }
    put_names(to, "scenarios", codes, words, job->n_scenarios);
    fputs("\n  },\n", to);
    free((void *)codes);
    free((void *)words);
}

/* Who plays which part, and which data the run rests on. */
static void put_background(FILE *to, const run_job *job)
{
    if (job->linkage != NULL) {
        fputs("  \"roles\": {", to);
        put_pair(to, "sender", hm_linkage_sender(job->linkage));
        fputs(", ", to);
        put_pair(to, "broker", hm_linkage_broker(job->linkage));
        fputs(", ", to);
        put_pair(to, "target", hm_linkage_target(job->linkage));
        fputs("},\n", to);
    }
    fputs("  \"data\": [", to);
    for (int32_t v = 0; v < job->n_vintages; v++) {
        const hm_economy *economy =
            hm_economy_folder_economy(job->vintages[v].folder);
        fputs(v == 0 ? "{" : ", {", to);
        put_pair(to, "name", job->vintages[v].name);
        fprintf(to, ", \"year\": %d}", (int)hm_economy_labels(economy)->year);
    }
    fputs("],\n", to);
}

/* The sentences that the report shares with the first screen. */
static void put_sentences(FILE *to, const run_job *job)
{
    char *lines[] = {run_verified_line(job), run_ranges_line(job),
                     run_missing_line(job)};
    static const char *const keys[] = {"verified", "ranges", "missing"};
    for (size_t i = 0; i < 3; i++) {
        fputs("  ", to);
        put_pair(to, keys[i], lines[i]);
        fputs(",\n", to);
        free(lines[i]);
    }
}

hm_status run_manifest(const run_job *job, char **out)
{
    size_t size = 0;
    *out = NULL;
    FILE *to = open_memstream(out, &size);
    if (to == NULL) {
        return HM_ERR_MEMORY;
    }
    fputs("{\n  ", to);
    put_pair(to, "program", "hirschman");
    fputs(",\n  ", to);
    put_pair(to, "version", hm_version());
    fputs(",\n  ", to);
    put_pair(to, "command", job->command);
    fputs(",\n  ", to);
    put_pair(to, "case", job->name);
    fputs(",\n  ", to);
    put_pair(to, "description", job->description);
    fputs(",\n", to);
    put_inputs(to, job);
    put_settings(to, job);
    put_background(to, job);
    put_sentences(to, job);
    put_all_names(to, job);
    fputs("  ", to);
    put_number(to, "wall_seconds", cli_seconds() - job->started);
    fputs(",\n  \"members\": [", to);
    for (int32_t m = 0; m < job->n_members; m++) {
        fputs(m == 0 ? "\n    " : ",\n    ", to);
        put_member(to, job, &job->members[m]);
    }
    fputs("\n  ]\n}\n", to);
    return fclose(to) == 0 ? HM_OK : HM_ERR_MEMORY;
}
