# cv.glmnet on exported draws: Rscript glmnet.R FOLDER N P DRAWS FAMILY ALPHA NLAMBDA
# Reads X.bin and y.bin (doubles, draw after draw, X by columns), writes coef.bin (intercept and weights, draw after
# draw), and prints the CPU seconds of the loop. Starting R and reading are not in them.
suppressMessages(library(glmnet))
given <- commandArgs(trailingOnly = TRUE)
folder <- given[1]
n <- as.integer(given[2])
p <- as.integer(given[3])
draws <- as.integer(given[4])
family <- given[5]
alpha <- as.numeric(given[6])
nlambda <- as.integer(given[7])

X <- array(readBin(file.path(folder, "X.bin"), "double", n * p * draws), c(n, p, draws))
y <- matrix(readBin(file.path(folder, "y.bin"), "double", n * draws), n, draws)
coefs <- matrix(0, p + 1, draws)

tuned <- function(i) {
  found <- cv.glmnet(X[, , i], y[, i], family = family, alpha = alpha, nfolds = 5, nlambda = nlambda)
  as.numeric(coef(found, s = "lambda.min"))
}

set.seed(0)
for (i in seq_len(min(3, draws))) tuned(i) # R compiles what it runs for the third time
began <- proc.time()
for (i in seq_len(draws)) coefs[, i] <- tuned(i)
spent <- proc.time() - began

writeBin(as.vector(coefs), file.path(folder, "coef.bin"))
cat(spent[["user.self"]] + spent[["sys.self"]], "\n")
cat(as.character(packageVersion("glmnet")), R.version.string, "\n")
