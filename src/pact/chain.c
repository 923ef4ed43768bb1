// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * chain.c - being known as someone who pays: the chain store (B37).
 *
 * Selten 1978; Kreps and Wilson 1982. With n hagglers left and a belief p
 * that the payer never pays, the haggler asks iff p < b^n; a weak payer
 * refuses to keep the belief at b^(n-1). Powers are compared in logs, with a
 * slack, because the path runs along equality.
 */
#include "pact/internal.h"

#include <math.h>
#include <string.h>

static const double log_slack = 1e-12;

enum { MAX_HAGGLERS = 100000 };

static hm_status chain_check(hm_context *ctx, const hm_chain *chain)
{
    if (!(chain->a > 1.0) || isinf(chain->a) || !(chain->b > 0.0) ||
        !(chain->b < 1.0) || !(chain->prior > 0.0) || !(chain->prior < 1.0) ||
        chain->hagglers < 1 || chain->hagglers > MAX_HAGGLERS) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "chain store: a %g, b %g, prior %g, %d hagglers; "
                        "expected a above 1, b and prior between 0 and 1, 1 "
                        "to %d hagglers",
                        chain->a, chain->b, chain->prior, (int)chain->hagglers,
                        MAX_HAGGLERS);
    }
    return HM_OK;
}

/* b^n; 0 once it is too small to matter. */
static double power(double b, int32_t n)
{
    return hmi_exp((double)n * hmi_ln(b));
}

/* -1, 0 or 1 as the belief is below, at or above b^n. */
static int compare(double belief, double b, int32_t n)
{
    double gap = hmi_ln(belief) - (double)n * hmi_ln(b);
    return gap > log_slack ? 1 : gap < -log_slack ? -1 : 0;
}

static hm_chain_stage stage_of(const hm_chain *chain, int32_t left,
                               double belief)
{
    hm_chain_stage s = {1.0, 0.0, 0.0};
    if (!(belief > 0.0)) {
        return s; /* known to pay */
    }
    int where = compare(belief, chain->b, left);
    s.asks = where > 0 ? 0.0 : where < 0 ? 1.0 : 1.0 - 1.0 / chain->a;
    double next = power(chain->b, left - 1);
    if (left > 1) {
        s.refuses = compare(belief, chain->b, left - 1) >= 0
                        ? 1.0
                        : belief * (1.0 - next) / ((1.0 - belief) * next);
    }
    s.refused_to = fmax(next, belief);
    return s;
}

hm_status hm_chain_at(hm_context *ctx, const hm_chain *chain, int32_t left,
                      double belief, hm_chain_stage *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(chain_check(ctx, chain));
    HMI_TRY(hmi_range(ctx, "belief", belief, 0.0, 1.0));
    if (left < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "%d hagglers left; expected 1 or more", (int)left);
    }
    *out = stage_of(chain, left, belief);
    return HM_OK;
}

/* A weak payer who is asked expects 0, whether he pays or mixes; a haggler
 * who stays out gives a. After one who stayed out at equality the next asks. */
hm_status hm_chain_evaluate(hm_context *ctx, const hm_chain *chain,
                            hm_chain_value *out)
{
    memset(out, 0, sizeof *out);
    HMI_TRY(chain_check(ctx, chain));
    out->nobody_above = hmi_ln(chain->prior) / hmi_ln(chain->b);
    for (int32_t left = chain->hagglers; left >= 1; left--) {
        hm_chain_stage s = stage_of(chain, left, chain->prior);
        out->value += (1.0 - s.asks) * chain->a;
        if (s.asks > 0.0) {
            break;
        }
    }
    out->doctrine = out->value; /* at p = 0 everybody asks and is paid: 0 */
    return HM_OK;
}

hm_status hm_chain_table(hm_context *ctx, const hm_chain *chain, hm_table **out)
{
    static const char *const columns[] = {"left", "belief", "asks",
                                          "weak_refuses", "belief_refused"};
    hm_status status = HM_OK;
    hm_table *table = NULL;
    double belief = chain->prior;
    *out = NULL;
    HMI_TRY(chain_check(ctx, chain));
    HMI_TRY(hmi_table_of(ctx, "precedent_chain", columns, 5, &table));
    for (int32_t left = chain->hagglers; left >= 1; left--) {
        hm_chain_stage s = stage_of(chain, left, belief);
        HMI_GOTO(status, hm_table_add_row(table));
        hm_table_set_number(table, 0, (double)left);
        hm_table_set_number(table, 1, belief);
        hm_table_set_number(table, 2, s.asks);
        hm_table_set_number(table, 3, s.refuses);
        hm_table_set_number(table, 4, s.refused_to);
        belief = s.asks > 0.0 ? s.refused_to : belief;
    }
    *out = table;
    table = NULL;
out:
    hm_table_free(table);
    return status;
}
