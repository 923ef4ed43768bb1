// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * text.c - growing texts, nearest names, numbers without a locale.
 */
#include "base/internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hmi_text_init(hmi_text *text, hm_context *ctx)
{
    memset(text, 0, sizeof *text);
    text->ctx = ctx;
}

void hmi_text_clear(hmi_text *text)
{
    hmi_free(text->ctx, text->data);
    hmi_text_init(text, text->ctx);
}

/* Room for `extra` more bytes and the final NUL. */
static bool reserve(hmi_text *text, size_t extra)
{
    if (text->status != HM_OK) {
        return false;
    }
    size_t needed = text->size + extra + 1;
    if (needed <= text->capacity) {
        return true;
    }
    size_t capacity = text->capacity < 128 ? 256 : text->capacity * 2;
    if (capacity < needed) {
        capacity = needed;
    }
    char *data = hmi_resize(text->ctx, text->data, capacity, 1);
    if (data == NULL) {
        text->status = HM_ERR_MEMORY;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

void hmi_text_append(hmi_text *text, const char *bytes, size_t count)
{
    if (reserve(text, count)) {
        if (count > 0) {
            memcpy(text->data + text->size, bytes, count);
        }
        text->size += count;
        text->data[text->size] = '\0';
    }
}

void hmi_text_add(hmi_text *text, const char *string)
{
    hmi_text_append(text, string, strlen(string));
}

void hmi_text_addf(hmi_text *text, const char *format, ...)
{
    va_list list;
    va_list again;
    va_start(list, format);
    va_copy(again, list);
    int count = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (count >= 0 && reserve(text, (size_t)count)) {
        (void)vsnprintf(text->data + text->size, (size_t)count + 1, format,
                        again);
        text->size += (size_t)count;
    }
    va_end(again);
}

hm_status hmi_text_take(hmi_text *text, char **out)
{
    *out = NULL;
    hmi_text_append(text, "", 0);
    if (text->status != HM_OK) {
        hm_status status = text->status;
        hmi_text_clear(text);
        return status;
    }
    *out = text->data;
    hmi_text_init(text, text->ctx);
    return HM_OK;
}

enum { NEAREST_MAX = 64 };

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Levenshtein distance, ignoring ASCII case, of names up to NEAREST_MAX. */
static int32_t edit_distance(const char *a, const char *b)
{
    size_t na = strlen(a);
    size_t nb = strlen(b);
    int32_t row[NEAREST_MAX + 1];
    if (na > NEAREST_MAX || nb > NEAREST_MAX) {
        return INT32_MAX;
    }
    for (size_t j = 0; j <= nb; j++) {
        row[j] = (int32_t)j;
    }
    for (size_t i = 1; i <= na; i++) {
        int32_t diagonal = row[0];
        row[0] = (int32_t)i;
        for (size_t j = 1; j <= nb; j++) {
            int32_t best =
                diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            best = best < row[j] + 1 ? best : row[j] + 1;
            best = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[nb];
}

int32_t hmi_nearest(const char *name, const char *const *candidates,
                    int32_t count)
{
    int32_t best = -1;
    int32_t best_distance = INT32_MAX;
    for (int32_t i = 0; i < count; i++) {
        int32_t distance = edit_distance(name, candidates[i]);
        if (distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    int32_t limit = (int32_t)(strlen(name) + 1) / 2;
    return best_distance <= limit ? best : -1;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Powers of ten that a double holds exactly. */
static const double exact_power[23] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

typedef struct decimal {
    uint64_t digits; /* the first 19 significant digits */
    int32_t exponent;
    bool truncated;
    bool any;
} decimal;

static const char *scan_digits(const char *at, const char *end, bool fraction,
                               decimal *value)
{
    for (; at < end && is_digit(*at); at++) {
        value->any = true;
        if (value->digits < 1000000000000000000u) {
            value->digits = value->digits * 10 + (uint64_t)(*at - '0');
            value->exponent -= fraction ? 1 : 0;
        } else {
            value->truncated = value->truncated || *at != '0';
            value->exponent += fraction ? 0 : 1;
        }
    }
    return at;
}

/* An exponent part, if there is one; false when it is malformed. */
static bool scan_exponent(const char **cursor, const char *end, decimal *value)
{
    const char *at = *cursor;
    if (at >= end || (*at != 'e' && *at != 'E')) {
        return true;
    }
    at++;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) {
        at++;
    }
    if (at >= end || !is_digit(*at)) {
        return false;
    }
    int32_t exponent = 0;
    for (; at < end && is_digit(*at); at++) {
        if (exponent < 100000) {
            exponent = exponent * 10 + (*at - '0');
        }
    }
    value->exponent += negative ? -exponent : exponent;
    *cursor = at;
    return true;
}

/* More digits than any midpoint between two doubles has. */
enum { MOST_DIGITS = 800 };

/*
 * The digits of [at, end) spelled again as an integer with an exponent, no
 * decimal point, so that a locale cannot touch what strtod reads. Digits past
 * MOST_DIGITS are one 1 if any is not zero.
 */
static double spelled_value(const char *at, const char *end, int32_t exponent)
{
    char spelled[MOST_DIGITS + 32];
    int32_t count = 0;
    int32_t beyond = 0;
    bool rest = false;
    for (; at < end && (is_digit(*at) || *at == '.'); at++) {
        if (*at == '.' || (count == 0 && *at == '0')) {
            continue;
        }
        if (count < MOST_DIGITS) {
            spelled[count++] = *at;
        } else {
            beyond++;
            rest = rest || *at != '0';
        }
    }
    int32_t first = count + beyond < 19 ? count + beyond : 19;
    exponent += first - count;
    if (rest) {
        spelled[count++] = '1';
        exponent--;
    }
    (void)snprintf(spelled + count, 32, "%se%ld", count == 0 ? "0" : "",
                   (long)exponent);
    return strtod(spelled, NULL);
}

/*
 * Correct rounding: digits below 2^53 with a small power of ten are exact
 * (Clinger 1990); everything else goes to strtod.
 */
static double decimal_value(const decimal *value, const char *at,
                            const char *end)
{
    if (!value->truncated && value->digits <= 9007199254740992u) {
        double digits = (double)value->digits;
        if (value->exponent >= 0 && value->exponent <= 22) {
            return digits * exact_power[value->exponent];
        }
        if (value->exponent < 0 && value->exponent >= -22) {
            return digits / exact_power[-value->exponent];
        }
    }
    return spelled_value(at, end, value->exponent);
}

bool hmi_parse_number(const char *text, const char *end, double *out)
{
    decimal value = {0, 0, false, false};
    const char *at = text;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) {
        at++;
    }
    const char *mantissa = at;
    at = scan_digits(at, end, false, &value);
    if (at < end && *at == '.') {
        at = scan_digits(at + 1, end, true, &value);
    }
    if (!value.any || !scan_exponent(&at, end, &value) || at != end) {
        return false;
    }
    double magnitude = decimal_value(&value, mantissa, end);
    if (!isfinite(magnitude)) {
        return false;
    }
    *out = negative ? -magnitude : magnitude;
    return true;
}
