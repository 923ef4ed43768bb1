// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * read_folder.c - an economy's folder, and a case with its tables, brought
 * into memory for the readers that work there.
 */
#include "io/internal.h"

#include <string.h>

typedef struct loaded {
    hmi_arena arena;
    hm_file *files;
    int32_t count, room;
} loaded;

/* One more file; the bytes of those that no reader asks for stay unread. */
static hm_status load(loaded *l, const char *path, const char *name,
                      bool wanted)
{
    if (l->count == l->room) {
        int32_t room = l->room * 2 + 16;
        hm_file *grown = HMI_KEEP(&l->arena, hm_file, room);
        if (grown == NULL) {
            return HM_ERR_MEMORY;
        }
        if (l->count > 0) {
            memcpy(grown, l->files, (size_t)l->count * sizeof *grown);
        }
        l->files = grown;
        l->room = room;
    }
    if (wanted) {
        HMI_TRY(
            hmi_file_read(&l->arena, path, HMI_MAX_FILE, &l->files[l->count]));
    }
    l->files[l->count].name = name;
    l->count++;
    return HM_OK;
}

static bool is_table(const char *name)
{
    return hmi_ends_with(name, ".csv") || hmi_ends_with(name, ".csv.gz");
}

/* Load the tables of `path`, named with `prefix` before them. */
static hm_status load_tables(loaded *l, const char *path, const char *prefix)
{
    const char **names = NULL;
    int32_t count = 0;
    HMI_TRY(hmi_folder_list(&l->arena, path, &names, &count));
    for (int32_t i = 0; i < count; i++) {
        char *file = hmi_path_join(&l->arena, path, names[i]);
        char *name = hmi_arena_format(&l->arena, "%s%s", prefix, names[i]);
        if (file == NULL || name == NULL) {
            return HM_ERR_MEMORY;
        }
        bool wanted =
            prefix[0] != '\0' ? is_table(name) : hmi_is_economy_file(name);
        if ((wanted || is_table(name)) &&
            hmi_path_kind_of(file) == HMI_PATH_FILE) {
            HMI_TRY(load(l, file, name, wanted));
        }
    }
    return HM_OK;
}

hm_status hm_economy_read(hm_context *ctx, const char *path,
                          const hm_repairs *repairs, hm_economy_folder **out)
{
    loaded l;
    hm_status status = HM_OK;
    *out = NULL;
    memset(&l, 0, sizeof l);
    hmi_arena_init(&l.arena, ctx);
    char *root = hmi_path_trim(&l.arena, path);
    char *sets =
        root == NULL ? NULL : hmi_path_join(&l.arena, root, "elasticities");
    if (root == NULL || sets == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    if (hmi_path_kind_of(root) != HMI_PATH_FOLDER) {
        status = hmi_fail(ctx, HM_ERR_IO,
                          "%s: is not a folder; an economy is a folder with "
                          "economy.yaml, countries.csv, sectors.csv and "
                          "trade.csv",
                          root);
        goto out;
    }
    HMI_GOTO(status, load_tables(&l, root, ""));
    if (hmi_path_kind_of(sets) == HMI_PATH_FOLDER) {
        HMI_GOTO(status, load_tables(&l, sets, "elasticities/"));
    }
    HMI_GOTO(status,
             hm_economy_read_memory(ctx, root, l.files, l.count, repairs, out));
out:
    hmi_arena_clear(&l.arena);
    return status;
}
