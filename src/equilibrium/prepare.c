// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * prepare.c - from base and shock to the system at one point of the path.
 *
 * T3, T4: phi kappa^-theta, with an embargo an exact zero; T5: who gets what
 * of a dollar spent; T18: the deficits that do not depend on prices. A good
 * that somebody buys and nobody may sell is found here, by name.
 */
#include "equilibrium/internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

double hmi_level(const double *shocked, const double *base, size_t index,
                 double absent)
{
    if (shocked != NULL) {
        return shocked[index];
    }
    return base == NULL ? absent : base[index];
}

/* Levels of the wedges of one flow at a point of the path. */
typedef struct wedges {
    double tariff, export_tax, rent, importer_share;
} wedges;

static double between(double from, double to, double s)
{
    return from + s * (to - from);
}

/* A rate at a point of the path: linearly, or its 1 + rate in logs. */
static double rate_between(double from, double to, double s, bool in_logs)
{
    bool inside = in_logs && s > 0.0 && s < 1.0;
    if (!inside || !(from < to || from > to)) {
        return between(from, to, s);
    }
    return (1.0 + from) * hmi_pow((1.0 + to) / (1.0 + from), s) - 1.0;
}

static wedges wedges_at(const hm_economy_arrays *base,
                        const hm_shock_arrays *shock, size_t flow, double s,
                        bool in_logs)
{
    double t = hmi_level(NULL, base->tariff, flow, 0.0);
    double e = hmi_level(NULL, base->export_tax, flow, 0.0);
    double m = hmi_level(NULL, base->rent_wedge, flow, 0.0);
    double zeta = hmi_level(NULL, base->rent_importer_share, flow, 1.0);
    wedges w = {t, e, m, zeta};
    w.tariff = rate_between(
        t, hmi_level(shock->tariff, base->tariff, flow, 0.0), s, in_logs);
    w.export_tax = rate_between(
        e, hmi_level(shock->export_tax, base->export_tax, flow, 0.0), s,
        in_logs);
    w.rent = rate_between(
        m, hmi_level(shock->rent_wedge, base->rent_wedge, flow, 0.0), s,
        in_logs);
    w.importer_share = between(zeta,
                               hmi_level(shock->rent_importer_share,
                                         base->rent_importer_share, flow, 1.0),
                               s);
    return w;
}

static double wedge_factor(const wedges *w)
{
    return (1.0 + w->tariff) * (1.0 + w->export_tax) * (1.0 + w->rent);
}

/* Where a path in logs has brought a ban at 1; from there on it goes at the same
 * rate, so that what hangs on a small power of phi fades, too. */
static const double ln_least_phi = -18.0;

/* phi of a path in logs: to its level at 1, a smaller one beyond. */
static double phi_on_path(double phi, double s)
{
    double most = s < 1.0 ? 1.0 : s;
    double level = phi > 0.0 ? hmi_ln(phi) : -HUGE_VAL;
    if (level < ln_least_phi) {
        level = level > ln_least_phi * most ? level : ln_least_phi * most;
    }
    return hmi_exp(s < 1.0 ? level * s : level);
}

/* phi kappa^-theta of one flow at s (T3, T4); exactly 1 when nothing moves. */
static double phi_at(const hm_solver *solver, const hm_shock_arrays *shock,
                     int32_t j, size_t flow, const wedges *now, double s)
{
    double theta = solver->base->theta[j];
    double phi = shock->phi == NULL ? 1.0 : shock->phi[flow];
    phi = hmi_caps_banned(solver, flow) ? 0.0 : phi;
    if (solver->system.in_logs) {
        phi = phi_on_path(phi, solver->system.ban_point);
    } else {
        phi += (1.0 - phi) * solver->system.open_part;
    }
    if (!(phi > 0.0)) {
        return 0.0;
    }
    wedges before = wedges_at(solver->base, shock, flow, 0.0, false);
    double ratio = wedge_factor(now) / wedge_factor(&before);
    double ln_cost =
        shock->cost_hat == NULL ? 0.0 : s * hmi_ln(shock->cost_hat[flow]);
    if (ln_cost == 0.0 && ratio == 1.0) {
        return phi;
    }
    return phi * hmi_exp(-theta * (hmi_ln(ratio) + ln_cost));
}

/* Fill row n of sector j. */
static void prepare_row(hm_solver *solver, const hm_shock_arrays *shock,
                        int32_t j, int32_t n, double s)
{
    const hm_economy_arrays *base = solver->base;
    hmi_system *system = &solver->system;
    size_t N = (size_t)solver->N;
    size_t row = ((size_t)j * N + (size_t)n) * solver->stride;
    size_t cell = (size_t)j * N + (size_t)n;
    bool one = system->one_tier[j];
    double own = base->share[HMI_AT3(solver->N, j, n, n)];
    double imports = 0.0;
    for (int32_t i = 0; i < solver->N; i++) {
        imports += i == n ? 0.0 : base->share[HMI_AT3(solver->N, j, n, i)];
    }
    system->home[cell] = own;
    system->imports[cell] = one ? 0.0 : imports;
    for (int32_t i = 0; i < solver->N; i++) {
        size_t flow = HMI_AT3(solver->N, j, n, i);
        double share = base->share[flow];
        double weight = 0.0;
        wedges now = wedges_at(base, shock, flow, s, system->in_logs);
        if (i != n && share > 0.0) {
            weight = (one ? share : share / imports) *
                     phi_at(solver, shock, j, flow, &now, s);
        }
        double keep = 1.0 / wedge_factor(&now);
        system->weight[row + (size_t)i] = weight;
        system->producer[row + (size_t)i] = weight * keep;
        if (weight > 0.0 && (keep < 1.0 || keep > 1.0)) {
            system->row_wedge[cell] = true;
        }
        double x = (now.export_tax / (1.0 + now.export_tax) +
                    (1.0 - now.importer_share) * now.rent) /
                   ((1.0 + now.tariff) * (1.0 + now.rent));
        system->exporter[row + (size_t)i] = weight * x;
        if (weight > 0.0 && (x < 0.0 || x > 0.0)) {
            system->row_exporter[cell] = true;
        }
    }
}

/* Does the shock name a level in this row that is not the base's? */
static bool row_differs(const double *shocked, const double *base, size_t first,
                        int32_t count, double absent)
{
    for (int32_t i = 0; shocked != NULL && i < count; i++) {
        double before = base == NULL ? absent : base[first + (size_t)i];
        double after = shocked[first + (size_t)i];
        if (after < before || after > before) {
            return true;
        }
    }
    return false;
}

static bool row_touched(const hm_economy_arrays *base,
                        const hm_shock_arrays *shock, size_t first)
{
    int32_t N = base->n_countries;
    return row_differs(shock->phi, NULL, first, N, 1.0) ||
           row_differs(shock->quantity_cap, NULL, first, N, HUGE_VAL) ||
           row_differs(shock->value_cap, NULL, first, N, HUGE_VAL) ||
           row_differs(shock->tariff, base->tariff, first, N, 0.0) ||
           row_differs(shock->cost_hat, NULL, first, N, 1.0) ||
           row_differs(shock->export_tax, base->export_tax, first, N, 0.0) ||
           row_differs(shock->rent_wedge, base->rent_wedge, first, N, 0.0) ||
           row_differs(shock->rent_importer_share, base->rent_importer_share,
                       first, N, 1.0);
}

/* Rows that this shock or the one before it moved; all of them at first. */
static void mark_rows(hm_solver *solver, const hm_shock_arrays *shock)
{
    hmi_system *system = &solver->system;
    for (size_t cell = 0; cell < solver->cells; cell++) {
        bool touched =
            row_touched(solver->base, shock, cell * (size_t)solver->N);
        system->row_due[cell] =
            touched || system->row_touched[cell] || !system->filled;
        system->row_touched[cell] = touched;
    }
}

static void prepare_rows(hm_solver *solver, const hm_shock_arrays *shock,
                         double s)
{
    hmi_system *system = &solver->system;
    for (int32_t j = 0; j < solver->J; j++) {
        system->wedge[j] = false;
        system->exporter_on[j] = false;
        for (int32_t n = 0; n < solver->N; n++) {
            size_t cell = (size_t)j * (size_t)solver->N + (size_t)n;
            if (system->row_due[cell]) {
                system->row_wedge[cell] = false;
                system->row_exporter[cell] = false;
                prepare_row(solver, shock, j, n, s);
            }
            system->wedge[j] = system->wedge[j] || system->row_wedge[cell];
            system->exporter_on[j] =
                system->exporter_on[j] || system->row_exporter[cell];
        }
    }
    system->filled = true;
}

static const hm_shock_arrays no_shock = {0};

/* Productivity, factor supply and transfers at s. */
static void prepare_levels(hm_solver *solver, const hm_shock_arrays *shock,
                           double s)
{
    const hm_economy_arrays *base = solver->base;
    hmi_system *system = &solver->system;
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t j = 0; j < solver->J; j++) {
            double hat = hmi_level(shock->productivity_hat, NULL,
                                   HMI_AT2(solver->J, n, j), 1.0);
            system->ln_productivity[(size_t)j * (size_t)solver->N + (size_t)n] =
                s * hmi_ln(hat);
        }
        system->deficit_add[n] =
            s * hmi_level(shock->deficit_add, NULL, (size_t)n, 0.0);
    }
    for (int32_t f = 0; f < solver->F; f++) {
        double hat = hmi_level(shock->factor_hat, NULL, (size_t)f, 1.0);
        bool in_logs = system->in_logs && s < 1.0 && hat > 0.0;
        double now = in_logs ? hmi_pow(hat, s) : 1.0 + s * (hat - 1.0);
        system->supply[f] = base->factor_income[f] * now;
    }
}

static bool is_open(const hm_solver *solver, const hm_shock_arrays *shock,
                    size_t flow)
{
    return (shock->phi == NULL || shock->phi[flow] > 0.0) &&
           !hmi_caps_banned(solver, flow);
}

/* Does any good that was traded still pass between n and i? (T18 B) */
static bool link_open(const hm_solver *solver, const hm_shock_arrays *shock,
                      int32_t n, int32_t i)
{
    bool traded = false;
    for (int32_t j = 0; j < solver->J; j++) {
        size_t in = HMI_AT3(solver->N, j, n, i);
        size_t out = HMI_AT3(solver->N, j, i, n);
        const double *share = solver->base->share;
        if (share[in] > 0.0) {
            traded = true;
            if (is_open(solver, shock, in)) {
                return true;
            }
        }
        if (share[out] > 0.0) {
            traded = true;
            if (is_open(solver, shock, out)) {
                return true;
            }
        }
    }
    return !traded;
}

/* A deficit this small beside income is what rounding and the calibration's
 * tolerance leave. */
static const double no_deficit = 1e-9;

/* D' where it does not depend on prices (T18 F, Z, B). A cut link takes its
 * part of the imbalance away as the path goes on. */
static void prepare_deficits(hm_solver *solver, const hm_shock_arrays *shock,
                             double s)
{
    const hm_economy_arrays *base = solver->base;
    double *deficit = solver->system.deficit;
    bool cuts = solver->closure == HM_CLOSURE_BILATERAL &&
                (shock->phi != NULL || solver->caps.n_banned > 0);
    for (int32_t n = 0; n < solver->N; n++) {
        deficit[n] =
            solver->closure == HM_CLOSURE_ZERO ? 0.0 : base->deficit[n];
        for (int32_t i = 0; cuts && i < solver->N; i++) {
            double link =
                base->bilateral_deficit[(size_t)n * (size_t)solver->N +
                                        (size_t)i];
            if (i != n && !link_open(solver, shock, n, i)) {
                deficit[n] -= s * link;
            }
        }
        if (fabs(deficit[n]) <= no_deficit * base->income[n]) {
            deficit[n] = 0.0;
        }
    }
}

/* Who is still asked to produce: demand starts at final shares and follows
 * live sectors' inputs; supply follows open flows. */
static bool buys(const hm_solver *solver, int32_t n, int32_t i, int32_t k)
{
    const hmi_system *system = &solver->system;
    size_t cell = (size_t)k * (size_t)solver->N + (size_t)n;
    double weight = system->weight[cell * solver->stride + (size_t)i];
    double home = i == n ? system->home[cell] : 0.0;
    return system->live[cell] && (weight > 0.0 || home > 0.0);
}

static bool spread_live(hm_solver *solver)
{
    hmi_system *system = &solver->system;
    const hm_economy_arrays *base = solver->base;
    size_t N = (size_t)solver->N;
    bool changed = false;
    for (int32_t k = 0; k < solver->J; k++) {
        for (int32_t i = 0; i < solver->N; i++) {
            bool sells = buys(solver, i, i, k);
            for (int32_t n = 0; n < solver->N && !sells; n++) {
                sells = buys(solver, n, i, k);
            }
            for (int32_t j = 0; sells && system->some_dead && j < solver->J;
                 j++) {
                size_t cell = (size_t)j * N + (size_t)i;
                size_t input = HMI_INPUT(solver->J, i, j, k);
                if (!system->live[cell] && base->input_share != NULL &&
                    base->input_share[input] > 0.0) {
                    system->live[cell] = true;
                    changed = true;
                }
            }
            for (int32_t u = solver->use_start[i];
                 sells && u < solver->use_start[i + 1]; u++) {
                if (solver->uses[u].sector == k) {
                    system->factor_live[solver->uses[u].factor] = true;
                }
            }
        }
    }
    return changed;
}

static void prepare_live(hm_solver *solver)
{
    hmi_system *system = &solver->system;
    system->some_dead = false;
    for (size_t cell = 0; cell < solver->cells; cell++) {
        system->live[cell] = solver->final_share[cell] > 0.0;
        system->some_dead = system->some_dead || !system->live[cell];
    }
    for (int32_t f = 0; f < solver->F; f++) {
        system->factor_live[f] = false;
    }
    while (spread_live(solver)) {
    }
    for (int32_t f = 0; f < solver->F; f++) {
        if (!(system->supply[f] > 0.0)) {
            system->factor_live[f] = false;
        }
    }
    system->some_dead = false;
    for (size_t cell = 0; cell < solver->cells; cell++) {
        system->some_dead = system->some_dead || !system->live[cell];
    }
}

static bool refuse(hm_certificate *certificate, const hm_solver *solver,
                   int32_t n, int32_t j)
{
    certificate->outcome = HM_INADMISSIBLE;
    (void)snprintf(certificate->reason, sizeof certificate->reason,
                   "%s has no source of %s left, so its price there is "
                   "infinite",
                   solver->economy->labels.country_codes[n],
                   solver->economy->labels.sector_codes[j]);
    return false;
}

/* A live good without a source (T9, T11; Appendix E). */
static bool sources_left(const hm_solver *solver, hm_certificate *certificate)
{
    const hmi_system *system = &solver->system;
    size_t N = (size_t)solver->N;
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t j = 0; j < solver->J; j++) {
            size_t cell = (size_t)j * N + (size_t)n;
            const double *row = system->weight + cell * solver->stride;
            double home = system->home[cell];
            bool flexible = solver->base->theta_home[j] > 0.0;
            if (home > 0.0 && flexible) {
                continue;
            }
            double sources = hmi_total(solver->stride, row);
            bool needs_imports = !system->one_tier[j] &&
                                 system->imports[cell] > 0.0 &&
                                 (!flexible || !(home > 0.0));
            bool none = !(sources > 0.0) && !(home > 0.0);
            if (system->live[cell] &&
                (none || (needs_imports && !(sources > 0.0)))) {
                return refuse(certificate, solver, n, j);
            }
        }
    }
    return true;
}

/* Who may still buy something of whom. */
static void find_links(hm_solver *solver)
{
    bool *link = solver->system.link;
    for (int32_t n = 0; n < solver->N; n++) {
        for (int32_t i = 0; i < solver->N; i++) {
            bool open = false;
            for (int32_t k = 0; k < solver->J && i != n && !open; k++) {
                open = buys(solver, n, i, k);
            }
            *link++ = open;
        }
    }
}

static bool linked(const hm_solver *solver, int32_t n, int32_t i)
{
    return solver->system.link[(size_t)n * (size_t)solver->N + (size_t)i];
}

/* group <- n and all that its goods reach, through others too. */
static void find_group(hm_solver *solver, int32_t n)
{
    bool *group = solver->system.group;
    bool grows = true;
    memset(group, 0, (size_t)solver->N * sizeof(bool));
    group[n] = true;
    while (grows) {
        grows = false;
        for (int32_t i = 0; i < solver->N; i++) {
            for (int32_t h = 0; group[i] && h < solver->N; h++) {
                if (!group[h] && linked(solver, h, i)) {
                    group[h] = true;
                    grows = true;
                }
            }
        }
    }
}

/* A group of countries that sells nothing outside. */
typedef struct closed_group {
    int32_t count;
    bool buys;              /* of others */
    double deficit, income; /* together; income at the base */
} closed_group;

static closed_group measure_group(const hm_solver *solver)
{
    const hmi_system *system = &solver->system;
    closed_group g = {0, false, 0.0, 0.0};
    for (int32_t n = 0; n < solver->N; n++) {
        if (!system->group[n]) {
            continue;
        }
        g.count++;
        g.deficit += system->deficit[n] + system->deficit_add[n];
        g.income += solver->base->income[n];
        for (int32_t i = 0; i < solver->N; i++) {
            g.buys = g.buys || (!system->group[i] && linked(solver, n, i));
        }
    }
    return g;
}

static bool unpayable(hm_certificate *certificate, const hm_solver *solver,
                      int32_t n, const char *format)
{
    certificate->outcome = HM_NO_EQUILIBRIUM;
    (void)snprintf(certificate->reason, sizeof certificate->reason, format,
                   solver->economy->labels.country_codes[n]);
    return false;
}

static bool has_deficits(const hm_solver *solver)
{
    for (int32_t n = 0; n < solver->N; n++) {
        double least = no_deficit * solver->base->income[n];
        if (fabs(solver->base->deficit[n]) > least) {
            return true;
        }
    }
    return false;
}

/*
 * Scaled deficits (T18 S) of a group without any trade outside add up to
 * nothing only where its relative deficit equals the others', at wages that
 * its own accounts fix already.
 */
static bool scaled_account_closes(const hm_solver *solver, int32_t n,
                                  const closed_group *g,
                                  hm_certificate *certificate)
{
    if (g->buys || !has_deficits(solver)) {
        return true;
    }
    return unpayable(certificate, solver, n,
                     "%s and whom it sells to are cut off, so scaled deficits "
                     "cannot be traded");
}

/*
 * Shares are positive at any finite prices, so a group of countries that may
 * buy outside but not sell there imports something, and needs a deficit to pay
 * it (T15); one that may do neither can have none. (The rest of the world of
 * such a group may sell but not buy, and needs the surplus.)
 */
static bool account_closes(const hm_solver *solver, int32_t n,
                           const closed_group *g, hm_certificate *certificate)
{
    double least = no_deficit * g->income;
    if (g->count == solver->N) {
        return true;
    }
    if (solver->closure == HM_CLOSURE_SCALED) {
        return scaled_account_closes(solver, n, g, certificate);
    }
    if (g->buys && !(g->deficit > least)) {
        return unpayable(certificate, solver, n,
                         g->count > 1
                             ? "%s and whom it sells to may sell nothing to "
                               "others, so they cannot pay for what they buy"
                             : "%s may sell nothing abroad, so it cannot pay "
                               "for what it may buy there");
    }
    if (!g->buys && fabs(g->deficit) > least) {
        return unpayable(certificate, solver, n,
                         g->count > 1 ? "%s and whom it sells to are cut off, "
                                        "so their deficit cannot be traded"
                                      : "%s is cut off, so its deficit cannot "
                                        "be traded");
    }
    return true;
}

static bool buys_nothing(const hm_solver *solver, int32_t n)
{
    for (int32_t i = 0; i < solver->N; i++) {
        if (linked(solver, n, i)) {
            return false;
        }
    }
    return true;
}

static bool sells_something(const hm_solver *solver, int32_t n)
{
    for (int32_t i = 0; i < solver->N; i++) {
        if (linked(solver, i, n)) {
            return true;
        }
    }
    return false;
}

/* A country that may sell but not buy needs a surplus. */
static bool is_paid(const hm_solver *solver, int32_t n,
                    hm_certificate *certificate)
{
    double deficit = solver->system.deficit[n] + solver->system.deficit_add[n];
    double least = no_deficit * solver->base->income[n];
    if (solver->closure == HM_CLOSURE_SCALED || deficit < -least ||
        !buys_nothing(solver, n) || !sells_something(solver, n)) {
        return true;
    }
    return unpayable(certificate, solver, n,
                     "%s may buy nothing abroad, so it cannot be paid for what "
                     "it may sell there");
}

/* Countries by themselves first, so that the smallest group is named. */
static bool accounts_close(hm_solver *solver, hm_certificate *certificate)
{
    find_links(solver);
    for (int32_t n = 0; n < 2 * solver->N; n++) {
        int32_t at = n % solver->N;
        bool single = n < solver->N;
        find_group(solver, at);
        closed_group g = measure_group(solver);
        if ((single && !is_paid(solver, at, certificate)) ||
            (single == (g.count == 1) &&
             !account_closes(solver, at, &g, certificate))) {
            return false;
        }
    }
    return true;
}

static bool prepare(hm_solver *solver, const hm_shock_arrays *shock, double s,
                    hm_certificate *certificate)
{
    prepare_rows(solver, shock, s);
    hmi_caps_prepare(solver, shock, s);
    prepare_levels(solver, shock, s);
    prepare_deficits(solver, shock, s);
    prepare_live(solver);
    return sources_left(solver, certificate);
}

static const hm_shock_arrays *arrays_of(const hm_shock *shock)
{
    return shock == NULL ? &no_shock : hm_shock_data(shock);
}

static void prepare_linearly(hm_solver *solver, double s)
{
    solver->system.open_part = 1.0 - s;
    solver->system.in_logs = false;
}

bool hmi_prepare(hm_solver *solver, const hm_shock *shock, double s,
                 hm_certificate *certificate)
{
    mark_rows(solver, arrays_of(shock));
    solver->passes += 2;
    prepare_linearly(solver, s);
    return prepare(solver, arrays_of(shock), s, certificate) &&
           accounts_close(solver, certificate);
}

/* The rows that the shock prepared last moves are due again. */
static void mark_again(hm_solver *solver)
{
    memcpy(solver->system.row_due, solver->system.row_touched,
           solver->cells * sizeof(bool));
    solver->passes += 1;
}

bool hmi_prepare_again(hm_solver *solver, const hm_shock *shock, double s,
                       hm_certificate *certificate)
{
    mark_again(solver);
    prepare_linearly(solver, s);
    return prepare(solver, arrays_of(shock), s, certificate);
}

bool hmi_prepare_path(hm_solver *solver, const hm_shock *shock, double s)
{
    hm_certificate ignored = {0};
    mark_again(solver);
    solver->system.in_logs = true;
    solver->system.ban_point = s;
    return prepare(solver, arrays_of(shock), s < 1.0 ? s : 1.0, &ignored);
}

bool hmi_bans_something(const hm_solver *solver, const hm_shock *shock)
{
    const double *phi = arrays_of(shock)->phi;
    size_t flows = solver->cells * (size_t)solver->N;
    double least = hmi_exp(ln_least_phi);
    if (solver->caps.n_banned > 0) {
        return true;
    }
    for (size_t flow = 0; phi != NULL && flow < flows; flow++) {
        if (phi[flow] < least && solver->base->share[flow] > 0.0) {
            return true;
        }
    }
    return false;
}
