// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * number.c - doubles as decimal text, with "." whatever the locale says.
 *
 * The C library rounds correctly but may write the locale's decimal mark;
 * every byte that cannot stand in a number is therefore replaced by ".".
 */
#include "io/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void hmi_number_point(const char *raw, char out[HMI_NUMBER_SIZE])
{
    size_t size = 0;
    for (const char *at = raw; *at != '\0' && size + 1 < HMI_NUMBER_SIZE;
         at++) {
        bool plain = (*at >= '0' && *at <= '9') || *at == 'e' || *at == '-' ||
                     *at == '+';
        if (plain) {
            out[size++] = *at;
        } else if (size > 0 && out[size - 1] != '.') {
            out[size++] = '.';
        }
    }
    out[size] = '\0';
}

void hmi_number_format(double value, int digits, char out[HMI_NUMBER_SIZE])
{
    char raw[HMI_NUMBER_SIZE];
    if (value >= 0.0 && value <= 0.0) {
        memcpy(out, "0", 2); /* no "-0" */
        return;
    }
    (void)snprintf(raw, sizeof raw, "%.*g", digits, value);
    hmi_number_point(raw, out);
}

void hmi_number_exact(double value, char out[HMI_NUMBER_SIZE])
{
    for (int digits = 15; digits <= 17; digits++) {
        double back = NAN;
        hmi_number_format(value, digits, out);
        bool read = hmi_parse_number(out, out + strlen(out), &back);
        if (read && back >= value && back <= value) {
            return;
        }
    }
}
