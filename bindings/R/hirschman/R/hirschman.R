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

print.hm_economy <- function(x, ...) {
  size <- .Call(C_size, x$pointer)
  cat("<economy ", x$path, ": ", size[1], " countries, ", size[2],
      " sectors>\n", sep = "")
  invisible(x)
}

hm_solve <- function(economy, measures, closure = "bilateral",
                     tolerance = 1e-10) {
  stopifnot(inherits(economy, "hm_economy"), is.list(measures))
  if (!is.null(names(measures))) measures <- list(measures)
  case <- json(list(case = "r", description = "from R", economy = ".",
                    scenarios = list(scenario = list(measures = measures))))
  as.data.frame(.Call(C_solve, economy$pointer, case, closure,
                      as.double(tolerance)), stringsAsFactors = FALSE)
}

hm_dependence <- function(economy) {
  stopifnot(inherits(economy, "hm_economy"))
  as.data.frame(.Call(C_dependence, economy$pointer),
                stringsAsFactors = FALSE)
}
