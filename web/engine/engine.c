// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * engine.c (web) - the core as the page calls it: give files, open them as an
 * economy, choose elasticities and a balance rule, solve scenarios.
 *
 * Scenarios come as the text of a case file, the same that the page offers as
 * a download, and go through the same reader as on the command line; rows come
 * from the same tables. Every solve is verified; what was not confirmed has no
 * numbers. One economy at a time; calls return an hm_status, and wb_message()
 * says why it is not 0. Texts stay until the next call that makes one.
 */
#include <hirschman/equilibrium.h>
#include <hirschman/io.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WB_EXPORT(name) __attribute__((export_name(#name))) name

enum { MAX_FILES = 256 };

/* All that is loaded; the page has one engine a worker. */
static struct engine {
    hm_context *ctx;
    hm_file files[MAX_FILES];
    int32_t n_files;
    hm_economy_folder *folder;
    hm_economy *economy; /* with the set that was chosen */
    hm_economy *base;    /* calibrated */
    hm_closure closure;
    hm_solver *solver;
    hm_solver_settings settings;
    double consistency, base_residual;
    hm_solution *solution;
    hm_welfare *welfare;
    hm_table *tables[3]; /* country, sector, bilateral of the last solve */
    double *flows;       /* N*N border values of the base, then after */
    char *text;
} engine;

static hm_status ready(void)
{
    return engine.ctx != NULL ? HM_OK : hm_context_create(NULL, &engine.ctx);
}

/* --- memory and files --------------------------------------------------- */

void *WB_EXPORT(wb_alloc)(size_t size)
{
    return malloc(size > 0 ? size : 1);
}

void WB_EXPORT(wb_free)(void *ptr)
{
    free(ptr);
}

const char *WB_EXPORT(wb_message)(void)
{
    return engine.ctx == NULL ? "out of memory"
                              : hm_context_message(engine.ctx);
}

const char *WB_EXPORT(wb_version)(void)
{
    return hm_version();
}

/* A file of the economy; name and bytes are from wb_alloc and belong to the
 * engine from now on. */
hm_status WB_EXPORT(wb_file)(char *name, void *bytes, size_t size)
{
    if (engine.n_files == MAX_FILES) {
        return HM_ERR_LIMIT;
    }
    engine.files[engine.n_files++] = (hm_file){name, bytes, size};
    return HM_OK;
}

static void drop_files(void)
{
    for (int32_t i = 0; i < engine.n_files; i++) {
        free((void *)(uintptr_t)engine.files[i].name);
        free((void *)(uintptr_t)engine.files[i].bytes);
    }
    engine.n_files = 0;
}

static void drop_tables(void)
{
    for (size_t t = 0; t < 3; t++) {
        hm_table_free(engine.tables[t]);
        engine.tables[t] = NULL;
    }
}

static void drop_base(void)
{
    drop_tables();
    hm_welfare_free(engine.welfare);
    hm_solution_free(engine.solution);
    hm_solver_free(engine.solver);
    hm_economy_free(engine.base);
    hm_economy_free(engine.economy);
    free(engine.flows);
    engine.welfare = NULL;
    engine.solution = NULL;
    engine.solver = NULL;
    engine.base = engine.economy = NULL;
    engine.flows = NULL;
}

/* Read what wb_file() gave. On failure the economy before is gone as well. */
hm_status WB_EXPORT(wb_open)(void)
{
    hm_status status = ready();
    drop_base();
    hm_economy_folder_free(engine.folder);
    engine.folder = NULL;
    if (status == HM_OK) {
        status = hm_economy_read_memory(engine.ctx, "", engine.files,
                                        engine.n_files, NULL, &engine.folder);
    }
    drop_files();
    return status;
}

/* As on the command line. */
static double verify_tolerance(void)
{
    return fmax(1e-9, 100.0 * engine.settings.tolerance);
}

/* --- base --------------------------------------------------------------- */

/* Solution and welfare as new, as every scenario has them on the command line:
 * the last digits must not depend on what was solved before. */
static hm_status renew(void)
{
    hm_welfare_free(engine.welfare);
    hm_solution_free(engine.solution);
    engine.welfare = NULL;
    engine.solution = NULL;
    hm_status status =
        hm_solution_create(engine.ctx, engine.base, &engine.solution);
    if (status == HM_OK) {
        status = hm_welfare_create(engine.ctx, engine.base, &engine.welfare);
    }
    return status;
}

static hm_status verify_base(void)
{
    hm_verification seen;
    hm_status status =
        hm_solver_solve(engine.solver, NULL, NULL, engine.solution);
    if (status == HM_OK) {
        status =
            hm_equilibrium_verify(engine.ctx, engine.base, engine.closure, NULL,
                                  engine.solution, verify_tolerance(), &seen);
    }
    if (status == HM_OK) {
        engine.base_residual = seen.residual;
        status = seen.confirmed ? HM_OK : HM_ERR_VERIFY;
    }
    return status;
}

/* Elasticity set by name ("" or "default": the economy's own) and balance rule
 * ("": the economy's own); calibrates and verifies. */
hm_status WB_EXPORT(wb_use)(const char *set_name, const char *closure)
{
    if (engine.folder == NULL) {
        return HM_ERR_STATE;
    }
    drop_base();
    const hm_economy *stored = hm_economy_folder_economy(engine.folder);
    const hm_elasticities *set =
        hm_economy_folder_find_set(engine.folder, set_name);
    engine.closure = hm_economy_folder_closure(engine.folder);
    for (int32_t k = 0; k < 4; k++) {
        if (strcmp(hm_closure_name((hm_closure)k), closure) == 0) {
            engine.closure = (hm_closure)k;
        }
    }
    engine.settings = hm_solver_settings_default();
    hm_status status = hm_economy_with_elasticities(
        engine.ctx, stored, set == NULL ? hm_economy_elasticities(stored) : set,
        &engine.economy);
    if (status == HM_OK) {
        status = hm_equilibrium_calibrate(engine.ctx, engine.economy,
                                          engine.closure, &engine.settings,
                                          &engine.base, &engine.consistency);
    }
    if (status == HM_OK) {
        status = hm_solver_create(engine.ctx, engine.base, engine.closure,
                                  &engine.settings, &engine.solver);
    }
    if (status == HM_OK) {
        status = renew();
    }
    if (status == HM_OK) {
        size_t N = (size_t)hm_economy_data(engine.base)->n_countries;
        engine.flows = calloc(2 * N * N, sizeof *engine.flows);
        status = engine.flows == NULL ? HM_ERR_MEMORY : verify_base();
    }
    return status;
}

/* --- words -------------------------------------------------------------- */

static const char *keep(char *text)
{
    hm_text_free(engine.ctx, engine.text);
    engine.text = text;
    return text;
}

static void put_codes(hm_json *json, const char *key, int32_t count,
                      const char *const *codes, const char *const *names)
{
    hm_json_open_list(json, key);
    for (int32_t i = 0; i < count; i++) {
        hm_json_open_map(json, NULL);
        hm_json_text(json, "code", codes[i]);
        hm_json_text(json, "name", names == NULL ? codes[i] : names[i]);
        hm_json_close(json);
    }
    hm_json_close(json);
}

static void put_sets(hm_json *json)
{
    hm_json_open_list(json, "sets");
    for (int32_t s = 0; s < hm_economy_folder_sets(engine.folder); s++) {
        hm_json_text(json, NULL, hm_economy_folder_set(engine.folder, s)->name);
    }
    hm_json_close(json);
    hm_json_text(json, "set", hm_economy_folder_default_set(engine.folder));
    hm_json_open_list(json, "notes");
    for (int32_t i = 0; hm_economy_folder_note(engine.folder, i)[0] != '\0';
         i++) {
        hm_json_text(json, NULL, hm_economy_folder_note(engine.folder, i));
    }
    hm_json_close(json);
}

/* The economy that is open, as JSON: names, sets, balance rule. */
const char *WB_EXPORT(wb_describe)(void)
{
    hm_json *json = NULL;
    char *text = NULL;
    if (engine.folder == NULL || hm_json_create(engine.ctx, &json) != HM_OK) {
        return NULL;
    }
    const hm_labels *labels =
        hm_economy_labels(hm_economy_folder_economy(engine.folder));
    hm_json_open_map(json, NULL);
    hm_json_text(json, "name", labels->name);
    hm_json_text(json, "description", labels->description);
    hm_json_number(json, "year", (double)labels->year);
    put_codes(json, "countries", labels->n_countries, labels->country_codes,
              labels->country_names);
    put_codes(json, "sectors", labels->n_sectors, labels->sector_codes,
              labels->sector_names);
    put_sets(json);
    hm_json_text(
        json, "trade_balance",
        hm_closure_name(engine.base != NULL
                            ? engine.closure
                            : hm_economy_folder_closure(engine.folder)));
    hm_json_number(json, "consistency", engine.consistency);
    hm_json_number(json, "base_residual", engine.base_residual);
    hm_json_close(json);
    hm_status status = hm_json_finish(json, &text);
    hm_json_free(json);
    return status == HM_OK ? keep(text) : NULL;
}

/* --- solving ------------------------------------------------------------ */

/* Country and sector rows, and bilateral ones where they are wanted. */
static hm_status fill_tables(const char *name, const hm_shock *shock,
                             bool with_flows)
{
    hm_status status = hm_country_table(engine.ctx, &engine.tables[0]);
    if (status == HM_OK) {
        status = hm_country_rows(engine.tables[0], name, engine.base,
                                 engine.welfare);
    }
    if (status == HM_OK) {
        status = hm_sector_table(engine.ctx, &engine.tables[1]);
    }
    if (status == HM_OK) {
        status = hm_sector_rows(engine.ctx, engine.tables[1], name, engine.base,
                                engine.solution);
    }
    size_t N = (size_t)hm_economy_data(engine.base)->n_countries;
    if (status == HM_OK) {
        status = hm_flow_totals(engine.ctx, engine.base, shock, engine.solution,
                                engine.flows, engine.flows + N * N);
    }
    if (status == HM_OK && with_flows) {
        status = hm_flow_table(engine.ctx, &engine.tables[2]);
        if (status == HM_OK) {
            status = hm_flow_rows(engine.ctx, engine.tables[2], name,
                                  engine.base, shock, engine.solution, NULL);
        }
    }
    return status;
}

static hm_status confirm(const hm_shock *shock, int32_t path_steps,
                         hm_verification *seen)
{
    hm_status status =
        hm_equilibrium_verify(engine.ctx, engine.base, engine.closure, shock,
                              engine.solution, verify_tolerance(), seen);
    if (status == HM_OK && seen->confirmed) {
        status = hm_welfare_evaluate(engine.ctx, engine.base, shock,
                                     engine.solution, engine.welfare);
    }
    if (status == HM_OK && seen->confirmed && path_steps > 0) {
        status = hm_welfare_path(engine.solver, shock, engine.solution,
                                 path_steps, engine.welfare);
    }
    return status;
}

static void put_certificate(hm_json *json, const hm_certificate *c,
                            const hm_verification *seen)
{
    bool converged = c->outcome == HM_CONVERGED;
    hm_json_text(json, "outcome",
                 converged && !seen->confirmed ? "not_verified"
                                               : hm_outcome_name(c->outcome));
    hm_json_text(json, "why",
                 c->reason[0] != '\0' ? c->reason
                                      : hm_outcome_text(c->outcome));
    hm_json_number(json, "iterations", (double)c->iterations);
    hm_json_boolean(json, "confirmed", converged && seen->confirmed);
    hm_json_number(json, "verified_residual",
                   converged ? seen->residual : (double)NAN);
    hm_json_text(json, "worst_equation",
                 converged ? seen->worst_equation : c->worst_equation);
}

static void put_numbers(hm_json *json, const char *key, const double *values,
                        int32_t count, double scale, double shift)
{
    hm_json_open_list(json, key);
    for (int32_t i = 0; i < count; i++) {
        hm_json_number(json, NULL, scale * (values[i] - shift));
    }
    hm_json_close(json);
}

/* What the page shows while a slider moves: numbers by country. */
static void put_welfare(hm_json *json)
{
    const hm_welfare_arrays *w = hm_welfare_data(engine.welfare);
    const hm_economy_arrays *data = hm_economy_data(engine.base);
    int32_t N = data->n_countries;
    put_numbers(json, "real_income_pct", w->real_income_hat, N, 100.0, 1.0);
    put_numbers(json, "real_income_musd", w->real_income_musd, N, 1.0, 0.0);
    hm_json_open_list(json, "real_domestic_income_musd");
    for (int32_t n = 0; n < N; n++) {
        double earned = data->income[n] - data->deficit[n];
        hm_json_number(json, NULL,
                       earned * (w->real_domestic_income_hat[n] - 1.0));
    }
    hm_json_close(json);
    put_numbers(json, "real_domestic_income_pct", w->real_domestic_income_hat,
                N, 100.0, 1.0);
    put_numbers(json, "exports_base", w->exports_base, N, 1.0, 0.0);
    put_numbers(json, "exports_cf", w->exports_cf, N, 1.0, 0.0);
    put_numbers(json, "imports_base", w->imports_base, N, 1.0, 0.0);
    put_numbers(json, "imports_cf", w->imports_cf, N, 1.0, 0.0);
}

/* Solve one scenario into the engine; adds one map to the list in json. */
static hm_status solve_one(const hm_scenario *scenario, int32_t path_steps,
                           bool with_flows, hm_json *json)
{
    hm_shock *shock = NULL;
    hm_verification seen;
    memset(&seen, 0, sizeof seen);
    drop_tables();
    hm_status status = renew();
    if (status == HM_OK) {
        status = hm_shock_create(engine.ctx, engine.base, scenario, &shock);
    }
    if (status == HM_OK) {
        status = hm_solver_solve(engine.solver, shock, NULL, engine.solution);
    }
    const hm_certificate *c =
        status == HM_OK ? hm_solution_certificate(engine.solution) : NULL;
    if (status == HM_OK && c->outcome == HM_CONVERGED) {
        status = confirm(shock, path_steps, &seen);
    }
    if (status == HM_OK && seen.confirmed) {
        status = fill_tables(hm_scenario_name(scenario), shock, with_flows);
    }
    if (status == HM_OK) {
        hm_json_open_map(json, NULL);
        hm_json_text(json, "scenario", hm_scenario_name(scenario));
        put_certificate(json, c, &seen);
        if (seen.confirmed) {
            put_welfare(json);
        }
        hm_json_close(json);
    }
    hm_shock_free(shock);
    return status;
}

/*
 * Every scenario of a case (its text is from wb_alloc and stays the caller's).
 * NULL on failure, else a JSON list with an entry a scenario; the tables are
 * those of the last one. path_steps: of the exact terms-of-trade split, 0 for
 * none; with_flows: fill bilateral.csv too.
 */
const char *WB_EXPORT(wb_solve)(const char *text, size_t size,
                                int32_t path_steps, int32_t with_flows)
{
    static const char name[] = "case.yaml";
    hm_case *c = NULL;
    hm_json *json = NULL;
    char *out = NULL;
    hm_file file = {name, text, size};
    if (engine.base == NULL) {
        return NULL;
    }
    hm_status status = hm_case_read_memory(engine.ctx, name, &file, 1, &c);
    if (status == HM_OK) {
        status = hm_json_create(engine.ctx, &json);
    }
    if (status == HM_OK) {
        hm_json_open_list(json, NULL);
        for (int32_t s = 0; s < hm_case_scenarios(c) && status == HM_OK; s++) {
            status = solve_one(hm_case_scenario(c, s), path_steps,
                               with_flows != 0, json);
        }
        hm_json_close(json);
    }
    if (status == HM_OK) {
        status = hm_json_finish(json, &out);
    }
    hm_json_free(json);
    hm_case_free(c);
    return status == HM_OK ? keep(out) : NULL;
}

/* CSV of the last solve: 0 country, 1 sector, 2 bilateral; NULL when there is
 * none, because it was not confirmed or not asked for. */
const char *WB_EXPORT(wb_csv)(int32_t which)
{
    char *text = NULL;
    if (which < 0 || which > 2 || engine.tables[which] == NULL ||
        hm_table_to_csv(engine.ctx, engine.tables[which], &text) != HM_OK) {
        return NULL;
    }
    return keep(text);
}

/* Border values between each pair, exporter first: N*N of the base, then N*N
 * after the last solve; NULL unless it was confirmed. */
const double *WB_EXPORT(wb_pairs)(void)
{
    return engine.tables[0] == NULL ? NULL : engine.flows;
}
