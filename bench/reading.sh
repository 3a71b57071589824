#!/usr/bin/env bash
# How fast are logs read, beside the tools that do nothing else? All in one run, on the same files:
#   sign-ins   NDJSON into Parquet with the same columns, against DuckDB's read_json
#   EVTX       records of Windows event logs, against evtx_dump of the evtx crate (JSON lines, all threads)
#   memory     the largest resident set at one and at ten times the input
#
#   bench/reading.sh                  1,000,000 sign-ins; memory at 100,000 and 1,000,000
#   RECORDS=200000 bench/reading.sh   fewer
#   EVTX=folder bench/reading.sh      logs to repeat; without it those of BONAFIDE_SHARED, else none
#   NO_BUILD=1 bench/reading.sh       uses the release as it was built last
#   DUCKDB_PYTHON=python3             a Python that has DuckDB; else one is made beside the data
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}"
reader="$target/release/examples/read_only"
records="${RECORDS:-1000000}"
rounds="${ROUNDS:-3}"
threads="$(nproc)"
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT

[ -n "${NO_BUILD:-}" ] || cargo build --release -p pipeline --example read_only
python="${DUCKDB_PYTHON:-}"
if [ -z "$python" ]; then
    python3 -m venv "$place/python"
    "$place/python/bin/pip" install --quiet duckdb
    python="$place/python/bin/python"
fi

# Runs a command; its stdout goes to $place/said, its wall, processor seconds and memory (MB) to $place/cost.
run() {
    /usr/bin/env python3 - "$place/said" "$place/cost" "$@" <<'PY'
import os, resource, subprocess, sys, time
said, cost, command = sys.argv[1], sys.argv[2], sys.argv[3:]
begun = time.monotonic()
with open(said, "w") as out:
    subprocess.run(command, stdout=out, check=True)
wall = time.monotonic() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(cost, "w") as out:
    out.write(f"{wall:.3f} {used.ru_utime + used.ru_stime:.3f} {used.ru_maxrss // 1024}\n")
PY
}

# The better of two runs, by wall seconds: small shared machines disturb single runs.
better() {
    sort -n "$1" | head -1
}

echo "machine: $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GB; $(rustc --version)"
echo "program: $(git rev-parse --short HEAD 2>/dev/null || echo unknown); load $(cut -d' ' -f1 /proc/loadavg)"
echo

bench/make_signins.py entra "$records" >"$place/signins.jsonl"
bytes=$(stat -c %s "$place/signins.jsonl")
for round in $(seq "$rounds"); do
    rm -rf "$place/data"
    run "$reader" "$place/signins.jsonl" "$place/data"
    cat "$place/cost" >>"$place/ours"
    run "$python" bench/reading_duckdb.py "$place/signins.jsonl" "$place/theirs.parquet" "$threads"
    cat "$place/cost" >>"$place/theirs"
done
read -r ours_wall ours_cpu ours_memory < <(better "$place/ours")
read -r their_wall their_cpu their_memory < <(better "$place/theirs")
differ=$("$python" bench/reading_duckdb.py --compare "$place/data/records/signins/*.parquet" "$place/theirs.parquet")

echo "| sign-ins ($records, $((bytes >> 20)) MB) | wall | processor | memory | records/s |"
echo "|---|---|---|---|---|"
line() { awk -v n="$2" -v name="$1" -v wall="$3" -v cpu="$4" -v mb="$5" 'BEGIN { printf "| %s | %.2f s | %.2f s | %d MB | %.0f |\n", name, wall, cpu, mb, n / wall }'; }
line "bonafide" "$records" "$ours_wall" "$ours_cpu" "$ours_memory"
line "DuckDB $("$python" -c 'import duckdb; print(duckdb.__version__)'), $threads threads" "$records" "$their_wall" "$their_cpu" "$their_memory"
awk -v a="$their_wall" -v b="$ours_wall" -v c="$their_cpu" -v d="$ours_cpu" 'BEGIN { printf "\nratio to DuckDB: %.2f by wall, %.2f by processor time\n", a / b, c / d }'
echo "rows in which the two differ: $differ"
echo

head -n $((records / 10)) "$place/signins.jsonl" >"$place/tenth.jsonl"
rm -rf "$place/data"
run "$reader" "$place/tenth.jsonl" "$place/data"
read -r _ _ tenth_memory <"$place/cost"
echo "memory: $tenth_memory MB for $((records / 10)) records, $ours_memory MB for $records"
echo

evtx="${EVTX:-${BONAFIDE_SHARED:+$BONAFIDE_SHARED/data/evtx}}"
if [ -n "$evtx" ] && [ -d "$evtx" ]; then
    dump="${EVTX_DUMP:-}"
    if [ -z "$dump" ]; then
        cargo install --quiet evtx --version 0.15.1 --root "$place/tools" --target-dir "$place/tools/target"
        dump="$place/tools/bin/evtx_dump"
    fi
    mkdir "$place/logs"
    for copy in $(seq 20); do
        find "$evtx" -name '*.evtx' -size +200k | sort | while read -r log; do
            cp "$log" "$place/logs/$copy-$(basename "$log")"
        done
    done
    for round in $(seq "$rounds"); do
        rm -rf "$place/data"
        run "$reader" "$place/logs" "$place/data"
        sed 's/.*"records":\([0-9]*\).*/\1/' "$place/said" >"$place/n_ours"
        cat "$place/cost" >>"$place/evtx_ours"
        run bash -c 'for log in "$2"/*.evtx; do "$1" -o jsonl "$log" 2>/dev/null || true; done | wc -l' - "$dump" "$place/logs"
        cp "$place/said" "$place/n_theirs"
        cat "$place/cost" >>"$place/evtx_theirs"
    done
    read -r wall cpu memory < <(better "$place/evtx_ours")
    read -r dump_wall dump_cpu dump_memory < <(better "$place/evtx_theirs")
    echo "| EVTX ($(du -sm "$place/logs" | cut -f1) MB) | wall | processor | memory | records/s |"
    echo "|---|---|---|---|---|"
    line "bonafide, into Parquet, asked of all Sigma rules" "$(cat "$place/n_ours")" "$wall" "$cpu" "$memory"
    line "evtx_dump -o jsonl" "$(cat "$place/n_theirs")" "$dump_wall" "$dump_cpu" "$dump_memory"
    awk -v a="$(cat "$place/n_ours")" -v b="$wall" -v c="$(cat "$place/n_theirs")" -v d="$dump_wall" 'BEGIN { printf "\nratio to evtx_dump: %.2f by records a second\n", (a / b) / (c / d) }'
fi
