// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * settings.c - the trade-balance rule and the solver's settings, as data.
 *
 * The table HM_SOLVER_SETTINGS drives defaults and ranges; nothing is said
 * twice.
 */
#include "base/internal.h"

#include <hirschman/policy.h>

#include <string.h>

static const char *const closure_names[] = {"fixed", "scaled", "zero",
                                            "bilateral"};

const char *hm_closure_name(hm_closure closure)
{
    return closure_names[closure];
}

hm_status hm_closure_parse(const char *name, hm_closure *out)
{
    for (int i = 0; i < 4; i++) {
        if (strcmp(name, closure_names[i]) == 0) {
            *out = (hm_closure)i;
            return HM_OK;
        }
    }
    return HM_ERR_UNKNOWN;
}

hm_solver_settings hm_solver_settings_default(void)
{
    hm_solver_settings settings;
#define SETTING_DEFAULT(name, type, standard, low, high, unit, help)           \
    settings.name = (type)(standard);
    HM_SOLVER_SETTINGS(SETTING_DEFAULT)
#undef SETTING_DEFAULT
    return settings;
}

hm_status hm_solver_settings_check(hm_context *ctx,
                                   const hm_solver_settings *settings)
{
#define SETTING_CHECK(name, type, standard, low, high, unit, help)             \
    if (!((double)settings->name >= (double)(low)) ||                          \
        !((double)settings->name <= (double)(high))) {                         \
        return hmi_fail(ctx, HM_ERR_ARGUMENT,                                  \
                        "solver setting " #name " is %g; expected %g to %g",   \
                        (double)settings->name, (double)(low),                 \
                        (double)(high));                                       \
    }
    HM_SOLVER_SETTINGS(SETTING_CHECK)
#undef SETTING_CHECK
    return HM_OK;
}
