#!/bin/sh
# Signatures of 24,000 documents of 400 words beside rensa, and copied resumes among honest ones.
# rensa is fetched into a venv unless RENSA_PYTHON names a Python that has it. One thread each.
set -eu
cd "$(dirname "$0")/.."
[ -n "${NO_BUILD:-}" ] || cargo build --quiet --release -p measures --example signatures --example clones
examples="${CARGO_TARGET_DIR:-target}/release/examples"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if [ -z "${RENSA_PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check rensa
    RENSA_PYTHON="$work/venv/bin/python"
fi
"$examples/signatures" make "${DOCUMENTS:-24000}" 400 > "$work/documents"
echo "machine: $(nproc) cores, load$(uptime | sed 's/.*average:/ /; s/,.*//')"
echo
echo "## Signatures: ${DOCUMENTS:-24000} documents of 400 words, 128 permutations"
echo
for turn in 1 2 3; do
    echo "Turn $turn, the least of 5 each, seconds:"
    echo
    echo "| program | step | processor | wall | found |"
    echo "|---|---|---|---|---|"
    "$examples/signatures" run "$work/documents" 5 > "$work/ours.$turn"
    RAYON_NUM_THREADS=1 "$RENSA_PYTHON" bench/resumes_rensa.py "$work/documents" 5 > "$work/theirs.$turn"
    grep '^|' "$work/ours.$turn"
    grep '^|' "$work/theirs.$turn"
    echo
done
grep -h '^[a-z]' "$work/ours.1" "$work/theirs.1"
echo
echo "| rensa / bonafide, processor seconds, by turn | $(for turn in 1 2 3; do printf '%s | ' "$turn"; done)"
echo "|---|---|---|---|"
for bands in "8 bands of 16" "32 bands of 4"; do
    printf '| sign, index %s, ask for each |' "$bands"
    for turn in 1 2 3; do
        cat "$work/theirs.$turn" "$work/ours.$turn" | awk -F'|' -v step="**all: sign, index $bands, ask for each**" '
            index($3, step) { seconds[$2 ~ /rensa/] = $4 } END { printf " %.2f |", seconds[1] / seconds[0] }'
    done
    echo
done
echo
echo "## Copied resumes"
echo
"$examples/clones" 5 2000
"$examples/clones" 20 300
