# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
library(hirschman)
folder <- Sys.getenv("HIRSCHMAN_ECONOMY")
said <- function(x) tryCatch({
  x
  "nothing"
}, error = conditionMessage)
stopifnot(nchar(hm_version()) > 0)
stopifnot(grepl("nowhere", said(hm_economy("nowhere"))))

# An economy of data frames
codes <- c("NOR", "SOU", "EAS")
trade <- expand.grid(exporter = codes, importer = codes,
                     sector = c("goods", "services"), stringsAsFactors = FALSE)
size <- c(NOR = 2, SOU = 1, EAS = 1.5)
trade$value <- ifelse(trade$sector == "goods", 10, 2) *
  size[trade$exporter] * size[trade$importer] *
  ifelse(trade$exporter == trade$importer, 12, 1)
tariffs <- trade[trade$exporter != trade$importer & trade$sector == "goods",
                 1:3]
tariffs$tariff_rate <- 0.1
toy <- hm_economy_from(trade, c(services = 4, goods = 5), tariffs)
stopifnot(identical(hm_codes(toy)$countries, codes))
free <- hm_solve(toy, list(tariff = list(exporter = "SOU", importer = "NOR",
                                         sector = "goods", rate = 0)))
# as Python's doctest has it
stopifnot(all(abs(free$real_income_pct - c(-0.1829, 1.0314, -0.0246)) < 1e-4))
stopifnot(grepl("stands there twice",
                said(hm_economy_from(rbind(trade, trade[1, ]), 4))))
stopifnot(grepl("no column 'value'", said(hm_economy_from(trade[, 1:3], 4))))
stopifnot(grepl("not a number in row 1",
                said(hm_economy_from(transform(trade, value = NA), 4))))

# A derivative is a difference
slope <- hm_gradient(toy, "real_income", "NOR")
slope <- slope$derivative[slope$exporter == "SOU" & slope$importer == "NOR" &
                            slope$sector == "goods"]
income <- function(rate) {
  table <- hm_solve(toy, list(tariff = list(exporter = "SOU",
    importer = "NOR", sector = "goods", rate = rate)), tolerance = 1e-12)
  log1p(table$real_income_pct[1] / 100)
}
stopifnot(abs(slope / ((income(0.1001) - income(0.0999)) / 2e-4) - 1) < 1e-5)
stopifnot(grepl("outcome 'joy' is not known", said(hm_gradient(toy, "joy",
                                                               "NOR"))))
grown <- hm_gradient(toy, "real_income", "NOR", "ln_productivity")
stopifnot(nrow(grown) == 6, grown$derivative[1] > 0)

# Analyses by their blocks
cut <- hm_leverage(toy, "SOU", c("NOR", "EAS"), goods = 0)
stopifnot("NOR;EAS" %in% cut$leverage$senders,
          cut$leverage$target_loss_musd[1] > 0)
war <- hm_tariff_games(toy, list(
  war = list(type = "nash", players = list("NOR", "SOU")),
  talks = list(type = "cooperative", players = list("NOR", "SOU"),
               start = "war")))$tariff_game
gain <- function(game) war$real_income_pct[war$game == game &
                                             war$country != "EAS"]
stopifnot(all(gain("talks") > gain("war")))
ban <- hm_sanctions(toy, list(target = "SOU", senders = list("NOR"),
                              budgets = list(0.5)))
stopifnot(ban$sanctions$outcome == "found",
          abs(ban$sanctions$sender_cost_musd - 0.5) < 1e-6,
          ban$sanctions$target_loss_musd > 0.5)
stopifnot(grepl("XXX", said(hm_sanctions(toy, list(target = "XXX",
                                                   senders = list("NOR"))))))
deal <- hm_linkage(toy, list(sender = "NOR", broker = "EAS", target = "SOU"))
stopifnot(nrow(deal$linkage) > 100, nrow(deal$concession) > 2,
          mean(is.finite(deal$payoffs$value)) > 0.9)
stopifnot(grepl("no 'broker'", said(hm_linkage(toy, list(
  sender = "NOR", target = "SOU")))))

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
  wrong <- said(hm_solve(world, list(embargo = list(
    exporter = "PRX", importer = "CHN", sector = "mining"))))
  stopifnot(grepl("PRX", wrong), grepl("PRT|PRK", wrong))
  half <- hm_dependence(world)
  share <- half[half$country == "PRK" & half$partner == "CHN", ]
  stopifnot(share$trade_share > 0.8)
}
