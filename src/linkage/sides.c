// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sides.c - the tables beside the rows, of the first view: curves, prices,
 * deals by every rule, what is kept, what is believed (B20-B56, V1-V6).
 */
#include "linkage/answers.h"

#include <math.h>
#include <string.h>

/* Two key columns, then those of `from`. */
static hm_status key_columns(hm_context *ctx, const char *name,
                             const hm_table *from, hm_table **to)
{
    HMI_TRY(hm_table_create(ctx, name, to));
    HMI_TRY(hm_table_add_column(*to, "item", HM_COLUMN_TEXT));
    HMI_TRY(hm_table_add_column(*to, "versus", HM_COLUMN_TEXT));
    for (int32_t c = 0; c < hm_table_columns(from); c++) {
        HMI_TRY(hm_table_add_column(*to, hm_table_column_name(from, c),
                                    hm_table_column_type(from, c)));
    }
    return HM_OK;
}

static hm_status copy_row(const hm_table *from, int32_t row, hm_table *to)
{
    for (int32_t c = 0; c < hm_table_columns(from); c++) {
        if (hm_table_column_type(from, c) == HM_COLUMN_TEXT) {
            HMI_TRY(hm_table_set_text(to, c + 2, hm_table_text(from, row, c)));
        } else {
            hm_table_set_number(to, c + 2, hm_table_number(from, row, c));
        }
    }
    return HM_OK;
}

/* Rows of `from` behind those of *to (made when NULL), with two key columns
 * in front; the columns are the same in every call. Frees `from`. */
static hm_status gather(hm_context *ctx, const char *name, const char *item,
                        const char *versus, hm_table *from, hm_table **to)
{
    hm_status status = HM_OK;
    if (*to == NULL) {
        HMI_GOTO(status, key_columns(ctx, name, from, to));
    }
    for (int32_t i = 0; i < hm_table_rows(from); i++) {
        HMI_GOTO(status, hm_table_add_row(*to));
        HMI_GOTO(status, hm_table_set_text(*to, 0, item));
        HMI_GOTO(status, hm_table_set_text(*to, 1, versus));
        HMI_GOTO(status, copy_row(from, i, *to));
    }
out:
    hm_table_free(from);
    return status;
}

static hmi_name curve_name(const hmi_curve *c)
{
    return hmi_name_both(c->baseline, c->opened ? "opening" : "cuts");
}

/* --- curves and prices ---------------------------------------------------------- */

static hm_status make_menu(hmi_hand *h, hm_table **out)
{
    static const char *const names[] = {"baseline", "reward_musd", "cost_musd",
                                        "marginal_price", "policy"};
    HMI_TRY(hm_table_create(h->ctx, "linkage_menu", out));
    for (int32_t c = 0; c < 5; c++) {
        bool text = c == 0 || c == 4;
        HMI_TRY(hm_table_add_column(*out, names[c],
                                    text ? HM_COLUMN_TEXT : HM_COLUMN_NUMBER));
    }
    for (int32_t k = 0; k < h->n_curves; k++) {
        const hmi_curve *c = &h->curves[k];
        for (int32_t i = 0; i < c->n; i++) {
            double cost;
            double slope;
            HMI_TRY(hmi_curve_price(h, c, c->reward[i], &cost, &slope));
            HMI_TRY(hm_table_add_row(*out));
            HMI_TRY(hm_table_set_text(*out, 0, curve_name(c).text));
            hm_table_set_number(*out, 1, c->reward[i]);
            hm_table_set_number(*out, 2, c->cost[i]);
            hm_table_set_number(*out, 3, slope);
            HMI_TRY(
                hm_table_set_text(*out, 4, hmi_policy_name(h, c->policy[i])));
        }
    }
    return HM_OK;
}

enum { STEPS_MAX = 64 };

static hm_status make_price(hmi_hand *h, hm_table **out)
{
    static const double own[] = {0.0, 1000.0, 5000.0, 20000.0};
    hm_pressure steps[STEPS_MAX];
    int32_t n = 0;
    for (int32_t a = 1; a < h->n_steps && n < STEPS_MAX; a++) {
        if (isfinite(hmi_cost(h, a))) {
            steps[n++] =
                (hm_pressure){hmi_package_name(h, a), hmi_cost(h, a), 0.1};
        }
    }
    for (int32_t k = 0; k < h->n_curves && n > 0; k++) {
        hm_table *part = NULL;
        hm_price_curve view = hmi_curve_view(&h->curves[k]);
        if (view.n < 2) {
            continue;
        }
        HMI_TRY(hm_price_table(h->ctx, steps, n, &view, 1, own, 4, &part));
        HMI_TRY(gather(h->ctx, "linkage_price", curve_name(&h->curves[k]).text,
                       "10 points of compliance", part, out));
    }
    return HM_OK;
}

/* --- deals by every rule (R6) ---------------------------------------------------- */

static hm_status add_deals(hmi_hand *h, const hmi_curve *c, hm_table **out)
{
    const char *players[] = {h->linkage->sender, h->linkage->broker};
    int32_t a = hmi_strongest(h);
    double price;
    double slope;
    HMI_TRY(hmi_curve_price(h, c, hmi_needed(h, a), &price, &slope));
    price -= hmi_ev(h, 0, a, HMI_SENDER);
    if (!isfinite(price)) {
        return HM_OK;
    }
    for (int32_t k = 0; k < 2 * HM_BARGAIN_RULES; k++) {
        hm_linkage_value v;
        hm_table *part = NULL;
        const hm_deal *deals[] = {&v.together};
        HMI_TRY(hmi_link_tracks(h, c, a, 2.0 * fmax(0.0, price),
                                (hm_bargain_rule)(k / 2), k % 2 == 1, &v));
        HMI_TRY(hm_deal_table(h->ctx, deals, 1, players, &part));
        HMI_TRY(gather(h->ctx, "linkage_deals", hmi_package_name(h, a),
                       curve_name(c).text, part, out));
    }
    return HM_OK;
}

static hm_status make_deals(hmi_hand *h, hm_table **out)
{
    for (int32_t k = 0; k < h->n_curves && h->n_steps > 1; k++) {
        HMI_TRY(add_deals(h, &h->curves[k], out));
    }
    return HM_OK;
}

/* Payoffs of everybody under the carrot's policies; returns how many. */
static int32_t trade_points(const hmi_hand *h, double *u)
{
    int32_t n = 0;
    for (int32_t p = 1; p < h->n_policies; p++) {
        bool known = h->deal[p];
        for (int32_t r = 0; r < h->n_players && known; r++) {
            u[n * h->n_players + r] = hmi_ev(h, p, 0, r);
            known = isfinite(u[n * h->n_players + r]);
        }
        n += known ? 1 : 0;
    }
    return n;
}

/* (B18) Trade, pressure, and what the broker wants from the allies, which
 * has no price: it stands as an issue whose parties are exposed. */
static hm_status make_subsets(hmi_hand *h, hm_table **out)
{
    hm_status status = HM_OK;
    const char *players[HM_PLAYERS_MAX];
    double none[HM_PLAYERS_MAX] = {0.0};
    double press[HM_PLAYERS_MAX] = {0.0};
    int32_t a = hmi_strongest(h);
    uint32_t exposed = 0;
    hmi_bid bid = hmi_bid_for(h, hmi_carrot(h), a, 1.0);
    bool known = bid.policy >= 0 && a > 0;
    double *u = HMI_ARRAY(h->ctx, double, h->n_policies * h->n_players);
    if (u == NULL) {
        return HM_ERR_MEMORY;
    }
    for (int32_t r = 0; r < h->n_players; r++) {
        players[r] = hmi_player(h, r);
        press[r] = hmi_ev(h, 0, a, r);
        known = known && isfinite(press[r]);
        exposed |= r > 2 && r < 3 + h->n_allies ? 1u << r : 0u;
    }
    press[HMI_SENDER] += 2.0 * bid.cost;
    if (known) {
        const hm_issue issues[3] = {
            {"trade", {h->n_players, trade_points(h, u), u}, none, 0},
            {"pressure", {h->n_players, 1, press}, none, 0},
            {"allies' status", {h->n_players, 1, none}, none, exposed},
        };
        const hm_talks talks = {HM_BARGAIN_NASH, none,
                                1u << HMI_SENDER | 1u << HMI_BROKER, NULL};
        hm_table *part = NULL;
        HMI_GOTO(status, hm_linked_subsets(h->ctx, issues, 3, NULL, &talks,
                                           players, &part));
        status = gather(h->ctx, "linkage_subsets", hmi_package_name(h, a),
                        "worth 2 x least", part, out);
    }
out:
    hmi_free(h->ctx, u);
    return status;
}

/* --- what is kept (B35, B36), who comes (B37) ------------------------------------- */

/* Payments of the carrot that cost something and give something. */
static int32_t payments_of(const hmi_hand *h, const char **names, double *cost,
                           double *worth)
{
    const hmi_curve *c = hmi_carrot(h);
    int32_t n = 0;
    for (int32_t i = 0; c != NULL && i < c->n && n < STEPS_MAX; i++) {
        if (c->cost[i] > 0.0 && c->reward[i] > 0.0) {
            names[n] = hmi_policy_name(h, c->policy[i]);
            cost[n] = c->cost[i];
            worth[n++] = c->reward[i];
        }
    }
    return n;
}

static hm_status make_barter(hmi_hand *h, hm_table **out)
{
    static const double patience[] = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};
    const char *actions[STEPS_MAX];
    const char *payments[STEPS_MAX];
    double value[STEPS_MAX];
    double cost[STEPS_MAX];
    double price[STEPS_MAX];
    double worth[STEPS_MAX];
    hm_table *part = NULL;
    int32_t n = 0;
    for (int32_t a = 1; a < h->n_steps && n < STEPS_MAX; a++) {
        hmi_bid bid = hmi_bid_for(h, hmi_carrot(h), a, 1.0);
        if (bid.policy >= 0 && bid.pressure > 0.0 && bid.cost > 0.0) {
            actions[n] = hmi_package_name(h, a);
            value[n] = 2.0 * bid.cost;
            cost[n++] = bid.pressure;
        }
    }
    int32_t m = payments_of(h, payments, price, worth);
    if (n == 0 || m == 0) {
        return HM_OK;
    }
    const hm_barter barter = {n,    m,     actions, payments, value,
                              cost, price, worth,   1.0};
    HMI_TRY(hm_barter_table(h->ctx, &barter, patience, 7, &part));
    return gather(h->ctx, "linkage_barter", "carrot", "worth 2 x least", part,
                  out);
}

static hm_status make_tacit(hmi_hand *h, hm_table **out)
{
    hmi_bid bid = hmi_bid_for(h, hmi_carrot(h), hmi_strongest(h), 2.0);
    hm_table *part = NULL;
    if (bid.policy < 0) {
        return HM_OK;
    }
    const hm_tacit tacit = {fmax(0.0, bid.cost), hmi_precedent(h), 0.0, true};
    HMI_TRY(hm_tacit_table(h->ctx, &tacit, 11, &part));
    return gather(h->ctx, "linkage_tacit",
                  hmi_package_name(h, hmi_strongest(h)), "worth 2 x price",
                  part, out);
}

static hm_status make_chain(hmi_hand *h, hm_table **out)
{
    const hmi_priors *q = &h->linkage->priors;
    hm_table *part = NULL;
    const hm_chain chain = {q->doctrine_gain, q->haggler_gain, q->never_pays,
                            h->linkage->followers.count};
    if (chain.hagglers < 1) {
        return HM_OK;
    }
    HMI_TRY(hm_chain_table(h->ctx, &chain, &part));
    return gather(h->ctx, "linkage_chain", "followers", "priors of the case",
                  part, out);
}

/* --- values (V1-V6, B29, B54, B56) ------------------------------------------------- */

static hm_status make_test(hmi_hand *h, hm_table **out)
{
    static const double multiples[] = {2.0, 5.0, 20.0};
    static const char *const names[] = {
        "worth 2 x own cost", "worth 5 x own cost", "worth 20 x own cost"};
    int32_t a = hmi_strongest(h);
    double cost = hmi_cost(h, a);
    hm_linkage_test test = {hmi_precedent(h), 0.0, 0.0,
                            h->linkage->priors.no_deal};
    for (int32_t m = 0; m < 3 && a > 0 && cost > 0.0; m++) {
        hm_table *part = NULL;
        double low;
        double high;
        const hm_law law = {
            .kind = HM_LAW_UNIFORM, .low = 0.0, .high = 2.0 * cost};
        HMI_TRY(hm_linkage_test_sweep(h->ctx, &law, multiples[m] * cost, &test,
                                      19, &low, &high, &part));
        HMI_TRY(gather(h->ctx, "linkage_test", hmi_package_name(h, a), names[m],
                       part, out));
    }
    return HM_OK;
}

static hm_status make_collapse(hmi_hand *h, hm_table **out)
{
    const hmi_priors *q = &h->linkage->priors;
    hm_hazard steps[STEPS_MAX];
    hm_table *part = NULL;
    const char *war = h->linkage->war;
    double worth =
        war == NULL ? 1.0 : -hmi_ev(h, hmi_policy_at(h, war), 0, HMI_BROKER);
    if (!(worth > 0.0) ||
        !hmi_hazards(h, q->compliance_slope, q->collapse_slope, steps)) {
        return HM_OK;
    }
    HMI_TRY(hm_collapse_table(h->ctx, steps, h->n_steps, worth, &part));
    return gather(h->ctx, "linkage_collapse", "hazards of the case",
                  war == NULL ? "worth of 1" : war, part, out);
}

static hm_status make_worth(hmi_hand *h, hm_table **out)
{
    static const double chances[] = {0.01, 0.05, 0.10, 0.25};
    for (int32_t a = 1; a < h->n_steps; a++) {
        hm_table *part = NULL;
        double price;
        double slope;
        double cost = hmi_needed(h, a);
        HMI_TRY(hmi_curve_price(h, hmi_carrot(h), cost, &price, &slope));
        if (cost >= 0.0) {
            HMI_TRY(hm_worth_table(h->ctx, cost, h->income[HMI_BROKER], chances,
                                   4, &part));
            HMI_TRY(gather(h->ctx, "linkage_worth", hmi_package_name(h, a),
                           h->linkage->broker, part, out));
        }
        if (price >= 0.0) {
            HMI_TRY(hm_worth_table(h->ctx, price, h->income[HMI_SENDER],
                                   chances, 4, &part));
            HMI_TRY(gather(h->ctx, "linkage_worth", hmi_package_name(h, a),
                           h->linkage->sender, part, out));
        }
    }
    return HM_OK;
}

/* The scorecard of the cheapest deal for the strongest step (B52, B53). */
typedef struct score {
    double slopes[2][HM_SCORE_UNKNOWNS];
    hm_margin margins[2];
    hm_unknown box[HM_SCORE_UNKNOWNS];
} score;

static hm_status fill_score(hmi_hand *h, score *out, bool *known)
{
    static const char *const names[] = {
        "worth to the sender", "worth to the broker",
        "cost of collapse to the broker", "cost of precedent and allies"};
    const hmi_priors *q = &h->linkage->priors;
    hm_hazard steps[STEPS_MAX];
    int32_t a = hmi_strongest(h);
    int32_t last = h->n_steps - 1; /* of the hazards, the most severe */
    hmi_bid bid = hmi_bid_for(h, hmi_carrot(h), a, 1.0);
    *known = bid.policy >= 0 && a > 0 && h->income[HMI_SENDER] > 0.0 &&
             h->income[HMI_BROKER] > 0.0 &&
             hmi_hazards(h, q->compliance_slope, q->collapse_slope, steps);
    if (!*known) {
        return HM_OK;
    }
    const hm_scorecard card = {
        -bid.cost,
        bid.reward,
        bid.pressure,
        fmin(1.0, steps[last].compliance - steps[0].compliance),
        fmin(1.0, steps[last].collapse - steps[0].collapse),
        0.0};
    HMI_TRY(hm_scorecard_margins(h->ctx, &card, out->slopes[0], out->slopes[1],
                                 &out->margins[0], &out->margins[1]));
    for (int32_t j = 0; j < HM_SCORE_UNKNOWNS; j++) {
        bool sender = j == HM_SCORE_OMEGA_SENDER || j == HM_SCORE_COSTS;
        double income = h->income[sender ? HMI_SENDER : HMI_BROKER];
        out->box[j] =
            (hm_unknown){names[j], "MUSD", "assumed", 0.0, 0.01 * income};
    }
    return HM_OK;
}

/* (B54) Prior probability of the deal region, after its thresholds and
 * bounds: everything unknown alike likely within the box of the side
 * `linkage_region`. It is no more than that box says. */
hm_status hmi_say_region(hmi_hand *h)
{
    static const hmi_kind kind = {5, "deal_region_chance_pct", "%", "P", "B54"};
    static const hm_prior alike[HM_SCORE_UNKNOWNS] = {{HM_PRIOR_UNIFORM, 0, 0}};
    enum { SEED = 1, DRAWS = 4000 };
    score s;
    bool known = false;
    double chance = NAN;
    double error;
    if (h->n_steps < 2) {
        return HM_OK;
    }
    HMI_TRY(fill_score(h, &s, &known));
    if (known) {
        const hm_region region = {2, HM_SCORE_UNKNOWNS, s.margins, s.box,
                                  alike};
        HMI_TRY(hm_region_probability(h->ctx, &region, SEED, DRAWS, &chance,
                                      &error));
    }
    return hmi_say(h, &kind, hmi_package_name(h, hmi_strongest(h)),
                   "all unknowns to 1 % of income alike likely",
                   100.0 * chance);
}

static hm_status make_break_even(hmi_hand *h, hm_table **out)
{
    score s;
    bool known = false;
    HMI_TRY(fill_score(h, &s, &known));
    for (int32_t m = 0; m < 2 && known; m++) {
        hm_table *part = NULL;
        HMI_TRY(hm_break_even_table(h->ctx, &s.margins[m], s.box,
                                    HM_SCORE_UNKNOWNS, &part));
        HMI_TRY(gather(h->ctx, "linkage_break_even",
                       hmi_package_name(h, hmi_strongest(h)), "cheapest cut",
                       part, out));
    }
    return HM_OK;
}

static hm_status make_region(hmi_hand *h, hm_table **out)
{
    score s;
    bool known = false;
    hm_table *part = NULL;
    HMI_TRY(fill_score(h, &s, &known));
    if (!known) {
        return HM_OK;
    }
    HMI_TRY(hm_region_vertices(h->ctx, s.margins, 2, s.box, HM_SCORE_UNKNOWNS,
                               &part));
    return gather(h->ctx, "linkage_region",
                  hmi_package_name(h, hmi_strongest(h)), "cheapest cut", part,
                  out);
}

static hm_status make_revealed(hmi_hand *h, hm_table **out)
{
    hm_table *part = NULL;
    HMI_TRY(hmi_history_table(h, &part));
    return part == NULL ? HM_OK
                        : gather(h->ctx, "linkage_revealed", "both choices",
                                 "belief 10 points", part, out);
}

const hmi_side hmi_sides[HMI_SIDES] = {
    {"linkage_menu", make_menu},
    {"linkage_price", make_price},
    {"linkage_deals", make_deals},
    {"linkage_subsets", make_subsets},
    {"linkage_barter", make_barter},
    {"linkage_tacit", make_tacit},
    {"linkage_chain", make_chain},
    {"linkage_test", make_test},
    {"linkage_collapse", make_collapse},
    {"linkage_worth", make_worth},
    {"linkage_break_even", make_break_even},
    {"linkage_region", make_region},
    {"linkage_revealed", make_revealed},
    {"linkage_frontiers", hmi_frontiers_table},
};
