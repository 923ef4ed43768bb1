// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * explog.c - exp and log without branches, the same digits everywhere.
 *
 * Range reduction by ln 2 in two parts; exp by its Taylor polynomial of
 * degree 13 on |r| <= ln(2)/2 (truncation below 1e-17), log by the odd series
 * in s = f/(2+f) with the published minimax coefficients of fdlibm's e_log.c
 * (Sun Microsystems 1993). Errors stay below two units in the last place.
 */
#include "num/internal.h"

#include <math.h>
#include <string.h>

static const double ln2_high = 6.93147180369123816490e-01;
static const double ln2_low = 1.90821492927058770002e-10;

static inline uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline double exp_kernel(double x)
{
    const double shifter = 0x1.8p52; /* rounds to an integer when added */
    x = x < -708.0 ? -708.0 : x;
    x = x > 709.0 ? 709.0 : x;
    double shifted = x * 1.44269504088896338700e+00 + shifter;
    double k = shifted - shifter;
    double r = (x - k * ln2_high) - k * ln2_low;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * (r * r) + r;
    /* 2^k in two steps, so that k = 1024 does not overflow. */
    uint64_t scale = (bits_of(shifted) + 1022u) << 52;
    return (p + 1.0) * double_of(scale) * 2.0;
}

static inline double log_kernel(double x)
{
    x = x < 0x1p-1022 ? 0x1p-1022 : x;
    uint64_t bits = bits_of(x);
    /* Mantissa in [sqrt(1/2), sqrt(2)): carry the exponent where it is above */
    uint64_t shifted = bits - 0x3fe6a09e667f3bcdu;
    uint64_t exponent = (shifted >> 52) & 0xfffu;
    /* Sign-extended 12-bit exponent, to double through the 2^52 trick. */
    uint64_t biased = (exponent ^ 0x800u) | 0x4330000000000000u;
    double k = double_of(biased) - (0x1p52 + 2048.0);
    double m = double_of(bits - (shifted & 0xfff0000000000000u));
    double f = m - 1.0;
    double s = f / (2.0 + f);
    double z = s * s;
    double w = z * z;
    double t1 =
        w * (3.999999999940941908e-01 +
             w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    double t2 =
        z *
        (6.666666666666735130e-01 +
         w * (2.857142874366239149e-01 +
              w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    double r = t1 + t2;
    double half = 0.5 * f * f;
    return k * ln2_high - ((half - (s * (half + r) + k * ln2_low)) - f);
}

void hmi_exp_array(size_t count, const double *x, double *y)
{
    for (size_t i = 0; i < count; i++) {
        y[i] = exp_kernel(x[i]);
    }
}

void hmi_log_array(size_t count, const double *x, double *y)
{
    for (size_t i = 0; i < count; i++) {
        y[i] = log_kernel(x[i]);
    }
}

double hmi_exp(double x)
{
    return exp_kernel(x);
}

double hmi_ln(double x)
{
    return log_kernel(x);
}

double hmi_pow(double x, double y)
{
    return x > 0.0 ? exp_kernel(y * log_kernel(x)) : 0.0;
}
