// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * hirschman.c - the library from R, by .Call. A call that fails raises an R
 * error with the library's message; whatever it made is freed before that,
 * because R's error does not return.
 */
#include "work.h"

#include <R.h>
#include <R_ext/Rdynload.h>
#include <Rinternals.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* An economy's folder, and the economy under the set that was chosen. */
typedef struct held {
    hm_context *ctx;
    hm_economy_folder *folder;
    hm_economy *economy;
} held;

static void let_go(held *h)
{
    if (h != NULL) {
        hm_economy_free(h->economy);
        hm_economy_folder_free(h->folder);
        hm_context_free(h->ctx);
        R_Free(h);
    }
}

static void finalize(SEXP pointer)
{
    let_go(R_ExternalPtrAddr(pointer));
    R_ClearExternalPtr(pointer);
}

static held *take(SEXP pointer)
{
    held *h = TYPEOF(pointer) == EXTPTRSXP ? R_ExternalPtrAddr(pointer) : NULL;
    if (h == NULL) {
        Rf_error("the economy is not there any more; read it again");
    }
    return h;
}

static const char *text_of(SEXP x)
{
    if (TYPEOF(x) != STRSXP || XLENGTH(x) != 1 ||
        STRING_ELT(x, 0) == NA_STRING) {
        Rf_error("expected one text");
    }
    return Rf_translateCharUTF8(STRING_ELT(x, 0));
}

/* --- economies ----------------------------------------------------------------- */

static hm_status read_economy(held *h, const char *path, const char *set)
{
    hm_status status = hm_economy_read(h->ctx, path, NULL, &h->folder);
    if (status != HM_OK) {
        return status;
    }
    const hm_economy *stored = hm_economy_folder_economy(h->folder);
    const hm_elasticities *chosen =
        set[0] == '\0' ? hm_economy_elasticities(stored)
                       : hm_economy_folder_find_set(h->folder, set);
    return chosen == NULL ? HM_ERR_UNKNOWN
                          : hm_economy_with_elasticities(h->ctx, stored, chosen,
                                                         &h->economy);
}

/* To R, or the error; `message` is the context's where it is empty. */
static SEXP hand_over(held *h, hm_status status, const char *message)
{
    char why[MESSAGE];
    if (status != HM_OK) {
        snprintf(why, sizeof why, "%s",
                 message[0] != '\0' ? message
                 : h->ctx != NULL   ? hm_context_message(h->ctx)
                                    : "out of memory");
        let_go(h);
        Rf_error("%s", why);
    }
    SEXP out = PROTECT(R_MakeExternalPtr(h, R_NilValue, R_NilValue));
    R_RegisterCFinalizerEx(out, finalize, TRUE);
    UNPROTECT(1);
    return out;
}

static SEXP C_economy(SEXP path, SEXP set)
{
    const char *folder = text_of(path);
    const char *name = text_of(set);
    char message[MESSAGE] = "";
    held *h = R_Calloc(1, held);
    hm_status status = hm_context_create(NULL, &h->ctx);
    if (status == HM_OK) {
        status = read_economy(h, folder, name);
    }
    if (h->folder != NULL && status == HM_ERR_UNKNOWN) {
        snprintf(message, sizeof message,
                 "economy %s has no elasticity set '%s'", folder, name);
    }
    return hand_over(h, status, message);
}

/* Texts of an R vector, in memory that R takes back after the call. */
static const char **texts_of(SEXP x)
{
    R_xlen_t n = XLENGTH(x);
    const char **out = (const char **)R_alloc((size_t)n + 1, sizeof *out);
    for (R_xlen_t i = 0; i < n; i++) {
        out[i] = Rf_translateCharUTF8(STRING_ELT(x, i));
    }
    return out;
}

static const double *numbers_of(SEXP x)
{
    return x == R_NilValue ? NULL : REAL(x);
}

/* R's arrays [exporter, importer, sector] lie as the library has them. */
static SEXP C_from_flows(SEXP codes, SEXP goods, SEXP theta, SEXP trade,
                         SEXP tariff, SEXP inputs, SEXP final, SEXP deficit)
{
    const hm_labels labels = {
        .n_countries = (int32_t)XLENGTH(codes),
        .n_sectors = (int32_t)XLENGTH(goods),
        .country_codes = texts_of(codes),
        .sector_codes = texts_of(goods),
        .name = "data frames",
    };
    const hm_economy_flows flows = {
        .trade = numbers_of(trade),
        .tariff = numbers_of(tariff),
        .input_share = numbers_of(inputs),
        .final_share = numbers_of(final),
        .deficit = numbers_of(deficit),
    };
    const hm_elasticities set = {.theta = numbers_of(theta)};
    held *h = R_Calloc(1, held);
    hm_status status = hm_context_create(NULL, &h->ctx);
    if (status == HM_OK) {
        status =
            hm_economy_from_flows(h->ctx, &labels, &flows, &set, &h->economy);
    }
    return hand_over(h, status, "");
}

static SEXP words(const char *const *from, int32_t n)
{
    SEXP out = PROTECT(Rf_allocVector(STRSXP, n));
    for (int32_t i = 0; i < n; i++) {
        SET_STRING_ELT(out, i, Rf_mkCharCE(from[i], CE_UTF8));
    }
    UNPROTECT(1);
    return out;
}

/* Codes of countries and of sectors. */
static SEXP C_codes(SEXP pointer)
{
    const hm_labels *l = hm_economy_labels(take(pointer)->economy);
    SEXP out = PROTECT(Rf_allocVector(VECSXP, 2));
    SET_VECTOR_ELT(out, 0, words(l->country_codes, l->n_countries));
    SET_VECTOR_ELT(out, 1, words(l->sector_codes, l->n_sectors));
    UNPROTECT(1);
    return out;
}

static SEXP C_sets(SEXP path)
{
    SEXP whole = PROTECT(C_economy(path, Rf_mkString("")));
    const hm_economy_folder *folder = take(whole)->folder;
    int32_t count = hm_economy_folder_sets(folder);
    SEXP out = PROTECT(Rf_allocVector(STRSXP, count));
    for (int32_t i = 0; i < count; i++) {
        SET_STRING_ELT(
            out, i,
            Rf_mkCharCE(hm_economy_folder_set(folder, i)->name, CE_UTF8));
    }
    UNPROTECT(2);
    return out;
}

/* --- tables --------------------------------------------------------------------- */

static SEXP column(const hm_table *table, int32_t c)
{
    int32_t rows = hm_table_rows(table);
    bool number = hm_table_column_type(table, c) == HM_COLUMN_NUMBER;
    SEXP out = PROTECT(Rf_allocVector(number ? REALSXP : STRSXP, rows));
    for (int32_t r = 0; r < rows; r++) {
        if (number) {
            double value = hm_table_number(table, r, c);
            REAL(out)[r] = isnan(value) ? NA_REAL : value;
        } else {
            SET_STRING_ELT(out, r,
                           Rf_mkCharCE(hm_table_text(table, r, c), CE_UTF8));
        }
    }
    UNPROTECT(1);
    return out;
}

static SEXP list_of(const hm_table *table)
{
    int32_t count = hm_table_columns(table);
    SEXP out = PROTECT(Rf_allocVector(VECSXP, count));
    SEXP names = PROTECT(Rf_allocVector(STRSXP, count));
    for (int32_t c = 0; c < count; c++) {
        SET_VECTOR_ELT(out, c, column(table, c));
        SET_STRING_ELT(names, c, Rf_mkChar(hm_table_column_name(table, c)));
    }
    Rf_setAttrib(out, R_NamesSymbol, names);
    UNPROTECT(2);
    return out;
}

static SEXP C_dependence(SEXP pointer)
{
    held *h = take(pointer);
    hm_table *table = NULL;
    if (hm_leverage_dependence(h->ctx, h->economy, &table) != HM_OK) {
        Rf_error("%s", hm_context_message(h->ctx));
    }
    SEXP out = PROTECT(list_of(table));
    hm_table_free(table);
    UNPROTECT(1);
    return out;
}

/* --- solving ---------------------------------------------------------------------- */

static void work_clear(work *w)
{
    for (int32_t t = 0; t < w->n_tables; t++) {
        hm_table_free(w->tables[t]);
    }
    for (int32_t s = 0; s < w->n; s++) {
        hm_welfare_free(w->welfare[s]);
        hm_solution_free(w->solutions[s]);
        hm_shock_free(w->shocks[s]);
    }
    hm_solver_free(w->solver);
    hm_case_free(w->source);
    hm_economy_free(w->base);
    R_Free(w);
}

/* An R error with what went wrong. */
static void fail(work *w)
{
    char message[MESSAGE];
    snprintf(message, sizeof message, "%s",
             w->message[0] != '\0' ? w->message : hm_context_message(w->ctx));
    work_clear(w);
    Rf_error("%s", message);
}

static work *work_create(held *h, SEXP closure, double tolerance)
{
    hm_closure rule = HM_CLOSURE_BILATERAL;
    if (hm_closure_parse(text_of(closure), &rule) != HM_OK) {
        Rf_error("closure '%s' is not known; expected bilateral, fixed, "
                 "scaled or zero",
                 text_of(closure));
    }
    work *w = R_Calloc(1, work);
    w->ctx = h->ctx;
    w->closure = rule;
    w->settings = hm_solver_settings_default();
    w->settings.tolerance = tolerance;
    /* a gap in a price is a gap theta times as large in a flow */
    w->verify_tolerance = fmax(1e-9, 100.0 * tolerance);
    return w;
}

/* The tables that have rows, as a list by name; ends the work. */
static SEXP finish(work *w)
{
    int32_t shown = 0;
    for (int32_t t = 0; t < w->n_tables; t++) {
        shown += w->tables[t] != NULL && hm_table_rows(w->tables[t]) > 0;
    }
    SEXP out = PROTECT(Rf_allocVector(VECSXP, shown));
    SEXP heads = PROTECT(Rf_allocVector(STRSXP, shown));
    shown = 0;
    for (int32_t t = 0; t < w->n_tables; t++) {
        if (w->tables[t] != NULL && hm_table_rows(w->tables[t]) > 0) {
            SET_VECTOR_ELT(out, shown, list_of(w->tables[t]));
            SET_STRING_ELT(heads, shown++,
                           Rf_mkChar(hm_table_name(w->tables[t])));
        }
    }
    Rf_setAttrib(out, R_NamesSymbol, heads);
    work_clear(w);
    UNPROTECT(2);
    return out;
}

static const char *const names[] = {
    "country",           "real_income_pct",
    "real_income_musd",  "real_domestic_income_pct",
    "real_wage_pct",     "wage_hat",
    "price_index_hat",   "tariff_revenue_base",
    "tariff_revenue_cf", "welfare_first_order_pct"};
enum { COLUMNS = sizeof names / sizeof *names };

static SEXP country_list(const work *w)
{
    const hm_labels *l = hm_economy_labels(w->base);
    const hm_welfare_arrays *d = hm_welfare_data(w->welfare[0]);
    const double *from[COLUMNS] = {NULL,
                                   d->real_income_hat,
                                   d->real_income_musd,
                                   d->real_domestic_income_hat,
                                   d->real_wage_hat,
                                   d->wage_hat,
                                   d->price_index_hat,
                                   d->revenue_base,
                                   d->revenue_cf,
                                   d->first_order};
    SEXP out = PROTECT(Rf_allocVector(VECSXP, COLUMNS));
    SEXP heads = PROTECT(Rf_allocVector(STRSXP, COLUMNS));
    for (int c = 0; c < COLUMNS; c++) {
        SEXP cells =
            PROTECT(Rf_allocVector(c == 0 ? STRSXP : REALSXP, l->n_countries));
        bool hat = c == 1 || c == 3 || c == 4;
        for (int32_t n = 0; n < l->n_countries; n++) {
            if (c == 0) {
                SET_STRING_ELT(cells, n, Rf_mkChar(l->country_codes[n]));
            } else {
                double scale = hat || c == COLUMNS - 1 ? 100.0 : 1.0;
                REAL(cells)[n] = scale * (from[c][n] - (hat ? 1.0 : 0.0));
            }
        }
        SET_VECTOR_ELT(out, c, cells);
        SET_STRING_ELT(heads, c, Rf_mkChar(names[c]));
        UNPROTECT(1);
    }
    Rf_setAttrib(out, R_NamesSymbol, heads);
    UNPROTECT(2);
    return out;
}

static SEXP C_solve(SEXP pointer, SEXP text, SEXP closure, SEXP tolerance)
{
    held *h = take(pointer);
    const char *scenario = text_of(text);
    work *w = work_create(h, closure, Rf_asReal(tolerance));
    hm_status status = work_prepare(w, h->economy, scenario, NULL);
    if (status == HM_OK) {
        status = work_confirm(w, 0);
    }
    if (status != HM_OK || !w->confirmed[0]) {
        fail(w);
    }
    SEXP out = PROTECT(country_list(w));
    work_clear(w);
    UNPROTECT(1);
    return out;
}

/* --- derivatives ------------------------------------------------------------------- */

/* Derivatives [exporter, importer, sector] or [sector, country]. */
static SEXP C_gradient(SEXP pointer, SEXP outcome, SEXP country, SEXP by,
                       SEXP text, SEXP closure)
{
    held *h = take(pointer);
    const char *what = text_of(outcome);
    const char *where = text_of(country);
    const char *kind = text_of(by);
    const char *scenario = text_of(text);
    const hm_labels *l = hm_economy_labels(h->economy);
    int32_t n = hm_economy_country(h->economy, where);
    int which = work_instrument(kind);
    if (which < 0) {
        Rf_error("instrument '%s' is not known; expected tariff, export_tax, "
                 "ln_cost or ln_productivity",
                 kind);
    }
    if (n < 0) {
        Rf_error("country '%s' is not in the economy", where);
    }
    R_xlen_t size = (R_xlen_t)l->n_countries * l->n_sectors *
                    (work_by_flow(which) ? l->n_countries : 1);
    SEXP out = PROTECT(Rf_allocVector(REALSXP, size));
    memset(REAL(out), 0, (size_t)size * sizeof(double));
    work *w = work_create(h, closure, 1e-12);
    hm_status status = work_prepare(w, h->economy, scenario, NULL);
    if (status == HM_OK) {
        status = work_confirm(w, 0);
    }
    if (status == HM_OK && w->confirmed[0]) {
        status = work_differentiate(w, what, n, which, REAL(out));
    }
    if (status != HM_OK || !w->confirmed[0]) {
        fail(w);
    }
    work_clear(w);
    UNPROTECT(1);
    return out;
}

/* --- an analysis by its block ------------------------------------------------------------ */

/* Tables by name of analysis `which` (1 to 4). */
static SEXP C_analysis(SEXP pointer, SEXP which, SEXP text, SEXP closure)
{
    held *h = take(pointer);
    int k = Rf_asInteger(which) - 1;
    if (k < 0 || k >= ANALYSES) {
        Rf_error("there is no analysis %d", k + 1);
    }
    const char *source = text_of(text);
    work *w = work_create(h, closure, hm_solver_settings_default().tolerance);
    hm_status status = work_prepare(w, h->economy, source, work_block(k));
    if (status == HM_OK) {
        status = work_analyse(w, k);
    }
    if (status != HM_OK) {
        fail(w);
    }
    return finish(w);
}

static SEXP C_version(void)
{
    return Rf_mkString(hm_version());
}

static const R_CallMethodDef calls[] = {
    {"C_version", (DL_FUNC)&C_version, 0},
    {"C_economy", (DL_FUNC)&C_economy, 2},
    {"C_codes", (DL_FUNC)&C_codes, 1},
    {"C_from_flows", (DL_FUNC)&C_from_flows, 8},
    {"C_sets", (DL_FUNC)&C_sets, 1},
    {"C_solve", (DL_FUNC)&C_solve, 4},
    {"C_dependence", (DL_FUNC)&C_dependence, 1},
    {"C_gradient", (DL_FUNC)&C_gradient, 6},
    {"C_analysis", (DL_FUNC)&C_analysis, 4},
    {NULL, NULL, 0}};

void R_init_hirschman(DllInfo *dll)
{
    R_registerRoutines(dll, NULL, calls, NULL, NULL);
    R_useDynamicSymbols(dll, FALSE);
}
