// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * answer.c - one numbered solve: shock, equilibrium, verification, losses.
 *
 * A loss is positive when it hurts: base income times (1 - W^), with what a
 * country earns itself (T19b) and with all that it can spend (T19) apart. An
 * answer that the verifier does not confirm keeps NAN numbers and says why.
 *
 * Remnants stay open: data hold a few services that a country buys from one
 * partner alone, worth less than a millionth of its spending, without which
 * the model has no equilibrium. What is left open so is counted.
 */
#include "leverage/internal.h"

#include <stdio.h>
#include <string.h>

/* Everything that one solve needs, made once a call. */
typedef struct desk {
    hm_context *ctx;
    const hm_leverage_plan *plan;
    hm_solver *solver;
    double tolerance;
    double *level;   /* J N N phi, or N J productivity */
    double *share;   /* J N N */
    double *deficit; /* N */
    hm_solution *solution;
    hm_welfare *welfare;
} desk;

static size_t cell_of(const hm_leverage_plan *plan, int32_t j, int32_t n,
                      int32_t i)
{
    size_t N = (size_t)plan->N;
    return ((size_t)j * N + (size_t)n) * N + (size_t)i;
}

/* --- the shock ----------------------------------------------------------------- */

/* Is i one of those that n may not buy from any more? */
static bool is_closed(const hmi_cut *cut, int32_t n, int32_t i)
{
    bool found = cut->target >= 0 && n != cut->target && i == cut->target;
    for (int32_t m = 0; m < cut->count && !found; m++) {
        found = i == cut->members[m] && (cut->target < 0 || n == cut->target);
    }
    return found;
}

bool hmi_cut_remnant(const hm_leverage_plan *plan, const hmi_cut *cut,
                     int32_t n, int32_t j)
{
    enum { PARTS = 1000000 };
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    const double *spending = data->expenditure + (size_t)n * (size_t)plan->J;
    double all = 0.0;
    for (int32_t i = 0; i < plan->N; i++) {
        if (!is_closed(cut, n, i) &&
            data->share[cell_of(plan, j, n, i)] > 0.0) {
            return false;
        }
    }
    for (int32_t k = 0; k < plan->J; k++) {
        all += spending[k];
    }
    return spending[j] * PARTS < all;
}

/* Close the flow n <- i of good j, but for a remnant. */
static void close_flow(const desk *d, const hmi_cut *cut, hmi_answer *answer,
                       int32_t n, int32_t i, int32_t j)
{
    const hm_leverage_plan *plan = d->plan;
    size_t cell = cell_of(plan, j, n, i);
    if (!(hm_economy_data(plan->base)->share[cell] > 0.0)) {
        d->level[cell] = 0.0;
    } else if (hmi_cut_remnant(plan, cut, n, j)) {
        answer->left_open +=
            hmi_leverage_cell(hm_economy_data(plan->base), i, n, j);
    } else {
        d->level[cell] = cut->kind == HMI_CUT_ROUTE
                             ? hmi_route_phi(plan, cut, n, i, j)
                             : 0.0;
    }
}

static void close_links(const desk *d, const hmi_cut *cut, hmi_answer *answer)
{
    int32_t first = cut->sector < 0 ? 0 : cut->sector;
    int32_t last = cut->sector < 0 ? d->plan->J - 1 : cut->sector;
    for (int32_t m = 0; m < cut->count; m++) {
        int32_t s = cut->members[m];
        for (int32_t j = first; j <= last; j++) {
            if (cut->direction != HMI_IMPORTS) {
                close_flow(d, cut, answer, s, cut->target, j);
            }
            if (cut->direction != HMI_EXPORTS) {
                close_flow(d, cut, answer, cut->target, s, j);
            }
        }
    }
}

static void close_supply(const desk *d, const hmi_cut *cut, hmi_answer *answer)
{
    for (int32_t m = 0; m < cut->count; m++) {
        for (int32_t n = 0; n < d->plan->N; n++) {
            if (n != cut->members[m]) {
                close_flow(d, cut, answer, n, cut->members[m], cut->sector);
            }
        }
    }
}

/* Does anything still pass between the target and member s? */
static bool still_open(const desk *d, int32_t target, int32_t s)
{
    const double *share = hm_economy_data(d->plan->base)->share;
    for (int32_t j = 0; j < d->plan->J; j++) {
        size_t sold = cell_of(d->plan, j, s, target);
        size_t bought = cell_of(d->plan, j, target, s);
        if (d->level[sold] * share[sold] > 0.0 ||
            d->level[bought] * share[bought] > 0.0) {
            return true;
        }
    }
    return false;
}

/*
 * A member that bans trade also ends what it lent or owed through it (T18 B).
 * The solver does that where nothing passes; what travels on a detour is paid
 * to the country on the way, so that the link's deficit ends there as well,
 * and so it does beside a remnant.
 */
static void end_credit(desk *d, const hmi_cut *cut)
{
    const double *bilateral = hm_economy_data(d->plan->base)->bilateral_deficit;
    size_t N = (size_t)d->plan->N;
    size_t T = (size_t)cut->target;
    memset(d->deficit, 0, N * sizeof(double));
    for (int32_t m = 0; m < cut->count && bilateral != NULL; m++) {
        if (still_open(d, cut->target, cut->members[m])) {
            double lent = bilateral[T * N + (size_t)cut->members[m]];
            d->deficit[T] -= lent;
            d->deficit[cut->members[m]] += lent;
        }
    }
}

static hm_status make_shock(desk *d, const hmi_cut *cut, hmi_answer *answer,
                            hm_shock **out)
{
    const hm_leverage_plan *plan = d->plan;
    size_t N = (size_t)plan->N;
    size_t J = (size_t)plan->J;
    bool growth = cut->kind == HMI_CUT_GROWTH;
    size_t count = growth ? N * J : N * N * J;
    hm_shock_arrays arrays;
    memset(&arrays, 0, sizeof arrays);
    for (size_t x = 0; x < count; x++) {
        d->level[x] = 1.0;
    }
    if (growth) {
        for (size_t j = 0; j < J; j++) {
            d->level[(size_t)cut->members[0] * J + j] = cut->size;
        }
        arrays.productivity_hat = d->level;
    } else {
        if (cut->kind == HMI_CUT_SUPPLY) {
            close_supply(d, cut, answer);
        } else {
            close_links(d, cut, answer);
        }
        arrays.phi = d->level;
        if (cut->kind != HMI_CUT_SUPPLY && cut->direction == HMI_BOTH &&
            cut->sector < 0 && plan->closure == HM_CLOSURE_BILATERAL) {
            end_credit(d, cut);
            arrays.deficit_add = d->deficit;
        }
    }
    return hm_shock_from_arrays(d->ctx, plan->base, &arrays, out);
}

/* --- the answer -------------------------------------------------------------------- */

/* The target's border trade by partner after the shock (T2). */
static void partners(const desk *d, const hmi_cut *cut, const hm_shock *shock,
                     hmi_answer *answer)
{
    const hm_leverage_plan *plan = d->plan;
    const hm_economy_arrays *data = hm_economy_data(plan->base);
    const double *spending = hm_solution_data(d->solution)->expenditure;
    int32_t T = cut->target;
    hm_solution_shares(plan->base, shock, d->solution, d->share);
    for (int32_t b = 0; b < plan->N; b++) {
        answer->sold[b] = 0.0;
        answer->bought[b] = 0.0;
        for (int32_t j = 0; j < plan->J && b != T; j++) {
            size_t out = cell_of(plan, j, b, T);
            size_t in = cell_of(plan, j, T, b);
            double t_out = data->tariff == NULL ? 0.0 : data->tariff[out];
            double t_in = data->tariff == NULL ? 0.0 : data->tariff[in];
            answer->sold[b] +=
                d->share[out] *
                spending[(size_t)b * (size_t)plan->J + (size_t)j] /
                (1.0 + t_out);
            answer->bought[b] +=
                d->share[in] *
                spending[(size_t)T * (size_t)plan->J + (size_t)j] /
                (1.0 + t_in);
        }
    }
}

/* What the equations leave open is no loss: 0 where a change is smaller than
 * the verified residual. */
static double settled(double loss, double size, double residual)
{
    return fabs(loss) > residual * size ? loss : 0.0;
}

static void losses(const desk *d, hmi_answer *answer)
{
    const hm_welfare_arrays *w = hm_welfare_data(d->welfare);
    for (int32_t n = 0; n < d->plan->N; n++) {
        double earned = hmi_earned(d->plan, n);
        answer->domestic[n] =
            settled(earned * (1.0 - w->real_domestic_income_hat[n]), earned,
                    answer->residual);
        answer->income[n] = settled(-w->real_income_musd[n],
                                    hm_economy_data(d->plan->base)->income[n],
                                    answer->residual);
        answer->deficit[n] = w->deficit_cf[n] - w->deficit_base[n];
    }
}

/* Solve one cut and have it confirmed. */
static hm_status solve_one(desk *d, const hmi_cut *cut, hmi_answer *answer)
{
    hm_status status = HM_OK;
    hm_shock *shock = NULL;
    hm_verification seen;
    answer->confirmed = false;
    answer->left_open = 0.0;
    HMI_GOTO(status, make_shock(d, cut, answer, &shock));
    HMI_GOTO(status, hm_solver_solve(d->solver, shock, NULL, d->solution));
    const hm_certificate *found = hm_solution_certificate(d->solution);
    answer->outcome = found->outcome;
    (void)snprintf(answer->reason, sizeof answer->reason, "%s", found->reason);
    if (found->outcome != HM_CONVERGED) {
        goto out;
    }
    HMI_GOTO(status,
             hm_equilibrium_verify(d->ctx, d->plan->base, d->plan->closure,
                                   shock, d->solution, d->tolerance, &seen));
    answer->residual = seen.residual;
    if (!seen.confirmed) {
        (void)snprintf(answer->reason, sizeof answer->reason,
                       "the independent check did not confirm: %s",
                       seen.worst_equation);
        goto out;
    }
    HMI_GOTO(status, hm_welfare_evaluate(d->ctx, d->plan->base, shock,
                                         d->solution, d->welfare));
    losses(d, answer);
    if (cut->kind == HMI_CUT_LINK || cut->kind == HMI_CUT_ROUTE) {
        partners(d, cut, shock, answer);
    }
    answer->confirmed = true;
out:
    hm_shock_free(shock);
    return status;
}

/* --- half the bite ------------------------------------------------------------------ */

/* Loss of the target at ln chi = x over the full bite, less one half. */
static hm_status excess(desk *d, const hmi_cut *cut, double x, double bite,
                        hmi_answer *answer, double *out)
{
    hmi_cut at = *cut;
    at.kind = HMI_CUT_ROUTE;
    at.size = exp(x);
    *out = NAN;
    HMI_TRY(solve_one(d, &at, answer));
    if (answer->confirmed) {
        *out = answer->domestic[cut->target] / bite - 0.5;
    }
    return HM_OK;
}

/* Two evasion costs in logs around the one sought, and the excess there. */
typedef struct bracket {
    double low, high, below, above;
    int side; /* which end moved last */
} bracket;

/* Raise the upper end until more than half of the bite is left there. */
static hm_status widen(desk *d, const hmi_cut *cut, double bite,
                       hmi_answer *answer, bracket *b)
{
    enum { DOUBLINGS = 6 };
    HMI_TRY(excess(d, cut, b->high, bite, answer, &b->above));
    for (int32_t k = 0; k < DOUBLINGS && b->above < 0.0; k++) {
        b->low = b->high;
        b->below = b->above;
        b->high *= 2.0;
        HMI_TRY(excess(d, cut, b->high, bite, answer, &b->above));
    }
    return HM_OK;
}

/* False position; an end that stays twice counts half (Illinois). */
static void narrow(bracket *b, double x, double y)
{
    int side = y < 0.0 ? -1 : 1;
    if (side < 0) {
        b->low = x;
        b->below = y;
        b->above *= b->side == side ? 0.5 : 1.0;
    } else {
        b->high = x;
        b->above = y;
        b->below *= b->side == side ? 0.5 : 1.0;
    }
    b->side = side;
}

/*
 * The evasion cost at which transshipment leaves half of the loss (L15), to
 * 1e-8 of the loss. found stays NAN when even free evasion leaves more than
 * half, or when a solve on the way has no answer.
 */
static hm_status find_half(desk *d, const hmi_cut *cut, hmi_answer *answer)
{
    enum { STEPS = 60 };
    bracket b = {0.0, 0.5, NAN, NAN, 0};
    hmi_cut whole = *cut;
    whole.kind = HMI_CUT_LINK;
    HMI_TRY(solve_one(d, &whole, answer));
    double bite = answer->domestic[cut->target];
    if (!answer->confirmed || !(bite > 0.0)) {
        return HM_OK;
    }
    HMI_TRY(excess(d, cut, b.low, bite, answer, &b.below));
    if (!(b.below < 0.0)) {
        return HM_OK;
    }
    HMI_TRY(widen(d, cut, bite, answer, &b));
    for (int32_t k = 0; k < STEPS && b.above > 0.0; k++) {
        double x = (b.low * b.above - b.high * b.below) / (b.above - b.below);
        double y = NAN;
        HMI_TRY(excess(d, cut, x, bite, answer, &y));
        if (!(fabs(y) > 1e-8)) {
            answer->found = isnan(y) ? (double)NAN : exp(x);
            return HM_OK;
        }
        narrow(&b, x, y);
    }
    return HM_OK;
}

/* --- public ------------------------------------------------------------------------- */

static void desk_clear(desk *d)
{
    hmi_free(d->ctx, d->level);
    hmi_free(d->ctx, d->share);
    hmi_free(d->ctx, d->deficit);
    hm_solution_free(d->solution);
    hm_welfare_free(d->welfare);
}

hm_status hm_leverage_plan_solve(hm_context *ctx, hm_leverage_plan *plan,
                                 int32_t index, hm_solver *solver,
                                 double tolerance)
{
    hm_status status = HM_OK;
    size_t cells = (size_t)plan->N * (size_t)plan->N * (size_t)plan->J;
    desk d = {ctx, plan, solver, tolerance, NULL, NULL, NULL, NULL, NULL};
    if (index < 0 || index >= plan->n_cuts) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT,
                        "leverage: solve %d; expected 0 to %d", index,
                        plan->n_cuts - 1);
    }
    const hmi_cut *cut = &plan->cuts[index];
    d.level = HMI_ARRAY(ctx, double, cells);
    d.share = HMI_ARRAY(ctx, double, cells);
    d.deficit = HMI_ARRAY(ctx, double, plan->N);
    if (d.level == NULL || d.share == NULL || d.deficit == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    HMI_GOTO(status, hm_solution_create(ctx, plan->base, &d.solution));
    HMI_GOTO(status, hm_welfare_create(ctx, plan->base, &d.welfare));
    status = cut->kind == HMI_CUT_HALF
                 ? find_half(&d, cut, &plan->answers[index])
                 : solve_one(&d, cut, &plan->answers[index]);
out:
    desk_clear(&d);
    return status;
}

bool hm_leverage_plan_outcome(const hm_leverage_plan *plan, int32_t index,
                              hm_outcome *outcome, double *residual)
{
    const hmi_answer *answer = &plan->answers[index];
    *outcome = answer->outcome;
    *residual = answer->residual;
    return answer->confirmed;
}
