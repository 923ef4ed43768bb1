// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * json.c - JSON text, built call by call and indented (RFC 8259).
 *
 * Errors stick and are reported by hm_json_finish. NaN and infinities become
 * null, as "not available" does everywhere.
 */
#include "io/internal.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct hm_json {
    hm_context *ctx;
    hmi_text text;
    char closer[HMI_MAX_DEPTH];
    bool any[HMI_MAX_DEPTH]; /* has this level an entry? */
    int32_t depth;
};

hm_status hm_json_create(hm_context *ctx, hm_json **out)
{
    *out = HMI_NEW(ctx, hm_json);
    if (*out == NULL) {
        return HM_ERR_MEMORY;
    }
    (*out)->ctx = ctx;
    hmi_text_init(&(*out)->text, ctx);
    return HM_OK;
}

void hm_json_free(hm_json *json)
{
    if (json != NULL) {
        hmi_text_clear(&json->text);
        hmi_free(json->ctx, json);
    }
}

static void indent(hm_json *json)
{
    hmi_text_add(&json->text, "\n");
    for (int32_t i = 0; i < json->depth; i++) {
        hmi_text_add(&json->text, "  ");
    }
}

static void quoted(hmi_text *text, const char *value)
{
    const char *plain = value;
    hmi_text_append(text, "\"", 1);
    for (const char *at = value; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;
        if (c >= 0x20u && c != '"' && c != '\\' && c != 0x7fu) {
            continue;
        }
        hmi_text_append(text, plain, (size_t)(at - plain));
        plain = at + 1;
        if (c == '"' || c == '\\') {
            hmi_text_addf(text, "\\%c", c);
        } else if (c == '\n') {
            hmi_text_add(text, "\\n");
        } else {
            hmi_text_addf(text, "\\u%04x", (unsigned)c);
        }
    }
    hmi_text_add(text, plain);
    hmi_text_append(text, "\"", 1);
}

/* Comma, line, and the key of a new entry. */
static void entry(hm_json *json, const char *key)
{
    if (json->depth > 0) {
        bool *any = &json->any[json->depth - 1];
        assert((key != NULL) == (json->closer[json->depth - 1] == '}'));
        if (*any) {
            hmi_text_append(&json->text, ",", 1);
        }
        *any = true;
        indent(json);
    }
    if (key != NULL) {
        quoted(&json->text, key);
        hmi_text_add(&json->text, ": ");
    }
}

static void open_level(hm_json *json, const char *key, char opener, char closer)
{
    entry(json, key);
    hmi_text_append(&json->text, &opener, 1);
    assert(json->depth < HMI_MAX_DEPTH);
    json->closer[json->depth] = closer;
    json->any[json->depth] = false;
    json->depth++;
}

void hm_json_open_map(hm_json *json, const char *key)
{
    open_level(json, key, '{', '}');
}

void hm_json_open_list(hm_json *json, const char *key)
{
    open_level(json, key, '[', ']');
}

void hm_json_close(hm_json *json)
{
    assert(json->depth > 0);
    json->depth--;
    if (json->any[json->depth]) {
        indent(json);
    }
    hmi_text_append(&json->text, &json->closer[json->depth], 1);
}

void hm_json_text(hm_json *json, const char *key, const char *value)
{
    entry(json, key);
    if (value == NULL) {
        hmi_text_add(&json->text, "null");
    } else {
        quoted(&json->text, value);
    }
}

void hm_json_number(hm_json *json, const char *key, double value)
{
    char number[HMI_NUMBER_SIZE] = "null";
    entry(json, key);
    if (isfinite(value)) {
        hmi_number_exact(value, number);
    }
    hmi_text_add(&json->text, number);
}

void hm_json_boolean(hm_json *json, const char *key, bool value)
{
    entry(json, key);
    hmi_text_add(&json->text, value ? "true" : "false");
}

hm_status hm_json_finish(hm_json *json, char **out)
{
    assert(json->depth == 0);
    hmi_text_add(&json->text, "\n");
    return hmi_text_take(&json->text, out);
}
