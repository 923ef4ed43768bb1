// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * offer.c - one deal of the menu: a step of pressure against the cheapest
 * policy that leaves the broker a stated multiple of what the step costs it.
 */
#include "linkage/answers.h"

#include <math.h>

hmi_bid hmi_bid_for(const hmi_hand *h, const hmi_curve *c, int32_t package,
                    double multiple)
{
    hmi_bid bid = {.policy = -1, .package = package};
    bid.cost = NAN;
    bid.reward = NAN;
    bid.pressure = hmi_cost(h, package);
    if (c == NULL || c->from < 0) {
        return bid;
    }
    double sender = hmi_ev(h, c->from, 0, HMI_SENDER);
    double broker = hmi_ev(h, c->from, 0, HMI_BROKER);
    for (int32_t p = 0; p < h->n_policies; p++) {
        if (!hmi_curve_allows(h, c, p)) {
            continue;
        }
        double cost = sender - hmi_ev(h, p, package, HMI_SENDER);
        double reward =
            hmi_ev(h, p, package, HMI_BROKER) - broker + bid.pressure;
        bool enough = reward >= multiple * fmax(0.0, bid.pressure);
        if (enough && isfinite(cost) && !(cost >= bid.cost)) {
            bid.cost = cost;
            bid.reward = reward;
            bid.policy = p;
        }
    }
    return bid;
}
