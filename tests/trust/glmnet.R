# glmnet on exported problems: Rscript glmnet.R FOLDER
# problems.txt has a line a problem: n p family alpha lambda held; held is the intercept where it is not free, else NA.
# data.bin has, problem after problem, X by columns and then y (doubles). Writes coef.bin, problem after problem:
# intercept and weights, NaN where it finds no fit.
suppressMessages(library(glmnet))
folder <- commandArgs(trailingOnly = TRUE)[1]
columns <- c("n", "p", "family", "alpha", "lambda", "held")
problems <- read.table(file.path(folder, "problems.txt"), col.names = columns)
glmnet.control(fdev = 0, devmax = 1) # no path ends before its last strength
data <- file(file.path(folder, "data.bin"), "rb")
coefs <- file(file.path(folder, "coef.bin"), "wb")

# The smallest threshold at which coordinate descent comes to rest: below rounding it never does.
fitted <- function(X, y, at) {
  for (thresh in c(1e-18, 1e-16, 1e-14, 1e-12)) {
    fit <- suppressWarnings(glmnet(X, y,
      family = as.character(at$family), alpha = at$alpha, lambda = at$lambda * c(16, 8, 4, 2, 1),
      offset = if (is.na(at$held)) NULL else rep(at$held, at$n), intercept = is.na(at$held),
      standardize = FALSE, thresh = thresh, maxit = 1e6
    ))
    if (length(fit$lambda) == 5) return(fit)
  }
  NULL
}

for (i in seq_len(nrow(problems))) {
  at <- problems[i, ]
  X <- matrix(readBin(data, "double", at$n * at$p), at$n, at$p)
  y <- readBin(data, "double", at$n)
  fit <- fitted(X, y, at)
  found <- if (is.null(fit)) rep(NaN, at$p + 1) else c(fit$a0[5], as.vector(fit$beta[, 5]))
  if (!is.na(at$held)) found[1] <- at$held
  writeBin(as.numeric(found), coefs)
}
close(data)
close(coefs)
