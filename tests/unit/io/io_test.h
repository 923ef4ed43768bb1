// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * io_test.h - a small valid economy as files in memory, with one file
 * replaced or added, and refusals as a table.
 */
#ifndef HM_IO_TEST_H
#define HM_IO_TEST_H

#include "hm_test.h"

#include <hirschman/io.h>

#include <string.h>

/* High-entropy numbers; every table but the optional ones. */
static const char *const toy_files[][2] = {
    {"economy.yaml", "name: toy\ndescription: three countries\nyear: 2014\n"
                     "unit: million USD\ncurrency: USD\nvaluation: basic\n"
                     "sources: [{name: made up, licence: CC0}]\n"},
    {"countries.csv", "country,name,group\nUSA,United States,G7;NAFTA\n"
                      "CHN,China,\nPRK,\"Korea, North\",\n"},
    {"sectors.csv", "sector,name,theta\nmining,Mining,5.37\n"
                    "steel,Steel,4.11\nhousing,Housing,\n"},
    {"trade.csv", "exporter,importer,sector,value\n"
                  "USA,USA,mining,101.25\nCHN,CHN,mining,83.5\n"
                  "PRK,PRK,mining,5.125\nUSA,USA,steel,207.75\n"
                  "CHN,CHN,steel,151.5\nPRK,PRK,steel,4.0625\n"
                  "CHN,USA,steel,20.5\nUSA,CHN,steel,10.25\n"
                  "PRK,CHN,mining,2.375\nCHN,PRK,steel,3.25\n"
                  "USA,USA,housing,90.5\nCHN,CHN,housing,60.25\n"
                  "PRK,PRK,housing,2.5\n"},
    {"tariffs.csv", "exporter,importer,sector,tariff_rate\n"
                    "CHN,USA,steel,0.2375\nUSA,CHN,steel,.11\n"},
    {"inputs.csv", "country,sector,input,share\nUSA,steel,mining,0.21\n"
                   "CHN,steel,mining,0.29\nPRK,steel,mining,0.27\n"},
};
enum { TOY_FILES = 6, TOY_MOST = 8 };

/* The toy with `name` replaced by `text` (NULL: taken out) or added. */
static inline int32_t toy_with(const char *name, const char *text,
                               hm_file files[TOY_MOST])
{
    int32_t count = 0;
    bool used = name == NULL;
    for (int32_t i = 0; i < TOY_FILES; i++) {
        bool same = name != NULL && strcmp(toy_files[i][0], name) == 0;
        const char *bytes = same ? text : toy_files[i][1];
        used = used || same;
        if (bytes != NULL) {
            files[count].name = toy_files[i][0];
            files[count].bytes = bytes;
            files[count++].size = strlen(bytes);
        }
    }
    if (!used && text != NULL) {
        files[count].name = name;
        files[count].bytes = text;
        files[count++].size = strlen(text);
    }
    return count;
}

static inline hm_context *new_context(void)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    return ctx;
}

/* Does any note contain `part`? */
static inline bool has_note(const hm_economy_folder *folder, const char *part)
{
    for (int32_t i = 0; hm_economy_folder_note(folder, i)[0] != '\0'; i++) {
        if (strstr(hm_economy_folder_note(folder, i), part) != NULL) {
            return true;
        }
    }
    return false;
}

#endif
