// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * caps_bind.c - which caps bind (MODEL.md 1.10).
 *
 * First the shock is solved without its caps. Caps that hold there are let be;
 * those that do not are imposed, from that solution, until no cap is broken; the
 * last solve has only caps that bind. So a cap that does not bind changes no
 * digit. A rent above HM_RENT_LIMIT becomes a ban, phi = 0.
 *
 * Where the gears fail, caps are drawn from above what passes without them to
 * their levels (path.c). On that path the corner of complementarity is rounded,
 * so that the path is smooth; beyond 1 it is sharpened.
 */
#include "equilibrium/caps.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Impose the caps of a row that the present solution breaks; how many. */
static int32_t impose_row(hm_solver *solver, int32_t j, hmi_cap *row,
                          int32_t count)
{
    hmi_capped_good g;
    double slope = 0.0;
    int32_t found = 0;
    size_t N = (size_t)solver->N;
    const double *ln_cost = solver->ln_cost + (size_t)j * N;
    hmi_cap_describe(solver, j, row, count, &g);
    double sum = g.fixed;
    for (int32_t q = 0; q < count; q++) {
        if (row[q].active && !row[q].banned) {
            sum += hmi_exp(row[q].ln_reach - g.theta * row[q].ln_rent);
        }
    }
    double L = hmi_cap_level(&g, sum, &slope);
    for (int32_t q = 0; q < count; q++) {
        double quantity = 0.0;
        double value = 0.0;
        hmi_cap_excesses(&row[q], L, g.theta, 0.0, ln_cost[row[q].i], &quantity,
                         &value);
        double excess = quantity > value ? quantity : value;
        if (!row[q].active && !row[q].banned &&
            excess > solver->settings.tolerance) {
            row[q].active = true;
            found++;
        }
    }
    return found;
}

static int32_t impose_broken(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    int32_t found = 0;
    for (int32_t j = 0; j < solver->J; j++) {
        int32_t last = caps->first[j + 1];
        if (caps->first[j] < last) {
            hmi_sector_payments(solver, j); /* scratch = c^-theta */
        }
        for (int32_t first = caps->first[j]; first < last;) {
            int32_t end = hmi_cap_row_end(caps, first, last);
            found += impose_row(solver, j, &caps->items[first], end - first);
            first = end;
        }
    }
    caps->n_active += found;
    return found;
}

/* Let go of caps that turned out not to bind; how many. */
static int32_t release_slack(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    int32_t found = 0;
    for (int32_t q = 0; q < caps->count; q++) {
        hmi_cap *cap = &caps->items[q];
        if (cap->active && !cap->banned && !(cap->ln_rent > 0.0)) {
            cap->active = false;
            found++;
        }
    }
    caps->n_active -= found;
    return found;
}

static int32_t ban_extreme(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    double most = hmi_ln(1.0 + HM_RENT_LIMIT);
    int32_t found = 0;
    for (int32_t q = 0; q < caps->count; q++) {
        hmi_cap *cap = &caps->items[q];
        if (cap->active && !cap->banned && cap->ln_rent > most) {
            cap->banned = true;
            found++;
        }
    }
    caps->n_banned += found;
    return found;
}

/* --- drawing caps to their levels ------------------------------------------------ */

/* Rents of this size, in logs, are where a cap on the path begins to bind. */
static const double corner = 0.03;
/* And how far above what passes it begins, in those. */
static const double margin = 10.0;

/* How far the start is above the caps of a row: what the path begins with. */
static void measure_row(hm_solver *solver, int32_t j, hmi_cap *row,
                        int32_t count)
{
    hmi_capped_good g;
    double slope = 0.0;
    const double *ln_cost = solver->ln_cost + (size_t)j * (size_t)solver->N;
    hmi_cap_describe(solver, j, row, count, &g);
    double sum = g.fixed;
    for (int32_t q = 0; q < count; q++) {
        if (row[q].active && !row[q].banned) {
            sum += hmi_exp(row[q].ln_reach);
        }
    }
    double L = hmi_cap_level(&g, sum, &slope);
    double above = margin * corner * (1.0 + g.theta);
    for (int32_t q = 0; q < count; q++) {
        hmi_cap *cap = &row[q];
        double quantity = 0.0;
        double value = 0.0;
        hmi_cap_excesses(cap, L, g.theta, 0.0, ln_cost[cap->i], &quantity,
                         &value);
        cap->over_quantity = quantity > 0.0 ? quantity + above : 0.0;
        cap->over_value = value > 0.0 ? value + above : 0.0;
    }
}

static void impose_all(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    for (int32_t q = 0; q < caps->count; q++) {
        caps->items[q].active = true;
    }
    caps->n_active = caps->count;
}

void hmi_caps_begin(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    hmi_residuals ignored;
    memcpy(solver->state, caps->start, solver->state_size * sizeof(double));
    caps->n_active = 0;
    hmi_evaluate(solver, &ignored);
    impose_all(solver);
    for (int32_t j = 0; j < solver->J; j++) {
        int32_t last = caps->first[j + 1];
        if (caps->first[j] < last) {
            hmi_sector_payments(solver, j); /* scratch = c^-theta */
        }
        for (int32_t first = caps->first[j]; first < last;) {
            int32_t end = hmi_cap_row_end(caps, first, last);
            measure_row(solver, j, &caps->items[first], end - first);
            first = end;
        }
    }
}

void hmi_caps_at(hm_solver *solver, double s)
{
    hmi_caps *caps = &solver->caps;
    caps->round = s > 1.0 ? corner * hmi_exp(2.0 * (1.0 - s)) : corner;
    double above = s < 1.0 ? 1.0 - s : 0.0;
    for (int32_t q = 0; q < caps->count; q++) {
        hmi_cap *cap = &caps->items[q];
        cap->ln_quantity = cap->end_quantity;
        cap->ln_value = cap->end_value;
        if (isfinite(cap->end_quantity)) {
            cap->ln_quantity += above * cap->over_quantity;
        }
        if (isfinite(cap->end_value)) {
            cap->ln_value += above * cap->over_value;
        }
    }
}

/* --- until no cap is broken -------------------------------------------------------- */

/* Would the rent limit break the cap of every banned flow? If not, the ban of a
 * failed attempt was no answer. */
static bool bans_stand(hm_solver *solver)
{
    hmi_caps *caps = &solver->caps;
    double limit = hmi_ln(1.0 + HM_RENT_LIMIT);
    for (int32_t q = 0; q < caps->count; q++) {
        hmi_cap *cap = &caps->items[q];
        hmi_capped_good g;
        double slope = 0.0;
        double quantity = 0.0;
        double value = 0.0;
        if (!cap->banned) {
            continue;
        }
        hmi_sector_payments(solver, cap->j); /* scratch = c^-theta */
        int32_t first = q;
        while (first > caps->first[cap->j] &&
               caps->items[first - 1].n == cap->n) {
            first--;
        }
        int32_t end = hmi_cap_row_end(caps, first, caps->first[cap->j + 1]);
        hmi_cap_describe(solver, cap->j, &caps->items[first], end - first, &g);
        double sum = g.fixed;
        for (int32_t k = first; k < end; k++) {
            const hmi_cap *other = &caps->items[k];
            sum += other->active && !other->banned
                       ? hmi_exp(other->ln_reach - g.theta * other->ln_rent)
                       : 0.0;
        }
        if (!(sum > 0.0)) {
            continue; /* nothing else is imported: any flow is worth it */
        }
        double L = hmi_cap_level(&g, sum, &slope);
        hmi_cap_excesses(cap, L, g.theta, limit,
                         solver->ln_cost[(size_t)cap->j * (size_t)solver->N +
                                         (size_t)cap->i],
                         &quantity, &value);
        if (!(quantity > 0.0) && !(value > 0.0)) {
            return false;
        }
    }
    return true;
}

/* The most that value caps let be spent on a row's imports whatever their rents,
 * duty paid: those of an importer's rent grow with it. */
static double most_spent(const hmi_cap *row, int32_t count)
{
    double most = 0.0;
    for (int32_t q = 0; q < count; q++) {
        const hmi_cap *cap = &row[q];
        double kept = 1.0 - cap->zeta;
        if (!isfinite(cap->end_value) || !(kept > 0.0)) {
            return HUGE_VAL;
        }
        most += hmi_exp(cap->end_value) * (1.0 + cap->tariff) / kept;
    }
    return most;
}

/* Do the caps of a row let less be spent on its imports than is spent on them
 * however dear they are? */
static bool row_out_of_reach(hm_solver *solver, int32_t j, hmi_cap *row,
                             int32_t count)
{
    hmi_capped_good g;
    hmi_cap_describe(solver, j, row, count, &g);
    bool replaced = g.own > 0.0 && (g.one_tier || g.outer > 0.0);
    double part = g.own > 0.0 && !(g.outer < 0.0) ? g.imports : 1.0;
    return !replaced && !(g.fixed > 0.0) &&
           most_spent(row, count) < part * hmi_exp(g.ln_spending);
}

/*
 * All imports of a good are capped in value, exporters keep rents, and no home good
 * replaces imports (there is none, or theta_home <= 0), so that spending on these
 * does not fall however dear they are: where the caps are below it, no rents keep
 * them.
 */
bool hmi_caps_refuse(hm_solver *solver, hm_certificate *certificate)
{
    hmi_caps *caps = &solver->caps;
    const hm_labels *labels = &solver->economy->labels;
    for (int32_t j = 0; j < solver->J; j++) {
        int32_t last = caps->first[j + 1];
        if (caps->first[j] < last) {
            hmi_sector_payments(solver, j); /* scratch = c^-theta */
        }
        for (int32_t first = caps->first[j]; first < last;) {
            int32_t end = hmi_cap_row_end(caps, first, last);
            hmi_cap *row = &caps->items[first];
            if (row_out_of_reach(solver, j, row, end - first)) {
                certificate->outcome = HM_INADMISSIBLE;
                (void)snprintf(
                    certificate->reason, sizeof certificate->reason,
                    "no rent keeps the quotas on imports of %s into %s: "
                    "nothing replaces these, and exporters keep the rents",
                    labels->sector_codes[j], labels->country_codes[row->n]);
                return true;
            }
            first = end;
        }
    }
    return false;
}

/* Rounds of solving and imposing: each but the last finds broken caps. */
enum { ROUNDS = 40 };

/* A refusal that is one of the bans. */
static void say_banned(const hm_solver *solver, hm_certificate *certificate)
{
    char reason[sizeof certificate->reason];
    if (solver->caps.n_banned == 0 || certificate->outcome == HM_NOT_RUN) {
        return;
    }
    memcpy(reason, certificate->reason, sizeof reason);
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "with quotas whose rents pass %.0f as bans: %.110s",
                   HM_RENT_LIMIT, reason);
}

static bool settle(hm_solver *solver, const hm_shock *shock,
                   const hm_solution *start, hm_certificate *certificate,
                   hmi_residuals *residuals)
{
    hmi_caps *caps = &solver->caps;
    bool released = false;
    for (int round = 0; round < ROUNDS; round++) {
        caps->by_path = false;
        if (!hmi_attempt(solver, shock, start, certificate, residuals)) {
            /* Rents that ran past the limit on the way are bans. */
            if (certificate->outcome == HM_NOT_RUN &&
                !hm_context_canceled(solver->ctx) && ban_extreme(solver) > 0) {
                continue;
            }
            say_banned(solver, certificate);
            return false;
        }
        if (impose_broken(solver) > 0 || ban_extreme(solver) > 0) {
            continue;
        }
        if (!bans_stand(solver)) {
            if (hmi_caps_refuse(solver, certificate)) {
                return false;
            }
            break;
        }
        if (released || release_slack(solver) == 0) {
            return true;
        }
        released = true;
        if (caps->by_path) { /* which leads there again, and not quickly */
            memcpy(caps->start, solver->state,
                   solver->state_size * sizeof(double));
        }
    }
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "which caps bind does not settle");
    certificate->outcome = HM_STALLED;
    return false;
}

bool hmi_caps_solve(hm_solver *solver, const hm_shock *shock,
                    const hm_solution *start, hm_certificate *certificate,
                    hmi_residuals *residuals)
{
    hmi_caps *caps = &solver->caps;
    if (hmi_attempt(solver, shock, start, certificate, residuals)) {
        if (caps->count == 0 || impose_broken(solver) == 0) {
            return true;
        }
        memcpy(caps->start, solver->state, solver->state_size * sizeof(double));
        caps->restart = true;
        return settle(solver, shock, start, certificate, residuals);
    }
    /* A refusal stands whatever the caps are. */
    if (caps->count == 0 || certificate->outcome != HM_NOT_RUN ||
        hm_context_canceled(solver->ctx)) {
        return false;
    }
    impose_all(solver);
    return settle(solver, shock, start, certificate, residuals);
}

void hmi_caps_store(const hm_solver *solver, const hm_shock *shock,
                    hm_solution *solution)
{
    const hmi_caps *caps = &solver->caps;
    const hm_shock_arrays *s = shock == NULL ? NULL : hm_shock_data(shock);
    if (s == NULL || (s->quantity_cap == NULL && s->value_cap == NULL)) {
        return;
    }
    double *rent = hmi_solution_rents(solution);
    size_t flows = solver->cells * (size_t)solver->N;
    for (size_t flow = 0; flow < flows; flow++) {
        rent[flow] =
            hmi_level(s->rent_wedge, solver->base->rent_wedge, flow, 0.0);
    }
    for (int32_t q = 0; q < caps->count; q++) {
        const hmi_cap *cap = &caps->items[q];
        double v = cap->active ? cap->ln_rent : 0.0;
        rent[cap->flow] = v > 0.0 ? hmi_exp(v) - 1.0 : 0.0;
        if (cap->banned) {
            rent[cap->flow] = HUGE_VAL;
        }
    }
}
