// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * import_intern.c - distinct texts in the order in which they come, for codes
 * that are not known beforehand; and a bit a flow, to see one stand twice.
 */
#include "io/import.h"

#include <string.h>

enum { FIRST_SLOTS = 1024 };

static uint32_t slot_of(const hmi_intern *codes, const char *text, size_t size)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < size; i++) {
        h = (h ^ (uint32_t)(unsigned char)text[i]) * 16777619u;
    }
    uint32_t at = h & codes->mask;
    while (codes->slots[at] != 0) {
        const char *code = codes->texts[codes->slots[at] - 1];
        if (strncmp(code, text, size) == 0 && code[size] == '\0') {
            return at;
        }
        at = (at + 1) & codes->mask;
    }
    return at;
}

/* Twice the room, from the arena; the old room stays there until the end. */
static hm_status grow(hmi_intern *codes)
{
    uint32_t slots = codes->slots == NULL ? FIRST_SLOTS : 2 * (codes->mask + 1);
    int32_t *table = HMI_KEEP(codes->arena, int32_t, slots);
    const char **texts = HMI_KEEP(codes->arena, const char *, slots / 2);
    if (table == NULL || texts == NULL) {
        return HM_ERR_MEMORY;
    }
    if (codes->count > 0) {
        memcpy((void *)texts, (const void *)codes->texts,
               (size_t)codes->count * sizeof *texts);
    }
    codes->slots = table;
    codes->texts = texts;
    codes->mask = slots - 1;
    for (int32_t i = 0; i < codes->count; i++) {
        codes->slots[slot_of(codes, texts[i], strlen(texts[i]))] = i + 1;
    }
    return HM_OK;
}

hm_status hmi_intern_add(hmi_intern *codes, const char *text, size_t size,
                         int32_t *out)
{
    if (codes->slots == NULL || 2 * (uint32_t)codes->count >= codes->mask) {
        HMI_TRY(grow(codes));
    }
    uint32_t at = slot_of(codes, text, size);
    if (codes->slots[at] == 0) {
        char *copy = hmi_arena_text(codes->arena, text, size);
        if (copy == NULL) {
            return HM_ERR_MEMORY;
        }
        codes->texts[codes->count++] = copy;
        codes->slots[at] = codes->count;
    }
    *out = codes->slots[at] - 1;
    return HM_OK;
}

int32_t hmi_intern_find(const hmi_intern *codes, const char *text, size_t size)
{
    return codes->slots == NULL ? -1
                                : codes->slots[slot_of(codes, text, size)] - 1;
}

bool hmi_bits_set(unsigned char *bits, uint64_t index)
{
    unsigned char mask = (unsigned char)(1u << (index & 7u));
    bool was = (bits[index >> 3] & mask) != 0;
    bits[index >> 3] |= mask;
    return was;
}
