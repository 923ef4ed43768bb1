// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * sha256.c - SHA-256 (FIPS 180-4), for the list of inputs in a manifest.
 *
 * Not for secrets: it identifies files.
 */
#include "io/internal.h"

#include <string.h>

static const uint32_t round_constant[64] = {
    0x428a2f98u, 0x71374491u, 0xb5c0fbcfu, 0xe9b5dba5u, 0x3956c25bu,
    0x59f111f1u, 0x923f82a4u, 0xab1c5ed5u, 0xd807aa98u, 0x12835b01u,
    0x243185beu, 0x550c7dc3u, 0x72be5d74u, 0x80deb1feu, 0x9bdc06a7u,
    0xc19bf174u, 0xe49b69c1u, 0xefbe4786u, 0x0fc19dc6u, 0x240ca1ccu,
    0x2de92c6fu, 0x4a7484aau, 0x5cb0a9dcu, 0x76f988dau, 0x983e5152u,
    0xa831c66du, 0xb00327c8u, 0xbf597fc7u, 0xc6e00bf3u, 0xd5a79147u,
    0x06ca6351u, 0x14292967u, 0x27b70a85u, 0x2e1b2138u, 0x4d2c6dfcu,
    0x53380d13u, 0x650a7354u, 0x766a0abbu, 0x81c2c92eu, 0x92722c85u,
    0xa2bfe8a1u, 0xa81a664bu, 0xc24b8b70u, 0xc76c51a3u, 0xd192e819u,
    0xd6990624u, 0xf40e3585u, 0x106aa070u, 0x19a4c116u, 0x1e376c08u,
    0x2748774cu, 0x34b0bcb5u, 0x391c0cb3u, 0x4ed8aa4au, 0x5b9cca4fu,
    0x682e6ff3u, 0x748f82eeu, 0x78a5636fu, 0x84c87814u, 0x8cc70208u,
    0x90befffau, 0xa4506cebu, 0xbef9a3f7u, 0xc67178f2u};

static uint32_t rotate(uint32_t x, unsigned bits)
{
    return (x >> bits) | (x << (32 - bits));
}

/* FIPS 180-4, 6.2.2: the message schedule. */
static void schedule(const unsigned char *block, uint32_t w[64])
{
    for (size_t i = 0; i < 16; i++) {
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | (uint32_t)block[4 * i + 3];
    }
    for (size_t i = 16; i < 64; i++) {
        uint32_t s0 =
            rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
        uint32_t s1 =
            rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
}

/*
 * One round on the eight words, of which x[at] is called a: instead of moving
 * the words, the caller moves `at` back by one (FIPS 180-4, 6.2.2).
 */
static inline void one_round(uint32_t x[8], size_t at, uint32_t added)
{
    uint32_t a = x[at % 8], b = x[(at + 1) % 8], c = x[(at + 2) % 8];
    uint32_t e = x[(at + 4) % 8], f = x[(at + 5) % 8], g = x[(at + 6) % 8];
    uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    uint32_t t1 = x[(at + 7) % 8] + s1 + ((e & f) ^ (~e & g)) + added;
    uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    x[(at + 3) % 8] += t1;
    x[(at + 7) % 8] = t1 + s0 + ((a & b) ^ (a & c) ^ (b & c));
}

static void compress(uint32_t state[8], const unsigned char *block)
{
    uint32_t w[64];
    uint32_t x[8];
    memcpy(x, state, sizeof x);
    schedule(block, w);
    for (size_t i = 0; i < 64; i += 8) {
        for (size_t r = 0; r < 8; r++) {
            one_round(x, 8 - r, round_constant[i + r] + w[i + r]);
        }
    }
    for (size_t i = 0; i < 8; i++) {
        state[i] += x[i];
    }
}

void hm_sha256_hex(const void *bytes, size_t size, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    uint32_t state[8] = {0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au,
                         0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u};
    const unsigned char *at = bytes;
    size_t left = size;
    for (; left >= 64; left -= 64, at += 64) {
        compress(state, at);
    }
    unsigned char tail[128] = {0};
    if (left > 0) {
        memcpy(tail, at, left);
    }
    tail[left] = 0x80;
    size_t end = left < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)size * 8;
    for (size_t i = 0; i < 8; i++) {
        tail[end - 1 - i] = (unsigned char)(bits >> (8 * i));
    }
    compress(state, tail);
    if (end == 128) {
        compress(state, tail + 64);
    }
    for (size_t i = 0; i < 64; i++) {
        out[i] = digits[(state[i / 8] >> (28 - 4 * (i % 8))) & 15u];
    }
    out[64] = '\0';
}
