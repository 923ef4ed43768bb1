// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * block.c - each country's own Jacobian: what Newton on the whole system is
 * preconditioned by.
 *
 * Low input substitution and sector-specific factors make a country's own
 * prices, wages and spending hang together so tightly that the plain map is
 * hardly a contraction. What is stiff is inside countries; what links them is
 * not. So each country's residuals are differentiated in its own unknowns
 * (T30), others held still, and its step solved exactly; the acceleration
 * does the rest across countries.
 *
 * Unknowns of country n: ln w_f, ln P_j, x_j = X_j / I0. Residuals: ln of
 * factor demand over income (T16), ln P image less ln P (T9), (X image less
 * X)/I0 (T14).
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <string.h>

/* Holds the factor prices of a closed country, whose nominal scale nothing
 * fixes: without it its block is singular. */
static const double scale_anchor = 0.05;

static bool allocate(hm_solver *s, size_t matrix, size_t rows, size_t largest)
{
    hmi_blocks *b = &s->newton;
    size_t J = (size_t)s->J;
    b->matrix = HMI_ARRAY(s->ctx, double, matrix);
    b->pivot = HMI_ARRAY(s->ctx, int32_t, rows);
    b->usable = HMI_ARRAY(s->ctx, bool, s->N);
    b->own = HMI_ARRAY(s->ctx, double, s->cells);
    b->elasticity = HMI_ARRAY(s->ctx, double, s->cells);
    b->exported = HMI_ARRAY(s->ctx, double, s->cells);
    b->pull = HMI_ARRAY(s->ctx, double, s->cells);
    b->imported = HMI_ARRAY(s->ctx, double, s->cells);
    b->duty = HMI_ARRAY(s->ctx, double, s->cells);
    b->part = HMI_ARRAY(s->ctx, double, s->cells);
    b->row = HMI_ARRAY(s->ctx, double, largest);
    b->input = HMI_ARRAY(s->ctx, double, J *J);
    b->cost_w = HMI_ARRAY(s->ctx, double, J *largest);
    b->cost_p = HMI_ARRAY(s->ctx, double, 2 * largest);
    return b->matrix != NULL && b->pivot != NULL && b->usable != NULL &&
           b->own != NULL && b->elasticity != NULL && b->exported != NULL &&
           b->pull != NULL && b->imported != NULL && b->duty != NULL &&
           b->part != NULL && b->row != NULL && b->input != NULL &&
           b->cost_w != NULL && b->cost_p != NULL;
}

hm_status hmi_blocks_create(hm_solver *s)
{
    hmi_blocks *b = &s->newton;
    size_t count = (size_t)s->N + 1;
    b->start = HMI_ARRAY(s->ctx, size_t, count);
    b->row_start = HMI_ARRAY(s->ctx, size_t, count);
    b->first_factor = HMI_ARRAY(s->ctx, int32_t, count);
    if (b->start == NULL || b->row_start == NULL || b->first_factor == NULL) {
        return HM_ERR_MEMORY;
    }
    int32_t f = 0;
    size_t largest = 0;
    for (int32_t n = 0; n < s->N; n++) {
        b->first_factor[n] = f;
        while (f < s->F && s->base->factor_country[f] == n) {
            f++;
        }
        size_t size = (size_t)(f - b->first_factor[n]) + 2 * (size_t)s->J;
        b->start[n + 1] = b->start[n] + size * size;
        b->row_start[n + 1] = b->row_start[n] + size;
        largest = size > largest ? size : largest;
    }
    b->first_factor[s->N] = f;
    return allocate(s, b->start[s->N], b->row_start[s->N], largest)
               ? HM_OK
               : HM_ERR_MEMORY;
}

void hmi_blocks_free(hm_solver *s)
{
    hmi_blocks *b = &s->newton;
    hmi_free(s->ctx, b->start);
    hmi_free(s->ctx, b->row_start);
    hmi_free(s->ctx, b->first_factor);
    hmi_free(s->ctx, b->matrix);
    hmi_free(s->ctx, b->pivot);
    hmi_free(s->ctx, b->usable);
    hmi_free(s->ctx, b->own);
    hmi_free(s->ctx, b->elasticity);
    hmi_free(s->ctx, b->exported);
    hmi_free(s->ctx, b->pull);
    hmi_free(s->ctx, b->imported);
    hmi_free(s->ctx, b->duty);
    hmi_free(s->ctx, b->part);
    hmi_free(s->ctx, b->row);
    hmi_free(s->ctx, b->input);
    hmi_free(s->ctx, b->cost_w);
    hmi_free(s->ctx, b->cost_p);
}

/* --- what the sectors contribute -------------------------------------------------- */

/* Sales response of all exporters to buyer n, and n's own numbers. */
static void row_response(hm_solver *s, int32_t j, int32_t n)
{
    hmi_blocks *b = &s->newton;
    size_t N = (size_t)s->N;
    size_t cell = (size_t)j * N + (size_t)n;
    const double *weight = s->system.weight + cell * s->stride;
    const double *producer = s->system.producer + cell * s->stride;
    double theta = s->base->theta[j];
    double outer = s->base->theta_home[j];
    double spending = s->state[s->at_spending + cell];
    double imported = s->payments[n] * s->sources[n];
    double own = spending > 0.0 ? 1.0 - imported / spending : 0.0;
    double kept = own * spending;
    b->elasticity[cell] += kept * outer * (1.0 - own);
    b->own[cell] = own;
    for (size_t i = 0; i < N && s->payments[n] > 0.0; i++) {
        double within = weight[i] * s->scratch[i] / s->sources[n];
        double response = theta * (1.0 - within) + outer * within * own;
        double received = producer[i] * s->scratch[i] * s->payments[n];
        b->elasticity[(size_t)j * N + i] += received * response;
        b->pull[(size_t)j * N + i] += received * response;
        b->exported[(size_t)j * N + i] += received;
        kept += received;
    }
    b->imported[cell] = kept - own * spending;
    b->duty[cell] = spending > 0.0 ? 1.0 - kept / spending : 0.0;
}

static void responses(hm_solver *s)
{
    hmi_blocks *b = &s->newton;
    size_t N = (size_t)s->N;
    memset(b->elasticity, 0, s->cells * sizeof(double));
    memset(b->exported, 0, s->cells * sizeof(double));
    memset(b->pull, 0, s->cells * sizeof(double));
    for (int32_t j = 0; j < s->J; j++) {
        hmi_sector_payments(s, j);
        for (int32_t n = 0; n < s->N; n++) {
            row_response(s, j, n);
        }
        for (size_t i = 0; i < N; i++) {
            size_t cell = (size_t)j * N + i;
            double sales = s->output[cell];
            b->elasticity[cell] =
                sales > 0.0 ? b->elasticity[cell] / sales : 0.0;
        }
    }
}

/* --- one country's matrix ----------------------------------------------------------- */

/* A country's block while it is filled. Columns: factors, prices, spending. */
typedef struct block {
    hm_solver *s;
    int32_t n, first, factors;
    size_t size;
    double *m;      /* size x size */
    double *input;  /* J x J a' [j][k] */
    double *cost;   /* J x size: d ln c_k (zero in the spending columns) */
    double *output; /* scratch: d Y_k/I0 over the columns */
    double *income; /* d I/I0 over the columns */
    double income0;
} block;

static size_t cell_of(const block *b, int32_t j)
{
    return (size_t)j * (size_t)b->s->N + (size_t)b->n;
}

/* a' and v' at the point (T7), and d ln c_k. */
static void fill_costs(block *b)
{
    hm_solver *s = b->s;
    size_t J = (size_t)s->J;
    memset(b->cost, 0, J * b->size * sizeof(double));
    for (int32_t j = 0; j < s->J; j++) {
        double ln_price = s->state[s->at_price + cell_of(b, j)];
        double *term = b->output; /* free until the rows */
        for (int32_t k = 0; k < s->J; k++) {
            double power = 1.0 - s->base->input_substitution[k];
            term[k] = power * (ln_price - s->ln_input_cost[cell_of(b, k)]);
        }
        hmi_exp_array(J, term, term);
        for (int32_t k = 0; k < s->J; k++) {
            double share =
                s->base->input_share == NULL
                    ? 0.0
                    : s->base->input_share[HMI_INPUT(s->J, b->n, j, k)];
            share = share > 0.0 ? share * term[k] : share;
            b->input[(size_t)j * J + (size_t)k] = share;
            b->cost[(size_t)k * b->size + (size_t)b->factors + (size_t)j] =
                share;
        }
    }
    for (int32_t u = s->use_start[b->n]; u < s->use_start[b->n + 1]; u++) {
        const hmi_factor_use *use = &s->uses[u];
        double power = 1.0 - s->base->input_substitution[use->sector];
        double gap =
            s->state[use->factor] - s->ln_input_cost[cell_of(b, use->sector)];
        b->cost[(size_t)use->sector * b->size +
                (size_t)(use->factor - b->first)] =
            use->share * hmi_exp(power * gap);
    }
}

/* d(Y_k / I0): own-price response and home spending. */
static void output_row(const block *b, int32_t k, double *row)
{
    const hm_solver *s = b->s;
    size_t cell = cell_of(b, k);
    double value = s->output[cell] / b->income0;
    const double *cost = b->cost + (size_t)k * b->size;
    for (size_t c = 0; c < b->size; c++) {
        row[c] = -s->newton.elasticity[cell] * value * cost[c];
    }
    row[(size_t)b->factors + (size_t)s->J + (size_t)k] += s->newton.own[cell];
}

static void fill_income(block *b)
{
    hm_solver *s = b->s;
    memset(b->income, 0, b->size * sizeof(double));
    for (int32_t f = 0; f < b->factors; f++) {
        int32_t at = b->first + f;
        b->income[f] = s->wage[at] * s->system.supply[at] / b->income0;
    }
    for (int32_t k = 0; k < s->J; k++) {
        double profit = 1.0 - 1.0 / s->base->markup[k];
        if (profit > 0.0) {
            output_row(b, k, b->output);
            hmi_axpy(b->size, profit, b->output, b->income);
        }
        b->income[(size_t)b->factors + (size_t)s->J + (size_t)k] +=
            s->newton.duty[cell_of(b, k)];
    }
}

/* Rows of the price residuals: pi_nn d ln c - d ln P. */
static void price_rows(block *b)
{
    for (int32_t j = 0; j < b->s->J; j++) {
        size_t row = (size_t)b->factors + (size_t)j;
        double own = b->s->newton.own[cell_of(b, j)];
        for (size_t c = 0; c < b->size; c++) {
            b->m[row * b->size + c] = own * b->cost[(size_t)j * b->size + c];
        }
        b->m[row * b->size + row] -= 1.0;
    }
}

/* What sector k's output and cost do to spending and to factor demand. */
static void spread_sector(block *b, int32_t k)
{
    hm_solver *s = b->s;
    size_t J = (size_t)s->J;
    double power = 1.0 - s->base->input_substitution[k];
    double cost_value =
        s->output[cell_of(b, k)] / s->base->markup[k] / b->income0;
    const double *cost = b->cost + (size_t)k * b->size;
    output_row(b, k, b->output);
    for (size_t c = 0; c < b->size; c++) {
        b->output[c] =
            b->output[c] / s->base->markup[k] - cost_value * power * cost[c];
    }
    for (size_t j = 0; j < J; j++) {
        double share = b->input[j * J + (size_t)k];
        if (share > 0.0) {
            size_t row = (size_t)b->factors + J + j;
            hmi_axpy(b->size, share, b->output, b->m + row * b->size);
            b->m[row * b->size + (size_t)b->factors + j] +=
                share * cost_value * power;
        }
    }
    for (int32_t f = 0; f < b->factors; f++) {
        double share = cost[f];
        double paid = s->demand[b->first + f] / b->income0;
        if (share > 0.0 && paid > 0.0) {
            double *row = b->m + (size_t)f * b->size;
            hmi_axpy(b->size, share / paid, b->output, row);
            row[f] += share / paid * cost_value * power;
        }
    }
}

/* Final demand: alpha (dI + I (1-eta)(d ln P_j - sum alpha d ln P)). */
static void final_rows(block *b)
{
    hm_solver *s = b->s;
    size_t J = (size_t)s->J;
    double power = 1.0 - s->base->final_substitution[b->n];
    double level = s->income[b->n] / b->income0;
    for (size_t j = 0; j < J; j++) {
        size_t cell = cell_of(b, (int32_t)j);
        size_t row = (size_t)b->factors + J + j;
        double alpha = s->final_share[cell];
        if (power != 0.0 && alpha > 0.0) {
            alpha *= hmi_exp(
                power * (s->image[s->at_price + cell] - s->ln_index[b->n]));
        }
        hmi_axpy(b->size, alpha, b->income, b->m + row * b->size);
        b->m[row * b->size + (size_t)b->factors + j] += alpha * level * power;
        b->m[row * b->size + row] -= 1.0;
    }
}

/* d ln(receipts / payments abroad), as in hmi_joint_shift; others still. */
static void account_row(const block *b, double joint, double *row)
{
    const hm_solver *s = b->s;
    double deficit = s->deficit[b->n];
    double in = s->sold[b->n] + (deficit > 0.0 ? deficit : 0.0);
    double out = s->bought[b->n] - (deficit < 0.0 ? deficit : 0.0);
    for (int32_t k = 0; k < s->J; k++) {
        size_t cell = cell_of(b, k);
        double bill = joint * s->newton.imported[cell] / out;
        double spending = s->state[s->at_spending + cell];
        double home = s->base->theta_home[k] * s->newton.own[cell];
        hmi_axpy(b->size, -joint * s->newton.pull[cell] / in - bill * home,
                 b->cost + (size_t)k * b->size, row);
        if (bill > 0.0) {
            row[(size_t)b->factors + (size_t)s->J + (size_t)k] -=
                bill * b->income0 / spending;
        }
    }
}

/* The rows of the factors, from gaps to what hmi_joint_shift makes of them. */
static void joint_rows(block *b)
{
    hm_solver *s = b->s;
    double demand = 0.0;
    double paid = 0.0;
    double joint = 0.0;
    (void)hmi_joint_shift(s, b->n, &joint);
    for (int32_t f = b->first; f < b->first + b->factors; f++) {
        demand += s->demand[f];
        paid += s->wage[f] * s->system.supply[f];
    }
    memset(b->output, 0, b->size * sizeof(double));
    if (joint > 0.0) {
        account_row(b, joint, b->output);
    }
    for (int32_t f = 0; f < b->factors; f++) {
        int32_t at = b->first + f;
        double part = s->wage[at] * s->system.supply[at] / paid;
        if (joint > 0.0) {
            double weight = s->demand[at] / demand;
            /* -1 stands in the row already, by demand; the wage bill is by
             * payments. */
            b->output[f] += joint * (part - weight);
            hmi_axpy(b->size, -joint * weight, b->m + (size_t)f * b->size,
                     b->output);
        } else {
            b->output[f] -= scale_anchor * part;
        }
    }
    for (int32_t f = 0; f < b->factors; f++) {
        hmi_axpy(b->size, 1.0, b->output, b->m + (size_t)f * b->size);
    }
}

static void build(block *b)
{
    hm_solver *s = b->s;
    memset(b->m, 0, b->size * b->size * sizeof(double));
    fill_costs(b);
    fill_income(b);
    price_rows(b);
    for (int32_t k = 0; k < s->J; k++) {
        spread_sector(b, k);
    }
    final_rows(b);
    for (int32_t f = 0; f < b->factors; f++) {
        b->m[(size_t)f * b->size + (size_t)f] -= 1.0;
    }
    joint_rows(b);
}

static block block_of(hm_solver *s, int32_t n)
{
    hmi_blocks *w = &s->newton;
    block b;
    b.s = s;
    b.n = n;
    b.first = w->first_factor[n];
    b.factors = w->first_factor[n + 1] - b.first;
    b.size = w->row_start[n + 1] - w->row_start[n];
    b.m = w->matrix + w->start[n];
    b.input = w->input;
    b.cost = w->cost_w;
    b.output = w->cost_p;
    b.income = w->cost_p + b.size;
    b.income0 = s->base->income[n];
    return b;
}

void hmi_blocks_refresh(hm_solver *s)
{
    size_t N = (size_t)s->N;
    responses(s);
    s->passes += 2;
    for (size_t cell = 0; cell < s->cells; cell++) {
        s->newton.part[cell] =
            s->state[s->at_spending + cell] / s->base->income[cell % N];
    }
    for (int32_t n = 0; n < s->N; n++) {
        block b = block_of(s, n);
        build(&b);
        s->newton.usable[n] = hmi_lu_factor(
            b.size, b.m, s->newton.pivot + s->newton.row_start[n]);
    }
}

void hmi_block_solve(hm_solver *s, int32_t n, const double *r, double *x)
{
    block b = block_of(s, n);
    double *y = s->newton.row;
    size_t J = (size_t)s->J;
    for (size_t f = 0; f < (size_t)b.factors; f++) {
        y[f] = r[(size_t)b.first + f];
    }
    for (size_t j = 0; j < J; j++) {
        size_t cell = cell_of(&b, (int32_t)j);
        double part = s->newton.part[cell];
        y[(size_t)b.factors + j] = r[s->at_price + cell];
        y[(size_t)b.factors + J + j] = r[s->at_spending + cell] * part;
    }
    hmi_lu_solve(b.size, b.m, s->newton.pivot + s->newton.row_start[n], y);
    for (size_t f = 0; f < (size_t)b.factors; f++) {
        size_t at = (size_t)b.first + f;
        x[at] = s->system.factor_live[at] ? y[f] : x[at];
    }
    for (size_t j = 0; j < J; j++) {
        size_t cell = cell_of(&b, (int32_t)j);
        double part = s->newton.part[cell];
        if (s->system.live[cell]) {
            x[s->at_price + cell] = y[(size_t)b.factors + j];
            x[s->at_spending + cell] = y[(size_t)b.factors + J + j] / part;
        }
    }
}
