#!/bin/sh
# How well sketches of small words tell one hand from two, and how often they are wrong.
# Needs the shared data: BONAFIDE_SHARED, by default ../shared beside the repository.
set -eu
cd "$(dirname "$0")/.."
BONAFIDE_SHARED="${BONAFIDE_SHARED:-$PWD/../shared}" CI=true \
    cargo test --release -p enrichment --test authorship -- --nocapture
