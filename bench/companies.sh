#!/usr/bin/env bash
# How often is the program right, over many invented companies that nobody looked at? Makes each company, scans it,
# keeps the truth and the small outputs, and evaluates all of them together.
#
#   bench/companies.sh                         seeds 1001 to 1020
#   FROM=1001 TO=1200 bench/companies.sh       others
#   WORKERS=300 MONTHS=6 bench/companies.sh    sizes
#   NO_BUILD=1 bench/companies.sh              uses the release as it was built last
#   KEEP=folder bench/companies.sh             keeps truths and outputs there, and goes on where it ended
#   LIMITS="--most-honest 2" bench/companies.sh   ends with 1 where the limits of `bonafide evaluate` are not kept
#   BASELINES=1 bench/companies.sh             also bench/baselines.py on the same files (needs Python 3)
#
# Seeds below 1001 are for development: whoever looks at a company takes its seed from those.
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}"
program="$target/release/bonafide"
from="${FROM:-1001}"
to="${TO:-1020}"
workers="${WORKERS:-300}"
months="${MONTHS:-6}"
now="2026-10-24T00:00:00Z"

[ -n "${NO_BUILD:-}" ] || cargo build --workspace --release
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
kept="${KEEP:-$place/kept}"
mkdir -p "$kept"

play() {
    local seed="$1"
    local company="$place/$seed"
    [ -f "$kept/$seed/done" ] && return
    rm -rf "$kept/$seed"
    mkdir -p "$kept/$seed"
    "$program" company --out "$company" --seed "$seed" --workers "$workers" --months "$months" --scenarios all 2>/dev/null
    "$program" scan "$company/exports" --out "$company/out" --now "$now" >/dev/null 2>"$kept/$seed/scan.log"
    if [ -n "${BASELINES:-}" ]; then
        "${BASELINE_PYTHON:-python3}" bench/baselines.py "$company" "$kept/$seed/baselines.csv"
    fi
    cp "$company/truth.json" "$kept/$seed/"
    mkdir "$kept/$seed/out"
    cp "$company/out/"{people.csv,evidence.ndjson,rings.json,coverage.json} "$kept/$seed/out/"
    rm -rf "$company"
    touch "$kept/$seed/done"
}
export -f play
export program place kept workers months now BASELINES BASELINE_PYTHON

begun=$(date +%s)
seq "$from" "$to" | xargs -P "$(nproc)" -I{} bash -c 'set -euo pipefail; play {}'
echo "machine: $(nproc) cores; $(rustc --version); program $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
echo "seeds $from to $to, $workers workers and $months months each, in $(($(date +%s) - begun)) s"
echo
pairs=()
for seed in $(seq "$from" "$to"); do
    pairs+=(--pair "$kept/$seed/truth.json" "$kept/$seed/out")
done
# The limits are several words.
# shellcheck disable=SC2086
"$program" evaluate ${LIMITS:-} "${pairs[@]}"
if [ -n "${BASELINES:-}" ]; then
    "${BASELINE_PYTHON:-python3}" bench/baselines.py --table "$kept" "$from" "$to"
fi
