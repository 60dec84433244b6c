#!/bin/sh
# Holds the reader of histories against the reference reader of tests/reference on many files changed at random.
#
#   scripts/soak_histories.sh [FILES] [SEED]        100,000 files of seed 0 unless said otherwise
#
# A difference names its case; PLAN_CASE=NUMBER cargo test --test reference random -- --nocapture tries it alone.
set -eu
cd "$(dirname "$0")/.."
export PLAN_CASES="${1:-100000}" PLAN_SEED="${2:-0}"
exec cargo test --test reference -- --nocapture
