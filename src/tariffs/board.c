// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * board.c - points of a game: rates to equilibrium to payoffs to gradients.
 *
 * Invariant: `at` and `shock` belong to the point tried last; gradients are of
 * the point bound last, which is that one.
 */
#include "tariffs/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const double hmi_point_tolerance = 1e-12;

/* Sweeps of a warm solve for which the plain map was too slow. */
enum { SLOW_SOLVE = 45 };

static const double *background_of(const hmi_board *board, int32_t kind)
{
    const double *level = kind == HMI_TARIFF ? board->background.tariff
                                             : board->background.export_tax;
    const double *base =
        kind == HMI_TARIFF ? board->base->tariff : board->base->export_tax;
    return level == NULL ? base : level;
}

/* Room for the rates of a kind, at the levels of departure. Export taxes
 * that nobody sets and nobody levies have none. */
static hm_status make_rates(hmi_board *board, int32_t kind)
{
    const double *from = background_of(board, kind);
    bool used = kind == HMI_TARIFF || from != NULL;
    for (int32_t v = 0; v < board->x->count; v++) {
        used = used || board->x->items[v].kind == kind;
    }
    if (!used) {
        return HM_OK;
    }
    board->rate[kind] = HMI_ARRAY(board->ctx, double, board->flows);
    if (board->rate[kind] == NULL) {
        return HM_ERR_MEMORY;
    }
    if (from != NULL) {
        memcpy(board->rate[kind], from, board->flows * sizeof(double));
    }
    return HM_OK;
}

static hm_status make_arrays(hmi_board *board)
{
    hm_context *ctx = board->ctx;
    int32_t R = board->x->R;
    board->border = HMI_ARRAY(ctx, double, board->flows);
    board->payoff = HMI_ARRAY(ctx, double, R);
    board->payoff_base = HMI_ARRAY(ctx, double, R);
    board->coefficient = HMI_ARRAY(ctx, double, R);
    board->gradient = HMI_ARRAY(ctx, double, board->x->count);
    board->curvature = HMI_ARRAY(ctx, double, board->x->count);
    board->size = HMI_ARRAY(ctx, double, board->x->count);
    if (board->border == NULL || board->payoff == NULL ||
        board->payoff_base == NULL || board->coefficient == NULL ||
        board->gradient == NULL || board->curvature == NULL ||
        board->size == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t r = 0; r < R; r++) {
        board->payoff_base[r] = hmi_payoff_base(board, r);
    }
    HMI_TRY(make_rates(board, HMI_TARIFF));
    return make_rates(board, HMI_EXPORT_TAX);
}

/* Room for `count` adjoints side by side. */
static hm_status make_lanes(hmi_board *board, int32_t count)
{
    while (board->n_lanes < count) {
        hmi_lane *lane = &board->lane[board->n_lanes];
        if (lane->goal == NULL) {
            HMI_TRY(hm_objective_create(board->ctx, board->economy, false,
                                        &lane->goal));
        }
        double **room[] = {&lane->d_cost, &lane->d_rate[HMI_TARIFF],
                           &lane->d_rate[HMI_EXPORT_TAX]};
        for (int32_t k = 0; k < 1 + HMI_KINDS; k++) {
            bool used = k == 0 || board->rate[k - 1] != NULL;
            if (used && *room[k] == NULL) {
                *room[k] = HMI_ARRAY(board->ctx, double, board->flows);
            }
            if (used && *room[k] == NULL) {
                return HM_ERR_MEMORY;
            }
        }
        board->n_lanes++;
    }
    return HM_OK;
}

hm_status hmi_board_create(hm_context *ctx, const hm_tariff_view *view,
                           const hmi_instruments *x, const hm_shock *shock,
                           hmi_board **out)
{
    hm_status status = HM_OK;
    hm_solver_settings settings = view->settings;
    hmi_board *board = HMI_NEW(ctx, hmi_board);
    *out = NULL;
    if (board == NULL) {
        return HM_ERR_MEMORY;
    }
    settings.tolerance = fmin(settings.tolerance, hmi_point_tolerance);
    board->ctx = ctx;
    board->economy = view->base;
    board->base = hm_economy_data(view->base);
    board->x = x;
    board->flows = (size_t)board->base->n_sectors *
                   (size_t)board->base->n_countries *
                   (size_t)board->base->n_countries;
    if (shock != NULL) {
        board->background = *hm_shock_data(shock);
    }
    HMI_GOTO(status, make_arrays(board));
    HMI_GOTO(status, hm_solver_create(ctx, view->base, view->closure, &settings,
                                      &board->solver));
    HMI_GOTO(status, hm_solution_create(ctx, view->base, &board->at));
    HMI_GOTO(status, hm_solution_create(ctx, view->base, &board->kept));
    HMI_GOTO(status, hm_sensitivity_create(ctx, view->base, view->closure,
                                           &board->sensitivity));
    HMI_GOTO(status, make_lanes(board, 1));
    *out = board;
    return HM_OK;
out:
    hmi_board_free(board);
    return status;
}

void hmi_board_free(hmi_board *board)
{
    if (board == NULL) {
        return;
    }
    hm_context *ctx = board->ctx;
    for (int32_t k = 0; k < HMI_LANES; k++) {
        hm_objective_free(ctx, board->lane[k].goal);
        hmi_free(ctx, board->lane[k].d_rate[HMI_TARIFF]);
        hmi_free(ctx, board->lane[k].d_rate[HMI_EXPORT_TAX]);
        hmi_free(ctx, board->lane[k].d_cost);
    }
    hm_sensitivity_free(board->sensitivity);
    hm_solution_free(board->kept);
    hm_solution_free(board->at);
    hm_solver_free(board->solver);
    hm_shock_free(board->shock);
    for (int32_t k = 0; k < HMI_KINDS; k++) {
        hmi_free(ctx, board->rate[k]);
    }
    hmi_free(ctx, board->border);
    hmi_free(ctx, board->payoff);
    hmi_free(ctx, board->payoff_base);
    hmi_free(ctx, board->coefficient);
    hmi_free(ctx, board->gradient);
    hmi_free(ctx, board->curvature);
    hmi_free(ctx, board->size);
    hmi_free(ctx, board);
}

/* Tied flows whose levels differ are read as their mean. */
void hmi_board_read(const hmi_board *board, double *u)
{
    for (int32_t v = 0; v < board->x->count; v++) {
        const hmi_variable *variable = &board->x->items[v];
        const size_t *flow = board->x->flow + variable->first;
        double sum = 0.0;
        for (size_t k = 0; k < variable->count; k++) {
            sum += hmi_ln(1.0 + board->rate[variable->kind][flow[k]]);
        }
        double mean = sum / (double)variable->count;
        u[v] = fmin(fmax(mean, board->x->low[v]), board->x->high[v]);
    }
}

static void put(hmi_board *board, const double *u)
{
    for (int32_t v = 0; v < board->x->count; v++) {
        const hmi_variable *variable = &board->x->items[v];
        const size_t *flow = board->x->flow + variable->first;
        double rate = hmi_exp(u[v]) - 1.0;
        for (size_t k = 0; k < variable->count; k++) {
            board->rate[variable->kind][flow[k]] = rate;
        }
    }
}

/*
 * Which gear to begin the next solve with: Newton's where the plain map just
 * failed, the plain one again where Newton's had little to do. What the counts
 * say depends on the points tried alone.
 */
static void choose_gear(hmi_board *board, int32_t iterations)
{
    if (board->newton) {
        board->newton = iterations > 2 && iterations < SLOW_SOLVE;
    } else {
        board->newton = iterations >= SLOW_SOLVE;
    }
    hm_solver_newton_first(board->solver, board->newton);
}

hm_status hmi_board_try(hmi_board *board, const double *u, bool *ok)
{
    hm_shock_arrays arrays = board->background;
    *ok = false;
    put(board, u);
    arrays.tariff = board->rate[HMI_TARIFF];
    arrays.export_tax = board->rate[HMI_EXPORT_TAX];
    hm_shock_free(board->shock);
    HMI_TRY(hm_shock_from_arrays(board->ctx, board->economy, &arrays,
                                 &board->shock));
    HMI_TRY(hm_solver_solve(board->solver, board->shock,
                            board->warm ? board->kept : NULL, board->at));
    const hm_certificate *seen = hm_solution_certificate(board->at);
    board->solves++;
    board->sweeps += seen->iterations;
    choose_gear(board, seen->iterations);
    if (seen->outcome != HM_CONVERGED) {
        (void)snprintf(board->why, sizeof board->why, "%s", seen->reason);
        return HM_OK;
    }
    for (int32_t r = 0; r < board->x->R; r++) {
        board->payoff[r] = hmi_payoff(board, r, hm_solution_data(board->at));
    }
    *ok = true;
    return HM_OK;
}

void hmi_board_keep(hmi_board *board)
{
    hm_solution_set(board->kept, hm_solution_data(board->at));
    board->warm = true;
}

void hmi_board_forget(hmi_board *board)
{
    board->warm = false;
    board->newton = false;
    hm_solver_newton_first(board->solver, false);
}

hm_status hmi_board_bind(hmi_board *board)
{
    size_t N = (size_t)board->base->n_countries;
    size_t J = (size_t)board->base->n_sectors;
    const double *spending = hm_solution_data(board->at)->expenditure;
    hm_solution_shares(board->economy, board->shock, board->at, board->border);
    for (size_t f = 0; f < board->flows; f++) {
        board->border[f] *= spending[f / N % N * J + f / N / N] /
                            (1.0 + board->rate[HMI_TARIFF][f]);
    }
    return hm_sensitivity_at(board->sensitivity, board->shock, board->at);
}

/* Gradient and curvature of one variable from those of its flows. */
static void collect(hmi_board *board, const hmi_lane *lane, int32_t v)
{
    const hmi_variable *variable = &board->x->items[v];
    const size_t *flow = board->x->flow + variable->first;
    const double *rate = board->rate[variable->kind];
    const double *d_rate = lane->d_rate[variable->kind];
    size_t block =
        (size_t)board->base->n_countries * (size_t)board->base->n_countries;
    double gradient = 0.0;
    double curvature = 0.0;
    double size = 0.0;
    for (size_t k = 0; k < variable->count; k++) {
        size_t f = flow[k];
        double g = (1.0 + rate[f]) * d_rate[f];
        double factor = 1.0 + board->base->theta[f / block];
        gradient += g;
        curvature += factor * (g - lane->d_cost[f]);
        size += factor * board->border[f];
    }
    board->gradient[v] = gradient;
    board->curvature[v] = curvature;
    board->size[v] = size / hm_solution_data(board->at)
                                ->income[board->x->country[variable->player]];
}

/* Fill a lane with sum_r coefficient[r] payoff[r]. */
static hm_status aim(const hmi_board *board, const double *coefficient,
                     const hmi_lane *lane, hm_gradient *wanted)
{
    hm_objective_clear(board->economy, lane->goal);
    for (int32_t r = 0; r < board->x->R; r++) {
        double c = coefficient[r];
        if (c < 0.0 || c > 0.0) {
            HMI_TRY(hmi_payoff_partials(board, r, c, lane->goal));
        }
    }
    *wanted = (hm_gradient){.tariff = lane->d_rate[HMI_TARIFF],
                            .export_tax = lane->d_rate[HMI_EXPORT_TAX],
                            .ln_cost = lane->d_cost};
    return HM_OK;
}

/* The adjoints of the first `count` lanes, which are filled. */
static hm_status adjoints(hmi_board *board, int32_t count, hm_gradient *wanted,
                          bool *ok)
{
    const hm_objective *goals[HMI_LANES];
    hm_gradient *gradients[HMI_LANES];
    *ok = false;
    for (int32_t k = 0; k < count; k++) {
        goals[k] = board->lane[k].goal;
        gradients[k] = &wanted[k];
    }
    hm_status status =
        hm_sensitivity_adjoints(board->sensitivity, count, goals, gradients);
    board->adjoints += count;
    if (status == HM_ERR_LIMIT) {
        (void)snprintf(board->why, sizeof board->why, "%s",
                       hm_context_message(board->ctx));
        return HM_OK;
    }
    *ok = status == HM_OK;
    return status;
}

hm_status hmi_board_gradient(hmi_board *board, int32_t from, int32_t to,
                             bool *ok)
{
    hm_gradient wanted = {.tariff = NULL};
    HMI_TRY(aim(board, board->coefficient, &board->lane[0], &wanted));
    HMI_TRY(adjoints(board, 1, &wanted, ok));
    for (int32_t v = from; v < to && *ok; v++) {
        collect(board, &board->lane[0], v);
    }
    return HM_OK;
}

hm_status hmi_board_gradients(hmi_board *board, int32_t first, int32_t count,
                              const double *coefficient, bool *ok)
{
    hm_gradient wanted[HMI_LANES] = {{.tariff = NULL}};
    const hmi_instruments *x = board->x;
    HMI_TRY(make_lanes(board, count));
    for (int32_t k = 0; k < count; k++) {
        HMI_TRY(aim(board, coefficient + (size_t)k * (size_t)x->R,
                    &board->lane[k], &wanted[k]));
    }
    HMI_TRY(adjoints(board, count, wanted, ok));
    for (int32_t k = 0; k < count && *ok; k++) {
        for (int32_t v = x->start[first + k]; v < x->start[first + k + 1];
             v++) {
            collect(board, &board->lane[k], v);
        }
    }
    return HM_OK;
}

double hmi_board_least(const hmi_board *board, int32_t v, const double *weight)
{
    const hmi_instruments *x = board->x;
    int32_t owner = x->items[v].player;
    double own = board->base->income[x->country[owner]];
    double most = 0.0;
    for (int32_t r = 0; r < x->R; r++) {
        double reach = fmin(1.0, own / board->base->income[x->country[r]]);
        most = fmax(most, fabs(weight[r]) * reach);
    }
    return board->size[v] * most;
}
