// SPDX-FileCopyrightText: 2026 The Hirschman authors
// SPDX-License-Identifier: MIT
/*
 * leverage.h - who depends on whom, read off the benchmark (MODEL.md L1-L3).
 *
 * Border values: what the importer's customs would write down, net of its
 * tariff. Shares are fractions of a country's trade with all others; its
 * sales to itself do not count.
 */
#ifndef HIRSCHMAN_LEVERAGE_H
#define HIRSCHMAN_LEVERAGE_H

#include <hirschman/economy.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Border value of `exporter`'s sales to `importer`, all sectors, MUSD. */
HM_API double hm_leverage_flow(const hm_economy *economy, int32_t exporter,
                               int32_t importer);
/* The same for one sector. */
HM_API double hm_leverage_sector_flow(const hm_economy *economy,
                                      int32_t exporter, int32_t importer,
                                      int32_t sector);

/*
 * Table `dependence` (L1): country, partner, exports_share, imports_share,
 * trade_share, exports_musd, imports_musd; pairs without trade are left out.
 */
HM_API HM_CHECKED hm_status hm_leverage_dependence(hm_context *ctx,
                                                   const hm_economy *economy,
                                                   hm_table **out);
/*
 * Table `concentration` (L2): country, exports_concentration,
 * imports_concentration (0 to 100; 100: one partner), exports_partners,
 * imports_partners, exports_musd, imports_musd.
 */
HM_API HM_CHECKED hm_status hm_leverage_concentration(hm_context *ctx,
                                                      const hm_economy *economy,
                                                      hm_table **out);
/*
 * Table `essentials` (L3) of one country: country, partner, sector,
 * imports_musd, partner_share (of its imports of the good), theta,
 * substitutability (1 / theta), sorted by partner_share * imports_musd, and
 * cut after `rows` rows (0: all).
 */
HM_API HM_CHECKED hm_status hm_leverage_essentials(hm_context *ctx,
                                                   const hm_economy *economy,
                                                   int32_t country,
                                                   int32_t rows,
                                                   hm_table **out);

#ifdef __cplusplus
}
#endif
#endif
