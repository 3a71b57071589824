#!/usr/bin/env bash
# Runs the fuzzers with coverage feedback on the stable compiler: fuzz/run.sh TARGET SECONDS [libFuzzer options]
#
# `cargo fuzz` asks for a nightly compiler because of its sanitizers. Our code has no unsafe block: what we look
# for are panics, overflows, endless loops and unbounded memory, and for these coverage feedback is enough.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:?give a target: sources or proofs}
seconds=${2:?give a number of seconds}
shift 2

cargo xtask fuzz-corpus
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
 -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
triple=$(rustc -vV | sed -n 's/^host: //p')
cargo build --manifest-path fuzz/Cargo.toml --release --target "$triple" --bin "$target"
mkdir -p fuzz/artifacts fuzz/corpus/"$target"
exec "${CARGO_TARGET_DIR:-fuzz/target}/$triple/release/$target" fuzz/corpus/"$target" \
    -max_total_time="$seconds" -artifact_prefix=fuzz/artifacts/ -timeout=20 -rss_limit_mb=3000 \
    -max_len=131072 -print_final_stats=1 "$@"
