// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * swap.c - a folder that is filled beside its place and moved there when it
 * is complete, so that nobody ever sees half of one.
 *
 * PATH.partial is filled; on commit an older PATH steps aside as
 * PATH.previous, PATH.partial takes its name, and what is left is removed.
 * A folder that was not written by us is never replaced.
 */
#include "io/internal.h"

#include <string.h>

static const char partial_mark[] = ".hirschman-partial";

static hm_status out_of_memory(void)
{
    return HM_ERR_MEMORY; /* the allocator left the message */
}

/* Is there the file that all of our folders have, with its word in it? */
static bool is_ours(hmi_swap *swap)
{
    enum { MANIFEST_LIMIT = 64 * 1024 * 1024 };
    hm_file file;
    char *mark = hmi_path_join(&swap->arena, swap->path, swap->mark);
    if (mark == NULL || hmi_path_kind_of(mark) != HMI_PATH_FILE ||
        hmi_file_read(&swap->arena, mark, MANIFEST_LIMIT, &file) != HM_OK) {
        return false;
    }
    return swap->word == NULL || strstr(file.bytes, swap->word) != NULL;
}

/* May the folder at `path` be replaced? Absent, empty, or one of ours. */
static hm_status check_replaceable(hmi_swap *swap)
{
    const char **names = NULL;
    int32_t count = 0;
    hmi_path_kind kind = hmi_path_kind_of(swap->path);
    if (kind == HMI_PATH_ABSENT) {
        return HM_OK;
    }
    if (kind != HMI_PATH_FOLDER) {
        return hmi_fail(swap->ctx, HM_ERR_IO,
                        "%s: is not a folder; expected a folder of %s, an "
                        "empty one, or a name that is free",
                        swap->path, swap->what);
    }
    HMI_TRY(hmi_folder_list(&swap->arena, swap->path, &names, &count));
    if (count > 0 && !is_ours(swap)) {
        return hmi_fail(swap->ctx, HM_ERR_IO,
                        "%s: holds other files (%s) and no %s of this program, "
                        "so it is not a folder of %s and is left alone; name "
                        "another folder",
                        swap->path, names[0], swap->mark, swap->what);
    }
    return HM_OK;
}

/* A leftover PATH.partial goes only if it carries our mark. */
static hm_status clear_leftover(hmi_swap *swap)
{
    if (hmi_path_kind_of(swap->partial) == HMI_PATH_ABSENT) {
        return HM_OK;
    }
    char *mark = hmi_path_join(&swap->arena, swap->partial, partial_mark);
    if (mark == NULL) {
        return out_of_memory();
    }
    if (hmi_path_kind_of(mark) != HMI_PATH_FILE) {
        return hmi_fail(swap->ctx, HM_ERR_IO,
                        "%s: is in the way and was not begun by this program; "
                        "move it and run again",
                        swap->partial);
    }
    return hmi_path_remove(swap->ctx, swap->partial);
}

/* Make the parent folders; remember the topmost one that was missing. */
static hm_status make_parents(hmi_swap *swap)
{
    char *parent = hmi_path_folder(&swap->arena, swap->path);
    const char *missing = NULL;
    for (char *at = parent; at != NULL && at[0] != '\0';) {
        if (hmi_path_kind_of(at) != HMI_PATH_ABSENT) {
            break;
        }
        missing = at;
        at = hmi_path_folder(&swap->arena, at);
    }
    if (parent == NULL) {
        return out_of_memory();
    }
    swap->made = missing;
    return parent[0] == '\0' ? HM_OK : hmi_folder_make(swap->ctx, parent);
}

/* The folder and its mark; when that fails, nothing is left of them. */
static hm_status make_folders(hmi_swap *swap)
{
    hm_status status = make_parents(swap);
    if (status == HM_OK) {
        status = hmi_folder_make(swap->ctx, swap->partial);
        if (status != HM_OK) {
            swap->partial = NULL; /* none of ours to remove */
        }
    }
    if (status == HM_OK) {
        status = hmi_swap_write(swap, partial_mark, "", 0);
    }
    if (status != HM_OK) {
        hmi_swap_abandon(swap);
    }
    return status;
}

static hm_status begin(hmi_swap *swap, const char *path)
{
    char *trimmed = hmi_path_trim(&swap->arena, path);
    if (trimmed == NULL) {
        return out_of_memory();
    }
    const char *leaf = hmi_path_leaf(trimmed);
    if (leaf[0] == '\0' || strcmp(leaf, ".") == 0 || strcmp(leaf, "..") == 0) {
        return hmi_fail(swap->ctx, HM_ERR_IO,
                        "\"%s\" cannot be replaced; name a folder, such as "
                        "results/korea-2017",
                        path);
    }
    swap->path = hmi_path_resolve(&swap->arena, trimmed);
    if (swap->path == NULL) {
        return out_of_memory();
    }
    swap->partial = hmi_arena_format(&swap->arena, "%s.partial", swap->path);
    if (swap->partial == NULL) {
        return out_of_memory();
    }
    HMI_TRY(check_replaceable(swap));
    HMI_TRY(clear_leftover(swap));
    return make_folders(swap);
}

hm_status hmi_swap_begin(hm_context *ctx, const char *path, const char *what,
                         const char *mark, const char *word, hmi_swap *out)
{
    memset(out, 0, sizeof *out);
    out->ctx = ctx;
    out->what = what;
    out->mark = mark;
    out->word = word;
    hmi_arena_init(&out->arena, ctx);
    hm_status status = begin(out, path);
    if (status != HM_OK) {
        hmi_arena_clear(&out->arena);
    }
    return status;
}

hm_status hmi_swap_write(hmi_swap *swap, const char *name, const void *bytes,
                         size_t size)
{
    hmi_arena scratch;
    hmi_arena_init(&scratch, swap->ctx);
    hm_status status = HM_ERR_MEMORY;
    char *path = hmi_path_join(&scratch, swap->partial, name);
    char *folder = path == NULL ? NULL : hmi_path_folder(&scratch, path);
    if (folder != NULL) {
        status = hmi_folder_make(swap->ctx, folder);
    }
    if (status == HM_OK) {
        status = hmi_file_write(swap->ctx, path, bytes, size);
    }
    hmi_arena_clear(&scratch);
    return status;
}

/* Move what is not ours from the old folder into the new one. */
static hm_status carry_over(hmi_swap *swap, const char *previous,
                            bool (*carry)(const char *name))
{
    const char **names = NULL;
    int32_t count = 0;
    HMI_TRY(hmi_folder_list(&swap->arena, previous, &names, &count));
    for (int32_t i = 0; i < count; i++) {
        if (carry(names[i])) {
            char *from = hmi_path_join(&swap->arena, previous, names[i]);
            char *to = hmi_path_join(&swap->arena, swap->path, names[i]);
            if (from == NULL || to == NULL) {
                return out_of_memory();
            }
            HMI_TRY(hmi_path_rename(swap->ctx, from, to));
        }
    }
    return HM_OK;
}

static hm_status move_into_place(hmi_swap *swap,
                                 bool (*carry)(const char *name))
{
    hmi_arena *arena = &swap->arena;
    char *mark = hmi_path_join(arena, swap->partial, partial_mark);
    char *previous = hmi_arena_format(arena, "%s.previous", swap->path);
    if (mark == NULL || previous == NULL) {
        return out_of_memory();
    }
    HMI_TRY(check_replaceable(swap));
    if (hmi_path_kind_of(swap->path) == HMI_PATH_ABSENT) {
        HMI_TRY(hmi_path_remove(swap->ctx, mark));
        return hmi_path_rename(swap->ctx, swap->partial, swap->path);
    }
    if (hmi_path_kind_of(previous) != HMI_PATH_ABSENT) {
        return hmi_fail(swap->ctx, HM_ERR_IO,
                        "%s: is in the way; move it and run again", previous);
    }
    HMI_TRY(hmi_path_remove(swap->ctx, mark));
    HMI_TRY(hmi_path_rename(swap->ctx, swap->path, previous));
    hm_status status = hmi_path_rename(swap->ctx, swap->partial, swap->path);
    if (status != HM_OK) {
        hm_status back = hmi_path_rename(swap->ctx, previous, swap->path);
        return back == HM_OK ? status : back;
    }
    if (carry != NULL) {
        HMI_TRY(carry_over(swap, previous, carry));
    }
    return hmi_path_remove(swap->ctx, previous);
}

hm_status hmi_swap_commit(hmi_swap *swap, bool (*carry)(const char *name))
{
    hm_status status = move_into_place(swap, carry);
    if (status != HM_OK) {
        hmi_swap_abandon(swap);
        return status;
    }
    hmi_arena_clear(&swap->arena);
    return HM_OK;
}

void hmi_swap_abandon(hmi_swap *swap)
{
    /* The message of the failure that led here is worth more than one about
     * what could not be removed. */
    char *message = NULL;
    hm_context *ctx = swap->ctx;
    const char *said = hm_context_message(ctx);
    message = hmi_arena_text(&swap->arena, said, strlen(said));
    if (swap->partial != NULL) {
        (void)!hmi_path_remove(ctx, swap->partial);
    }
    char *parent = hmi_path_folder(&swap->arena, swap->path);
    for (; swap->made != NULL && parent != NULL;
         parent = hmi_path_folder(&swap->arena, parent)) {
        if (!hmi_folder_drop(parent) || strcmp(parent, swap->made) == 0) {
            break;
        }
    }
    if (message != NULL && message[0] != '\0') {
        (void)hmi_fail(ctx, HM_ERR_IO, "%s", message);
    }
    hmi_arena_clear(&swap->arena);
}
