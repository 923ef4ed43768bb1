// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sanction_plan.h - one line for "design this sanction on this economy".
 */
#ifndef HM_TEST_SANCTION_PLAN_H
#define HM_TEST_SANCTION_PLAN_H

#include "solved.h"

#include <hirschman/io.h>
#include <hirschman/sanctions.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct planned {
    hm_context *ctx;
    hm_sanction_view view;
    hm_sanctions *sanctions;
    hm_sanction_plan *plan;
    const hm_sanction_certificate *c;
} planned;

/* The first problem of `block` (YAML); the view lives in `to`. */
static inline void plan_text(planned *to, hm_context *ctx,
                             const hm_economy *economy, hm_closure closure,
                             const char *block)
{
    hm_node *node = NULL;
    *to = (planned){.ctx = ctx};
    to->view = (hm_sanction_view){.base = economy,
                                  .closure = closure,
                                  .settings = hm_solver_settings_default(),
                                  .verify_tolerance = 1e-9};
    to->view.settings.max_iterations = 5000;
    assert_hm_ok(ctx,
                 hm_settings_parse(ctx, "test", block, strlen(block), &node));
    assert_hm_ok(ctx, hm_sanctions_create(ctx, node, NULL, 0, &to->sanctions));
    hm_settings_free(node);
    assert_hm_ok(ctx, hm_sanctions_check(ctx, to->sanctions, economy));
    assert_hm_ok(ctx, hm_sanction_plan_create(ctx, to->sanctions, 0, &to->view,
                                              &to->plan));
    to->c = hm_sanction_plan_certificate(to->plan);
    if (!to->c->confirmed) {
        print_error("%s: %s\n", hm_sanction_plan_name(to->plan), to->c->worst);
    }
}

static inline void planned_clear(planned *p)
{
    hm_sanction_plan_free(p->plan);
    hm_sanctions_free(p->sanctions);
}

/* The first point of a form and number (NAN: any). */
static inline int32_t point_at(const planned *p, const char *form, double asked)
{
    for (int32_t k = 0; k < hm_sanction_plan_points(p->plan); k++) {
        const hm_sanction_point *point = hm_sanction_plan_point(p->plan, k);
        bool same = isnan(asked) || !(fabs(point->asked - asked) > 1e-12);
        if (strcmp(point->form, form) == 0 && same) {
            return k;
        }
    }
    fail_msg("no point %s %g", form, asked);
    return -1;
}

static inline const hm_sanction_point *point_of(const planned *p,
                                                const char *form, double asked)
{
    return hm_sanction_plan_point(p->plan, point_at(p, form, asked));
}

#endif
