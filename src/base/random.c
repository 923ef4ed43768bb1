// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * random.c - xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64.
 *
 * Same seed, same numbers, on every platform.
 */
#include "base/internal.h"

#include <math.h>

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t x, int count)
{
    return (x << count) | (x >> (64 - count));
}

hm_random hm_random_seed(uint64_t seed)
{
    hm_random random;
    for (int i = 0; i < 4; i++) {
        random.state[i] = splitmix(&seed);
    }
    return random;
}

uint64_t hm_random_bits(hm_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double hm_random_uniform(hm_random *random)
{
    return ((double)(hm_random_bits(random) >> 11) + 0.5) * 0x1p-53;
}

double hm_random_range(hm_random *random, double low, double high)
{
    return low + (high - low) * hm_random_uniform(random);
}

/* Box and Muller (1958), one of the pair. */
double hm_random_normal(hm_random *random)
{
    static const double two_pi = 6.283185307179586476925;
    double radius = sqrt(-2.0 * log(hm_random_uniform(random)));
    return radius * cos(two_pi * hm_random_uniform(random));
}

int32_t hm_random_below(hm_random *random, int32_t bound)
{
    return (int32_t)(hm_random_uniform(random) * (double)bound);
}
