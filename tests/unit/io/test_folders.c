// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_folders.c - files, the results folder (beside, then moved; nothing of
 * others is replaced), an economy written and read back.
 *
 * Works in a new folder below the working directory and removes it.
 */
#include "io_test.h"

#include "io/internal.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct fixture {
    hm_context *ctx;
    hmi_arena arena;
    char root[32];
} fixture;

static fixture begin(void)
{
    fixture f;
    memset(&f, 0, sizeof f);
    f.ctx = new_context();
    hmi_arena_init(&f.arena, f.ctx);
    strcpy(f.root, "hm_folders_XXXXXX");
    assert_non_null(mkdtemp(f.root));
    return f;
}

static void end(fixture *f)
{
    assert_hm_ok(f->ctx, hmi_path_remove(f->ctx, f->root));
    assert_int_equal(hmi_path_kind_of(f->root), HMI_PATH_ABSENT);
    hmi_arena_clear(&f->arena);
    hm_context_free(f->ctx);
}

static const char *at(fixture *f, const char *name)
{
    return hmi_path_join(&f->arena, f->root, name);
}

static void assert_holds(fixture *f, const char *name, const char *text)
{
    hm_file file;
    assert_hm_ok(f->ctx, hmi_file_read(&f->arena, at(f, name), 1000000, &file));
    assert_int_equal(file.size, strlen(text));
    assert_memory_equal(file.bytes, text, file.size);
}

/* --- files --- */

static void reads_and_writes_files(void **state)
{
    (void)state;
    fixture f = begin();
    hm_file file;
    const char **names = NULL;
    int32_t count = 0;
    assert_hm_ok(f.ctx, hmi_folder_make(f.ctx, at(&f, "a/b/c")));
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, at(&f, "a/z"), "zz", 2));
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, at(&f, "a/empty"), "", 0));
    assert_holds(&f, "a/z", "zz");
    assert_holds(&f, "a/empty", "");
    assert_hm_ok(f.ctx, hmi_folder_list(&f.arena, at(&f, "a"), &names, &count));
    assert_int_equal(count, 3);
    assert_string_equal(names[0], "b");
    assert_string_equal(names[2], "z");
    assert_hm_status(f.ctx, hmi_file_read(&f.arena, at(&f, "a/z"), 1, &file),
                     HM_ERR_LIMIT);
    assert_hm_status(f.ctx, hmi_file_read(&f.arena, at(&f, "none"), 1, &file),
                     HM_ERR_IO);
    assert_hm_message(f.ctx, "none: cannot open: No such file");
    assert_hm_status(f.ctx, hmi_file_read(&f.arena, at(&f, "a"), 1, &file),
                     HM_ERR_IO);
    assert_hm_message(f.ctx, "a: is not a file");
    end(&f);
}

/* A link inside a folder that is removed goes; what it points at stays. */
static void removal_follows_no_link(void **state)
{
    (void)state;
    fixture f = begin();
    assert_hm_ok(f.ctx, hmi_folder_make(f.ctx, at(&f, "kept")));
    assert_hm_ok(f.ctx, hmi_folder_make(f.ctx, at(&f, "gone")));
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, at(&f, "kept/x"), "x", 1));
    assert_int_equal(symlink("../kept", at(&f, "gone/link")), 0);
    assert_hm_ok(f.ctx, hmi_path_remove(f.ctx, at(&f, "gone")));
    assert_holds(&f, "kept/x", "x");
    end(&f);
}

static void takes_paths_apart(void **state)
{
    (void)state;
    fixture f = begin();
    hmi_arena *a = &f.arena;
    assert_string_equal(hmi_path_join(a, "a", "b"), "a/b");
    assert_string_equal(hmi_path_join(a, "a/", "b"), "a/b");
    assert_string_equal(hmi_path_join(a, "", "b"), "b");
    assert_string_equal(hmi_path_join(a, "a", "/b"), "/b");
    assert_string_equal(hmi_path_folder(a, "a/b/c"), "a/b");
    assert_string_equal(hmi_path_folder(a, "/c"), "/");
    assert_string_equal(hmi_path_folder(a, "c"), "");
    assert_string_equal(hmi_path_trim(a, "a//"), "a");
    assert_string_equal(hmi_path_trim(a, "/"), "/");
    assert_string_equal(hmi_path_leaf("a/b.csv"), "b.csv");
    assert_true(hmi_ends_with("b.csv", ".csv"));
    assert_false(hmi_ends_with("sv", ".csv"));
    assert_true(hmi_is_plain_name("long-run_2.0"));
    assert_false(hmi_is_plain_name(".."));
    assert_false(hmi_is_plain_name("a/b"));
    end(&f);
}

/* --- results --- */

static hm_results *begin_results(fixture *f, const char *name)
{
    hm_results *results = NULL;
    assert_hm_ok(f->ctx, hm_results_begin(f->ctx, at(f, name), &results));
    return results;
}

static void write_results(fixture *f, const char *name, const char *text)
{
    hm_table *table = NULL;
    hm_results *results = begin_results(f, name);
    assert_hm_ok(f->ctx, hm_table_create(f->ctx, "country", &table));
    assert_hm_ok(f->ctx, hm_table_add_column(table, text, HM_COLUMN_TEXT));
    assert_hm_ok(f->ctx, hm_results_table(results, "", table));
    assert_hm_ok(f->ctx, hm_results_table(results, "elasticities/x", table));
    assert_hm_ok(f->ctx, hm_results_text(results, "manifest.json",
                                         "{\"program\": \"hirschman\"}\n"));
    hm_table_free(table);
    assert_hm_ok(f->ctx, hm_results_commit(results));
}

static void moves_results_into_place(void **state)
{
    (void)state;
    fixture f = begin();
    const char **names = NULL;
    int32_t count = 0;
    write_results(&f, "new/r/", "first");
    assert_holds(&f, "new/r/country.csv", "first\n");
    assert_holds(&f, "new/r/elasticities/x/country.csv", "first\n");
    write_results(&f, "new/r", "second");
    assert_holds(&f, "new/r/country.csv", "second\n");
    assert_hm_ok(f.ctx,
                 hmi_folder_list(&f.arena, at(&f, "new"), &names, &count));
    assert_int_equal(count, 1); /* neither .partial nor .previous */
    assert_hm_ok(f.ctx,
                 hmi_folder_list(&f.arena, at(&f, "new/r"), &names, &count));
    assert_int_equal(count, 3); /* no mark of a folder under way */
    end(&f);
}

static void leaves_old_results_when_abandoned(void **state)
{
    (void)state;
    fixture f = begin();
    write_results(&f, "r", "first");
    hm_results *results = begin_results(&f, "r");
    assert_hm_ok(f.ctx, hm_results_text(results, "manifest.json", "x"));
    hm_results_abandon(results);
    assert_holds(&f, "r/country.csv", "first\n");
    assert_int_equal(hmi_path_kind_of(at(&f, "r.partial")), HMI_PATH_ABSENT);
    results = begin_results(&f, "deep/down/r");
    hm_results_abandon(results);
    assert_int_equal(hmi_path_kind_of(at(&f, "deep")), HMI_PATH_ABSENT);
    hm_results_abandon(NULL);
    end(&f);
}

/* What a killed run left behind goes; a stranger's folder does not. */
static void clears_a_leftover(void **state)
{
    (void)state;
    fixture f = begin();
    hm_results *results = NULL;
    assert_hm_ok(f.ctx, hmi_folder_make(f.ctx, at(&f, "r.partial")));
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, at(&f, "r.partial/mine"), "", 0));
    assert_hm_status(f.ctx, hm_results_begin(f.ctx, at(&f, "r"), &results),
                     HM_ERR_IO);
    assert_hm_message(f.ctx, "r.partial: is in the way");
    assert_null(results);
    assert_hm_ok(
        f.ctx,
        hmi_file_write(f.ctx, at(&f, "r.partial/.hirschman-partial"), "", 0));
    write_results(&f, "r", "first");
    assert_holds(&f, "r/country.csv", "first\n");
    end(&f);
}

static void refuses_folders_of_others(void **state)
{
    (void)state;
    fixture f = begin();
    hm_results *results = NULL;
    assert_hm_ok(f.ctx, hmi_folder_make(f.ctx, at(&f, "photos")));
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, at(&f, "photos/a"), "", 0));
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, at(&f, "file"), "", 0));
    assert_hm_ok(f.ctx, hmi_folder_make(f.ctx, at(&f, "app")));
    assert_hm_ok(f.ctx,
                 hmi_file_write(f.ctx, at(&f, "app/manifest.json"), "{}", 2));
    assert_hm_ok(f.ctx, hmi_folder_make(f.ctx, at(&f, "empty")));
    static const char *const list[][2] = {
        {"photos", "photos: holds other files (a) and no manifest.json"},
        {"app", "app: holds other files"},
        {"file", "file: is not a folder"},
        {".", "cannot be replaced"},
        {"photos/..", "cannot be replaced"},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        assert_hm_status(f.ctx,
                         hm_results_begin(f.ctx, at(&f, list[i][0]), &results),
                         HM_ERR_IO);
        assert_hm_message(f.ctx, list[i][1]);
        assert_null(results);
    }
    write_results(&f, "empty", "first");
    assert_holds(&f, "empty/country.csv", "first\n");
    end(&f);
}

static void refuses_names_outside(void **state)
{
    (void)state;
    fixture f = begin();
    static const char *const names[] = {"../x", "/x",   "a/../../x",
                                        "",     "a//b", "./x"};
    hm_results *results = begin_results(&f, "r");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_hm_status(f.ctx, hm_results_text(results, names[i], "x"),
                         HM_ERR_ARGUMENT);
        assert_hm_message(f.ctx, "expected a file name inside the results");
    }
    hm_results_abandon(results);
    end(&f);
}

/* --- economies --- */

static hm_economy_folder *read_toy(hm_context *ctx)
{
    hm_file files[TOY_MOST];
    hm_economy_folder *folder = NULL;
    int32_t n = toy_with(NULL, NULL, files);
    assert_hm_ok(ctx, hm_economy_read_memory(ctx, "", files, n, NULL, &folder));
    return folder;
}

static void assert_same(const hm_economy *a, const hm_economy *b)
{
    const hm_economy_arrays *x = hm_economy_data(a);
    const hm_economy_arrays *y = hm_economy_data(b);
    size_t N = (size_t)x->n_countries;
    size_t J = (size_t)x->n_sectors;
    /* 1e-14: shares become flows and shares again, a few roundings each */
    assert_vector_near(y->expenditure, x->expenditure, N * J, 1e-14, 0.0, NULL);
    assert_vector_near(y->share, x->share, N * N * J, 1e-14, 0.0, NULL);
    assert_vector_near(y->tariff, x->tariff, N * N * J, 0.0, 0.0, NULL);
    assert_vector_near(y->input_share, x->input_share, N * J * J, 0.0, 0.0,
                       NULL);
    assert_vector_near(y->final_share, x->final_share, N * J, 1e-14, 0.0, NULL);
    assert_vector_near(y->factor_income, x->factor_income, N, 1e-13, 0.0, NULL);
    assert_vector_near(y->deficit, x->deficit, N, 1e-12, 0.0, NULL);
}

static void writes_what_it_reads(void **state)
{
    (void)state;
    fixture f = begin();
    hm_economy_folder *back = NULL;
    hm_economy_folder *toy = read_toy(f.ctx);
    const hm_economy *economy = hm_economy_folder_economy(toy);
    assert_hm_ok(f.ctx, hm_economy_write(f.ctx, economy, at(&f, "e")));
    assert_hm_ok(f.ctx, hmi_file_write(f.ctx, at(&f, "e/RECIPE.md"), "r", 1));
    assert_hm_ok(f.ctx, hm_economy_write(f.ctx, economy, at(&f, "e")));
    assert_holds(&f, "e/RECIPE.md", "r"); /* not ours: it stays */
    assert_hm_ok(f.ctx, hm_economy_read(f.ctx, at(&f, "e"), NULL, &back));
    assert_same(economy, hm_economy_folder_economy(back));
    const hm_labels *labels =
        hm_economy_labels(hm_economy_folder_economy(back));
    assert_string_equal(labels->country_names[2], "Korea, North");
    assert_string_equal(labels->sources[0].name, "made up");
    assert_string_equal(hm_economy_folder_note(back, 0), "");
    assert_true(isnan(
        hm_economy_elasticities(hm_economy_folder_economy(back))->theta[2]));
    hm_economy_folder_free(back);
    hm_economy_folder_free(toy);
    end(&f);
}

static void writes_sets_and_balance(void **state)
{
    (void)state;
    fixture f = begin();
    hm_economy_folder *back = NULL;
    hm_economy_folder *toy = read_toy(f.ctx);
    const hm_economy *economy = hm_economy_folder_economy(toy);
    static const double theta[3] = {1.25, 2.5, NAN};
    static const double home[3] = {-0.25, 2.5, NAN};
    static const double se[3] = {0.5, 0.0, 0.0};
    const hm_elasticities set = {.name = "short-run",
                                 .theta = theta,
                                 .theta_home = home,
                                 .theta_se = se};
    const hm_elasticities *sets[] = {&set};
    const hm_closure closure = HM_CLOSURE_FIXED;
    const hm_economy_extras extras = {.n_sets = 1,
                                      .sets = sets,
                                      .default_set = "short-run",
                                      .closure = &closure};
    assert_hm_ok(f.ctx,
                 hm_economy_write_with(f.ctx, economy, &extras, at(&f, "e")));
    assert_holds(&f, "e/elasticities/short-run.csv",
                 "sector,theta,theta_home,se\nmining,1.25,-0.25,0.5\n"
                 "steel,2.5,2.5,0\nhousing,,,0\n");
    assert_hm_ok(f.ctx, hm_economy_read(f.ctx, at(&f, "e"), NULL, &back));
    assert_string_equal(hm_economy_folder_default_set(back), "short-run");
    assert_int_equal(hm_economy_folder_closure(back), HM_CLOSURE_FIXED);
    const hm_elasticities *read =
        hm_economy_elasticities(hm_economy_folder_economy(back));
    assert_near(read->theta_home[0], -0.25, 0.0);
    assert_near(read->theta_se[0], 0.5, 0.0);
    hm_economy_folder_free(back);
    hm_economy_folder_free(toy);
    end(&f);
}

static void refuses_a_folder_that_is_none(void **state)
{
    (void)state;
    fixture f = begin();
    hm_economy_folder *folder = NULL;
    hm_case *c = NULL;
    assert_hm_status(f.ctx, hm_economy_read(f.ctx, at(&f, "x"), NULL, &folder),
                     HM_ERR_IO);
    assert_hm_message(f.ctx, "x: is not a folder; an economy is a folder");
    assert_hm_status(f.ctx, hm_economy_read(f.ctx, f.root, NULL, &folder),
                     HM_ERR_DATA);
    assert_hm_message(f.ctx, "economy.yaml: is missing");
    assert_hm_status(f.ctx, hm_case_read(f.ctx, at(&f, "c.yaml"), &c),
                     HM_ERR_IO);
    assert_null(folder);
    assert_null(c);
    end(&f);
}

static void reads_a_case_from_disk(void **state)
{
    (void)state;
    fixture f = begin();
    hm_case *c = NULL;
    static const char text[] =
        "case: t\neconomy: e\nscenarios:\n  a:\n    measures:\n"
        "      - embargo: {sector: all, table: t.csv}\n";
    static const char table[] = "exporter,importer\nPRK,CHN\n";
    assert_hm_ok(
        f.ctx, hmi_file_write(f.ctx, at(&f, "c.yaml"), text, sizeof text - 1));
    assert_hm_ok(
        f.ctx, hmi_file_write(f.ctx, at(&f, "t.csv"), table, sizeof table - 1));
    assert_hm_ok(f.ctx, hm_case_read(f.ctx, at(&f, "c.yaml"), &c));
    assert_string_equal(hm_case_economy(c), at(&f, "e"));
    assert_string_equal(hm_case_file(c, 1, NULL), at(&f, "t.csv"));
    hm_case_free(c);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_writes_files),
        cmocka_unit_test(removal_follows_no_link),
        cmocka_unit_test(takes_paths_apart),
        cmocka_unit_test(moves_results_into_place),
        cmocka_unit_test(leaves_old_results_when_abandoned),
        cmocka_unit_test(clears_a_leftover),
        cmocka_unit_test(refuses_folders_of_others),
        cmocka_unit_test(refuses_names_outside),
        cmocka_unit_test(writes_what_it_reads),
        cmocka_unit_test(writes_sets_and_balance),
        cmocka_unit_test(refuses_a_folder_that_is_none),
        cmocka_unit_test(reads_a_case_from_disk),
    };
    return hm_test_run(tests);
}
