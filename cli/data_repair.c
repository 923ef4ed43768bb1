// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * data_repair.c - `hirschman data repair`: an economy whose accounts do not
 * close, mended by name (MODEL.md 1.9); what was touched is told, and stands in
 * the description of what is written.
 */
#include "data.h"

#include <stdlib.h>
#include <string.h>

/* Notes of reading are of repairs when they begin so. */
static const char *const repair_names[] = {"own_trade ", "negative_final ",
                                           "negative_value_added "};

static bool of_repair(const char *note)
{
    bool found = false;
    for (size_t r = 0; r < sizeof repair_names / sizeof *repair_names; r++) {
        found |= strncmp(note, repair_names[r], strlen(repair_names[r])) == 0;
    }
    return found;
}

/* "What it was. Repaired: ...; ..."; to free. NULL when nothing was mended. */
static char *repaired(const char *before, const hm_economy_folder *folder)
{
    bool bare = before == NULL || before[0] == '\0';
    char *text = NULL;
    for (int32_t i = 0; hm_economy_folder_note(folder, i)[0] != '\0'; i++) {
        const char *note = hm_economy_folder_note(folder, i);
        if (!of_repair(note)) {
            continue;
        }
        fprintf(stderr, "data repair: %s\n", note);
        char *longer = text != NULL
                           ? cli_text("%s; %s", text, note)
                           : cli_text("%s%sRepaired: %s", bare ? "" : before,
                                      bare ? "" : " ", note);
        free(text);
        text = longer;
    }
    return text;
}

int data_repair(data_job *j)
{
    const hm_repairs repairs = {
        .own_trade = data_option(j, "--own-trade") != NULL,
        .negative_final = data_option(j, "--negative-final") != NULL,
        .negative_value_added =
            data_option(j, "--negative-value-added") != NULL};
    if (!repairs.own_trade && !repairs.negative_final &&
        !repairs.negative_value_added) {
        return cli_fail(CLI_USAGE, "data repair: expected --own-trade, "
                                   "--negative-final, --negative-value-added "
                                   "or several of them");
    }
    hm_status status =
        hm_economy_read(j->ctx, data_positional(j), &repairs, &j->folder);
    if (status != HM_OK) {
        return data_failed(j, status);
    }
    const hm_economy *economy = hm_economy_folder_economy(j->folder);
    hm_labels labels = *hm_economy_labels(economy);
    char *description = repaired(labels.description, j->folder);
    if (description != NULL) {
        labels.description = description;
    } else {
        fprintf(stderr, "data repair: nothing had to be mended\n");
    }
    status =
        hm_economy_from_shares(j->ctx, &labels, hm_economy_data(economy),
                               hm_economy_elasticities(economy), &j->economy);
    free(description);
    return status == HM_OK ? -1 : data_failed(j, status);
}
