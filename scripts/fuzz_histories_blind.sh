#!/bin/sh
# Changes the files that scripts/fuzz_histories.sh has found at random and holds the reader to the same checks, without
# guidance and some ten times as fast.
#
#   scripts/fuzz_histories_blind.sh [EXECUTIONS] [SEED]        10 million of seed 0 unless said otherwise
set -eu
cd "$(dirname "$0")/.."
exec cargo run --release --manifest-path fuzz/blind/Cargo.toml --target-dir target/blind -- \
    fuzz/corpus/history "${1:-10000000}" "${2:-0}"
