// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * club.c - participation linkage (B19): who joins, given who else does.
 *
 * The map from a set to those who want to be in it is iterated from the grand
 * coalition and from nobody; a set that maps to itself is stable.
 */
#include "games/internal.h"

#include <math.h>
#include <string.h>

/* Everybody who is at least as well off inside, given the others. */
static uint32_t wants_in(int32_t n, const double *payoff, uint32_t members)
{
    uint32_t next = 0;
    for (int32_t h = 0; h < n; h++) {
        uint32_t bit = UINT32_C(1) << h;
        size_t inside = (size_t)(members | bit) * (size_t)n + (size_t)h;
        size_t outside = (size_t)(members & ~bit) * (size_t)n + (size_t)h;
        next |= payoff[inside] >= payoff[outside] ? bit : 0;
    }
    return next;
}

/* 2^n steps visit every set: one more and the map cycles. */
static uint32_t iterate(int32_t n, const double *payoff, uint32_t start,
                        bool *settles)
{
    uint32_t at = start;
    *settles = false;
    for (int64_t step = 0; step <= INT64_C(1) << n; step++) {
        uint32_t next = wants_in(n, payoff, at);
        if (next == at) {
            *settles = true;
            break;
        }
        at = next;
    }
    return at;
}

hm_status hm_club_settle(hm_context *ctx, int32_t n, const double *payoff,
                         hm_club *out)
{
    memset(out, 0, sizeof *out);
    if (n < 1 || n > HM_PLAYERS_MAX) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "a club of %d players; expected 1 to %d", (int)n,
                        HM_PLAYERS_MAX);
    }
    uint32_t sets = UINT32_C(1) << n;
    for (size_t i = 0; i < (size_t)sets * (size_t)n; i++) {
        if (!isfinite(payoff[i])) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "club payoff of player %d in set %d is not a "
                            "number",
                            (int)(i % (size_t)n), (int)(i / (size_t)n));
        }
    }
    for (uint32_t set = 0; set < sets; set++) {
        out->n_stable += wants_in(n, payoff, set) == set ? 1 : 0;
    }
    out->from_all = iterate(n, payoff, sets - 1, &out->all_settles);
    out->from_none = iterate(n, payoff, 0, &out->none_settles);
    return HM_OK;
}
