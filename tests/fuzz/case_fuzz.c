// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * case_fuzz.c - any bytes as a case file, JSON when they begin with "{". What
 * follows a line "%%%" is the bulk table t.csv beside it.
 */
#include <hirschman/io.h>

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *find_divider(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + 4 <= size; i++) {
        if (memcmp(data + i, "%%%\n", 4) == 0) {
            return data + i;
        }
    }
    return data + size;
}

static void look_at(const hm_case *c)
{
    hm_closure closure;
    (void)hm_case_closure(c, &closure);
    for (int32_t s = 0; s < hm_case_scenarios(c); s++) {
        const hm_scenario *scenario = hm_case_scenario(c, s);
        for (int32_t m = 0; m < hm_scenario_size(scenario); m++) {
            (void)hm_scenario_measure(scenario, m);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hm_context *ctx = NULL;
    hm_case *c = NULL;
    const uint8_t *divider = find_divider(data, size);
    size_t head = (size_t)(divider - data);
    size_t rest = size - head;
    const char *name = head > 0 && data[0] == '{' ? "case.json" : "case.yaml";
    const hm_file files[] = {
        {name, data, head},
        {"t.csv", rest >= 4 ? divider + 4 : divider, rest >= 4 ? rest - 4 : 0},
    };
    if (hm_context_create(NULL, &ctx) != HM_OK) {
        return 0;
    }
    if (hm_case_read_memory(ctx, name, files, 2, &c) == HM_OK) {
        look_at(c);
    }
    hm_case_free(c);
    hm_context_free(ctx);
    return 0;
}
