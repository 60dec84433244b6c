#!/bin/sh
# Speed of a demand forecast beside augurs and statsforecast on the same two series: five minutes of a bank, and three
# years of half-hours. statsforecast is run by $PYTHON where it has it (`pip install statsforecast` into a virtual environment).
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo bench --quiet --bench demand
cargo bench --quiet --bench demand -- series "$folder"
beside() {
    cargo run --quiet --release --manifest-path benches/peers/Cargo.toml -- "$@"
    if "${PYTHON:-python3}" -c 'import statsforecast' 2>/dev/null; then
        "${PYTHON:-python3}" scripts/bench_demand.py "$@"
    else
        echo "statsforecast: not there, set PYTHON to an interpreter that has it"
    fi
}
echo "164 weekdays of five minutes"
beside "$folder/five_minutes.txt" 169 845 3380
echo "three years of half-hours"
beside "$folder/half_hours.txt" 48 336 1344
