#!/bin/sh
# Reads ten million rows of a log with `plan history` and with its peers, five times each, one after the other.
#
#   scripts/bench_histories.sh PEERS DATA [PYTHON [REFERENCES [ROWS]]]
#
# PEERS       folder with csv/gen_csv.c and csv/csv_py.py, the generator and the Python peers
# DATA        file to read; made by the generator where it is not there (380 MB for ten million rows)
# PYTHON      a Python with duckdb, polars and pyarrow; without one (or with -) these peers are left out
# REFERENCES  folder with the binaries csv_naive (the csv crate), csv_mmap (a parser that validates nothing) and scan;
#             without one (or with -) they are left out
#
# PLAN names the program, else target/release/plan is built. Prints CPU seconds (user and system) and wall seconds of
# the best run, peak memory, and each peer's CPU seconds as a multiple of plan's. Every reader must find the same rows
# and the same sum of waits. Run nothing else meanwhile.
set -eu
cd "$(dirname "$0")/.."
[ "$#" -ge 2 ] || { sed -n '2,/^set/p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 2; }
peers=$1 data=$2 python=${3:--} references=${4:--} rows=${5:-10000000}
times=5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -s "$data" ]; then
    cc -O3 -o "$work/gen_csv" "$peers/csv/gen_csv.c" -lm
    "$work/gen_csv" "$rows" > "$data"
fi
if [ -z "${PLAN:-}" ]; then
    cargo build --release --quiet
    PLAN=target/release/plan
fi
cat "$data" > /dev/null # into the page cache, for all alike

# run NAME COMMAND...: the best of five by CPU; appends `cpu wall memory rows wait name` to the table.
run() {
    name=$1; shift
    for time in $(seq $times); do
        /usr/bin/time -f '%U %S %e %M' -o "$work/time" "$@" > "$work/out" 2> "$work/err" || { cat "$work/err" >&2; exit 1; }
        found=$(awk -F, 'NR == 1 && $1 != "channel" { exit } NR > 1 { rows += $2; sum += $2 * $7 }
            END { if (rows) printf "%.0f %.1f", rows, sum }' "$work/out")
        [ -n "$found" ] || found=$(tr ',{}[]' '\n\n\n\n\n' < "$work/out" | tr -d ' "' | awk -F: -v quiet="$name" '
            $1 == "rows_accepted" || $1 == "rows" || $1 == "units" { if (!rows) rows = $2 }
            $1 == "check_wait" { wait = $2 }
            $1 == "contacts" { contacts = $2 }
            $1 == "wait_seconds" { sum += contacts * $2 }
            END { printf "%.0f %.1f", rows, (wait != "" ? wait : sum) }')
        awk -v found="$found" -v name="$name" '{ printf "%.2f %.2f %.0f %s %s\n", $1 + $2, $3, $4 / 1024, found, name }' \
            "$work/time" >> "$work/runs"
    done
}

columns=wait_seconds=wait_s,handle_seconds=handle_s
run "plan" "$PLAN" history "$data" --columns "$columns" --format csv
run "plan --threads 1" "$PLAN" history "$data" --columns "$columns" --format csv --threads 1
run "plan, with SHA-256 of the file" "$PLAN" history "$data" --columns "$columns" --format json
if [ "$python" != - ]; then
    run "duckdb" "$python" "$peers/csv/csv_py.py" duckdb "$data"
    run "polars" "$python" "$peers/csv/csv_py.py" polars "$data"
    run "polars, streaming" "$python" "$peers/csv/csv_py.py" polars_stream "$data"
fi
if [ "$references" != - ]; then
    run "csv crate" "$references/csv_naive" "$data"
    run "no validation, memory map, 1 thread" "$references/csv_mmap" "$data" 1
    run "no validation, memory map, 2 threads" "$references/csv_mmap" "$data" 2
fi

awk '
    { name = $6; for (i = 7; i <= NF; i++) name = name " " $i }
    !(name in cpu) { order[++n] = name; cpu[name] = $1; wall[name] = $2 }
    $1 < cpu[name] { cpu[name] = $1 }
    $2 < wall[name] { wall[name] = $2 }
    $3 > memory[name] { memory[name] = $3 }
    { rows[name] = $4; wait[name] = $5 }
    END {
        printf "%-38s %8s %8s %10s %8s  %s\n", "", "CPU s", "wall s", "peak MiB", "of plan", "rows, sum of waits"
        for (i = 1; i <= n; i++) {
            name = order[i]
            printf "%-38s %8.2f %8.2f %10d %7.1fx  %d, %.1f\n", name, cpu[name], wall[name], memory[name], \
                cpu[name] / cpu[order[1]], rows[name], wait[name]
            off = wait[name] - wait[order[1]]
            if (rows[name] != rows[order[1]] || off > 1 || off < -1) bad = 1
        }
        printf "threads: %.2f times as fast on two\n", wall[order[2]] / wall[order[1]]
        if (bad) { print "the readers disagree"; exit 1 }
    }' "$work/runs"
