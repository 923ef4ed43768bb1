// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * hm_test.h - what a test needs beside cmocka: comparisons of doubles with a
 * stated tolerance, status assertions that print the message, a counting
 * allocator and the allocation-failure loop, paths and seeds.
 *
 * cmocka's own assert_float_equal casts to float; use assert_near.
 */
#ifndef HM_TEST_H
#define HM_TEST_H

#include <hirschman/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* --- running ---------------------------------------------------------------
 *
 *     int main(void)
 *     {
 *         const struct CMUnitTest tests[] = {
 *             cmocka_unit_test(refuses_a_negative_flow),
 *         };
 *         return hm_test_run(tests);
 *     }
 *
 * Output is always TAP, so that every test case is counted.
 */
#define hm_test_run(tests)                                                     \
    (cmocka_set_message_output(CM_OUTPUT_TAP),                                 \
     cmocka_run_group_tests((tests), NULL, NULL))

/* cmocka writes a case that was skipped as "not ok 1 # SKIP", which Meson takes
 * for a failure. Where the shared data are absent (and cases skip) the tests go on
 * in a child whose output passes through: "ok 1 # SKIP". First thing in the main()
 * of a program whose cases need shared data. */
void hm_test_mend_skips(void);
/* Tells what is missing; a program without the above fails. */
void hm_test_say_skip(const char *relative);

/* --- numbers ---------------------------------------------------------------
 *
 * All of these fail on a NaN. Say beside the call where a tolerance comes
 * from.
 */

/* |actual - expected| <= tolerance */
#define assert_near(actual, expected, tolerance)                               \
    hm_test_near((actual), (expected), 0.0, (tolerance), #actual, __FILE__,    \
                 __LINE__)
/* |actual - expected| <= tolerance * |expected| */
#define assert_near_rel(actual, expected, tolerance)                           \
    hm_test_near((actual), (expected), (tolerance), 0.0, #actual, __FILE__,    \
                 __LINE__)
/* Entry by entry, within relative * |expected| + absolute; prints the worst
 * entry. `labels` (count strings, or NULL) name the entries. */
#define assert_vector_near(actual, expected, count, relative, absolute,        \
                           labels)                                             \
    hm_test_vector((actual), (expected), (size_t)(count), (relative),          \
                   (absolute), (labels), #actual, __FILE__, __LINE__)
/* Every entry is a finite number. */
#define assert_vector_finite(values, count)                                    \
    hm_test_finite((values), (size_t)(count), #values, __FILE__, __LINE__)

void hm_test_near(double actual, double expected, double relative,
                  double absolute, const char *what, const char *file,
                  int line);
void hm_test_vector(const double *actual, const double *expected, size_t count,
                    double relative, double absolute, const char *const *labels,
                    const char *what, const char *file, int line);
void hm_test_finite(const double *values, size_t count, const char *what,
                    const char *file, int line);

/* --- status ---------------------------------------------------------------- */

/* The call gives HM_OK; otherwise prints the context's message. */
#define assert_hm_ok(ctx, call)                                                \
    hm_test_status((ctx), (call), HM_OK, #call, __FILE__, __LINE__)
/* The call gives exactly this status. */
#define assert_hm_status(ctx, call, expected)                                  \
    hm_test_status((ctx), (call), (expected), #call, __FILE__, __LINE__)
/* The message of the last failure contains `part`. */
#define assert_hm_message(ctx, part)                                           \
    hm_test_contains(hm_context_message(ctx), (part), __FILE__, __LINE__)
#define assert_contains(text, part)                                            \
    hm_test_contains((text), (part), __FILE__, __LINE__)

void hm_test_status(const hm_context *ctx, hm_status actual, hm_status expected,
                    const char *what, const char *file, int line);
void hm_test_contains(const char *text, const char *part, const char *file,
                      int line);

/* --- memory ---------------------------------------------------------------- */

/* Counts what passes through it and can refuse one request. */
typedef struct hm_test_memory {
    int64_t calls;   /* requests for memory so far (frees not counted) */
    int64_t live;    /* blocks not yet freed */
    int64_t fail_at; /* this request (1 = the first) is refused; 0: none */
    bool refused;    /* has a request been refused? */
} hm_test_memory;

/* An allocator over `memory`, which must outlive every block. */
hm_allocator hm_test_allocator(hm_test_memory *memory);

/*
 * The allocation-failure loop. Runs `attempt` with request 1, 2, 3, ...
 * refused until it succeeds with nothing refused. The attempt makes its own
 * context from `allocator`, and frees all it made before it returns the
 * status of the call under test; it asserts itself that outputs are NULL
 * when the status is not HM_OK. The loop asserts that a refusal gives
 * HM_ERR_MEMORY and that no block is left. Returns the number of requests.
 */
typedef hm_status hm_test_attempt(const hm_allocator *allocator, void *user);
int64_t hm_test_out_of_memory(hm_test_attempt *attempt, void *user);

/* --- places and seeds ------------------------------------------------------ */

/* Path of `relative` below the source root; static storage, four at once. */
const char *hm_test_source(const char *relative);
/* Path of `relative` below $HM_SHARED (default: ../shared beside the source
 * root), or NULL when it is not there; static storage, four at once. */
const char *hm_test_shared(const char *relative);
/* Skip the running test, with a line, when the shared file is absent. */
#define hm_test_need_shared(relative)                                          \
    do {                                                                       \
        if (hm_test_shared(relative) == NULL) {                                \
            hm_test_say_skip(relative);                                        \
            skip();                                                            \
        }                                                                      \
    } while (0)
/* $HM_TEST_SEED or `standard`; printed, so that a failure can be repeated. */
uint64_t hm_test_seed(uint64_t standard);
/* $HM_TEST_MULTIPLIER (default 1): soak runs repeat random tests so often. */
int32_t hm_test_multiplier(void);

#endif
