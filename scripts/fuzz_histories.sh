#!/bin/sh
# Feeds the reader of histories with bytes that libFuzzer makes up, starting from tests/badinput/csv.
#
#   scripts/fuzz_histories.sh [SECONDS] [FURTHER ARGUMENTS OF LIBFUZZER]        60 seconds unless said otherwise
#
# Needs a nightly toolchain and cargo-fuzz (`cargo install cargo-fuzz`). What it finds is kept in fuzz/artifacts/history,
# what it learns in fuzz/corpus/history. The last line says how many files were tried.
set -eu
cd "$(dirname "$0")/.."
seconds="${1:-60}"
[ "$#" -gt 0 ] && shift
corpus=fuzz/corpus/history
if [ ! -d "$corpus" ]; then
    mkdir -p "$corpus"
    for file in tests/badinput/csv/*; do
        size=$(wc -c < "$file")
        [ "$size" -gt 4096 ] && continue
        # Four bytes of settings stand before every file: none, and a few that change how it is read.
        for settings in '\000\000\000\000' '\000\020\014\020' '\050\004\001\004'; do
            # shellcheck disable=SC2059 # the settings are escapes
            { printf "$settings"; cat "$file"; } > "$corpus/$(basename "$file").$(printf '%s' "$settings" | tr -d '\\')"
        done
    done
fi
# Address checks find nothing in code without `unsafe` and cost two thirds of the speed.
exec cargo +nightly fuzz run --sanitizer none history "$corpus" -- \
    -max_total_time="$seconds" -max_len=4096 -dict=fuzz/history.dict -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 "$@"
