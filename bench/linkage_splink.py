"""The anchor of bench/linkage.sh: Splink on DuckDB with the models of its documentation.

usage: linkage_splink.py fake FILE   the model of the tutorial for fake_1000
       linkage_splink.py wide FILE   the same file with the comparisons of its read-me and four wide blocking rules
       linkage_splink.py people FILE the same comparisons, with postcode and phone, for the generated million

Prints one line for each threshold: F1 over pairs in one cluster, B-cubed F1, F1 over whole clusters, wall seconds
(without the import of Python modules, with reading the file), and the largest resident set.
"""

import logging
import resource
import sys
import time
from collections import Counter, defaultdict

import duckdb
import splink
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on

try:
    from splink import DuckDBAPI
except ImportError:
    from splink.backends.duckdb import DuckDBAPI


def scores(truth, found):
    """`truth` and `found` give each record its cluster; three F1 over them."""

    def pairs(counts):
        return sum(n * (n - 1) // 2 for n in counts.values())

    both = Counter(zip(truth, found))
    of_truth, of_found = Counter(truth), Counter(found)
    hits = pairs(both)
    pair_f1 = 2 * hits / max(1, pairs(of_truth) + pairs(of_found))
    recall = sum(n * n / of_truth[t] for (t, _), n in both.items()) / len(truth)
    precision = sum(n * n / of_found[f] for (_, f), n in both.items()) / len(truth)
    whole = sum(1 for (t, f), n in both.items() if n == of_truth[t] == of_found[f])
    cluster_f1 = 2 * whole / (len(of_truth) + len(of_found))
    return pair_f1, 2 * precision * recall / (precision + recall), cluster_f1


def main():
    mode, path = sys.argv[1:3]
    logging.getLogger("splink").setLevel(logging.ERROR)
    began = time.monotonic()
    connection = duckdb.connect()
    connection.execute("set threads to 2")
    db_api = DuckDBAPI(connection)
    connection.execute(f"create table people as select * from read_csv('{path}', all_varchar=true, header=true)")
    table = db_api.register("people")
    if mode == "fake":
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[
                cl.NameComparison("first_name"),
                cl.NameComparison("surname"),
                cl.LevenshteinAtThresholds("dob", 1),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
            ],
            blocking_rules_to_generate_predictions=[
                block_on("first_name", "city"),
                block_on("surname"),
            ],
        )
        sure = [
            block_on("first_name", "dob"),
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            block_on("email"),
        ]
        training = [block_on("first_name", "surname"), block_on("dob")]
        recall = 0.7
    elif mode == "wide":
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[
                cl.NameComparison("first_name"),
                cl.JaroAtThresholds("surname", [0.9, 0.7]),
                cl.DateOfBirthComparison("dob", input_is_string=True),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
            ],
            blocking_rules_to_generate_predictions=[
                block_on("first_name"),
                block_on("surname"),
                block_on("dob"),
                block_on("email"),
            ],
        )
        sure = [block_on("first_name", "dob"), block_on("email")]
        training = [block_on("first_name", "surname"), block_on("dob"), block_on("email")]
        recall = 0.7
    else:
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[
                cl.ForenameSurnameComparison("first_name", "surname"),
                cl.DateOfBirthComparison("dob", input_is_string=True),
                cl.PostcodeComparison("postcode"),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
                cl.LevenshteinAtThresholds("phone", [1, 2]),
            ],
            blocking_rules_to_generate_predictions=[
                block_on("first_name", "surname", "city"),
                block_on("email"),
                block_on("phone"),
                block_on("dob", "surname"),
                block_on("dob", "first_name"),
                block_on("postcode", "first_name"),
                block_on("postcode", "surname"),
                block_on("dob", "postcode"),
            ],
        )
        sure = [block_on("first_name", "surname", "dob"), block_on("email"), block_on("phone")]
        training = [block_on("first_name", "surname"), block_on("dob", "city"), block_on("email")]
        recall = 0.8
    linker = Linker(table, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(sure, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predictions = linker.inference.predict(threshold_match_probability=0.2)
    for threshold in ([0.5, 0.8, 0.9, 0.95, 0.99] if mode != "people" else [0.5, 0.95, 0.99, 0.999, 0.99999]):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predictions, threshold_match_probability=threshold
        )
        seconds = time.monotonic() - began
        name = clusters.physical_name
        rows = connection.execute(f"select cluster, cluster_id from {name}").fetchall()
        truth, found = [row[0] for row in rows], [row[1] for row in rows]
        pair, cubed, whole = scores(truth, found)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu = used.ru_utime + used.ru_stime
        print(
            f"splink {splink.__version__}  {mode}  threshold {threshold:<4}  pair F1 {pair:.4f}  B-cubed F1 {cubed:.4f}  "
            f"cluster F1 {whole:.4f}  {seconds:6.2f} s wall  {cpu:6.2f} s processor  {peak} MB",
            flush=True,
        )


main()
