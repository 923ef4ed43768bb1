# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT

# Lists as JSON: enough for a case, so that no other package is needed.
json <- function(x) {
  quoted <- function(s) {
    s <- gsub("\\", "\\\\", as.character(s), fixed = TRUE)
    paste0("\"", gsub("\"", "\\\"", s, fixed = TRUE), "\"")
  }
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) {
      return(paste0("[", paste(parts, collapse = ","), "]"))
    }
    return(paste0("{", paste0(quoted(names(x)), ":", parts, collapse = ","),
                  "}"))
  }
  one <- if (is.numeric(x)) format(x, digits = 17, trim = TRUE)
         else if (is.logical(x)) tolower(as.character(x))
         else quoted(x)
  if (length(x) == 1) one else paste0("[", paste(one, collapse = ","), "]")
}

hm_version <- function() .Call(C_version)

hm_economy <- function(path, set = NULL) {
  pointer <- .Call(C_economy, path.expand(path),
                   if (is.null(set)) "" else set)
  structure(list(pointer = pointer, path = path, set = set),
            class = "hm_economy")
}

hm_sets <- function(path) .Call(C_sets, path.expand(path))

# Each value's place among the codes; what is not one is named.
place <- function(values, codes, what) {
  at <- match(as.character(values), codes)
  if (anyNA(at)) {
    stop(what, " '", values[is.na(at)][1], "' is not known; expected one of ",
         paste(utils::head(codes, 8), collapse = ", "), call. = FALSE)
  }
  at
}

# A dense array from a long table; absent rows are 0. `keys`: codes by column.
fill <- function(data, keys, value, what) {
  if (is.null(data)) return(NULL)
  absent <- setdiff(c(names(keys), value), names(data))
  if (length(absent)) {
    stop(what, " has no column '", absent[1], "'; it has ",
         paste(names(data), collapse = ", "), call. = FALSE)
  }
  at <- vapply(names(keys), function(k) {
    place(data[[k]], keys[[k]], k)
  }, integer(nrow(data)))
  at <- matrix(at, nrow = nrow(data))
  if (anyDuplicated(at)) {
    row <- data[anyDuplicated(at), names(keys), drop = FALSE]
    stop(what, ": ", paste(vapply(row, as.character, ""), collapse = ", "),
         " stands there twice", call. = FALSE)
  }
  numbers <- as.double(data[[value]])
  if (any(!is.finite(numbers))) {
    stop(what, ": ", value, " is not a number in row ",
         which(!is.finite(numbers))[1], call. = FALSE)
  }
  out <- array(0, vapply(keys, length, 0L))
  out[at] <- numbers
  out
}

hm_economy_from <- function(trade, theta, tariffs = NULL, inputs = NULL,
                            final = NULL, deficits = NULL, countries = NULL,
                            sectors = NULL) {
  if (is.null(countries)) {
    both <- rbind(as.character(trade$exporter), as.character(trade$importer))
    countries <- unique(as.vector(both))
  }
  if (is.null(sectors)) sectors <- unique(as.character(trade$sector))
  flow <- list(exporter = countries, importer = countries, sector = sectors)
  if (!is.null(names(theta))) theta <- theta[place(sectors, names(theta),
                                                   "sector of theta")]
  pointer <- .Call(
    C_from_flows, countries, sectors,
    rep_len(as.double(theta), length(sectors)),
    fill(trade, flow, "value", "trade"),
    fill(tariffs, flow, "tariff_rate", "tariffs"),
    fill(inputs, list(sector = sectors, input = sectors, country = countries),
         "share", "inputs"),
    fill(final, list(sector = sectors, country = countries), "share", "final"),
    fill(deficits, list(country = countries), "value", "deficits"))
  structure(list(pointer = pointer, path = "from data frames", set = NULL),
            class = "hm_economy")
}

print.hm_economy <- function(x, ...) {
  codes <- .Call(C_codes, x$pointer)
  cat("<economy ", x$path, ": ", length(codes[[1]]), " countries, ",
      length(codes[[2]]), " sectors>\n", sep = "")
  invisible(x)
}

hm_codes <- function(economy) {
  stopifnot(inherits(economy, "hm_economy"))
  stats::setNames(.Call(C_codes, economy$pointer), c("countries", "sectors"))
}

# One measure, or a list of them, as a list.
as_measures <- function(measures) {
  stopifnot(is.list(measures))
  if (!is.null(names(measures))) list(measures) else measures
}

# A case as JSON: scenarios by name, and a block of it by its name.
case_of <- function(scenarios, blocks = list()) {
  rows <- lapply(scenarios, function(s) list(measures = as_measures(s)))
  json(c(list(case = "r", description = "from R", economy = "."),
         if (length(rows)) list(scenarios = rows), blocks))
}

frames <- function(tables) {
  lapply(tables, as.data.frame, stringsAsFactors = FALSE)
}

# One problem alone may go without a name.
by_name <- function(problems, key, name) {
  if (key %in% names(problems) && is.character(problems[[key]])) {
    stats::setNames(list(problems), name)
  } else problems
}

blocks <- c("leverage", "tariff_games", "sanctions", "linkage")

analysis <- function(economy, which, block, scenarios, closure) {
  stopifnot(inherits(economy, "hm_economy"), is.list(block))
  case <- case_of(scenarios, stats::setNames(list(block), which))
  frames(.Call(C_analysis, economy$pointer, match(which, blocks), case,
               closure))
}

hm_solve <- function(economy, measures, closure = "bilateral",
                     tolerance = 1e-10) {
  stopifnot(inherits(economy, "hm_economy"))
  as.data.frame(.Call(C_solve, economy$pointer,
                      case_of(list(scenario = measures)), closure,
                      as.double(tolerance)), stringsAsFactors = FALSE)
}

hm_dependence <- function(economy) {
  stopifnot(inherits(economy, "hm_economy"))
  as.data.frame(.Call(C_dependence, economy$pointer),
                stringsAsFactors = FALSE)
}

hm_gradient <- function(economy, outcome, country, instrument = "tariff",
                        measures = list(), closure = "bilateral") {
  stopifnot(inherits(economy, "hm_economy"))
  values <- .Call(C_gradient, economy$pointer, outcome, country, instrument,
                  case_of(list(scenario = measures)), closure)
  codes <- hm_codes(economy)
  keys <- if (instrument == "ln_productivity") {
    list(sector = codes$sectors, country = codes$countries)
  } else {
    list(exporter = codes$countries, importer = codes$countries,
         sector = codes$sectors)
  }
  out <- expand.grid(keys, stringsAsFactors = FALSE, KEEP.OUT.ATTRS = FALSE)
  out$derivative <- values
  if (instrument != "ln_productivity") {
    out <- out[out$exporter != out$importer & out$derivative != 0, ]
    rownames(out) <- NULL
  }
  out
}

hm_leverage <- function(economy, targets, senders, ..., closure = "bilateral") {
  block <- list(targets = as.list(targets), senders = as.list(senders), ...)
  analysis(economy, "leverage", block, list(), closure)
}

hm_tariff_games <- function(economy, games, scenarios = list(),
                            closure = "bilateral") {
  analysis(economy, "tariff_games", by_name(games, "type", "game"), scenarios, closure)
}

hm_sanctions <- function(economy, problems, scenarios = list(),
                         closure = "bilateral") {
  analysis(economy, "sanctions", by_name(problems, "target", "sanctions"), scenarios,
           closure)
}

# Scenarios for who names none: as `hirschman linkage ECONOMY`.
standard_linkage <- function(block) {
  duty <- list(exporter = block$broker, importer = block$sender,
               sector = "all")
  back <- list(exporter = block$sender, importer = block$broker,
               sector = "all")
  ban <- function(from, to) {
    list(embargo = list(exporter = from, importer = to, sector = "all"))
  }
  first <- ban(block$target, block$broker)
  own <- list(pressure = list("step-1", "step-2"), offers = list(),
              threats = list("stick"),
              concession = list(
                instruments = list(tariff = duty),
                baselines = list("benchmark", "stick", "trade-deal"),
                openings = list("opening")))
  list(block = c(block, own[setdiff(names(own), names(block))]),
       scenarios = list(
         "step-1" = list(first),
         "step-2" = list(first, ban(block$broker, block$target)),
         stick = list(list(tariff = c(duty, add = 0.25))),
         opening = list(list(tariff = c(back, scale = 0)))))
}

hm_linkage <- function(economy, block, scenarios = list(),
                       closure = "bilateral") {
  absent <- setdiff(c("sender", "broker", "target"), names(block))
  if (length(absent)) {
    stop("the block linkage has no '", absent[1], "'; expected sender, ",
         "broker and target", call. = FALSE)
  }
  if (!length(scenarios)) {
    whole <- standard_linkage(block)
    block <- whole$block
    scenarios <- whole$scenarios
  }
  analysis(economy, "linkage", block, scenarios, closure)
}
