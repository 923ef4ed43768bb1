// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * recipe_fuzz.c - any bytes as the files of a recipe: a map, a description,
 * an elasticity set, and the folder of a country to be carved out. A line
 * "%%%NAME" begins the file NAME; other names are left out.
 */
#include "folder.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES = 10 };
static const char *const names[FILES] = {
    "map.csv",      "economy.yaml",   "elasticities/x.csv", "partners.csv",
    "donors.csv",   "export_mix.csv", "import_mix.csv",     "extra_flows.csv",
    "accounts.csv", "output.csv"};
static const char *const countries[] = {"AAA", "BBB", "CCC"};
static const char *const sectors[] = {"farm", "mine"};
static const hm_labels labels = {.n_countries = 3,
                                 .country_codes = countries,
                                 .n_sectors = 2,
                                 .sector_codes = sectors};

static void write_files(const uint8_t *data, size_t size)
{
    fuzz_folder folder;
    fuzz_folder_split(&folder, data, size);
    for (int32_t f = 0; f < FILES; f++) {
        const hm_file *file = fuzz_folder_find(&folder, names[f]);
        (void)fuzz_folder_write(names[f], file == NULL ? NULL : file->bytes,
                                file == NULL ? 0 : file->size);
    }
}

static void read_all(hm_recipe *recipe)
{
    char path[512];
    hm_map map;
    hm_about about;
    hm_carve carve;
    const hm_elasticities *const *sets = NULL;
    int32_t count = 0;
    const char *root = fuzz_folder_path();
    (void)snprintf(path, sizeof path, "%s/map.csv", root);
    (void)!hm_recipe_map(recipe, path, &map);
    (void)snprintf(path, sizeof path, "%s/map.csv:a:b", root);
    (void)!hm_recipe_map(recipe, path, &map);
    (void)snprintf(path, sizeof path, "%s/economy.yaml", root);
    (void)!hm_recipe_about(recipe, path, &about);
    (void)snprintf(path, sizeof path, "%s/elasticities", root);
    (void)!hm_recipe_sets(recipe, path, &labels, &sets, &count);
    (void)!hm_recipe_carve(recipe, root, &labels, "gdp", &carve);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hm_recipe *recipe = NULL;
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    write_files(data, size);
    if (hm_recipe_create(ctx, &recipe) == HM_OK) {
        read_all(recipe);
    }
    hm_recipe_free(recipe);
    hm_context_free(ctx);
    return 0;
}
