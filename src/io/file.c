// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * file.c - the one file of the library that touches the file system.
 *
 * Everything above works on memory, so that a build without files (in a
 * browser) leaves this one out. POSIX.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "io/internal.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static hm_status io_error(hm_context *ctx, const char *action, const char *path)
{
    return hmi_fail(ctx, HM_ERR_IO, "%s: cannot %s: %s", path, action,
                    strerror(errno));
}

static hmi_path_kind kind_of_mode(const struct stat *info)
{
    if (S_ISREG(info->st_mode)) {
        return HMI_PATH_FILE;
    }
    return S_ISDIR(info->st_mode) ? HMI_PATH_FOLDER : HMI_PATH_OTHER;
}

hmi_path_kind hmi_path_kind_of(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        return HMI_PATH_ABSENT;
    }
    return kind_of_mode(&info);
}

/* Read up to `size` bytes; the file may have shrunk since it was measured. */
static bool read_bytes(FILE *file, char *bytes, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size) {
        size_t count = fread(bytes + *got, 1, size - *got, file);
        if (count == 0) {
            return ferror(file) == 0;
        }
        *got += count;
    }
    return true;
}

hm_status hmi_file_read(hmi_arena *arena, const char *path, size_t limit,
                        hm_file *out)
{
    hm_context *ctx = arena->ctx;
    hm_status status = HM_OK;
    struct stat info;
    size_t got = 0;
    memset(out, 0, sizeof *out);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return io_error(ctx, "open", path);
    }
    if (fstat(fileno(file), &info) != 0 || !S_ISREG(info.st_mode)) {
        status = hmi_fail(ctx, HM_ERR_IO, "%s: is not a file", path);
        goto out;
    }
    if ((uint64_t)info.st_size > (uint64_t)limit) {
        status =
            hmi_fail(ctx, HM_ERR_LIMIT, "%s: has %lld bytes; the limit is %zu",
                     path, (long long)info.st_size, limit);
        goto out;
    }
    char *bytes = hmi_arena_alloc(arena, (size_t)info.st_size + 1, 1);
    if (bytes == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    if (!read_bytes(file, bytes, (size_t)info.st_size, &got)) {
        status = io_error(ctx, "read", path);
        goto out;
    }
    out->bytes = bytes;
    out->size = got;
    out->name = hmi_arena_text(arena, path, strlen(path));
    status = out->name == NULL ? HM_ERR_MEMORY : HM_OK;
out:
    (void)fclose(file);
    return status;
}

hm_status hmi_file_write(hm_context *ctx, const char *path, const void *bytes,
                         size_t size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        return io_error(ctx, "write", path);
    }
    size_t put = size == 0 ? 0 : fwrite(bytes, 1, size, file);
    int error = put == size ? 0 : errno;
    if (fclose(file) != 0 && error == 0) {
        error = errno;
        put = size + 1;
    }
    if (put != size) {
        errno = error;
        return io_error(ctx, "write", path);
    }
    return HM_OK;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Append a name, doubling the room (old arrays stay in the arena). */
static hm_status add_name(hmi_arena *arena, const char ***names, int32_t *count,
                          int32_t *room, const char *name)
{
    if (*count == *room) {
        int32_t more = *room * 2 + 32;
        const char **grown = HMI_KEEP(arena, const char *, more);
        if (grown == NULL) {
            return HM_ERR_MEMORY;
        }
        if (*count > 0) {
            memcpy((void *)grown, (const void *)*names,
                   (size_t)*count * sizeof(char *));
        }
        *names = grown;
        *room = more;
    }
    (*names)[*count] = hmi_arena_text(arena, name, strlen(name));
    if ((*names)[*count] == NULL) {
        return HM_ERR_MEMORY;
    }
    (*count)++;
    return HM_OK;
}

hm_status hmi_folder_list(hmi_arena *arena, const char *path,
                          const char ***names, int32_t *count)
{
    hm_status status = HM_OK;
    int32_t room = 0;
    *names = NULL;
    *count = 0;
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return io_error(arena->ctx, "list", path);
    }
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            break;
        }
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0) {
            HMI_GOTO(status,
                     add_name(arena, names, count, &room, entry->d_name));
        }
    }
    if (errno != 0) {
        status = io_error(arena->ctx, "list", path);
    }
    if (*count > 1) {
        qsort((void *)*names, (size_t)*count, sizeof(char *), compare_names);
    }
out:
    (void)closedir(folder);
    return status;
}

static hm_status make_one(hm_context *ctx, const char *path)
{
    if (mkdir(path, 0777) == 0 || hmi_path_kind_of(path) == HMI_PATH_FOLDER) {
        return HM_OK;
    }
    return io_error(ctx, "make the folder", path);
}

hm_status hmi_folder_make(hm_context *ctx, const char *path)
{
    char *copy = NULL;
    hm_status status = HM_OK;
    HMI_TRY(hmi_copy_text(ctx, path, &copy));
    for (char *at = copy; *at != '\0'; at++) {
        if (*at == '/' && at != copy) {
            *at = '\0';
            HMI_GOTO(status, make_one(ctx, copy));
            *at = '/';
        }
    }
    HMI_GOTO(status, make_one(ctx, copy));
out:
    hmi_free(ctx, copy);
    return status;
}

bool hmi_folder_drop(const char *path)
{
    return rmdir(path) == 0;
}

hm_status hmi_path_rename(hm_context *ctx, const char *from, const char *to)
{
    if (rename(from, to) != 0) {
        return hmi_fail(ctx, HM_ERR_IO, "%s: cannot be renamed to %s: %s", from,
                        to, strerror(errno));
    }
    return HM_OK;
}

/* Depth first; a link is removed, not followed. */
static hm_status remove_below(hmi_arena *arena, const char *path, int32_t depth)
{
    struct stat info;
    const char **names = NULL;
    int32_t count = 0;
    if (lstat(path, &info) != 0) {
        return errno == ENOENT ? HM_OK : io_error(arena->ctx, "remove", path);
    }
    if (!S_ISDIR(info.st_mode)) {
        return unlink(path) == 0 ? HM_OK : io_error(arena->ctx, "remove", path);
    }
    if (depth > HMI_MAX_DEPTH) {
        return hmi_fail(arena->ctx, HM_ERR_LIMIT,
                        "%s: is nested too deeply to remove", path);
    }
    HMI_TRY(hmi_folder_list(arena, path, &names, &count));
    /* backwards: the mark of a folder that is being filled, whose name begins
     * with a dot, goes last, so that what is left can be told */
    for (int32_t i = count - 1; i >= 0; i--) {
        char *inner = hmi_path_join(arena, path, names[i]);
        if (inner == NULL) {
            return HM_ERR_MEMORY;
        }
        HMI_TRY(remove_below(arena, inner, depth + 1));
    }
    return rmdir(path) == 0 ? HM_OK : io_error(arena->ctx, "remove", path);
}

hm_status hmi_path_remove(hm_context *ctx, const char *path)
{
    hmi_arena arena;
    hmi_arena_init(&arena, ctx);
    hm_status status = remove_below(&arena, path, 0);
    hmi_arena_clear(&arena);
    return status;
}

char *hmi_path_resolve(hmi_arena *arena, const char *path)
{
    struct stat info;
    if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode)) {
        char real[PATH_MAX];
        if (realpath(path, real) != NULL) {
            return hmi_arena_text(arena, real, strlen(real));
        }
    }
    return hmi_arena_text(arena, path, strlen(path));
}
