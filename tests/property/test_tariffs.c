// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * test_tariffs.c - tariff games on random economies. What a search calls best
 * is tried: by brute force on a grid, by changes of the rates in every
 * direction, by derivatives from differences. Payoffs are computed here, by
 * solving at given rates, and share no code with the searches.
 */
#include "tariff_play.h"
#include "tariffs/internal.h"

static int set_up(void **state)
{
    hm_context *ctx = NULL;
    assert_int_equal(hm_context_create(NULL, &ctx), HM_OK);
    *state = ctx;
    return 0;
}

static int tear_down(void **state)
{
    hm_context_free(*state);
    return 0;
}

enum { MOST_N = 8, MOST_FLOWS = 400 };

/* An economy, and what everybody gets at rates of one's choice. */
typedef struct world {
    hm_context *ctx;
    hm_economy *e;
    const hm_economy_arrays *a;
    size_t N, J, flows;
    hm_solver *solver;
    hm_solution *at;
    double tariff[MOST_FLOWS], tax[MOST_FLOWS];
    bool taxed;
    double gain[MOST_N]; /* ln W^ */
} world;

static world world_new(hm_context *ctx, uint64_t seed, unsigned flags, size_t N,
                       size_t J)
{
    model m = model_random(seed, flags, N, J);
    world w = {.ctx = ctx, .N = N, .J = J, .flows = N * N * J};
    hm_solver_settings settings = hm_solver_settings_default();
    settings.tolerance = 1e-13;
    settings.max_iterations = 5000;
    assert_true(w.flows <= MOST_FLOWS && N <= MOST_N);
    w.e = economy_of(ctx, &m, HM_CLOSURE_ZERO);
    w.a = hm_economy_data(w.e);
    assert_hm_ok(ctx, hm_solution_create(ctx, w.e, &w.at));
    assert_hm_ok(
        ctx, hm_solver_create(ctx, w.e, HM_CLOSURE_ZERO, &settings, &w.solver));
    for (size_t f = 0; w.a->tariff != NULL && f < w.flows; f++) {
        w.tariff[f] = w.a->tariff[f];
    }
    model_free(&m);
    return w;
}

static void world_free(world *w)
{
    hm_solution_free(w->at);
    hm_solver_free(w->solver);
    hm_economy_free(w->e);
}

/* gain at the rates of w. */
static void world_at(world *w)
{
    hm_shock *shock = NULL;
    hm_shock_arrays arrays = {.tariff = w->tariff,
                              .export_tax = w->taxed ? w->tax : NULL};
    assert_hm_ok(w->ctx, hm_shock_from_arrays(w->ctx, w->e, &arrays, &shock));
    assert_hm_ok(w->ctx, hm_solver_solve(w->solver, shock, NULL, w->at));
    assert_int_equal(hm_solution_certificate(w->at)->outcome, HM_CONVERGED);
    const hm_solution_arrays *s = hm_solution_data(w->at);
    for (size_t n = 0; n < w->N; n++) {
        w->gain[n] =
            log(s->income[n] / w->a->income[n] / s->price_index_hat[n]);
    }
    hm_shock_free(shock);
}

static const char *code(const world *w, size_t n)
{
    return hm_economy_labels(w->e)->country_codes[n];
}

/* A block of one game, with the code of country 0 for each %s. */
static const char *block(const world *w, const char *format)
{
    static char text[512];
    (void)snprintf(text, sizeof text, format, code(w, 0), code(w, 0),
                   code(w, 0));
    return text;
}

static void take_rates(world *w, const hm_tariff_play *play)
{
    memcpy(w->tariff, hm_tariff_play_tariffs(play), w->flows * sizeof(double));
    w->taxed = hm_tariff_play_export_taxes(play) != NULL;
    if (w->taxed) {
        memcpy(w->tax, hm_tariff_play_export_taxes(play),
               w->flows * sizeof(double));
    }
}

/* --- brute force -------------------------------------------------------------------- */

static double own(const world *w, const double *threat)
{
    (void)threat;
    return w->gain[0];
}

/* Raise or lower one rate at a time, by steps that shrink, while it pays. */
static double polish(world *w, const size_t *flow, size_t count)
{
    world_at(w);
    double best = own(w, NULL);
    double step = 0.2;
    while (step > 1e-7) {
        bool better = false;
        for (size_t k = 0; k < 2 * count; k++) {
            double *rate = &w->tariff[flow[k / 2]];
            double before = *rate;
            *rate = fmax(0.0, before + (k % 2 == 0 ? step : -step));
            world_at(w);
            if (own(w, NULL) > best) {
                best = own(w, NULL);
                better = true;
            } else {
                *rate = before;
            }
        }
        step *= better ? 1.0 : 0.5;
    }
    return best;
}

/* The best point of a grid, left in w->tariff. */
static void grid(world *w, const size_t *flow, size_t count)
{
    static const double rates[] = {0.0, 0.1, 0.3, 0.6, 1.2, 3.0};
    enum { RATES = sizeof rates / sizeof rates[0] };
    size_t points = 1;
    size_t best_point = 0;
    double best = -INFINITY;
    for (size_t k = 0; k < count; k++) {
        points *= RATES;
    }
    for (size_t p = 0; p <= points; p++) {
        size_t code_of_point = p < points ? p : best_point;
        for (size_t k = 0; k < count; k++, code_of_point /= RATES) {
            w->tariff[flow[k]] = rates[code_of_point % RATES];
        }
        world_at(w);
        best_point = own(w, NULL) > best ? p : best_point;
        best = fmax(best, own(w, NULL));
    }
}

/*
 * Three countries, two goods, labour and markups: all of 1,296 points of a
 * grid, then the best one polished, end where the search does. 1e-9 of income,
 * 1e-3 in rates, which a polish without derivatives leaves.
 */
static void brute_force_finds_the_same_optimum(void **state)
{
    for (uint64_t seed = 1; seed <= 8; seed++) {
        world w = world_new(*state, seed, WITH_MARKUPS, 3, 2);
        size_t flow[8];
        size_t count = 0;
        played p = play_text(
            *state, w.e, HM_CLOSURE_ZERO,
            block(&w, "{g: {type: optimal, players: %s, instruments: {tariff: "
                      "{importer: %s, exporter: all, sector: all}}}}"));
        for (size_t f = 0; f < w.flows; f++) {
            bool mine = f / w.N % w.N == 0 && f % w.N != 0;
            if (mine && w.a->share[f] > 0.0) {
                flow[count++] = f;
            }
        }
        assert_true(count == 4);
        grid(&w, flow, count);
        double best = polish(&w, flow, count);
        assert_near(log(hm_tariff_play_real_income(p.play)[0]), best, 1e-9);
        for (size_t k = 0; k < count; k++) {
            assert_near(hm_tariff_play_tariffs(p.play)[flow[k]],
                        w.tariff[flow[k]], 1e-3);
        }
        played_clear(&p);
        world_free(&w);
    }
}

/* --- changes in every direction ------------------------------------------------------ */

typedef double goal_of(const world *w, const double *threat);

/* Value of the goal after a random change of the players' rates, `size` in
 * ln(1 + rate); rates stay in [0, 10]. */
static double after_change(world *w, const hm_tariff_play *play,
                           const bool *player, double size, hm_random *random,
                           goal_of *goal, const double *threat)
{
    take_rates(w, play);
    for (size_t f = 0; f < w->flows; f++) {
        size_t n = f / w->N % w->N;
        size_t i = f % w->N;
        if (n == i || !(w->a->share[f] > 0.0)) {
            continue;
        }
        double u = size * hm_random_normal(random);
        if (player[n]) {
            w->tariff[f] = fmin(fmax((1 + w->tariff[f]) * exp(u) - 1, 0), 10);
        }
    }
    world_at(w);
    return goal(w, threat);
}

/* No change of the players' rates raises the goal. */
static void nothing_is_better(world *w, const hm_tariff_play *play,
                              const bool *player, goal_of *goal,
                              const double *threat, uint64_t seed)
{
    static const double sizes[] = {0.2, 0.03, 0.003, 0.0003};
    hm_random random = hm_random_seed(seed);
    take_rates(w, play);
    world_at(w);
    double best = goal(w, threat);
    for (int k = 0; k < 24; k++) {
        double value =
            after_change(w, play, player, sizes[k % 4], &random, goal, threat);
        if (value > best + 1e-10) {
            print_error("seed %d: %.12g above %.12g at a change of %g\n",
                        (int)seed, value, best, sizes[k % 4]);
        }
        assert_true(value <= best + 1e-10);
    }
}

static double first_two(const world *w, const double *threat)
{
    (void)threat;
    return log((w->a->income[0] * exp(w->gain[0]) +
                w->a->income[1] * exp(w->gain[1])) /
               (w->a->income[0] + w->a->income[1]));
}

/* Weights 0.7 and 0.3, as in the block below. */
static double weighted(const world *w, const double *threat)
{
    return 0.7 * (w->gain[0] - threat[0]) + 0.3 * (w->gain[1] - threat[1]);
}

static double product(const world *w, const double *threat)
{
    double a = exp(w->gain[0]) - exp(threat[0]);
    double b = exp(w->gain[1]) - exp(threat[1]);
    return a > 0.0 && b > 0.0 ? 0.7 * log(a) + 0.3 * log(b) : -INFINITY;
}

static double least(const world *w, const double *threat)
{
    return fmin(w->gain[0] - threat[0], w->gain[1] - threat[1]);
}

static const char *pair_block(const world *w, const char *format)
{
    static char text[512];
    (void)snprintf(text, sizeof text, format, code(w, 0), code(w, 1),
                   code(w, 0), code(w, 1), code(w, 0), code(w, 1));
    return text;
}

/* Everything but rents, whose economies are of another kind. */
static const unsigned kinds_of_economy[] = {
    0, WITH_MARKUPS, WITH_INPUTS | WITH_MARKUPS,
    WITH_INPUTS | WITH_TARIFFS | WITH_FACTORS,
    WITH_INPUTS | WITH_TARIFFS | WITH_MARKUPS | WITH_ZEROS};

static void joint_optimum_of_two(void **state)
{
    static const bool player[MOST_N] = {true, true};
    for (uint64_t seed = 21; seed < 31; seed++) {
        world w = world_new(*state, seed, kinds_of_economy[seed % 5], 4, 2);
        played p = play_text(
            *state, w.e, HM_CLOSURE_ZERO,
            pair_block(&w, "{g: {type: optimal, players: [%s, %s]}}"));
        nothing_is_better(&w, p.play, player, first_two, NULL, seed);
        played_clear(&p);
        world_free(&w);
    }
}

/* The talks of the first two countries from their war, and the gains there. */
static played talks_of(world *w, const char *solution, double *threat)
{
    char text[512];
    (void)snprintf(text, sizeof text,
                   "{war: {type: nash, players: [%s, %s]}, talks: {type: "
                   "cooperative, players: [%s, %s], start: war, solution: %s, "
                   "shares: {%s: 0.7, %s: 0.3}}}",
                   code(w, 0), code(w, 1), code(w, 0), code(w, 1), solution,
                   code(w, 0), code(w, 1));
    played p = play_text(w->ctx, w->e, HM_CLOSURE_ZERO, text);
    take_rates(w, p.before[0]);
    world_at(w);
    memcpy(threat, w->gain, w->N * sizeof(double));
    return p;
}

static void agreements(void **state, const char *solution, goal_of *goal,
                       uint64_t seed)
{
    static const bool player[MOST_N] = {true, true};
    double threat[MOST_N];
    world w = world_new(*state, seed, kinds_of_economy[seed % 5], 4, 2);
    played p = talks_of(&w, solution, threat);
    take_rates(&w, p.play);
    world_at(&w);
    if (goal == least) {
        assert_near(w.gain[0] - threat[0], w.gain[1] - threat[1], 1e-8);
        assert_true(p.c->deviation < 1e-8);
    }
    if (goal != weighted) {
        assert_true(least(&w, threat) > 0.0);
    }
    nothing_is_better(&w, p.play, player, goal, threat, seed);
    played_clear(&p);
    world_free(&w);
}

static void equal_gains(void **state)
{
    for (uint64_t seed = 41; seed < 51; seed++) {
        agreements(state, "equal-gains", least, seed);
    }
}

static void weighted_gains(void **state)
{
    for (uint64_t seed = 61; seed < 71; seed++) {
        agreements(state, "weighted", weighted, seed);
    }
}

static void nash_product(void **state)
{
    for (uint64_t seed = 81; seed < 91; seed++) {
        agreements(state, "nash-product", product, seed);
    }
}

/* U_0 - U_1 over base incomes of 0 and 1 (B8 iv); its negative. */
static double edge(const world *w, const double *threat)
{
    (void)threat;
    return exp(w->gain[0]) -
           w->a->income[1] / w->a->income[0] * exp(w->gain[1]);
}

static double edge_of_other(const world *w, const double *threat)
{
    return -edge(w, threat);
}

static void threats_are_a_saddle(void **state)
{
    static const bool first[MOST_N] = {true, false};
    static const bool second[MOST_N] = {false, true};
    for (uint64_t seed = 101; seed < 109; seed++) {
        world w = world_new(*state, seed, kinds_of_economy[seed % 5], 3, 2);
        played p = play_text(
            *state, w.e, HM_CLOSURE_ZERO,
            pair_block(&w, "{g: {type: threats, players: [%s, %s]}}"));
        nothing_is_better(&w, p.play, first, edge, NULL, seed);
        nothing_is_better(&w, p.play, second, edge_of_other, NULL, seed + 1000);
        for (int r = 0; r < 2; r++) {
            assert_true(regret_of(&p, r) < 1e-7);
        }
        played_clear(&p);
        world_free(&w);
    }
}

/* Where the first-order conditions alone lead to a point that a player would
 * leave, replies find the saddle. */
static void replies_find_what_conditions_miss(void **state)
{
    static const bool first[MOST_N] = {true, false};
    static const bool second[MOST_N] = {false, true};
    world w =
        world_new(*state, 173, WITH_INPUTS | WITH_MARKUPS | WITH_SCALE, 3, 2);
    played p =
        play_text(*state, w.e, HM_CLOSURE_ZERO,
                  pair_block(&w, "{g: {type: threats, players: [%s, %s]}}"));
    assert_string_equal(p.play->optima[p.play->best].name, "replies");
    assert_true(p.play->best > 0 && p.play->optima[0].end.found);
    assert_int_equal(p.play->n_cycle, 0);
    for (int r = 0; r < 2; r++) {
        assert_true(regret_of(&p, r) < 1e-7);
    }
    nothing_is_better(&w, p.play, first, edge, NULL, 173);
    nothing_is_better(&w, p.play, second, edge_of_other, NULL, 174);
    played_clear(&p);
    world_free(&w);
}

/* A war of three without an equilibrium among pure tariffs: somebody always
 * jumps to another top of its hill. The circle is listed, its regrets stay. */
static void a_war_in_a_circle_is_listed(void **state)
{
    hm_table *tables[HM_TARIFF_TABLES];
    world w =
        world_new(*state, 261, WITH_INPUTS | WITH_MARKUPS | WITH_SCALE, 3, 2);
    played p = play_text(*state, w.e, HM_CLOSURE_ZERO,
                         "{g: {type: nash, players: all}}");
    const hm_tariff_play *play = p.play;
    double worst = 0.0;
    for (int r = 0; r < 3; r++) {
        worst = fmax(worst, regret_of(&p, r));
    }
    assert_true(worst > 1e-4);
    assert_true(play->n_cycle > 1);
    const hm_tariff_play *const plays[] = {play};
    assert_hm_ok(*state, hm_tariff_tables(*state, &p.view, plays, 1, tables));
    const hm_table *cycle = tables[HM_TARIFF_CYCLE];
    assert_int_equal(hm_table_rows(cycle), 3 * play->n_cycle);
    double moved = 0.0;
    for (int32_t row = 0; row < hm_table_rows(cycle); row++) {
        double rate =
            hm_table_number(cycle, row, hm_table_find(cycle, "mean_rate"));
        double before =
            hm_table_number(cycle, row % 3, hm_table_find(cycle, "mean_rate"));
        assert_true(isfinite(rate));
        moved = fmax(moved, fabs(rate - before));
    }
    assert_true(moved > 1e-3); /* it is no point */
    for (int t = 0; t < HM_TARIFF_TABLES; t++) {
        hm_table_free(tables[t]);
    }
    played_clear(&p);
    world_free(&w);
}

/* --- wars ------------------------------------------------------------------------------ */

/* Everybody's reply is best, and regret from a cold start says so. */
static void nobody_regrets_a_war(void **state)
{
    for (uint64_t seed = 121; seed < 129; seed++) {
        world w = world_new(*state, seed, kinds_of_economy[seed % 5], 3, 2);
        played p = play_text(*state, w.e, HM_CLOSURE_ZERO,
                             "{g: {type: nash, players: all}}");
        assert_true(p.c->kkt < 1e-9);
        for (int32_t r = 0; r < 3; r++) {
            bool player[MOST_N] = {r == 0, r == 1, r == 2};
            assert_true(regret_of(&p, r) < 1e-7);
            if (r == 0) {
                nothing_is_better(&w, p.play, player, own, NULL, seed);
            }
        }
        played_clear(&p);
        world_free(&w);
    }
}

/* Regret of talks is what the best reply to them gains: the optimum of one
 * player with the talks as its point of departure. */
static void regret_is_the_gain_of_the_best_reply(void **state)
{
    for (uint64_t seed = 141; seed < 147; seed++) {
        double threat[MOST_N];
        char text[640];
        world w = world_new(*state, seed, kinds_of_economy[seed % 5], 3, 2);
        played talks = talks_of(&w, "equal-gains", threat);
        double regret = regret_of(&talks, 0);
        take_rates(&w, talks.play);
        world_at(&w);
        double before = w.gain[0];
        (void)snprintf(text, sizeof text,
                       "{war: {type: nash, players: [%s, %s]}, talks: {type: "
                       "cooperative, players: [%s, %s], start: war}, cheat: "
                       "{type: optimal, players: [%s], start: talks}}",
                       code(&w, 0), code(&w, 1), code(&w, 0), code(&w, 1),
                       code(&w, 0));
        played cheat = play_text(*state, w.e, HM_CLOSURE_ZERO, text);
        take_rates(&w, cheat.play);
        world_at(&w);
        assert_near(regret, 100 * (exp(w.gain[0] - before) - 1), 1e-7);
        assert_true(regret > 1e-4);
        played_clear(&cheat);
        played_clear(&talks);
        world_free(&w);
    }
}

/* --- what the first step down costs ------------------------------------------------------ */

/*
 * At its optimum a country loses nothing to first order by a lower tariff, and
 * its partner gains: halving the step quarters the cost and halves the gain.
 */
static void the_first_concession_is_free(void **state)
{
    for (uint64_t seed = 161; seed < 169; seed++) {
        world w = world_new(*state, seed, kinds_of_economy[seed % 4], 3, 2);
        played p = play_text(*state, w.e, HM_CLOSURE_ZERO,
                             block(&w, "{g: {type: optimal, players: %s}}"));
        double own_gain[3], partner[3];
        for (int k = 0; k < 3; k++) {
            double part = k == 0 ? 0.0 : (k == 1 ? 2e-3 : 1e-3);
            take_rates(&w, p.play);
            for (size_t f = 0; f < w.flows; f++) {
                bool cut = f / w.N % w.N == 0 && f % w.N == 1;
                w.tariff[f] *= cut ? 1.0 - part : 1.0;
            }
            world_at(&w);
            own_gain[k] = w.gain[0];
            partner[k] = w.gain[1];
        }
        double cost = own_gain[0] - own_gain[1];
        double cost_of_half = own_gain[0] - own_gain[2];
        assert_true(cost > 0.0 && cost_of_half > 0.0);
        assert_near(cost / cost_of_half, 4.0, 0.1);
        assert_near((partner[1] - partner[0]) / (partner[2] - partner[0]), 2.0,
                    0.1);
        played_clear(&p);
        world_free(&w);
    }
}

/* --- weights of sectors -------------------------------------------------------------------- */

/* The payoff of the board's first player at u, solved from the base. */
static double payoff_at(hm_context *ctx, hmi_board *board, const double *u)
{
    bool ok = false;
    hmi_board_forget(board);
    assert_hm_ok(ctx, hmi_board_try(board, u, &ok));
    assert_true(ok);
    return board->payoff[0];
}

static void check_gradient(hm_context *ctx, hmi_board *board, double *u)
{
    bool ok = false;
    const double h = 1e-4;
    assert_hm_ok(ctx, hmi_board_try(board, u, &ok));
    assert_true(ok);
    assert_hm_ok(ctx, hmi_board_bind(board));
    board->coefficient[0] = 1.0;
    int32_t count = board->x->count;
    double *gradient = malloc((size_t)count * sizeof(double));
    assert_non_null(gradient);
    assert_hm_ok(ctx, hmi_board_gradient(board, 0, count, &ok));
    assert_true(ok);
    memcpy(gradient, board->gradient, (size_t)count * sizeof(double));
    for (int32_t v = 0; v < count; v++) {
        double at = u[v];
        u[v] = at + h;
        double above = payoff_at(ctx, board, u);
        u[v] = at - h;
        double below = payoff_at(ctx, board, u);
        u[v] = at;
        assert_near(gradient[v], (above - below) / (2 * h), 3e-6);
    }
    free(gradient);
}

/*
 * Derivatives of politically weighted income (1.7) in every rate, against
 * central differences: 3e-6, their own error at steps of 1e-4. Every kind of
 * technology, so that every branch of the partials is met.
 */
static void weighted_income_has_the_right_slopes(void **state)
{
    static const unsigned flags[] = {
        0, WITH_MARKUPS | WITH_INPUTS, WITH_CES | WITH_INPUTS | WITH_FACTORS,
        WITH_ALL & ~(unsigned)(WITH_RENTS | WITH_ZEROS)};
    for (uint64_t seed = 181; seed < 193; seed++) {
        world w = world_new(*state, seed, flags[seed % 4], 3, 3);
        const char *const *sector = hm_economy_labels(w.e)->sector_codes;
        char text[512];
        hm_node *node = NULL;
        hm_tariff_games *games = NULL;
        hmi_instruments *x = NULL;
        hmi_board *board = NULL;
        hm_tariff_view view = {.base = w.e,
                               .closure = HM_CLOSURE_ZERO,
                               .settings = hm_solver_settings_default()};
        view.settings.max_iterations = 5000;
        (void)snprintf(
            text, sizeof text,
            "{g: {type: optimal, players: %s, instruments: [{tariff: "
            "{sector: all}}, {export_tax: {sector: all}}], bounds: "
            "[-0.5, 5], weights: {%s: {%s: 1.6, %s: 0.4}}}}",
            code(&w, 0), code(&w, 0), sector[0], sector[2]);
        assert_hm_ok(*state, hm_settings_parse(*state, "test", text,
                                               strlen(text), &node));
        assert_hm_ok(*state,
                     hm_tariff_games_create(*state, node, NULL, 0, &games));
        assert_hm_ok(*state,
                     hmi_instruments_create(*state, &games->items[0], w.e, &x));
        assert_hm_ok(*state, hmi_board_create(*state, &view, x, NULL, &board));
        double *u = malloc((size_t)x->count * sizeof(double));
        assert_non_null(u);
        hm_random random = hm_random_seed(seed);
        for (int32_t v = 0; v < x->count; v++) {
            u[v] = hm_random_range(&random, 0.0, 0.3);
        }
        check_gradient(*state, board, u);
        free(u);
        hmi_board_free(board);
        hmi_instruments_free(*state, x);
        hm_tariff_games_free(games);
        hm_settings_free(node);
        world_free(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brute_force_finds_the_same_optimum),
        cmocka_unit_test(joint_optimum_of_two),
        cmocka_unit_test(equal_gains),
        cmocka_unit_test(weighted_gains),
        cmocka_unit_test(nash_product),
        cmocka_unit_test(threats_are_a_saddle),
        cmocka_unit_test(replies_find_what_conditions_miss),
        cmocka_unit_test(a_war_in_a_circle_is_listed),
        cmocka_unit_test(nobody_regrets_a_war),
        cmocka_unit_test(regret_is_the_gain_of_the_best_reply),
        cmocka_unit_test(the_first_concession_is_free),
        cmocka_unit_test(weighted_income_has_the_right_slopes),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
