// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * results.c - a results folder: filled beside its place, moved there when the
 * run succeeded, removed when it did not.
 */
#include "io/internal.h"

#include <string.h>

struct hm_results {
    hm_context *ctx;
    hmi_swap swap;
};

hm_status hm_results_begin(hm_context *ctx, const char *path, hm_results **out)
{
    *out = NULL;
    hm_results *results = HMI_NEW(ctx, hm_results);
    if (results == NULL) {
        return HM_ERR_MEMORY;
    }
    results->ctx = ctx;
    hm_status status = hmi_swap_begin(ctx, path, "results", "manifest.json",
                                      "hirschman", &results->swap);
    if (status != HM_OK) {
        hmi_free(ctx, results);
        return status;
    }
    *out = results;
    return HM_OK;
}

/* Names inside the folder: relative, no "..", so nothing lands elsewhere. */
static hm_status check_inside(hm_context *ctx, const char *name)
{
    bool bad = name[0] == '\0' || name[0] == '/';
    for (const char *at = name; *at != '\0' && !bad;) {
        size_t span = strcspn(at, "/");
        bad = span == 0 || (span == 1 && at[0] == '.') ||
              (span == 2 && at[0] == '.' && at[1] == '.');
        at += span + (at[span] == '/' ? 1 : 0);
    }
    if (bad) {
        return hmi_fail(
            ctx, HM_ERR_ARGUMENT,
            "\"%s\": expected a file name inside the results folder", name);
    }
    return HM_OK;
}

hm_status hm_results_table(hm_results *results, const char *subfolder,
                           const hm_table *table)
{
    hm_context *ctx = results->ctx;
    hmi_arena scratch;
    char *csv = NULL;
    hm_status status = HM_OK;
    hmi_arena_init(&scratch, ctx);
    char *file =
        hmi_arena_format(&scratch, "%s%s%s.csv", subfolder,
                         subfolder[0] == '\0' ? "" : "/", hm_table_name(table));
    if (file == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    HMI_GOTO(status, check_inside(ctx, file));
    HMI_GOTO(status, hm_table_to_csv(ctx, table, &csv));
    HMI_GOTO(status, hmi_swap_write(&results->swap, file, csv, strlen(csv)));
out:
    hm_text_free(ctx, csv);
    hmi_arena_clear(&scratch);
    return status;
}

hm_status hm_results_text(hm_results *results, const char *name,
                          const char *text)
{
    HMI_TRY(check_inside(results->ctx, name));
    return hmi_swap_write(&results->swap, name, text, strlen(text));
}

hm_status hm_results_read_begun(hm_results *results, hm_result_files **out)
{
    return hm_results_read(results->ctx, results->swap.partial, out);
}

hm_status hm_results_put(hm_context *ctx, const char *path, const char *name,
                         const char *text)
{
    hmi_arena scratch;
    HMI_TRY(check_inside(ctx, name));
    hmi_arena_init(&scratch, ctx);
    char *file = hmi_path_join(&scratch, path, name);
    hm_status status = file == NULL
                           ? HM_ERR_MEMORY
                           : hmi_file_write(ctx, file, text, strlen(text));
    hmi_arena_clear(&scratch);
    return status;
}

hm_status hm_text_write(hm_context *ctx, const char *path, const char *text)
{
    return hmi_file_write(ctx, path, text, strlen(text));
}

hm_status hm_text_read(hm_context *ctx, const char *path, char **out)
{
    hm_file file;
    hmi_text text;
    hmi_arena scratch;
    *out = NULL;
    hmi_arena_init(&scratch, ctx);
    hmi_text_init(&text, ctx);
    hm_status status = hmi_file_read(&scratch, path, HMI_MAX_FILE, &file);
    if (status == HM_OK) {
        hmi_text_append(&text, file.bytes, file.size);
        status = hmi_text_take(&text, out);
    }
    hmi_arena_clear(&scratch);
    return status;
}

hm_status hm_results_commit(hm_results *results)
{
    hm_context *ctx = results->ctx;
    hm_status status = hmi_swap_commit(&results->swap, NULL);
    hmi_free(ctx, results);
    return status;
}

void hm_results_abandon(hm_results *results)
{
    if (results != NULL) {
        hmi_swap_abandon(&results->swap);
        hmi_free(results->ctx, results);
    }
}
