// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * hm_test.c - numeric assertions, the counting allocator and the
 * allocation-failure loop. A failed assertion prints `#` lines (TAP
 * diagnostics) and leaves by cmocka's longjmp.
 */
#include "hm_test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATHS = 4, PATH_SIZE = 4096 };

/* --- numbers --------------------------------------------------------------- */

/* How far beyond the tolerance: <= 1 passes, NaN and unlike signs of
 * infinity do not. */
static double excess(double actual, double expected, double relative,
                     double absolute)
{
    if (isnan(actual) || isnan(expected)) {
        return INFINITY;
    }
    if (isinf(actual) || isinf(expected)) {
        return actual == expected ? 0.0 : (double)INFINITY;
    }
    const double error = fabs(actual - expected);
    const double allowed = relative * fabs(expected) + absolute;

    if (error <= allowed) {
        return allowed > 0.0 ? error / allowed : 0.0;
    }
    return allowed > 0.0 ? error / allowed : DBL_MAX;
}

void hm_test_near(double actual, double expected, double relative,
                  double absolute, const char *what, const char *file, int line)
{
    if (excess(actual, expected, relative, absolute) <= 1.0) {
        return;
    }
    print_error("%s is %.17g, expected %.17g: off by %.3g, allowed %.3g\n",
                what, actual, expected, actual - expected,
                relative * fabs(expected) + absolute);
    _fail(file, line);
}

void hm_test_vector(const double *actual, const double *expected, size_t count,
                    double relative, double absolute, const char *const *labels,
                    const char *what, const char *file, int line)
{
    size_t worst = 0, wrong = 0;
    double worst_excess = 0.0;

    for (size_t i = 0; i < count; i++) {
        const double e = excess(actual[i], expected[i], relative, absolute);
        if (e > 1.0) {
            wrong++;
        }
        if (e > worst_excess) {
            worst_excess = e;
            worst = i;
        }
    }
    if (wrong == 0) {
        return;
    }
    print_error("%s: %zu of %zu entries are off; worst [%zu]%s%s is %.17g, "
                "expected %.17g: off by %.3g, allowed %.3g\n",
                what, wrong, count, worst, labels != NULL ? " " : "",
                labels != NULL ? labels[worst] : "", actual[worst],
                expected[worst], actual[worst] - expected[worst],
                relative * fabs(expected[worst]) + absolute);
    _fail(file, line);
}

void hm_test_finite(const double *values, size_t count, const char *what,
                    const char *file, int line)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            print_error("%s[%zu] is %g\n", what, i, values[i]);
            _fail(file, line);
        }
    }
}

/* --- status ---------------------------------------------------------------- */

void hm_test_status(const hm_context *ctx, hm_status actual, hm_status expected,
                    const char *what, const char *file, int line)
{
    if (actual == expected) {
        return;
    }
    print_error("%s gave %s, expected %s; message: \"%s\"\n", what,
                hm_status_name(actual), hm_status_name(expected),
                ctx != NULL ? hm_context_message(ctx) : "(no context)");
    _fail(file, line);
}

void hm_test_contains(const char *text, const char *part, const char *file,
                      int line)
{
    if (text != NULL && strstr(text, part) != NULL) {
        return;
    }
    print_error("\"%s\" is not in \"%s\"\n", part,
                text != NULL ? text : "(null)");
    _fail(file, line);
}

/* --- memory ---------------------------------------------------------------- */

static void *counting_resize(void *user, void *ptr, size_t size)
{
    hm_test_memory *memory = user;

    if (size == 0) {
        if (ptr != NULL) {
            memory->live--;
            free(ptr);
        }
        return NULL;
    }
    memory->calls++;
    if (memory->calls == memory->fail_at) {
        memory->refused = true;
        return NULL;
    }
    void *block = realloc(ptr, size);
    if (block != NULL && ptr == NULL) {
        memory->live++;
    }
    return block;
}

hm_allocator hm_test_allocator(hm_test_memory *memory)
{
    return (hm_allocator){.resize = counting_resize, .user = memory};
}

int64_t hm_test_out_of_memory(hm_test_attempt *attempt, void *user)
{
    for (int64_t n = 1;; n++) {
        hm_test_memory memory = {.fail_at = n};
        const hm_allocator allocator = hm_test_allocator(&memory);
        const hm_status status = attempt(&allocator, user);

        if (memory.live != 0) {
            print_error("request %lld refused: %lld blocks leaked\n",
                        (long long)n, (long long)memory.live);
            _fail(__FILE__, __LINE__);
        }
        if (!memory.refused) {
            assert_hm_status(NULL, status, HM_OK);
            return memory.calls;
        }
        if (status != HM_ERR_MEMORY) {
            print_error("request %lld refused: status is %s\n", (long long)n,
                        hm_status_name(status));
            _fail(__FILE__, __LINE__);
        }
    }
}

/* --- places and seeds ------------------------------------------------------ */

static const char *join(const char *root, const char *relative)
{
    static char paths[PATHS][PATH_SIZE];
    static int next;
    char *path = paths[next];

    next = (next + 1) % PATHS;
    const int length = snprintf(path, PATH_SIZE, "%s/%s", root, relative);
    assert_true(length > 0 && length < PATH_SIZE);
    return path;
}

const char *hm_test_source(const char *relative)
{
    return join(HM_TEST_SOURCE_ROOT, relative);
}

const char *hm_test_shared(const char *relative)
{
    const char *root = getenv("HM_SHARED");
    const char *path = root != NULL && root[0] != '\0'
                           ? join(root, relative)
                           : join(HM_TEST_SOURCE_ROOT "/../shared", relative);

    return access(path, R_OK) == 0 ? path : NULL;
}

static void pass_on(FILE *from)
{
    static const char wrong[] = "not ok ";
    char line[PATH_SIZE];
    while (fgets(line, sizeof line, from) != NULL) {
        bool skipped = strncmp(line, wrong, strlen(wrong)) == 0 &&
                       strstr(line, " # SKIP") != NULL;
        fputs(skipped ? line + strlen("not ") : line, stdout);
        fflush(stdout);
    }
}

static bool mended;

void hm_test_say_skip(const char *relative)
{
    printf("# skipped: %s is not below HM_SHARED\n", relative);
    assert_true(mended); /* main() begins with hm_test_mend_skips() */
}

void hm_test_mend_skips(void)
{
    int ends[2];
    int status = 0;
    mended = true;
    if (hm_test_shared("data") != NULL || pipe(ends) != 0) {
        return;
    }
    fflush(stdout);
    pid_t child = fork();
    if (child <= 0) { /* the tests, or no child: as they are */
        if (child == 0) {
            dup2(ends[1], STDOUT_FILENO);
        }
        close(ends[0]);
        close(ends[1]);
        return;
    }
    close(ends[1]);
    FILE *from = fdopen(ends[0], "r");
    if (from != NULL) {
        pass_on(from);
        fclose(from);
    }
    waitpid(child, &status, 0);
    exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

uint64_t hm_test_seed(uint64_t standard)
{
    const char *text = getenv("HM_TEST_SEED");
    const uint64_t seed =
        text != NULL ? (uint64_t)strtoull(text, NULL, 10) : standard;

    printf("# HM_TEST_SEED=%llu\n", (unsigned long long)seed);
    return seed;
}

int32_t hm_test_multiplier(void)
{
    const char *text = getenv("HM_TEST_MULTIPLIER");
    const long value = text != NULL ? strtol(text, NULL, 10) : 1;

    return value >= 1 && value <= 1000000 ? (int32_t)value : 1;
}
