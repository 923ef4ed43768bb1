// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * hopeless.h - is there a reason in theory why a shock has no answer?
 *
 * Written from MODEL.md T6-T12, T15 and T18 with libm alone; it shares no
 * line with the library. HOPELESS_PRICES: a good that somebody needs has an
 * infinite price at any factor prices (the price map is monotone and of
 * degree one in them, so prices of 1 decide). HOPELESS_FALL: prices that fall
 * without end, on the same ground. HOPELESS_ACCOUNTS: a group of
 * countries that cannot sell outside has to pay for what it buys there, has
 * nothing to pay for, or the like, against its given deficit.
 */
#ifndef HM_TEST_HOPELESS_H
#define HM_TEST_HOPELESS_H

#include <hirschman/policy.h>

enum { HOPELESS_PRICES = 1, HOPELESS_ACCOUNTS = 2, HOPELESS_FALL = 4 };

/* The reasons, or'ed together; 0: there may be an answer. */
unsigned hopeless_why(const hm_economy_arrays *economy,
                      const hm_shock_arrays *shock, hm_closure closure);

#endif
