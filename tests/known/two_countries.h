// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * two_countries.h - the economy of MODEL.md 7.4, where sanctions and
 * concessions have closed forms: H = C00 buys from F = C01, one good, labour,
 * no tariffs.
 */
#ifndef HM_TEST_TWO_COUNTRIES_H
#define HM_TEST_TWO_COUNTRIES_H

#include "solved.h"

#include <string.h>

static inline hm_economy *two_countries(hm_context *ctx)
{
    static const double pi[4] = {.8, .2, .05, .95};
    static const int32_t owner[2] = {0, 1};
    model m = model_new(2, 1, 2);
    memcpy(m.pi, pi, sizeof pi);
    memcpy(m.owner, owner, sizeof owner);
    m.theta[0] = m.home[0] = 5;
    m.wL[0] = m.X[0] = 1;
    m.wL[1] = m.X[1] = 4;
    m.v[0] = m.v[1] = m.alpha[0] = m.alpha[1] = 1.0;
    hm_economy *economy = economy_of(ctx, &m, HM_CLOSURE_ZERO);
    model_free(&m);
    return economy;
}

#endif
