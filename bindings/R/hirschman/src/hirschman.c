// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * hirschman.c - the library from R, by .Call. A call that fails raises an R
 * error with the library's message; whatever it made is freed before that,
 * because R's error does not return.
 */
#include <hirschman/hirschman.h>

#include <R.h>
#include <R_ext/Rdynload.h>
#include <Rinternals.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE = 1024 };

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
                          : hm_economy_with_elasticities(
                                h->ctx, stored, chosen, &h->economy);
}

static SEXP C_economy(SEXP path, SEXP set)
{
    const char *folder = text_of(path);
    const char *name = text_of(set);
    char message[MESSAGE] = "out of memory";
    held *h = R_Calloc(1, held);
    hm_status status = hm_context_create(NULL, &h->ctx);
    if (status == HM_OK) {
        status = read_economy(h, folder, name);
    }
    if (status != HM_OK) {
        if (h->folder != NULL && status == HM_ERR_UNKNOWN) {
            snprintf(message, sizeof message,
                     "economy %s has no elasticity set '%s'", folder, name);
        } else if (h->ctx != NULL) {
            snprintf(message, sizeof message, "%s",
                     hm_context_message(h->ctx));
        }
        let_go(h);
        Rf_error("%s", message);
    }
    SEXP out = PROTECT(R_MakeExternalPtr(h, R_NilValue, R_NilValue));
    R_RegisterCFinalizerEx(out, finalize, TRUE);
    UNPROTECT(1);
    return out;
}

static SEXP C_size(SEXP pointer)
{
    const hm_labels *l = hm_economy_labels(take(pointer)->economy);
    SEXP out = PROTECT(Rf_allocVector(INTSXP, 2));
    INTEGER(out)[0] = l->n_countries;
    INTEGER(out)[1] = l->n_sectors;
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
        SET_STRING_ELT(out, i,
                       Rf_mkCharCE(hm_economy_folder_set(folder, i)->name,
                                   CE_UTF8));
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

typedef struct solve {
    hm_context *ctx;
    hm_economy *base;
    hm_case *source;
    hm_shock *shock;
    hm_solver *solver;
    hm_solution *solution;
    hm_welfare *welfare;
    hm_closure closure;
    hm_solver_settings settings;
    char message[MESSAGE];
} solve;

static void solve_clear(solve *s)
{
    hm_welfare_free(s->welfare);
    hm_solution_free(s->solution);
    hm_solver_free(s->solver);
    hm_shock_free(s->shock);
    hm_case_free(s->source);
    hm_economy_free(s->base);
}

static hm_status prepare(solve *s, const hm_economy *economy, const char *text)
{
    const hm_file file = {"case.json", text, strlen(text)};
    hm_status status =
        hm_case_read_memory(s->ctx, "case.json", &file, 1, &s->source);
    if (status == HM_OK) {
        status = hm_equilibrium_calibrate(s->ctx, economy, s->closure,
                                          &s->settings, &s->base, NULL);
    }
    if (status == HM_OK) {
        status = hm_shock_create(s->ctx, s->base,
                                 hm_case_scenario(s->source, 0), &s->shock);
    }
    if (status == HM_OK) {
        status = hm_solution_create(s->ctx, s->base, &s->solution);
    }
    return status == HM_OK
               ? hm_solver_create(s->ctx, s->base, s->closure, &s->settings,
                                  &s->solver)
               : status;
}

/* Solve and have it confirmed; no numbers otherwise. */
static hm_status confirm(solve *s)
{
    hm_verification seen;
    memset(&seen, 0, sizeof seen);
    hm_status status = hm_solver_solve(s->solver, s->shock, NULL, s->solution);
    const hm_certificate *c = hm_solution_certificate(s->solution);
    if (status != HM_OK) {
        return status;
    }
    if (c->outcome != HM_CONVERGED) {
        snprintf(s->message, sizeof s->message, "no numbers: %s",
                 c->reason[0] != '\0' ? c->reason
                                      : hm_outcome_text(c->outcome));
        return HM_ERR_VERIFY;
    }
    status = hm_equilibrium_verify(s->ctx, s->base, s->closure, s->shock,
                                   s->solution,
                                   fmax(1e-9, 100.0 * s->settings.tolerance),
                                   &seen);
    if (status == HM_OK && !seen.confirmed) {
        snprintf(s->message, sizeof s->message,
                 "no numbers: the check did not confirm the solution (%s)",
                 seen.worst_equation);
        return HM_ERR_VERIFY;
    }
    if (status == HM_OK) {
        status = hm_welfare_create(s->ctx, s->base, &s->welfare);
    }
    return status == HM_OK ? hm_welfare_evaluate(s->ctx, s->base, s->shock,
                                                 s->solution, s->welfare)
                           : status;
}

static const char *const names[] = {
    "country",   "real_income_pct", "real_income_musd",
    "real_domestic_income_pct", "real_wage_pct", "wage_hat",
    "price_index_hat", "tariff_revenue_base", "tariff_revenue_cf",
    "welfare_first_order_pct"};
enum { COLUMNS = sizeof names / sizeof *names };

static SEXP country_list(const solve *s)
{
    const hm_labels *l = hm_economy_labels(s->base);
    const hm_welfare_arrays *w = hm_welfare_data(s->welfare);
    const double *from[COLUMNS] = {
        NULL,           w->real_income_hat, w->real_income_musd,
        w->real_domestic_income_hat, w->real_wage_hat, w->wage_hat,
        w->price_index_hat, w->revenue_base, w->revenue_cf,
        w->first_order};
    SEXP out = PROTECT(Rf_allocVector(VECSXP, COLUMNS));
    SEXP heads = PROTECT(Rf_allocVector(STRSXP, COLUMNS));
    for (int c = 0; c < COLUMNS; c++) {
        SEXP cells = PROTECT(
            Rf_allocVector(c == 0 ? STRSXP : REALSXP, l->n_countries));
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
    solve s;
    memset(&s, 0, sizeof s);
    s.ctx = h->ctx;
    s.settings = hm_solver_settings_default();
    s.settings.tolerance = Rf_asReal(tolerance);
    if (hm_closure_parse(text_of(closure), &s.closure) != HM_OK) {
        Rf_error("closure '%s' is not known; expected bilateral, fixed, "
                 "scaled or zero",
                 text_of(closure));
    }
    hm_status status = hm_solver_settings_check(h->ctx, &s.settings);
    if (status == HM_OK) {
        status = prepare(&s, h->economy, text_of(text));
    }
    if (status == HM_OK) {
        status = confirm(&s);
    }
    if (status != HM_OK) {
        char message[MESSAGE];
        snprintf(message, sizeof message, "%s",
                 s.message[0] != '\0' ? s.message
                                      : hm_context_message(h->ctx));
        solve_clear(&s);
        Rf_error("%s", message);
    }
    SEXP out = PROTECT(country_list(&s));
    solve_clear(&s);
    UNPROTECT(1);
    return out;
}

static SEXP C_version(void)
{
    return Rf_mkString(hm_version());
}

static const R_CallMethodDef calls[] = {
    {"C_version", (DL_FUNC)&C_version, 0},
    {"C_economy", (DL_FUNC)&C_economy, 2},
    {"C_size", (DL_FUNC)&C_size, 1},
    {"C_sets", (DL_FUNC)&C_sets, 1},
    {"C_solve", (DL_FUNC)&C_solve, 4},
    {"C_dependence", (DL_FUNC)&C_dependence, 1},
    {NULL, NULL, 0}};

void R_init_hirschman(DllInfo *dll)
{
    R_registerRoutines(dll, NULL, calls, NULL, NULL);
    R_useDynamicSymbols(dll, FALSE);
}
