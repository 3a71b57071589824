#!/usr/bin/env bash
# How well and how fast are records of one person found, beside Splink on DuckDB? All in one run, on the same files:
#   small      Febrl 1 to 3, at the one setting that all files here have
#   hard       fake_1000, beside the model of Splink's tutorial for it
#   no truth   the Senzing customers: only run
#   large      invented people of a generator, beside Splink's comparisons for people
#   increment  1,000 records into them, and out again
# F1 over pairs is over all pairs of records in one cluster; B-cubed F1 over records; cluster F1 over clusters that
# are found exactly.
#
#   BONAFIDE_SHARED=folder bench/linkage.sh   where the shared data is; by default ../shared
#   RECORDS=100000 bench/linkage.sh           fewer invented records than 1,000,000
#   SPLINK_PYTHON=python3                     a Python that has Splink; else one is made beside the data
#   NO_BUILD=1, NO_ANCHOR=1                   uses the last release; leaves Splink out
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}"
program="$target/release/examples/linkage"
data="${BONAFIDE_SHARED:-../shared}/data/linkage"
records="${RECORDS:-1000000}"
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT

[ -n "${NO_BUILD:-}" ] || cargo build --release -p measures --example linkage
python="${SPLINK_PYTHON:-}"
if [ -z "${NO_ANCHOR:-}" ] && [ -z "$python" ]; then
    python3 -m venv "$place/python"
    "$place/python/bin/pip" install --quiet splink
    python="$place/python/bin/python"
fi

# Runs a command, and prints what it says with its wall and processor seconds and its largest resident set.
run() {
    /usr/bin/env python3 - "$@" <<'PY'
import resource, subprocess, sys, time
begun = time.monotonic()
said = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=True, text=True).stdout
wall = time.monotonic() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(said.rstrip("\n"))
print(f"    whole process: {wall:.2f} s wall, {used.ru_utime + used.ru_stime:.2f} s processor, {used.ru_maxrss // 1024} MB")
PY
}

echo "machine: $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GB; $(rustc --version); load $(cut -d' ' -f1 /proc/loadavg)"
echo "program: $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"

if [ -d "$data" ]; then
    for set in febrl/dataset1 febrl/dataset2 febrl/dataset3 splink/fake_1000; do
        printf '\n%s\n' "$set"
        run "$program" link "$data/$set.csv"
    done
    if [ -z "${NO_ANCHOR:-}" ]; then
        run "$python" bench/linkage_splink.py fake "$data/splink/fake_1000.csv"
        run "$python" bench/linkage_splink.py wide "$data/splink/fake_1000.csv"
    fi
    printf '\nsenzing/customers (no truth here: the scores say nothing)\n'
    run "$program" link "$data/senzing/customers.csv"
else
    echo "no data at $data: only invented people"
fi

"$program" generate "$records" 7 >"$place/people.csv"
printf '\ninvented people\n'
run "$program" link "$place/people.csv" --rules
printf '\nincrement\n'
run "$program" increment "$place/people.csv" 1000
[ -n "${NO_ANCHOR:-}" ] || run "$python" bench/linkage_splink.py people "$place/people.csv"
