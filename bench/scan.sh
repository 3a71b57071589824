#!/usr/bin/env bash
# How long does a scan take, and how much memory? Builds the release, scans invented companies of growing size
# and, where BONAFIDE_SHARED is set, the sample `harbor`; prints rows of a Markdown table.
#
#   bench/scan.sh                     100 and 1000 workers
#   WORKERS="100 300" bench/scan.sh   other sizes
#   CALLGRIND=1 bench/scan.sh         also counts instructions of the smallest scan (needs valgrind; slow)
#   NO_BUILD=1 bench/scan.sh          uses the release as it was built last
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}"
program="$target/release/bonafide"
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT

[ -n "${NO_BUILD:-}" ] || cargo build --workspace --release

# Runs a command, and prints its wall seconds and its largest resident set in MB. `time -v` is the Debian
# package `time`; where it is missing, the shell's own clock is used and the memory is unknown.
measured() {
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f '%e %M' -o "$place/time" "$@" >"$place/stdout" 2>"$place/stderr" || { cat "$place/stderr" >&2; return 1; }
        awk 'END { printf "%.1f s | %.0f MB", $1, $2 / 1024 }' "$place/time"
    else
        local begun ended
        begun=$(date +%s%N)
        "$@" >"$place/stdout" 2>"$place/stderr" || { cat "$place/stderr" >&2; return 1; }
        ended=$(date +%s%N)
        awk -v ns=$((ended - begun)) 'BEGIN { printf "%.1f s | not measured", ns / 1e9 }'
    fi
}

row() {
    local name="$1" input="$2" now="$3"
    local files bytes figures records
    files=$(find "$input" -type f | wc -l)
    bytes=$(du -sm "$input" | cut -f1)
    rm -rf "$place/out"
    figures=$(measured "$program" scan "$input" --out "$place/out" --now "$now")
    records=$(grep -o '"records":[0-9]*' "$place/out/inputs.json" | cut -d: -f2 | awk '{ n += $1 } END { print n }')
    echo "| $(date +%F) | $name | $files | $bytes MB | $records | $figures |"
}

day_of() {
    sed -n 's/^ *"now": *"\([^"]*\)".*/\1/p' "$1" | head -1
}

echo "machine: $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GB; $(rustc --version)"
echo "program: $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
echo
echo "| date | input | files | size | records | wall | memory |"
echo "|---|---|---|---|---|---|---|"
if [ -n "${BONAFIDE_SHARED:-}" ] && [ -d "$BONAFIDE_SHARED/samples/harbor/input" ]; then
    row harbor "$BONAFIDE_SHARED/samples/harbor/input" "$(day_of "$BONAFIDE_SHARED/samples/harbor/truth.json")"
fi
for workers in ${WORKERS:-100 1000}; do
    "$program" company --workers "$workers" --months 1 --out "$place/$workers" >/dev/null 2>&1
    row "company --workers $workers --months 1" "$place/$workers/exports" "$(day_of "$place/$workers/truth.json")"
done
if [ -n "${CALLGRIND:-}" ]; then
    workers=$(echo "${WORKERS:-100 1000}" | cut -d' ' -f1)
    valgrind --tool=callgrind --callgrind-out-file="$place/callgrind" "$program" scan "$place/$workers/exports" \
        --out "$place/out" --now "$(day_of "$place/$workers/truth.json")" >/dev/null 2>"$place/valgrind"
    echo
    echo "instructions, company --months 1 --workers $workers: $(sed -n 's/.*Collected : *//p' "$place/valgrind")"
fi
