// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * linked.c - separate and linked tracks (B14-B17).
 *
 * Tollison and Willett 1979, Sebenius 1983, Maggi 2016. In every issue "no
 * agreement" stands beside the points: it gives the threat point. F_sep asks
 * for no loss in any issue, F_link for no loss in their sum; every point of
 * F_sep is a combination of F_link.
 *
 * Invariant: `together` holds at least the sum of the threat points.
 */
#include "games/internal.h"

#include <math.h>
#include <string.h>

enum { MAX_COMBINATIONS = 1000000 };

typedef struct issue_copy {
    int32_t n_points;
    double *payoff;
    double threat[HM_PLAYERS_MAX];
} issue_copy;

struct hm_linked {
    hm_context *ctx;
    int32_t n_players, n_issues;
    uint32_t parties;
    issue_copy *issues;
    double threat[HM_PLAYERS_MAX]; /* sum over issues */
    int32_t n_separate, n_together;
    double *separate, *together;
    int32_t *combination; /* of each point together; NULL: a joint set */
};

static hm_status issues_check(hm_context *ctx, const hm_issue *issues,
                              int32_t n_issues)
{
    if (n_issues < 1) {
        return hmi_fail(ctx, HM_ERR_ARGUMENT, "no issue to talk about");
    }
    for (int32_t k = 0; k < n_issues; k++) {
        HMI_TRY(hmi_points_check(ctx, &issues[k].points));
        if (issues[k].points.n_players != issues[0].points.n_players) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "issue %s has %d players, issue %s %d",
                            issues[k].name, (int)issues[k].points.n_players,
                            issues[0].name, (int)issues[0].points.n_players);
        }
        for (int32_t r = 0; r < issues[k].points.n_players; r++) {
            if (!isfinite(issues[k].threat[r])) {
                return hmi_fail(ctx, HM_ERR_ARGUMENT,
                                "issue %s, player %d: the threat point is not "
                                "a number",
                                issues[k].name, (int)r);
            }
        }
    }
    return HM_OK;
}

/* Points of an issue with "no agreement" behind them. */
static hm_status copy_issue(hm_linked *l, const hm_issue *issue,
                            issue_copy *copy)
{
    size_t players = (size_t)l->n_players;
    size_t n = (size_t)issue->points.n_points;
    copy->n_points = issue->points.n_points + 1;
    copy->payoff = HMI_ARRAY(l->ctx, double, (n + 1) * players);
    if (copy->payoff == NULL) {
        return HM_ERR_MEMORY;
    }
    if (n > 0) {
        memcpy(copy->payoff, issue->points.payoff,
               n * players * sizeof(double));
    }
    memcpy(copy->payoff + n * players, issue->threat, players * sizeof(double));
    for (size_t r = 0; r < players; r++) {
        copy->threat[r] = issue->threat[r];
        l->threat[r] += issue->threat[r];
    }
    return HM_OK;
}

static bool no_loss(const hm_linked *l, const double *payoff,
                    const double *threat)
{
    for (int32_t r = 0; r < l->n_players; r++) {
        if ((l->parties >> r & 1u) != 0) {
            double size = fabs(payoff[r]) + fabs(threat[r]);
            if (payoff[r] - threat[r] < -1e-14 * size) {
                return false;
            }
        }
    }
    return true;
}

/* Sum of one combination; *separate: no party loses in any issue. */
static void sum_combination(const hm_linked *l, int32_t combination,
                            double *total, bool *separate)
{
    memset(total, 0, (size_t)l->n_players * sizeof(double));
    *separate = true;
    for (int32_t k = 0; k < l->n_issues; k++) {
        const issue_copy *issue = &l->issues[k];
        const double *u =
            issue->payoff +
            (size_t)(combination % issue->n_points) * (size_t)l->n_players;
        combination /= issue->n_points;
        *separate = *separate && no_loss(l, u, issue->threat);
        for (int32_t r = 0; r < l->n_players; r++) {
            total[r] += u[r];
        }
    }
}

static hm_status count_combinations(const hm_linked *l, int32_t *count)
{
    int64_t total = 1;
    for (int32_t k = 0; k < l->n_issues; k++) {
        total *= l->issues[k].n_points;
        if (total > MAX_COMBINATIONS) {
            return hmi_fail(l->ctx, HM_ERR_LIMIT,
                            "more than %d combinations of points of %d issues",
                            MAX_COMBINATIONS, (int)l->n_issues);
        }
    }
    *count = (int32_t)total;
    return HM_OK;
}

static hm_status make_room(hm_linked *l, int32_t count, bool joint,
                           int32_t n_joint)
{
    size_t players = (size_t)l->n_players;
    size_t together = joint ? (size_t)n_joint + (size_t)count : (size_t)count;
    l->separate = HMI_ARRAY(l->ctx, double, (size_t)count *players);
    l->together = HMI_ARRAY(l->ctx, double, together *players);
    if (!joint) {
        l->combination = HMI_ARRAY(l->ctx, int32_t, count);
    }
    bool ok = l->separate != NULL && l->together != NULL &&
              (joint || l->combination != NULL);
    return ok ? HM_OK : HM_ERR_MEMORY;
}

static void add_together(hm_linked *l, const double *payoff,
                         int32_t combination)
{
    size_t players = (size_t)l->n_players;
    if (l->combination != NULL) {
        l->combination[l->n_together] = combination;
    }
    memcpy(l->together + (size_t)l->n_together * players, payoff,
           players * sizeof(double));
    l->n_together++;
}

/* Without a joint set F_link is every sum without a loss (B15). With one it
 * is that set, and the separate points, which no linkage takes away. */
static void fill_sets(hm_linked *l, int32_t count, const hm_points *joint)
{
    size_t players = (size_t)l->n_players;
    double total[HM_PLAYERS_MAX];
    for (int32_t i = 0; joint != NULL && i < joint->n_points; i++) {
        const double *u = joint->payoff + (size_t)i * players;
        if (no_loss(l, u, l->threat)) {
            add_together(l, u, -2);
        }
    }
    for (int32_t c = 0; c < count; c++) {
        bool separate = false;
        sum_combination(l, c, total, &separate);
        if (separate) {
            memcpy(l->separate + (size_t)l->n_separate * players, total,
                   players * sizeof(double));
            l->n_separate++;
        }
        if (separate || (joint == NULL && no_loss(l, total, l->threat))) {
            add_together(l, total, c);
        }
    }
}

hm_status hm_linked_create(hm_context *ctx, const hm_issue *issues,
                           int32_t n_issues, const hm_points *joint,
                           uint32_t parties, hm_linked **out)
{
    hm_status status = HM_OK;
    int32_t count = 0;
    *out = NULL;
    HMI_TRY(issues_check(ctx, issues, n_issues));
    if (joint != NULL) {
        HMI_TRY(hmi_points_check(ctx, joint));
        if (joint->n_players != issues[0].points.n_players) {
            return hmi_fail(ctx, HM_ERR_ARGUMENT,
                            "the joint set has %d players, the issues %d",
                            (int)joint->n_players,
                            (int)issues[0].points.n_players);
        }
    }
    hm_linked *l = HMI_NEW(ctx, hm_linked);
    if (l == NULL) {
        return HM_ERR_MEMORY;
    }
    l->ctx = ctx;
    l->n_players = issues[0].points.n_players;
    l->n_issues = n_issues;
    l->parties = hmi_everyone(l->n_players, parties);
    l->issues = HMI_ARRAY(ctx, issue_copy, n_issues);
    HMI_GOTO(status, l->issues == NULL ? HM_ERR_MEMORY : HM_OK);
    for (int32_t k = 0; k < n_issues; k++) {
        HMI_GOTO(status, copy_issue(l, &issues[k], &l->issues[k]));
    }
    HMI_GOTO(status, count_combinations(l, &count));
    HMI_GOTO(status, make_room(l, count, joint != NULL,
                               joint == NULL ? 0 : joint->n_points));
    fill_sets(l, count, joint);
    *out = l;
    l = NULL;
out:
    hm_linked_free(l);
    return status;
}

void hm_linked_free(hm_linked *linked)
{
    if (linked == NULL) {
        return;
    }
    for (int32_t k = 0; linked->issues != NULL && k < linked->n_issues; k++) {
        hmi_free(linked->ctx, linked->issues[k].payoff);
    }
    hmi_free(linked->ctx, linked->issues);
    hmi_free(linked->ctx, linked->separate);
    hmi_free(linked->ctx, linked->together);
    hmi_free(linked->ctx, linked->combination);
    hmi_free(linked->ctx, linked);
}

hm_points hm_linked_separate(const hm_linked *linked)
{
    return (hm_points){linked->n_players, linked->n_separate, linked->separate};
}

hm_points hm_linked_together(const hm_linked *linked)
{
    return (hm_points){linked->n_players, linked->n_together, linked->together};
}

const double *hm_linked_threat(const hm_linked *linked)
{
    return linked->threat;
}

int32_t hm_linked_choice(const hm_linked *linked, int32_t index, int32_t issue)
{
    if (linked->combination == NULL) {
        return -2;
    }
    int32_t at = linked->combination[index];
    for (int32_t k = 0; k < issue; k++) {
        at /= linked->issues[k].n_points;
    }
    at %= linked->issues[issue].n_points;
    return at + 1 == linked->issues[issue].n_points ? -1 : at;
}

/* --- value and necessity (B16, B17) --- */

static hm_status settle(hm_context *ctx, const hm_points *points,
                        const hm_talks *talks, bool lottery, hm_deal *out)
{
    return lottery ? hm_bargain_lottery(ctx, points, talks, NULL, out)
                   : hm_bargain_pure(ctx, points, talks, out);
}

/* Each track's own deal, added up: no deal leaves its threat point. */
static hm_status settle_tracks(hm_context *ctx, const hm_linked *l,
                               const hm_talks *talks, bool lottery,
                               hm_deal *out)
{
    hm_deal track;
    hm_talks own = *talks;
    hmi_talks read;
    own.parties = l->parties;
    own.threat = l->threat;
    HMI_TRY(hmi_talks_read(ctx, &own, l->n_players, &read));
    hmi_deal_none(&read, out);
    for (int32_t k = 0; k < l->n_issues; k++) {
        const issue_copy *issue = &l->issues[k];
        hm_points points = {l->n_players, issue->n_points, issue->payoff};
        own.threat = issue->threat;
        HMI_TRY(settle(ctx, &points, &own, lottery, &track));
        out->exists = out->exists || track.exists;
        for (int32_t r = 0; r < l->n_players; r++) {
            out->payoff[r] += track.payoff[r] - issue->threat[r];
            out->gain[r] += track.gain[r];
            out->side_payment[r] += track.side_payment[r];
        }
    }
    out->lottery = lottery;
    return HM_OK;
}

static hm_status mutual_gain(hm_context *ctx, const hm_linked *l,
                             const hm_points *points, bool lottery,
                             bool *exists)
{
    hm_deal deal;
    hm_talks even = {HM_BARGAIN_EGALITARIAN, l->threat, l->parties, NULL};
    HMI_TRY(settle(ctx, points, &even, lottery, &deal));
    *exists = deal.exists;
    return HM_OK;
}

static hm_status is_necessary(hm_context *ctx, const hm_linked *l, bool lottery,
                              bool *out)
{
    bool apart = false;
    bool linked = false;
    hm_points separate = hm_linked_separate(l);
    hm_points together = hm_linked_together(l);
    HMI_TRY(mutual_gain(ctx, l, &separate, lottery, &apart));
    HMI_TRY(mutual_gain(ctx, l, &together, lottery, &linked));
    *out = linked && !apart;
    return HM_OK;
}

hm_status hm_linked_value(hm_context *ctx, const hm_linked *linked,
                          const hm_talks *talks, bool lottery,
                          hm_linkage_value *out)
{
    hm_talks own = *talks;
    hm_points together = hm_linked_together(linked);
    memset(out, 0, sizeof *out);
    own.parties = linked->parties;
    own.threat = linked->threat;
    HMI_TRY(settle_tracks(ctx, linked, talks, lottery, &out->separate));
    HMI_TRY(settle(ctx, &together, &own, lottery, &out->together));
    HMI_TRY(is_necessary(ctx, linked, false, &out->necessary));
    HMI_TRY(is_necessary(ctx, linked, true, &out->necessary_lottery));
    for (int32_t r = 0; r < linked->n_players; r++) {
        out->value[r] = out->together.payoff[r] - out->separate.payoff[r];
    }
    return HM_OK;
}
