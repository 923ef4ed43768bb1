// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * frontiers.c - what sender and broker can reach when trade and pressure are
 * settled apart (F_sep, B14) and together (F_link, B15), from each baseline:
 * the points that no other one beats, to be drawn one inside the other.
 */
#include "linkage/answers.h"

#include <math.h>

/* Points of one frontier: x the sender's gain, y the broker's. */
typedef struct line {
    int32_t n;
    double *x, *y;
    bool *hull;
} line;

/* Efficient points by rising x, thus by falling y. */
static void keep_efficient(line *l, const hm_points *points)
{
    l->n = 0;
    for (int32_t i = 0; i < points->n_points; i++) {
        const double *u = points->payoff + 2 * (size_t)i;
        bool beaten = false;
        for (int32_t k = 0; k < points->n_points && !beaten; k++) {
            const double *v = points->payoff + 2 * (size_t)k;
            bool as_good = v[0] >= u[0] && v[1] >= u[1];
            bool better = v[0] > u[0] || v[1] > u[1];
            beaten = as_good && (better || k < i);
        }
        if (beaten) {
            continue;
        }
        int32_t at = l->n++;
        for (; at > 0 && l->x[at - 1] > u[0]; at--) {
            l->x[at] = l->x[at - 1];
            l->y[at] = l->y[at - 1];
        }
        l->x[at] = u[0];
        l->y[at] = u[1];
    }
}

/* A corner stands above every chord between two others. */
static void mark_hull(line *l)
{
    for (int32_t i = 0; i < l->n; i++) {
        l->hull[i] = true;
        for (int32_t a = 0; a < i; a++) {
            for (int32_t b = i + 1; b < l->n; b++) {
                double turn = (l->x[b] - l->x[a]) * (l->y[i] - l->y[a]) -
                              (l->y[b] - l->y[a]) * (l->x[i] - l->x[a]);
                l->hull[i] = l->hull[i] && turn > 0.0;
            }
        }
    }
}

/* What the rows of one picture share. */
typedef struct picture {
    const char *view, *package, *elasticities;
    double worth;
} picture;

static hm_status write_line(const line *l, const char *name,
                            const picture *about, hm_table *to)
{
    for (int32_t i = 0; i < l->n; i++) {
        HMI_TRY(hm_table_add_row(to));
        HMI_TRY(hm_table_set_text(to, 0, about->view));
        HMI_TRY(hm_table_set_text(to, 1, name));
        hm_table_set_number(to, 2, (double)i + 1.0);
        hm_table_set_number(to, 3, l->x[i]);
        hm_table_set_number(to, 4, l->y[i]);
        hm_table_set_number(to, 5, l->hull[i] ? 1.0 : 0.0);
        hm_table_set_number(to, 6, about->worth);
        HMI_TRY(hm_table_set_text(to, 7, about->package));
        HMI_TRY(hm_table_set_text(to, 8, about->elasticities));
    }
    return HM_OK;
}

static hm_status add_line(hm_context *ctx, const hm_points *points,
                          const char *name, const picture *about, hm_table *to)
{
    hm_status status = HM_OK;
    size_t room = (size_t)points->n_points;
    line l = {0, HMI_ARRAY(ctx, double, room), HMI_ARRAY(ctx, double, room),
              HMI_ARRAY(ctx, bool, room)};
    if (l.x == NULL || l.y == NULL || l.hull == NULL) {
        status = HM_ERR_MEMORY;
        goto out;
    }
    keep_efficient(&l, points);
    mark_hull(&l);
    status = write_line(&l, name, about, to);
out:
    hmi_free(ctx, l.x);
    hmi_free(ctx, l.y);
    hmi_free(ctx, l.hull);
    return status;
}

static hm_status add_picture(hmi_hand *h, const hmi_curve *c, hm_table *to)
{
    hm_linked *linked = NULL;
    double least;
    int32_t a = hmi_strongest(h);
    hmi_name name = hmi_name_both(c->baseline, c->opened ? "opening" : "cuts");
    HMI_TRY(hmi_least_worth(h, c, a, &least));
    if (!isfinite(least) || !isfinite(hmi_cost(h, a))) {
        return HM_OK;
    }
    const picture about = {name.text, hmi_package_name(h, a),
                           hm_payoffs_name(h->payoffs, HM_PAYOFF_DRAW, h->draw),
                           2.0 * fmax(0.0, least)};
    HMI_TRY(hmi_link_open(h, c, a, about.worth, &linked));
    const hm_points apart = hm_linked_separate(linked);
    const hm_points together = hm_linked_together(linked);
    hm_status status = add_line(h->ctx, &apart, "separate", &about, to);
    if (status == HM_OK) {
        status = add_line(h->ctx, &together, "linked", &about, to);
    }
    hm_linked_free(linked);
    return status;
}

hm_status hmi_frontiers_table(hmi_hand *h, hm_table **out)
{
    static const char *const names[] = {
        "view", "frontier",   "point",   "sender_musd", "broker_musd",
        "hull", "worth_musd", "package", "elasticities"};
    HMI_TRY(hm_table_create(h->ctx, "linkage_frontiers", out));
    for (int32_t c = 0; c < 9; c++) {
        HMI_TRY(hm_table_add_column(*out, names[c],
                                    c > 1 && c < 7 ? HM_COLUMN_NUMBER
                                                   : HM_COLUMN_TEXT));
    }
    for (int32_t k = 0; k < h->n_curves && h->n_steps > 1; k++) {
        HMI_TRY(add_picture(h, &h->curves[k], *out));
    }
    return HM_OK;
}
