// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/* hirschman.h - the umbrella: the one supported include. */
#ifndef HIRSCHMAN_HIRSCHMAN_H
#define HIRSCHMAN_HIRSCHMAN_H

#include <hirschman/base.h>
#include <hirschman/beliefs.h>
#include <hirschman/economy.h>
#include <hirschman/equilibrium.h>
#include <hirschman/games.h>
#include <hirschman/io.h>
#include <hirschman/leverage.h>
#include <hirschman/linkage.h>
#include <hirschman/pact.h>
#include <hirschman/policy.h>
#include <hirschman/report.h>
#include <hirschman/sanctions.h>
#include <hirschman/sensitivity.h>
#include <hirschman/tariffs.h>
#include <hirschman/uncertainty.h>
#include <hirschman/values.h>

#endif
