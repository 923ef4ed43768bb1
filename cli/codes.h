// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * codes.h - the tables that `hirschman codes` looks in.
 */
#ifndef HIRSCHMAN_CLI_CODES_H
#define HIRSCHMAN_CLI_CODES_H

#include "cli.h"

typedef struct cli_country {
    const char *alpha2, *alpha3; /* ISO 3166-1; alpha2 "" when there is none */
    int32_t number;              /* 0: none */
    const char *name;
} cli_country;

/* A code or name in use beside ISO 3166 and what it stands for. */
typedef struct cli_alias {
    const char *text, *alpha3, *note;
} cli_alias;

/* A division of ISIC Rev. 4 and the letter of its section. */
typedef struct cli_division {
    char section;
    int32_t number;
    const char *name;
} cli_division;

extern const cli_country cli_countries[];
extern const int32_t cli_n_countries;
extern const cli_alias cli_aliases[];
extern const int32_t cli_n_aliases;
extern const cli_division cli_divisions[];
extern const int32_t cli_n_divisions;

#endif
