// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * path.c - names of files and folders, taken apart and put together.
 *
 * Works on text alone; nothing here looks at a file system.
 */
#include "io/internal.h"

#include <string.h>

char *hmi_path_join(hmi_arena *arena, const char *folder, const char *name)
{
    size_t length = strlen(folder);
    if (length == 0 || name[0] == '/') {
        return hmi_arena_text(arena, name, strlen(name));
    }
    const char *between = folder[length - 1] == '/' ? "" : "/";
    return hmi_arena_format(arena, "%s%s%s", folder, between, name);
}

char *hmi_path_folder(hmi_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return hmi_arena_text(arena, "", 0);
    }
    size_t length = slash == path ? 1 : (size_t)(slash - path);
    return hmi_arena_text(arena, path, length);
}

const char *hmi_path_leaf(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

char *hmi_path_trim(hmi_arena *arena, const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return hmi_arena_text(arena, path, length);
}

bool hmi_ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t tail = strlen(end);
    return length >= tail && memcmp(text + length - tail, end, tail) == 0;
}

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

bool hmi_is_plain_name(const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || length > 64 || !is_alphanumeric(name[0])) {
        return false;
    }
    for (size_t i = 1; i < length; i++) {
        char c = name[i];
        if (!is_alphanumeric(c) && c != '.' && c != '_' && c != '-') {
            return false;
        }
    }
    return true;
}
