#!/bin/sh
# Which clock do the authors of public projects live by, with the offset of their log hidden?
# Arguments: git clones, or files (also .gz) with `git log` output or lines of `git log --format='%ae %aI'`.
# Many Debian packages carry such a file: /usr/share/doc/PACKAGE/changelog.gz of X.Org's programs, ibus, Poppler, HarfBuzz.
# What follows `--without` names logs whose authors are left out: those that the product's groups were made of.
set -eu
[ $# -gt 0 ] || { echo "usage: bench/hours.sh PATH... [--without PATH...]" >&2; exit 2; }
root="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
number=0
count=$#
while [ "$count" -gt 0 ]; do
    path="$1"
    shift
    count=$((count - 1))
    number=$((number + 1))
    if [ "$path" = --without ]; then
        set -- "$@" --without
        continue
    elif [ -d "$path" ]; then
        git -C "$path" log --format='%ae %aI' > "$work/$number"
    elif gzip -t "$path" 2> /dev/null; then
        gzip -dc "$path" > "$work/$number"
    else
        cat "$path" > "$work/$number"
    fi
    set -- "$@" "$work/$number"
done
cd "$root"
[ -n "${NO_BUILD:-}" ] || cargo build --quiet --release -p measures --example hours
"${CARGO_TARGET_DIR:-target}/release/examples/hours" "$@"
