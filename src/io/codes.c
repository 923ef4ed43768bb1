// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * codes.c - country and sector codes: what they look like, and a hash table
 * from code to index, because a big table looks up 200,000 of them.
 */
#include "io/internal.h"

#include <string.h>

/* FNV-1a, 32 bits. */
static uint32_t hash(const char *text, size_t size)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < size; i++) {
        h = (h ^ (uint32_t)(unsigned char)text[i]) * 16777619u;
    }
    return h;
}

hm_status hmi_codes_init(hmi_arena *arena, const char *const *codes,
                         int32_t count, hmi_codes *out)
{
    uint32_t slots = 16;
    while (slots < 4 * (uint32_t)count) {
        slots *= 2;
    }
    out->codes = codes;
    out->count = count;
    out->mask = slots - 1;
    out->slots = HMI_KEEP(arena, int32_t, slots);
    if (out->slots == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t i = 0; i < count; i++) {
        uint32_t at = hash(codes[i], strlen(codes[i])) & out->mask;
        while (out->slots[at] != 0) {
            at = (at + 1) & out->mask;
        }
        out->slots[at] = i + 1;
    }
    return HM_OK;
}

int32_t hmi_codes_find(const hmi_codes *codes, const char *text, size_t size)
{
    uint32_t at = hash(text, size) & codes->mask;
    while (codes->slots[at] != 0) {
        int32_t index = codes->slots[at] - 1;
        const char *code = codes->codes[index];
        if (strncmp(code, text, size) == 0 && code[size] == '\0') {
            return index;
        }
        at = (at + 1) & codes->mask;
    }
    return -1;
}

/* Codes that were withdrawn or are in use beside ISO 3166. */
static const char *const older_codes[][2] = {
    {"ROM", "ROU"}, {"ZAR", "COD"}, {"KSV", "XKX"},
    {"XKV", "XKX"}, {"WBG", "PSE"},
};

bool hmi_country_code(const char *text, size_t size, char out[16])
{
    if (size == 0 || size > 15) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        out[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    out[size] = '\0';
    for (size_t i = 0; i < sizeof older_codes / sizeof older_codes[0]; i++) {
        if (strcmp(out, older_codes[i][0]) == 0) {
            memcpy(out, older_codes[i][1], 4);
        }
    }
    return true;
}

bool hmi_is_country_code(const char *code)
{
    size_t length = strlen(code);
    if (length == 0 || length > 12 || code[0] < 'A' || code[0] > 'Z') {
        return false;
    }
    for (size_t i = 1; i < length; i++) {
        char c = code[i];
        bool good =
            (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!good) {
            return false;
        }
    }
    return true;
}

bool hmi_is_sector_code(const char *code)
{
    size_t length = strlen(code);
    bool letter = (code[0] >= 'a' && code[0] <= 'z') ||
                  (code[0] >= 'A' && code[0] <= 'Z');
    if (!letter || length > 32) {
        return false;
    }
    for (size_t i = 1; i < length; i++) {
        char c = code[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_';
        if (!good) {
            return false;
        }
    }
    return true;
}
