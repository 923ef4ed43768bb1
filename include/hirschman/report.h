// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * report.h - results as text that a person can read; computes nothing.
 *
 * All functions return UTF-8 text of at most 100 columns a line; free it with
 * hm_text_free (io.h).
 */
#ifndef HIRSCHMAN_REPORT_H
#define HIRSCHMAN_REPORT_H

#include <hirschman/io.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A name and what it is called in a sentence. */
typedef struct hm_report_name {
    const char *code;
    const char *text;
} hm_report_name;

/*
 * The tables of a run; any may be NULL, and then what needs it is left out.
 * `names` gives countries, sectors and scenarios their plain names.
 */
typedef struct hm_report_input {
    const char *title;
    const char *description;
    const char *ranges;   /* what the numbers in brackets range over */
    const char *verified; /* how the numbers were checked, one line */
    const char *missing; /* what has no answer and why, "" or NULL if nothing */
    const hm_table *brief;         /* linkage.h */
    const hm_table *dependence;    /* leverage.h */
    const hm_table *concentration; /* leverage.h */
    const hm_table *range;         /* scenario, country, measure, ... */
    const hm_table *pairs;         /* bilateral totals, key pairs */
    const hm_table *industries;    /* industries gaining and losing */
    const hm_table *members;       /* scenario, country, measure, a column a
                                      member of the ensemble */
    const char *const *countries;  /* columns of the country tables */
    int32_t n_countries;
    const char *sender, *broker, *target; /* or NULL */
    const hm_report_name *names;
    int32_t n_names;
} hm_report_input;

/* The six lines. HM_ERR_STATE without a brief. */
HM_API HM_CHECKED hm_status hm_report_brief(hm_context *ctx,
                                            const hm_report_input *input,
                                            char **out);
/* The tables below them. */
HM_API HM_CHECKED hm_status hm_report_tables(hm_context *ctx,
                                             const hm_report_input *input,
                                             char **out);
/*
 * The leverage pages from the tables of leverage.h, all of one member; where
 * there are several members, `members` are their tables `leverage`.
 */
typedef struct hm_report_leverage {
    const hm_table *const *tables;
    int32_t n_tables;
    const hm_table *const *members;
    int32_t n_members;
    const char *target; /* whose pages these are */
    const char *sender; /* the first: whose place in others' trade over time */
    const hm_table *panel; /* io.h, hm_panel_read; or NULL */
    const hm_report_name *names;
    int32_t n_names;
    const char *verified; /* how the numbers were checked, one line */
} hm_report_leverage;

HM_API HM_CHECKED hm_status hm_report_leverage_pages(
    hm_context *ctx, const hm_report_leverage *input, char **out);
/* What the block `beliefs:` gave (beliefs.h, with its table names); any table
 * may be NULL, and then its part is left out. */
typedef struct hm_report_beliefs {
    const char *question;    /* a month, "2017-04" */
    const hm_table *signals; /* month, signal, value */
    const hm_table *events;  /* date, label */
    const hm_table *months, *causes, *variants, *conviction, *fit, *forecast;
    const hm_table *separation, *policies, *steps, *rates;
    const hm_table *paths; /* beliefs_programme */
    /* policies of every member, for the range of their bites */
    const hm_table *const *member_policies;
    int32_t n_members;
    int32_t left_out; /* policies, steps and actions that were not solved */
} hm_report_beliefs;
/* The section of the report. */
HM_API HM_CHECKED hm_status hm_report_beliefs_pages(
    hm_context *ctx, const hm_report_beliefs *input, char **out);
/* The beliefs over the months with the signals and the events, as SVG. */
HM_API HM_CHECKED hm_status hm_report_beliefs_plot(
    hm_context *ctx, const hm_report_beliefs *input, char **out);
/*
 * The fourteen questions about a linked deal from the table `linkage` of
 * hm_linkage_answers: heading, paragraph and table of each. Of `input` the
 * names, sender, broker and target are used.
 */
HM_API HM_CHECKED hm_status hm_report_questions(hm_context *ctx,
                                                const hm_report_input *input,
                                                const hm_table *linkage,
                                                char **out);
/* Any table, aligned; numbers with `digits` significant digits. */
HM_API HM_CHECKED hm_status hm_report_table(hm_context *ctx,
                                            const hm_table *table,
                                            int32_t digits, char **out);

/* --- the page ------------------------------------------------------------------ */

/*
 * report.html of a results folder, from its files (hm_result_files_list): one
 * self-contained page, the same bytes for the same files. HM_ERR_DATA without
 * a manifest.json. Free with hm_text_free, as the others.
 */
HM_API HM_CHECKED hm_status hm_report_page(hm_context *ctx,
                                           const hm_file *files,
                                           int32_t n_files, char **out);
/* Table `figures`: figure, title of the drawings that these files have. */
HM_API HM_CHECKED hm_status hm_report_figures(hm_context *ctx,
                                              const hm_file *files,
                                              int32_t n_files, hm_table **out);
/* One of them as an SVG file; HM_ERR_UNKNOWN names the nearest, HM_ERR_DATA:
 * these files have nothing for it. */
HM_API HM_CHECKED hm_status hm_report_figure(hm_context *ctx,
                                             const hm_file *files,
                                             int32_t n_files, const char *name,
                                             char **out);

#ifdef __cplusplus
}
#endif
#endif
