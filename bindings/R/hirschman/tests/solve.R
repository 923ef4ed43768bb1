# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
library(hirschman)
folder <- Sys.getenv("HIRSCHMAN_ECONOMY")
stopifnot(nchar(hm_version()) > 0)
message <- tryCatch(hm_economy("nowhere"), error = conditionMessage)
stopifnot(grepl("nowhere", message))
if (nzchar(folder)) {
  world <- hm_economy(folder, "caliendo-parro-2015")
  print(world)
  stopifnot("long-run" %in% hm_sets(folder))
  ban <- list(embargo = list(exporter = "PRK", importer = "CHN",
                             sector = "mining"))
  table <- hm_solve(world, ban)
  row <- table[table$country == "PRK", ]
  # as the command prints it
  stopifnot(abs(row$real_income_musd - -138.493586) < 1e-6)
  wrong <- tryCatch(hm_solve(world, list(embargo = list(
    exporter = "PRX", importer = "CHN", sector = "mining"))),
                    error = conditionMessage)
  stopifnot(grepl("PRX", wrong), grepl("PRT|PRK", wrong))
  half <- hm_dependence(world)
  share <- half[half$country == "PRK" & half$partner == "CHN", ]
  stopifnot(share$trade_share > 0.8)
}
