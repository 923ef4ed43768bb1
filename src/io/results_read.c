// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * results_read.c - the tables, manifest and texts of a results folder back in
 * memory, so that the report of a run and of a folder are made of the same
 * bytes.
 */
#include "io/internal.h"

#include <string.h>

struct hm_result_files {
    hmi_arena arena;
    hm_file *files;
    int32_t count, room;
};

/* Files that the report looks at; of a page only that it is there. */
static bool is_wanted(const char *name, bool *whole)
{
    *whole = hmi_ends_with(name, ".csv") || strcmp(name, "manifest.json") == 0;
    return *whole || strcmp(name, "workbench.html") == 0;
}

static hm_status add(hm_result_files *set, const char *path, const char *name,
                     bool whole)
{
    if (set->count == set->room) {
        int32_t room = set->room * 2 + 32;
        hm_file *grown = HMI_KEEP(&set->arena, hm_file, room);
        if (grown == NULL) {
            return HM_ERR_MEMORY;
        }
        if (set->count > 0) {
            memcpy(grown, set->files, (size_t)set->count * sizeof *grown);
        }
        set->files = grown;
        set->room = room;
    }
    hm_file *file = &set->files[set->count];
    *file = (hm_file){name, "", 0};
    if (whole) {
        HMI_TRY(hmi_file_read(&set->arena, path, HMI_MAX_FILE, file));
    }
    file->name = name;
    set->count++;
    return HM_OK;
}

static hm_status read_all(hm_result_files *set, const char *path)
{
    const char **names = NULL;
    int32_t count = 0;
    HMI_TRY(hmi_folder_list(&set->arena, path, &names, &count));
    for (int32_t i = 0; i < count; i++) {
        bool whole = false;
        char *file = hmi_path_join(&set->arena, path, names[i]);
        if (file == NULL) {
            return HM_ERR_MEMORY;
        }
        if (is_wanted(names[i], &whole) &&
            hmi_path_kind_of(file) == HMI_PATH_FILE) {
            HMI_TRY(add(set, file, names[i], whole));
        }
    }
    return HM_OK;
}

hm_status hm_results_read(hm_context *ctx, const char *path,
                          hm_result_files **out)
{
    *out = NULL;
    hm_result_files *set = HMI_NEW(ctx, hm_result_files);
    if (set == NULL) {
        return HM_ERR_MEMORY;
    }
    hmi_arena_init(&set->arena, ctx);
    char *manifest = hmi_path_join(&set->arena, path, "manifest.json");
    hm_status status = manifest == NULL ? HM_ERR_MEMORY : HM_OK;
    if (status == HM_OK && hmi_path_kind_of(manifest) != HMI_PATH_FILE) {
        status = hmi_fail(ctx, HM_ERR_IO,
                          "%s: is not a results folder (it has no "
                          "manifest.json); name the folder that `hirschman "
                          "run` wrote",
                          path);
    }
    if (status == HM_OK) {
        status = read_all(set, path);
    }
    if (status != HM_OK) {
        hm_result_files_free(set);
        return status;
    }
    *out = set;
    return HM_OK;
}

void hm_result_files_free(hm_result_files *set)
{
    if (set != NULL) {
        hm_context *ctx = set->arena.ctx;
        hmi_arena_clear(&set->arena);
        hmi_free(ctx, set);
    }
}

const hm_file *hm_result_files_list(const hm_result_files *set, int32_t *count)
{
    *count = set->count;
    return set->files;
}
