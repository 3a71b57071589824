"""rensa on the same documents: sign, index, ask for each. Prints rows of the table that signatures.rs prints.

Tokens are split before the clock starts, as they are there.
"""

import importlib.metadata
import resource
import sys
import time

from rensa import CMinHash, RMinHash, RMinHashLSH


def fastest(turns, work):
    best = [1e9, 1e9]
    for _ in range(turns):
        wall, processor = time.perf_counter(), time.process_time()
        res = work()
        best = [min(best[0], time.perf_counter() - wall), min(best[1], time.process_time() - processor)]
    return best[0], best[1], res


def row(step, wall, processor, found=""):
    print(f"| rensa | {step} | {processor:.3f} | {wall:.3f} | {found} |")


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


with open(sys.argv[1], encoding="utf-8") as file:
    documents = [line.split() for line in file]
turns = int(sys.argv[2])
before = peak()

objects_wall, objects, signatures = fastest(turns, lambda: RMinHash.from_token_sets(documents, 128, 42))
row("hash words and sign (R-MinHash objects)", objects_wall, objects)
matrix_wall, matrix_processor, matrix = fastest(turns, lambda: RMinHash.digest_matrix_from_token_sets(documents, 128, 42))
row("hash words and sign (R-MinHash matrix)", matrix_wall, matrix_processor)
for bands in (8, 32):
    name = f"{bands} bands of {128 // bands}"

    def ask():
        index = RMinHashLSH(0.5, 128, bands)
        index.insert_many(signatures)
        return sum(len(it) for it in index.query_all(signatures))

    wall, processor, found = fastest(turns, ask)
    row(f"index {name}, ask for each", wall, processor, f"{found} answers")
    row(f"**all: sign, index {name}, ask for each**", objects_wall + wall, objects + processor, f"{found} answers")

    def flags():
        return sum(RMinHashLSH(0.5, 128, bands).query_duplicate_flags_matrix_one_shot(matrix))

    wall, processor, found = fastest(turns, flags)
    row(
        f"all: sign, index {name}, only whether a document has a like (no answers, no pairs)",
        matrix_wall + wall,
        matrix_processor + processor,
        f"{found} documents",
    )
wall, processor, rho = fastest(turns, lambda: RMinHash.digest_matrix_from_token_sets_rho(documents, 128, 42))
flags_wall, flags_processor, found = fastest(
    turns, lambda: sum(RMinHashLSH(0.5, 128, 8).query_duplicate_flags_matrix_one_shot(rho))
)
row(
    "all, rho: reads a sample of the words by their places, so that order counts; only whether a document has a like",
    wall + flags_wall,
    processor + flags_processor,
    f"{found} documents",
)
print(f"| rensa | peak memory: {peak()} MiB, {before} MiB of it the words | | | |")
wall, processor, _ = fastest(1, lambda: CMinHash.from_token_sets(documents, 128, 42))
row("hash words and sign (C-MinHash)", wall, processor)

# The same pairs: every tenth document is a copy, and what it is a copy of is the most alike of those before it.
sets = [frozenset(words) for words in documents]
holders = {}
pairs = squares = mean = 0
for copy in range(min(len(documents), 4000)):
    if copy % 10 == 9:
        shared = {}
        for word in sets[copy]:
            for other in holders.get(word, ()):
                shared[other] = shared.get(other, 0) + 1
        truth, best = max((n / (len(sets[copy]) + len(sets[other]) - n), other) for other, n in shared.items())
        error = signatures[best].jaccard(signatures[copy]) - truth
        pairs, mean, squares = pairs + 1, mean + error, squares + error * error
    for word in sets[copy]:
        holders.setdefault(word, []).append(copy)
print()
print(
    f"rensa {importlib.metadata.version('rensa')}, R-MinHash, on the same {pairs} pairs: "
    f"mean error {mean / pairs:+.4f}, root mean square {(squares / pairs) ** 0.5:.4f}"
)
