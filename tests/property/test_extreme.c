// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_extreme.c - economies with parameters at the edge of what is allowed,
 * under shocks as hard as they come (tests/support/extreme.h): what failed
 * once and is mended stays mended, no run takes more than 300 sweeps, and no
 * price is said to be infinite, and no account open, without a reason in
 * theory that code of its own confirms (tests/support/hopeless.h).
 */
#include "extreme.h"
#include "hopeless.h"
#include "solved.h"

#include <string.h>

enum { MOST_SWEEPS = 300, ECONOMIES = 96 };

typedef struct run {
    uint64_t seed;
    int shock;
} run;

/* Every one ended at the limit of 500 sweeps before Newton took the whole
 * system at once and paths could turn. Seed s is of extreme kind s mod 8. */
static const run mended[] = {
    {115, 12}, {135, 6},  {142, 2},  {147, 12}, {148, 6}, {155, 12}, {156, 5},
    {156, 12}, {180, 6},  {189, 6},  {190, 7},  {196, 6}, {201, 6},  {204, 5},
    {209, 6},  {209, 12}, {212, 12}, {225, 3},  {225, 6}, {238, 6},  {244, 6},
    {25, 6},   {273, 12}, {275, 6},  {281, 6},  {283, 6}, {287, 6},  {289, 6},
    {28, 12},  {301, 6},  {302, 6},  {305, 6},  {321, 6}, {323, 3},  {332, 5},
    {332, 6},  {334, 6},  {339, 5},  {340, 6},  {348, 6}, {351, 2},  {351, 6},
    {351, 8},  {351, 12}, {353, 6},  {379, 6},  {51, 5},  {52, 6},   {68, 6},
    {68, 12},  {76, 6},   {78, 3},   {81, 6},   {83, 3},  {83, 5},   {83, 6},
    {84, 12},  {91, 6},   {92, 6},   {99, 12}};

/* An income falls to nothing, beside which the rounding of a balanced account
 * was once taken for a deficit: converged, and not confirmed. */
static const run collapsed[] = {{7883, 11}, {7883, 13}, {9849, 12}};

/* Even eights of seeds have no deficits, odd ones keep theirs. */
static hm_closure closure_of(uint64_t seed)
{
    return seed / EXTREME_KINDS % 2 == 0 ? HM_CLOSURE_ZERO
                                         : HM_CLOSURE_BILATERAL;
}

/* Solve and verify; the settings are the program's own. */
static solved go(hm_context *ctx, uint64_t seed, int kind)
{
    model m = extreme_model(seed, (extreme_kind)(seed % EXTREME_KINDS));
    model_shock raw = extreme_shock(&m, seed, kind);
    hm_closure closure = closure_of(seed);
    hm_economy *given = model_economy(ctx, &m);
    solved s = {.economy = NULL};
    assert_non_null(given);
    assert_hm_ok(ctx, hm_equilibrium_calibrate(ctx, given, closure, NULL,
                                               &s.economy, NULL));
    hm_economy_free(given);
    s.shock = model_shock_make(ctx, s.economy, &raw);
    assert_non_null(s.shock);
    /* Verification at 1e-8: a gap in a price is theta, up to 60, in a flow. */
    solve_into(ctx, &s, closure, 1e-10);
    model_shock_free(&raw);
    model_free(&m);
    return s;
}

/* The path from the base turns back; another start leads to an equilibrium, and
 * the certificate says so. */
static const run elsewhere[] = {{3428, 7}, {3428, 12}, {2887, 6}, {7199, 2}};

static void where_the_path_turns_back_another_start_is_tried(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    for (size_t k = 0; k < sizeof elsewhere / sizeof *elsewhere; k++) {
        solved s = go(ctx, elsewhere[k].seed, elsewhere[k].shock);
        assert_int_equal(s.certificate->outcome, HM_CONVERGED);
        assert_true(s.certificate->iterations <= MOST_SWEEPS);
        assert_true(strstr(s.certificate->note, "another start") != NULL ||
                    strstr(s.certificate->note, "none that the base") != NULL);
        solved_clear(&s);
    }
    hm_context_free(ctx);
}

static int failures(hm_context *ctx, const run *runs, size_t count)
{
    int bad = 0;
    for (size_t k = 0; k < count; k++) {
        solved s = go(ctx, runs[k].seed, runs[k].shock);
        if (s.certificate->outcome != HM_CONVERGED) {
            print_error("seed %d, %s: %s, %s\n", (int)runs[k].seed,
                        hard_name(runs[k].shock),
                        hm_outcome_name(s.certificate->outcome),
                        s.certificate->reason);
        }
        bad += s.certificate->outcome != HM_CONVERGED ||
               s.certificate->iterations > MOST_SWEEPS;
        solved_clear(&s);
    }
    return bad;
}

static void what_was_mended_converges(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    assert_int_equal(failures(ctx, mended, sizeof mended / sizeof *mended), 0);
    assert_int_equal(
        failures(ctx, collapsed, sizeof collapsed / sizeof *collapsed), 0);
    hm_context_free(ctx);
}

static void refusals_have_a_reason(void **state)
{
    (void)state;
    hm_context *ctx = NULL;
    int runs = 0, refused = 0, unpaid = 0, lost = 0;
    assert_hm_ok(NULL, hm_context_create(NULL, &ctx));
    for (uint64_t seed = 0; seed < ECONOMIES; seed++) {
        for (int kind = SHOCK_SMALL; kind < HARD_KINDS; kind++) {
            solved s = go(ctx, seed, kind);
            const hm_outcome outcome = s.certificate->outcome;
            unsigned why = 0;
            if (outcome != HM_CONVERGED) {
                why = hopeless_why(hm_economy_data(s.economy),
                                   hm_shock_data(s.shock), closure_of(seed));
            }
            assert_true(s.certificate->iterations <= MOST_SWEEPS);
            runs++;
            if (outcome == HM_INADMISSIBLE) {
                assert_true((why & HOPELESS_PRICES) != 0);
                refused++;
            } else if (outcome == HM_NO_EQUILIBRIUM &&
                       s.certificate->iterations == 0) {
                assert_true((why & HOPELESS_ACCOUNTS) != 0);
                refused++;
            } else if (outcome == HM_NO_EQUILIBRIUM &&
                       (why & HOPELESS_FALL) != 0) {
                assert_contains(s.certificate->reason, "falls without end");
                refused++;
            } else if (outcome == HM_NO_EQUILIBRIUM) {
                /* seen on the path, and said so */
                assert_contains(s.certificate->reason, "of the shock");
                unpaid++;
            } else if (outcome != HM_CONVERGED) {
                lost++;
            }
            solved_clear(&s);
        }
    }
    printf("# %d runs: %d refused by theory, %d paths that end, %d lost\n",
           runs, refused, unpaid, lost);
    assert_true(lost <= 2);
    hm_context_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_mended_converges),
        cmocka_unit_test(where_the_path_turns_back_another_start_is_tried),
        cmocka_unit_test(refusals_have_a_reason),
    };
    return hm_test_run(tests);
}
