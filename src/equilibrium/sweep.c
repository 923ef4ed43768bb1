// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sweep.c - one evaluation of the whole system as a fixed-point map.
 *
 * State: ln w^ (F), ln P^ (N J), X' (N J) and, with scale effects, ln L^
 * (N J). From it: costs (T6), then sector by sector prices (T8, T9, T11),
 * shares (T10) and receipts (T13) with the sector's block in cache, then
 * incomes (T15), spending (T7, T12, T14) and factor markets (T16). Shares sum
 * to one at every iterate because they use the price of the same sweep.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

/* --- costs (T6) -------------------------------------------------------------- */

/* Cobb-Douglas sectors of country n: ln(Ac) = sum v ln w + sum a ln P. */
static void cost_cobb_douglas(hm_solver *solver, const hmi_rho_group *group,
                              int32_t n)
{
    const double *input =
        solver->input + (size_t)n * (size_t)solver->J * solver->input_stride;
    if (group->count == solver->J) {
        hmi_rows_add((size_t)solver->J, solver->input_stride, input,
                     solver->row_price, solver->row_cost);
        return;
    }
    for (int32_t j = 0; j < solver->J; j++) {
        const double *row = input + (size_t)j * solver->input_stride;
        for (int32_t g = 0; g < group->count; g++) {
            int32_t k = group->sectors[g];
            solver->row_cost[k] += row[k] * solver->row_price[j];
        }
    }
}

/* CES sectors of country n: sum a P^(1-rho); the factors are added later. */
static void cost_ces(hm_solver *solver, const hmi_rho_group *group, int32_t n)
{
    const double *input =
        solver->input + (size_t)n * (size_t)solver->J * solver->input_stride;
    for (int32_t j = 0; j < solver->J; j++) {
        solver->row_power[j] = group->power * solver->row_price[j];
    }
    hmi_exp_array((size_t)solver->J, solver->row_power, solver->row_power);
    for (int32_t j = 0; j < solver->J; j++) {
        const double *row = input + (size_t)j * solver->input_stride;
        for (int32_t g = 0; g < group->count; g++) {
            int32_t k = group->sectors[g];
            solver->row_cost[k] += row[k] * solver->row_power[j];
        }
    }
}

static void add_factors(hm_solver *solver, int32_t n)
{
    int32_t first = solver->use_start[n];
    int32_t last = solver->use_start[n + 1];
    double *term = solver->use_power;
    for (int32_t u = first; u < last; u++) {
        const hmi_factor_use *use = &solver->uses[u];
        double power = 1.0 - solver->base->input_substitution[use->sector];
        term[u] = power * solver->state[use->factor];
    }
    if (solver->some_ces) {
        hmi_exp_array((size_t)(last - first), term + first, term + first);
    }
    for (int32_t u = first; u < last; u++) {
        const hmi_factor_use *use = &solver->uses[u];
        bool ces = solver->base->input_substitution[use->sector] != 1.0;
        solver->row_cost[use->sector] +=
            use->share * (ces ? term[u] : solver->state[use->factor]);
    }
}

static void costs_of(hm_solver *solver, int32_t n)
{
    size_t N = (size_t)solver->N;
    const double *ln_price = solver->state + solver->at_price;
    memset(solver->row_cost, 0, solver->input_stride * sizeof(double));
    for (int32_t j = 0; j < solver->J; j++) {
        solver->row_price[j] = ln_price[(size_t)j * N + (size_t)n];
    }
    for (int32_t g = 0; solver->input != NULL && g < solver->n_groups; g++) {
        const hmi_rho_group *group = &solver->groups[g];
        if (group->cobb_douglas) {
            cost_cobb_douglas(solver, group, n);
        } else {
            cost_ces(solver, group, n);
        }
    }
    add_factors(solver, n);
    if (solver->some_ces) {
        hmi_log_array((size_t)solver->J, solver->row_cost, solver->row_power);
    }
    for (int32_t k = 0; k < solver->J; k++) {
        size_t cell = (size_t)k * N + (size_t)n;
        double power = 1.0 - solver->base->input_substitution[k];
        double value = solver->row_cost[k];
        double ln_input = power == 0.0 ? value : solver->row_power[k] / power;
        double scale = solver->scale_on
                           ? solver->base->scale[k] *
                                 solver->state[solver->at_scale + cell]
                           : 0.0;
        solver->ln_input_cost[cell] = ln_input;
        solver->ln_cost[cell] =
            ln_input - solver->system.ln_productivity[cell] - scale;
    }
}

/* --- prices, shares, receipts of one sector (T8-T11, T13) ---------------------- */

/* Costs to a power beyond e^this are taken beside a reference. */
static const double farthest_power = 200.0;

double hmi_reference_cost(const hm_solver *solver, int32_t j)
{
    size_t N = (size_t)solver->N;
    const double *ln_cost = solver->ln_cost + (size_t)j * N;
    double low = ln_cost[0];
    double high = ln_cost[0];
    for (size_t i = 1; i < N; i++) {
        low = ln_cost[i] < low ? ln_cost[i] : low;
        high = ln_cost[i] > high ? ln_cost[i] : high;
    }
    double theta = solver->base->theta[j];
    double outer = solver->base->theta_home[j];
    double power = outer > theta ? outer : theta;
    double most = high > -low ? high : -low;
    return power * most > farthest_power ? low : 0.0;
}

/* One elasticity for all origins: P^-theta = sum of sources (T11); home
 * sales are booked here. */
static void one_tier_prices(hm_solver *solver, int32_t j, double reference)
{
    size_t N = (size_t)solver->N;
    double theta = solver->base->theta[j];
    double *ln_price = solver->image + solver->at_price + (size_t)j * N;
    const double *home = solver->system.home + (size_t)j * N;
    const double *spending =
        solver->state + solver->at_spending + (size_t)j * N;
    double *output = solver->output + (size_t)j * N;
    for (size_t n = 0; n < N; n++) {
        double own = home[n] * solver->scratch[n];
        double total = own + solver->sources[n];
        ln_price[n] = total;
        solver->payments[n] = total > 0.0 ? spending[n] / total : 0.0;
        output[n] += own * solver->payments[n];
    }
    hmi_log_array(N, ln_price, ln_price);
    for (size_t n = 0; n < N; n++) {
        ln_price[n] = ln_price[n] / -theta + reference;
    }
}

/* Home against imports (T8, T9); home sales are booked here. */
static void two_tier_prices(hm_solver *solver, int32_t j, double reference)
{
    size_t N = (size_t)solver->N;
    double theta = solver->base->theta[j];
    double outer = solver->base->theta_home[j];
    const double *ln_cost = solver->ln_cost + (size_t)j * N;
    const double *home = solver->system.home + (size_t)j * N;
    const double *imports = solver->system.imports + (size_t)j * N;
    const double *spending =
        solver->state + solver->at_spending + (size_t)j * N;
    double *ln_price = solver->image + solver->at_price + (size_t)j * N;
    double *output = solver->output + (size_t)j * N;
    double *at_home = solver->producers; /* both are free until the receipts */
    double *abroad = solver->receipts;
    hmi_log_array(N, solver->sources, abroad);
    for (size_t n = 0; n < N; n++) {
        bool foreign = imports[n] > 0.0 && solver->sources[n] > 0.0;
        double ln_import = foreign ? -abroad[n] / theta : 0.0;
        at_home[n] = outer == 0.0 ? 0.0 : -outer * (ln_cost[n] - reference);
        abroad[n] = outer == 0.0 ? 0.0 : -outer * ln_import;
        ln_price[n] = home[n] * ln_cost[n] +
                      (foreign ? imports[n] : 0.0) * (ln_import + reference);
    }
    hmi_exp_array(N, at_home, at_home);
    hmi_exp_array(N, abroad, abroad);
    for (size_t n = 0; n < N && outer != 0.0; n++) {
        bool foreign = imports[n] > 0.0 && solver->sources[n] > 0.0;
        ln_price[n] =
            home[n] * at_home[n] + (foreign ? imports[n] * abroad[n] : 0.0);
    }
    if (outer != 0.0) {
        hmi_log_array(N, ln_price, ln_price);
    }
    for (size_t n = 0; n < N; n++) {
        bool foreign = imports[n] > 0.0 && solver->sources[n] > 0.0;
        double own = home[n] * at_home[n];
        double other = foreign ? imports[n] * abroad[n] : 0.0;
        ln_price[n] =
            outer == 0.0 ? ln_price[n] : reference - ln_price[n] / outer;
        double total = own + other;
        double home_spending = total > 0.0 ? spending[n] * (own / total) : 0.0;
        output[n] += home_spending;
        solver->payments[n] =
            foreign ? spending[n] * (other / total) / solver->sources[n] : 0.0;
    }
}

/* revenue[n] collects b X: what of imports is neither the producers' nor the
 * exporters', exactly nothing where there is no wedge; sold and bought what
 * passes between countries. Home sales are no part of the sums over origins, so
 * that trade keeps its digits when it is next to none. */
static void sector(hm_solver *solver, int32_t j)
{
    const hmi_system *system = &solver->system;
    size_t N = (size_t)solver->N;
    size_t block = (size_t)j * N * solver->stride;
    const double *ln_cost = solver->ln_cost + (size_t)j * N;
    double *output = solver->output + (size_t)j * N;
    double reference = hmi_reference_cost(solver, j);
    for (size_t i = 0; i < N; i++) {
        solver->scratch[i] = -solver->base->theta[j] * (ln_cost[i] - reference);
        output[i] = 0.0;
    }
    hmi_exp_array(N, solver->scratch, solver->scratch);
    if (solver->caps.n_active > 0) {
        hmi_caps_sector(solver, j);
    }
    hmi_rows_dot(N, solver->stride, system->weight + block, solver->scratch,
                 solver->sources);
    if (system->one_tier[j]) {
        one_tier_prices(solver, j, reference);
    } else {
        two_tier_prices(solver, j, reference);
    }
    memset(solver->receipts, 0, solver->stride * sizeof(double));
    const double *producers = solver->sources;
    if (system->wedge[j]) {
        hmi_rows_dot_add(N, solver->stride, system->producer + block,
                         solver->scratch, solver->payments, solver->producers,
                         solver->receipts);
        producers = solver->producers;
    } else {
        hmi_rows_add(N, solver->stride, system->weight + block,
                     solver->payments, solver->receipts);
    }
    for (size_t i = 0; i < N; i++) {
        double sales = solver->receipts[i] * solver->scratch[i];
        double bill = solver->payments[i] * producers[i];
        output[i] += sales;
        if (system->wedge[j]) {
            solver->revenue[i] +=
                solver->payments[i] * solver->sources[i] - bill;
        }
        solver->sold[i] += sales;
        solver->bought[i] += bill;
    }
    if (system->exporter_on[j]) {
        memset(solver->receipts, 0, solver->stride * sizeof(double));
        hmi_rows_dot_add(N, solver->stride, system->exporter + block,
                         solver->scratch, solver->payments, solver->producers,
                         solver->receipts);
        for (size_t i = 0; i < N; i++) {
            double part = solver->receipts[i] * solver->scratch[i];
            double bill = solver->payments[i] * solver->producers[i];
            solver->revenue[i] += part - bill;
            solver->sold[i] += part;
            solver->bought[i] += bill;
        }
    }
}

void hmi_sector_payments(hm_solver *solver, int32_t j)
{
    size_t N = (size_t)solver->N;
    double theta = solver->base->theta[j];
    double outer = solver->base->theta_home[j];
    const double *ln_cost = solver->ln_cost + (size_t)j * N;
    const double *spending =
        solver->state + solver->at_spending + (size_t)j * N;
    double *at_home = solver->producers;
    double *abroad = solver->receipts;
    double reference = hmi_reference_cost(solver, j);
    for (size_t i = 0; i < N; i++) {
        solver->scratch[i] = -theta * (ln_cost[i] - reference);
        at_home[i] = -outer * (ln_cost[i] - reference);
    }
    hmi_exp_array(N, solver->scratch, solver->scratch);
    hmi_exp_array(N, at_home, at_home);
    hmi_rows_dot(N, solver->stride,
                 solver->system.weight + (size_t)j * N * solver->stride,
                 solver->scratch, solver->sources);
    if (!solver->system.one_tier[j]) {
        hmi_log_array(N, solver->sources, abroad);
        for (size_t n = 0; n < N; n++) {
            abroad[n] *= outer / theta;
        }
        hmi_exp_array(N, abroad, abroad);
    }
    for (size_t n = 0; n < N; n++) {
        size_t cell = (size_t)j * N + n;
        double sources = solver->sources[n];
        double own = solver->system.home[cell] * at_home[n];
        double other = sources;
        if (!solver->system.one_tier[j] && sources > 0.0) {
            other = solver->system.imports[cell] * abroad[n];
        }
        solver->payments[n] =
            sources > 0.0 ? spending[n] * (other / (own + other)) / sources
                          : 0.0;
    }
}

/* --- factor markets (T7, T16), incomes (T15, T18) ------------------------------ */

/* v' / v of every use (T7), where some nest is not Cobb-Douglas. */
static void use_terms(hm_solver *solver)
{
    size_t N = (size_t)solver->N;
    double *term = solver->use_power;
    int32_t count = solver->use_start[solver->N];
    for (int32_t n = 0; solver->some_ces && n < solver->N; n++) {
        for (int32_t u = solver->use_start[n]; u < solver->use_start[n + 1];
             u++) {
            const hmi_factor_use *use = &solver->uses[u];
            size_t cell = (size_t)use->sector * N + (size_t)n;
            double power = 1.0 - solver->base->input_substitution[use->sector];
            term[u] = power * (solver->state[use->factor] -
                               solver->ln_input_cost[cell]);
        }
    }
    if (solver->some_ces) {
        hmi_exp_array((size_t)count, term, term);
    }
}

static void factor_demand(hm_solver *solver)
{
    size_t N = (size_t)solver->N;
    double *term = solver->use_power;
    memset(solver->demand, 0, (size_t)solver->F * sizeof(double));
    use_terms(solver);
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t u = solver->use_start[n]; u < solver->use_start[n + 1];
             u++) {
            const hmi_factor_use *use = &solver->uses[u];
            size_t cell = (size_t)use->sector * N + (size_t)n;
            double share = solver->some_ces ? use->share * term[u] : use->share;
            solver->demand[use->factor] += share * solver->output[cell] /
                                           solver->base->markup[use->sector];
        }
    }
}

static void scaled_deficits(hm_solver *solver)
{
    const hm_economy_arrays *base = solver->base;
    double world = 0.0;
    double sum = 0.0;
    double *income = solver->ln_index; /* free until the price index */
    double *before = solver->deficit;
    memset(income, 0, (size_t)solver->N * sizeof(double));
    memset(before, 0, (size_t)solver->N * sizeof(double));
    for (int32_t f = 0; f < solver->F; f++) {
        int32_t n = base->factor_country[f];
        income[n] += solver->wage[f] * solver->system.supply[f];
        before[n] += base->factor_income[f];
    }
    for (int32_t n = 0; n < solver->N; n++) {
        before[n] = base->deficit[n] / before[n] * income[n];
        sum += before[n];
        world += income[n];
    }
    for (int32_t n = 0; n < solver->N; n++) {
        solver->deficit[n] = before[n] - income[n] / world * sum;
    }
}

/* I' (T15); an income that is not positive is held at a thousandth of what the
 * country's factors earn so that the iteration can go on, and reported. */
static void incomes(hm_solver *solver, hmi_residuals *residuals)
{
    const hm_economy_arrays *base = solver->base;
    size_t N = (size_t)solver->N;
    if (solver->closure == HM_CLOSURE_SCALED) {
        scaled_deficits(solver);
    } else {
        memcpy(solver->deficit, solver->system.deficit, N * sizeof(double));
    }
    for (size_t n = 0; n < N; n++) {
        solver->deficit[n] += solver->system.deficit_add[n];
        solver->income[n] = solver->revenue[n] + solver->deficit[n];
    }
    memset(solver->earned, 0, N * sizeof(double));
    for (int32_t f = 0; f < solver->F; f++) {
        solver->earned[base->factor_country[f]] +=
            solver->wage[f] * solver->system.supply[f];
    }
    hmi_axpy(N, 1.0, solver->earned, solver->income);
    for (int32_t k = 0; k < solver->J; k++) {
        double profit = 1.0 - 1.0 / base->markup[k];
        if (profit > 0.0) {
            hmi_axpy(N, profit, solver->output + (size_t)k * N, solver->income);
        }
    }
    residuals->broke = -1;
    for (size_t n = 0; n < N; n++) {
        double least = 1e-3 * solver->earned[n];
        if (!(solver->income[n] > least)) {
            solver->income[n] = least;
            residuals->broke = (int32_t)n;
        }
    }
}

/* --- spending (T12, T14) -------------------------------------------------------- */

/* Payments per unit of a P^(1-rho) by the sectors of a group (T7). */
static void input_budgets(hm_solver *solver, const hmi_rho_group *group,
                          int32_t n)
{
    size_t N = (size_t)solver->N;
    double *term = solver->row_power;
    for (int32_t g = 0; !group->cobb_douglas && g < group->count; g++) {
        size_t cell = (size_t)group->sectors[g] * N + (size_t)n;
        term[g] = -group->power * solver->ln_input_cost[cell];
    }
    if (!group->cobb_douglas) {
        hmi_exp_array((size_t)group->count, term, term);
    }
    for (int32_t g = 0; g < group->count; g++) {
        int32_t k = group->sectors[g];
        size_t cell = (size_t)k * N + (size_t)n;
        double use = solver->output[cell] / solver->base->markup[k];
        solver->row_output[k] = group->cobb_douglas ? use : use * term[g];
    }
}

static void intermediate_use(hm_solver *solver, const hmi_rho_group *group,
                             int32_t n)
{
    size_t J = (size_t)solver->J;
    size_t N = (size_t)solver->N;
    double *next = solver->image + solver->at_spending;
    const double *input = solver->input + (size_t)n * J * solver->input_stride;
    input_budgets(solver, group, n);
    if (group->cobb_douglas && group->count == solver->J) {
        hmi_rows_dot(J, solver->input_stride, input, solver->row_output,
                     solver->row_cost);
        for (size_t j = 0; j < J; j++) {
            next[j * N + (size_t)n] += solver->row_cost[j];
        }
        return;
    }
    double *term = solver->row_power;
    for (size_t j = 0; !group->cobb_douglas && j < J; j++) {
        term[j] = group->power * solver->row_price[j];
    }
    if (!group->cobb_douglas) {
        hmi_exp_array(J, term, term);
    }
    for (size_t j = 0; j < J; j++) {
        const double *row = input + j * solver->input_stride;
        double total = 0.0;
        for (int32_t g = 0; g < group->count; g++) {
            int32_t k = group->sectors[g];
            total += row[k] * solver->row_output[k];
        }
        if (!group->cobb_douglas) {
            total *= term[j];
        }
        next[j * N + (size_t)n] += total;
    }
}

/* ln of the price index (T12) and final spending of country n. */
static void final_use(hm_solver *solver, int32_t n)
{
    size_t N = (size_t)solver->N;
    double power = 1.0 - solver->base->final_substitution[n];
    const double *ln_price = solver->image + solver->at_price;
    double *next = solver->image + solver->at_spending;
    double sum = 0.0;
    double *term = solver->row_power;
    for (int32_t j = 0; j < solver->J; j++) {
        double price = ln_price[(size_t)j * N + (size_t)n];
        term[j] = power == 0.0 ? price : power * price;
    }
    if (power != 0.0) {
        hmi_exp_array((size_t)solver->J, term, term);
    }
    for (int32_t j = 0; j < solver->J; j++) {
        double share = solver->final_share[(size_t)j * N + (size_t)n];
        term[j] = share > 0.0 ? share * term[j] : 0.0;
        sum += term[j];
    }
    solver->ln_index[n] = power == 0.0 ? sum : hmi_ln(sum) / power;
    for (int32_t j = 0; j < solver->J; j++) {
        size_t cell = (size_t)j * N + (size_t)n;
        double share = power == 0.0 ? solver->final_share[cell]
                                    : solver->row_power[j] / sum;
        next[cell] += share * solver->income[n];
    }
}

static void spending(hm_solver *solver)
{
    size_t N = (size_t)solver->N;
    const double *ln_price = solver->state + solver->at_price;
    memset(solver->image + solver->at_spending, 0,
           solver->cells * sizeof(double));
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t j = 0; j < solver->J; j++) {
            solver->row_price[j] = ln_price[(size_t)j * N + (size_t)n];
        }
        for (int32_t g = 0; solver->input != NULL && g < solver->n_groups;
             g++) {
            intermediate_use(solver, &solver->groups[g], n);
        }
        final_use(solver, n);
    }
}

/* ln L^ (T20): factor quantities at base prices against the base. */
static void scales(hm_solver *solver)
{
    size_t N = (size_t)solver->N;
    double *next = solver->image + solver->at_scale;
    memset(next, 0, solver->cells * sizeof(double));
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t u = solver->use_start[n]; u < solver->use_start[n + 1];
             u++) {
            const hmi_factor_use *use = &solver->uses[u];
            size_t cell = (size_t)use->sector * N + (size_t)n;
            double share = use->share;
            share *= solver->some_ces ? solver->use_power[u] : 1.0;
            next[cell] +=
                share * solver->output[cell] / solver->wage[use->factor];
        }
    }
    for (size_t cell = 0; cell < solver->cells; cell++) {
        bool idle = !(next[cell] > 0.0) || !(solver->base_scale[cell] > 0.0);
        next[cell] = idle ? 0.0 : hmi_ln(next[cell] / solver->base_scale[cell]);
    }
}

/* --- residuals ------------------------------------------------------------------ */

static void factor_residuals(hm_solver *solver, hmi_residuals *residuals)
{
    for (int32_t f = 0; f < solver->F; f++) {
        double ratio = 1.0;
        if (solver->system.factor_live[f]) {
            ratio = solver->demand[f] /
                    (solver->wage[f] * solver->system.supply[f]);
        }
        double size = fabs(ratio - 1.0);
        residuals->total += size;
        residuals->factor = size > residuals->factor ? size : residuals->factor;
        solver->gap[f] = ratio;
    }
    hmi_log_array((size_t)solver->F, solver->gap, solver->gap);
}

/* --- how factor prices move ----------------------------------------------------- */

/* Both sides of a country's external account, deficit included. */
typedef struct account {
    double in, out;
} account;

static account external(const hm_solver *solver, int32_t n)
{
    double deficit = solver->deficit[n];
    account a = {solver->sold[n], solver->bought[n]};
    if (deficit > 0.0) {
        a.in += deficit;
    } else {
        a.out -= deficit;
    }
    return a;
}

double hmi_joint_shift(const hm_solver *solver, int32_t n, double *part)
{
    account a = external(solver, n);
    double demand = 0.0;
    double paid = 0.0;
    for (int32_t f = solver->newton.first_factor[n];
         f < solver->newton.first_factor[n + 1]; f++) {
        demand += solver->demand[f];
        paid += solver->wage[f] * solver->system.supply[f];
    }
    bool open = a.in > 0.0 && a.out > 0.0 && demand > 0.0;
    double size = 0.5 * (a.in + a.out) / paid;
    *part = open ? 1.0 / (1.0 + size * size) : 0.0;
    return open ? *part * (hmi_ln(a.in / a.out) - hmi_ln(demand / paid)) : 0.0;
}

/*
 * By Walras a country's excess demand for factors is its external balance.
 * Where trade has shrunk to next to nothing (prohibitive tariffs), that
 * difference is flat beside factor income, but ln(in / out) is not: it stays
 * nearly linear in ln w however small trade gets. So the smaller trade is
 * beside the base, the more the country's factors move together by it.
 */
static void move_country(hm_solver *solver, int32_t n, int32_t first,
                         int32_t last)
{
    account a = external(solver, n);
    double demand = 0.0;
    double paid = 0.0;
    for (int32_t f = first; f < last; f++) {
        demand += solver->demand[f];
        paid += solver->wage[f] * solver->system.supply[f];
    }
    double base_size = solver->trade_size[n];
    bool traded = solver->sold[n] > 0.0 || solver->bought[n] > 0.0;
    bool open = base_size > 0.0 && traded && demand > 0.0;
    double size = 0.5 * (a.in + a.out) / base_size;
    double part = open ? 1.0 / (1.0 + size * size) : 0.0;
    double joint = open ? solver->trade_step[n] * hmi_ln(a.in / a.out) : 0.0;
    double mean = open ? hmi_ln(demand / paid) : 0.0;
    for (int32_t f = first; f < last; f++) {
        double change = solver->step[f] * solver->gap[f];
        if (solver->system.factor_live[f]) {
            change += part * (joint - solver->step[f] * mean);
        }
        change = change > 1.0 ? 1.0 : change;
        change = change < -1.0 ? -1.0 : change;
        solver->image[f] = solver->state[f] + change;
    }
}

static void move_factors(hm_solver *solver)
{
    int32_t first = 0;
    for (int32_t n = 0; n < solver->N; n++) {
        int32_t last = first;
        while (last < solver->F && solver->base->factor_country[last] == n) {
            last++;
        }
        move_country(solver, n, first, last);
        first = last;
    }
}

/* Cells that nobody buys stay where they are and buy nothing. */
static void hold_dead_cells(hm_solver *solver)
{
    for (size_t cell = 0; cell < solver->cells; cell++) {
        if (!solver->system.live[cell]) {
            size_t p = solver->at_price + cell;
            size_t x = solver->at_spending + cell;
            solver->image[p] = solver->state[p];
            solver->image[x] = 0.0;
            solver->state[x] = 0.0;
        }
    }
}

/* The largest |image - state| of one block, and their sum (NAN is caught by
 * the sum: a comparison would not see it). */
static double block_residual(const hm_solver *solver, size_t from, double *sum)
{
    const double *image = solver->image + from;
    const double *state = solver->state + from;
    double worst = 0.0;
    double total = 0.0;
    for (size_t cell = 0; cell < solver->cells; cell++) {
        double size = fabs(image[cell] - state[cell]);
        total += size;
        worst = size > worst ? size : worst;
    }
    *sum += total;
    return worst;
}

static double spending_residual(hm_solver *solver, double *sum)
{
    size_t N = (size_t)solver->N;
    const double *image = solver->image + solver->at_spending;
    const double *state = solver->state + solver->at_spending;
    double worst = 0.0;
    double total = 0.0;
    for (size_t n = 0; n < N; n++) {
        solver->earned[n] = hmi_spending_size(solver, n);
    }
    for (size_t j = 0; j < (size_t)solver->J; j++) {
        for (size_t n = 0; n < N; n++) {
            double size =
                fabs(image[j * N + n] - state[j * N + n]) / solver->earned[n];
            total += size;
            worst = size > worst ? size : worst;
        }
    }
    *sum += total;
    return worst;
}

static void cell_residuals(hm_solver *solver, hmi_residuals *residuals)
{
    if (solver->system.some_dead) {
        hold_dead_cells(solver);
    }
    residuals->price =
        block_residual(solver, solver->at_price, &residuals->total);
    if (solver->caps.n_active > 0) {
        double gap = hmi_caps_residual(solver);
        residuals->price = gap > residuals->price ? gap : residuals->price;
    }
    residuals->spending = spending_residual(solver, &residuals->total);
    if (solver->scale_on) {
        residuals->scale =
            block_residual(solver, solver->at_scale, &residuals->total);
    }
}

static void live_wages(hm_solver *solver)
{
    hmi_exp_array((size_t)solver->F, solver->state, solver->wage);
    for (int32_t f = 0; f < solver->F; f++) {
        solver->wage[f] = solver->system.factor_live[f] ? solver->wage[f] : 0.0;
    }
}

/* Bring the state to the numeraire (T17): all values scale together. */
static void normalise(hm_solver *solver)
{
    double world = 0.0;
    live_wages(solver);
    for (int32_t f = 0; f < solver->F; f++) {
        world += solver->wage[f] * solver->system.supply[f];
    }
    double ratio = solver->world_income / world;
    double shift = hmi_ln(ratio);
    for (int32_t f = 0; f < solver->F; f++) {
        solver->state[f] += shift;
    }
    live_wages(solver);
    for (size_t cell = 0; cell < solver->cells; cell++) {
        solver->state[solver->at_price + cell] += shift;
        solver->state[solver->at_spending + cell] *= ratio;
    }
}

double hmi_price_sweep(hm_solver *solver)
{
    double *price = solver->state + solver->at_price;
    const double *next = solver->image + solver->at_price;
    double change = 0.0;
    for (int32_t n = 0; n < solver->N; n++) {
        costs_of(solver, n);
    }
    for (int32_t j = 0; j < solver->J; j++) {
        sector(solver, j);
    }
    for (size_t cell = 0; cell < solver->cells; cell++) {
        if (solver->system.live[cell]) {
            double size = fabs(next[cell] - price[cell]);
            change = size > change ? size : change;
            price[cell] = next[cell];
        }
    }
    solver->passes += 2;
    return change;
}

void hmi_evaluate(hm_solver *solver, hmi_residuals *residuals)
{
    memset(residuals, 0, sizeof *residuals);
    normalise(solver);
    for (int32_t n = 0; n < solver->N; n++) {
        costs_of(solver, n);
    }
    memset(solver->revenue, 0, (size_t)solver->N * sizeof(double));
    memset(solver->sold, 0, (size_t)solver->N * sizeof(double));
    memset(solver->bought, 0, (size_t)solver->N * sizeof(double));
    for (int32_t j = 0; j < solver->J; j++) {
        sector(solver, j);
    }
    factor_demand(solver);
    incomes(solver, residuals);
    spending(solver);
    if (solver->scale_on) {
        scales(solver);
    }
    factor_residuals(solver, residuals);
    move_factors(solver);
    cell_residuals(solver, residuals);
    solver->passes += 2;
}

void hmi_sweep(hm_solver *solver, hmi_residuals *residuals)
{
    hmi_evaluate(solver, residuals);
    solver->iterations++;
}
