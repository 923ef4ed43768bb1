// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * internal.h (tariffs) - a game as it was read, and the board it is played on.
 *
 * Variables are u = ln(1 + rate): one for each rate that a player sets freely,
 * standing for one flow or for several that are tied.
 */
#ifndef HMI_TARIFFS_INTERNAL_H
#define HMI_TARIFFS_INTERNAL_H

#include "num/internal.h"

#include <hirschman/sensitivity.h>
#include <hirschman/tariffs.h>

/* --- a game as it was read (settings.c) ------------------------------------ */

typedef enum hmi_game_type {
    HMI_OPTIMAL = 0,
    HMI_NASH,
    HMI_COOPERATIVE,
    HMI_THREATS
} hmi_game_type;

typedef enum hmi_solution_kind {
    HMI_EQUAL_GAINS = 0,
    HMI_WEIGHTED,
    HMI_NASH_PRODUCT
} hmi_solution_kind;

enum { HMI_TARIFF = 0, HMI_EXPORT_TAX, HMI_KINDS };

/* Codes, or all but these. */
typedef struct hmi_choice {
    hmi_names names;
    bool complement;
} hmi_choice;

/* {tariff: {exporter, importer, sector}} */
typedef struct hmi_part {
    int32_t kind;
    hmi_choice exporter, importer, sector;
    char *place;
} hmi_part;

/* {COUNTRY: {SECTOR: value}} or {COUNTRY: value} (sector NULL). */
typedef struct hmi_entry {
    char *country, *sector, *place;
    double value;
} hmi_entry;

typedef struct hmi_entries {
    int32_t count;
    hmi_entry *items;
} hmi_entries;

typedef enum hmi_search_kind {
    HMI_FROM_START = 0,
    HMI_FROM_INVERSE_THETA,
    HMI_FROM_FORMULA,
    HMI_FROM_RATE
} hmi_search_kind;

typedef struct hmi_search {
    hmi_search_kind kind;
    double rate;
    char name[32];
} hmi_search;

enum { HMI_MOST_SEARCHES = 8 };

typedef struct hmi_game {
    char *name, *place;
    hmi_game_type type;
    hmi_names players;
    int32_t start_game;     /* -1: none */
    int32_t start_scenario; /* -1: none */
    int32_t n_parts;        /* 0: the default instruments */
    hmi_part *parts;
    double low[HMI_KINDS], high[HMI_KINDS];
    bool mfn, uniform;
    hmi_choice mfn_set; /* empty: all partners */
    hmi_entries weights, shares;
    hmi_solution_kind solution;
    int32_t n_searches;
    hmi_search searches[HMI_MOST_SEARCHES];
} hmi_game;

struct hm_tariff_games {
    hm_context *ctx;
    int32_t count;
    hmi_game *items;
};

/* --- the game on an economy (instruments.c) --------------------------------- */

typedef struct hmi_variable {
    int32_t player, kind;
    size_t first, count; /* of board->flow */
} hmi_variable;

typedef struct hmi_instruments {
    int32_t R;        /* players */
    int32_t *country; /* R */
    int32_t count;
    hmi_variable *items; /* by player */
    int32_t *start;      /* R+1: first variable of a player */
    double *low, *high;  /* count, of u */
    size_t *flow;        /* flows of all variables */
    size_t n_flows;
    double *weight; /* R*J political weights, NULL: none has any */
    double *share;  /* R bargaining weights, sum 1 */
} hmi_instruments;

HM_CHECKED hm_status hmi_instruments_create(hm_context *ctx,
                                            const hmi_game *game,
                                            const hm_economy *economy,
                                            hmi_instruments **out);
void hmi_instruments_free(hm_context *ctx, hmi_instruments *x);
/* Player who owns the instrument on flow n<-i, -1: none of them. */
int32_t hmi_instruments_owner(const hmi_instruments *x, int32_t kind, int32_t n,
                              int32_t i);

/* --- the board: where points are tried (board.c) ---------------------------- */

/* An adjoint's objective and where its derivatives by flow go. */
typedef struct hmi_lane {
    hm_objective *goal;
    double *d_rate[HMI_KINDS], *d_cost;
} hmi_lane;

/* As many adjoints as share each pass over the trade array. */
enum { HMI_LANES = 14 };

typedef struct hmi_board {
    hm_context *ctx;
    const hm_economy *economy;
    const hm_economy_arrays *base;
    const hmi_instruments *x;
    size_t flows;               /* J N N */
    double *rate[HMI_KINDS];    /* levels of the point; export taxes or NULL */
    hm_shock_arrays background; /* what else the start's scenario changes */
    hm_shock *shock;            /* of the last point tried */
    hm_solver *solver;
    hm_solution *at;   /* the last point tried */
    hm_solution *kept; /* the last that hmi_board_keep() kept: where solves
                          start */
    bool warm;         /* kept holds something */
    bool newton;       /* the next solve begins with the second gear */
    hm_sensitivity *sensitivity;
    hmi_lane lane[HMI_LANES]; /* the first always, the others when needed */
    int32_t n_lanes;
    double *border;               /* flow: X'/(1 + t') */
    double *payoff;               /* R: ln of income at the point */
    double *payoff_base;          /* R: ln of what they value at base */
    double *gradient, *curvature; /* variables */
    double *size;        /* variables: sum of (1 + theta) border / own income */
    double *coefficient; /* R: of the players' payoffs */
    int32_t solves, sweeps, adjoints;
    char why[160]; /* the last point without an equilibrium */
} hmi_board;

/* `shock` (or NULL): levels and everything else at the point of departure. */
HM_CHECKED hm_status hmi_board_create(hm_context *ctx,
                                      const hm_tariff_view *view,
                                      const hmi_instruments *x,
                                      const hm_shock *shock, hmi_board **out);
void hmi_board_free(hmi_board *board);
/* u of the levels now on the board. */
void hmi_board_read(const hmi_board *board, double *u);
/* Put u on the board, solve, evaluate every payoff; *ok false: no answer. */
HM_CHECKED hm_status hmi_board_try(hmi_board *board, const double *u, bool *ok);
/* Later solves start from the point tried last. */
void hmi_board_keep(hmi_board *board);
/* Later solves start from the base. */
void hmi_board_forget(hmi_board *board);
/* Bind the point tried last, before gradients. */
HM_CHECKED hm_status hmi_board_bind(hmi_board *board);
/*
 * Gradient of sum_r coefficient[r] payoff[r] in the variables [from, to), and
 * the curvature that the first-order conditions suggest: du = gradient over
 * curvature solves them when shadow values stay as they are (tariffs, A15:
 * (1+t') = (1+t) (1+theta) D / (theta D - psi/X)). One adjoint. *ok false: the
 * point has no derivatives that can be trusted.
 */
HM_CHECKED hm_status hmi_board_gradient(hmi_board *board, int32_t from,
                                        int32_t to, bool *ok);
/* The same for `count` players from `first` on, HMI_LANES at most, each in its
 * own variables and by its own row of coefficients (count x R): their adjoints
 * side by side. */
HM_CHECKED hm_status hmi_board_gradients(hmi_board *board, int32_t first,
                                         int32_t count,
                                         const double *coefficient, bool *ok);

/*
 * Size of the curvature of variable v under weights on the players' payoffs:
 * (1 + theta) times its flows over the income of whoever feels them most, its
 * owner or, where that weighs more, another player.
 */
double hmi_board_least(const hmi_board *board, int32_t v, const double *weight);

/* --- what the players value (payoff.c) -------------------------------------- */

/* ln of W, or of political income over the price index (1.7), for player r. */
double hmi_payoff(const hmi_board *board, int32_t r,
                  const hm_solution_arrays *s);
/* The same at the base. */
double hmi_payoff_base(const hmi_board *board, int32_t r);
/* Add weight times its partials to a goal. */
HM_CHECKED hm_status hmi_payoff_partials(const hmi_board *board, int32_t r,
                                         double weight, hm_objective *goal);

/* --- searching -------------------------------------------------------------- */

/* A goal over the players' payoffs: its value (-INFINITY: not allowed) and
 * its derivatives. */
typedef struct hmi_goal hmi_goal;
struct hmi_goal {
    double (*value)(const hmi_goal *goal, const double *payoff, double *d);
    const hmi_instruments *x;
    const double *income;    /* R: base incomes, MUSD */
    const double *departure; /* R: payoffs at the threat point */
    double *multiplier;      /* R */
    double penalty;
    int32_t player; /* own player */
    double floor;   /* least curvature, in parts of theta X d/d income */
};

/* Sum of base-weighted real incomes of all players, in logs. */
double hmi_goal_joint(const hmi_goal *goal, const double *payoff, double *d);
double hmi_goal_own(const hmi_goal *goal, const double *payoff, double *d);
double hmi_goal_weighted(const hmi_goal *goal, const double *payoff, double *d);
double hmi_goal_equal(const hmi_goal *goal, const double *payoff, double *d);
double hmi_goal_product(const hmi_goal *goal, const double *payoff, double *d);
/* Own real income less that of the other player (B8 iv). */
double hmi_goal_threat(const hmi_goal *goal, const double *payoff, double *d);

/* Curvature from past steps (memory.c). Its diagonal h is the caller's. */
typedef struct hmi_memory hmi_memory;
enum { HMI_PAIRS = 10 };
HM_CHECKED hm_status hmi_memory_create(hm_context *ctx, size_t size,
                                       hmi_memory **out);
void hmi_memory_free(hm_context *ctx, hmi_memory *memory);
void hmi_memory_reset(hmi_memory *memory);
bool hmi_memory_empty(const hmi_memory *memory);
/* Fill the last step and how the downhill gradient changed on it, then add. */
double *hmi_memory_step(hmi_memory *memory);
double *hmi_memory_change(hmi_memory *memory);
void hmi_memory_add(hmi_memory *memory, const double *h);
/* d = inverse curvature times x on the variables with free = 1, 0 on those
 * with free = 0. */
void hmi_memory_apply(const hmi_memory *memory, const double *h,
                      const double *free, const double *x, double *d);

/* Where a search ended. */
typedef struct hmi_end {
    bool found;
    double value, kkt;
    int32_t steps;
} hmi_end;

/* Climb from u (in, out) in the variables [from, to) (optimum.c). */
HM_CHECKED hm_status hmi_climb(hmi_board *board, const hmi_goal *goal,
                               int32_t from, int32_t to, double tolerance,
                               double *u, hmi_end *end);
/* All players' first-order conditions at once (nash.c). `goals` R. */
HM_CHECKED hm_status hmi_nash(hmi_board *board, const hmi_goal *goals,
                              double tolerance, double *u, hmi_end *end);
/* Equal gains or the Nash product (agree.c); end->steps goes on from what it
 * holds. *gap: largest distance of a gain from the mean gain. */
HM_CHECKED hm_status hmi_agree(hmi_board *board, const hmi_goal *goal,
                               bool equal, double tolerance, double *u,
                               hmi_end *end, double *gap);
/* Talks (talks.c). */
HM_CHECKED hm_status hmi_talks(hmi_board *board, hmi_goal *goal,
                               hmi_solution_kind kind, double tolerance,
                               double *u, hmi_end *end, double *gap);

/* u where a search begins (starts.c). */
HM_CHECKED hm_status hmi_search_begin(const hmi_board *board,
                                      const hmi_search *search,
                                      const double *departure, int32_t from,
                                      int32_t to, double *u);

/* --- plays (play.c) ---------------------------------------------------------- */

/* Where one search ended. */
typedef struct hmi_optimum {
    char name[32];
    hmi_end end;
    double *u;
    int32_t same_as; /* an earlier search that ended there, or itself */
} hmi_optimum;

struct hm_tariff_play {
    hm_context *ctx;
    const hmi_game *game;
    const hm_economy *economy;
    hmi_instruments *x;
    hm_tariff_certificate certificate;
    char worst[320];
    double *rate[HMI_KINDS];
    double *u;
    hm_shock *departure; /* NULL: the benchmark */
    hm_shock *shock;
    hm_solution *solution;
    double *real_income;  /* N */
    double *start_income; /* N: at the point of departure */
    double *payoff;       /* R: at the point */
    double *payoff_base;  /* R */
    double *regret;       /* R, NAN: not computed */
    int32_t *regret_cost; /* R*3: solves, sweeps, adjoints */
    int32_t n_optima, best;
    hmi_optimum optima[HMI_MOST_SEARCHES + 1]; /* and one by replies */
    int32_t n_cycle; /* rounds of replies that go round in a circle */
    double *cycle;   /* n_cycle x R x 2: gain in real income over the base (NAN:
                        not known) and mean rate of each player */
};

/* --- replies (replies.c) -------------------------------------------------------- */

/* Regret of player r at the play's rates (B6), into the play. */
HM_CHECKED hm_status hmi_regret(hmi_board *board, hm_tariff_play *play,
                                int32_t r);
/* Rounds of best replies from u (in, out) and from elsewhere until nobody
 * moves; where they go round in a circle, that circle goes into the play. */
HM_CHECKED hm_status hmi_replies(hmi_board *board, const hmi_goal *goals,
                                 hm_tariff_play *play, double *u, hmi_end *end);
extern const double hmi_floor_own;

extern const double hmi_search_tolerance;
/* So much of income is nothing: what first-order conditions still ask for may
 * be left, however large as a rate, when all of it is worth no more. */
extern const double hmi_nothing;
/* Tightest residual of the solves behind a gradient. */
extern const double hmi_point_tolerance;

#endif
