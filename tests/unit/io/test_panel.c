// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_panel.c - shares over years: the stored panel, and what is refused.
 */
#include "hm_test.h"

#include <hirschman/io.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static hm_context *ctx;

static int setup(void **state)
{
    (void)state;
    return hm_context_create(NULL, &ctx) == HM_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    hm_context_free(ctx);
    return 0;
}

/* 17 years, 41 countries, eight partners; shares never above one in sum. */
static void the_stored_panel_is_whole(void **state)
{
    hm_table *t = NULL;
    double sum = 0.0;
    bool found = false;
    (void)state;
    assert_hm_ok(
        ctx,
        hm_panel_read(ctx, hm_test_source("data/dependence-panel"), NULL, &t));
    assert_string_equal(hm_table_name(t), "dependence_panel");
    assert_true(hm_table_rows(t) > 17 * 40 * 8 - 20);
    for (int32_t r = 0; r < hm_table_rows(t); r++) {
        bool here = hm_table_number(t, r, 0) == 2011.0 &&
                    strcmp(hm_table_text(t, r, 1), "KOR") == 0;
        if (here) {
            sum += hm_table_number(t, r, 3);
        }
        if (here && strcmp(hm_table_text(t, r, 2), "CHN") == 0) {
            found = true;
            /* WIOD 2011: 147.8 billion of goods alone went to China */
            assert_near(hm_table_number(t, r, 3), 0.25, 0.03);
        }
    }
    assert_true(found);
    assert_true(sum > 0.4 && sum < 1.0);
    hm_table_free(t);
}

/* A folder with this panel.csv; the status of reading it. */
static hm_status read_text(const char *text, hm_table **out)
{
    char folder[] = "/tmp/hm_panel_XXXXXX";
    char file[64];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(file, sizeof file, "%s/panel.csv", folder);
    FILE *to = fopen(file, "w");
    assert_non_null(to);
    fputs(text, to);
    assert_int_equal(fclose(to), 0);
    hm_status status = hm_panel_read(ctx, folder, NULL, out);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(rmdir(folder), 0);
    return status;
}

#define HEAD "year,country,partner,exports_share,imports_share,trade_share\n"

static void what_is_no_share_is_refused(void **state)
{
    hm_table *t = NULL;
    (void)state;
    assert_hm_ok(ctx, read_text(HEAD "1995,KOR,CHN,,0.25,0.125\n", &t));
    assert_true(hm_table_number(t, 0, 3) != hm_table_number(t, 0, 3));
    assert_near(hm_table_number(t, 0, 4), 0.25, 0);
    hm_table_free(t);
    assert_hm_status(ctx, read_text(HEAD "1995,KOR,CHN,0.1,1.2,0.1\n", &t),
                     HM_ERR_DATA);
    assert_hm_message(ctx, "expected a share in [0, 1]");
    assert_null(t);
    assert_true(read_text("year,country,partner\n", &t) != HM_OK);
    assert_hm_message(ctx, "exports_share");
    assert_true(hm_panel_read(ctx, "no/such/folder", NULL, &t) != HM_OK);
    assert_null(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_stored_panel_is_whole, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_no_share_is_refused, setup,
                                        teardown),
    };
    return hm_test_run(tests);
}
