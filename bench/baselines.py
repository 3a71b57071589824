#!/usr/bin/env python3
"""What simpler means find in an invented company, on the same files: ranks of people, to compare with a scan's.

    bench/baselines.py COMPANY OUT.csv          ranks everybody of COMPANY (exports/, out/, truth.json)
    bench/baselines.py --table KEPT FROM TO     one table over what bench/companies.sh kept

sigma      the shipped Sigma rules alone: in how many records a rule matched (as the scan shows them)
checklist  one point for each sign of published lists (FBI and IC3, 23 January and 23 July 2025; Mandiant, September
           2024) that a person with a spreadsheet can look up in the tables
forest     an isolation forest over counts of records (scikit-learn, which must be there; 200 trees, seed 0)
"""
import collections
import csv
import json
import os
import re
import sys


def table(company, name):
    for folder, _, files in os.walk(os.path.join(company, "exports")):
        if name in files:
            with open(os.path.join(folder, name), newline="", encoding="utf-8-sig") as file:
                return list(csv.DictReader(file))
    return []


def lines(company, name):
    for folder, _, files in os.walk(os.path.join(company, "exports")):
        if name in files:
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                return file.read().splitlines()
    return []


def people(company):
    """Ids of everybody, as people.csv names them, by worker id, applicant id and mailbox."""
    found, ids = [], {}
    with open(os.path.join(company, "out", "people.csv"), newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.append((row["person"], float(row["bits"]), row["tier"]))
            for column in ("worker_ids", "applicant_ids", "emails"):
                for value in filter(None, row[column].split(";")):
                    ids[value.lower()] = row["person"]
    return found, ids


def sigma(company):
    counts = collections.Counter()
    with open(os.path.join(company, "out", "evidence.ndjson"), encoding="utf-8") as file:
        for line in file:
            if '"indicator":"emp-rule-match"' in line:
                evidence = json.loads(line)
                for person in evidence["subjects"]:
                    counts[person] += len(evidence["records"])
    return counts


def checklist(company, ids):
    signs = collections.defaultdict(set)

    def point(key, why):
        person = ids.get((key or "").lower())
        if person:
            signs[person].add(why)

    applicants, workers = table(company, "applicants.csv"), table(company, "workers.csv")
    for rows, key, columns in ((applicants, "applicant_id", ("phones", "emails")), (workers, "worker_id", ("phone", "address_line"))):
        for column in columns:
            by_value = collections.defaultdict(set)
            for row in rows:
                for value in filter(None, (row.get(column) or "").lower().split(";")):
                    by_value[re.sub(r"\W", "", value)].add(row[key])
            for holders in by_value.values():
                if len(holders) > 1:
                    for holder in holders:
                        point(holder, "shared " + column)
    homes = {row["worker_id"]: (row.get("postcode") or "") for row in workers}
    for row in table(company, "shipments.csv"):
        if row["event"] == "delivered" and row.get("postcode") and row["postcode"] != homes.get(row["worker_id"]):
            point(row["worker_id"], "delivered elsewhere")
        if row["event"] in ("redirected", "change_requested"):
            point(row["worker_id"], "redirected")
    changed = collections.Counter(row["worker_id"] for row in table(company, "changes.csv") if row["field"] in ("bank_account", "payment_platform"))
    for worker, count in changed.items():
        if count > 1:
            point(worker, "bank changed twice")
    for row in table(company, "pay_accounts.csv"):
        if re.search(r"payoneer|wise|revolut|paypal|transferwise|remitly|skrill", (row.get("institution") or "").lower()):
            point(row["worker_id"], "payment service")
    for row in table(company, "interviews.csv"):
        if (row.get("camera") or "") == "off":
            point(row["applicant_id"], "camera off")
        if (row.get("background_refused") or "") == "yes":
            point(row["applicant_id"], "background refused")
    for row in table(company, "employment_checks.csv"):
        if row["result"] in ("no_record", "mismatch"):
            point(row["applicant_id"], "employer")
    for row in table(company, "identity_checks.csv"):
        if row["result"] == "fail":
            point(row["subject_id"], "identity")
    for row in table(company, "reverifications.csv"):
        if row["outcome"] in ("declined", "no_show"):
            point(row["worker_id"], "check avoided")
    for row in table(company, "tickets.csv"):
        if re.search(r"own (laptop|computer|device)|personal (laptop|computer)|virtual desktop|vdi", (row.get("body") or "").lower()):
            point(row["requester"], "own device")
    tools = re.compile(r"anydesk|rustdesk|teamviewer|splashtop|remoting_host|astrill", re.I)
    owners = {row["hostname"].lower(): row["worker_id"] for row in table(company, "devices.csv")}
    for name in ("sysmon_winlogbeat.ndjson", "windows_events.ndjson"):
        for line in lines(company, name):
            if tools.search(line):
                for host in re.findall(r'"(?:name|Computer|hostname)":\s*"([^"]+)"', line)[:3]:
                    point(owners.get(host.split(".")[0].lower()), "remote tool")
    return {person: len(found) for person, found in signs.items()}


def features(company, ids):
    """Counts of records, for each person: how many lines of each file name one of their keys."""
    counts = collections.defaultdict(collections.Counter)
    keys = re.compile(r"[\w.+-]+@[\w.-]+|CAND-\w+|\bE\d{4,}\b", re.I)
    for folder, _, files in os.walk(os.path.join(company, "exports")):
        for name in files:
            if not name.endswith((".csv", ".ndjson", ".json")):
                continue
            column = re.sub(r"\d+", "", name) if "meetings" not in folder else "meetings"
            for line in lines_of(os.path.join(folder, name)):
                for person in {ids[key.lower()] for key in keys.findall(line) if key.lower() in ids}:
                    counts[person][column] += 1
    return counts


def lines_of(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        yield from file


def forest(company, ids, everybody):
    try:
        from sklearn.ensemble import IsolationForest
    except ImportError:
        return None
    counts = features(company, ids)
    columns = sorted({column for row in counts.values() for column in row})
    rows = [[counts[person][column] for column in columns] for person in everybody]
    model = IsolationForest(n_estimators=200, random_state=0).fit(rows)
    return dict(zip(everybody, (-model.score_samples(rows)).tolist()))


def rank(company, out):
    found, ids = people(company)
    everybody = [person for person, _, _ in found]
    scores = {"bonafide": {person: bits for person, bits, _ in found}, "sigma": sigma(company), "checklist": checklist(company, ids)}
    isolated = forest(company, ids, everybody)
    if isolated is not None:
        scores["forest"] = isolated
    with open(os.path.join(company, "truth.json"), encoding="utf-8") as file:
        guilty = {it["person"] for it in json.load(file)["people"] if it["truth"] == "guilty"}
    with open(out, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["method", "person", "score", "guilty"])
        for method, by_person in scores.items():
            for person in everybody:
                writer.writerow([method, person, by_person.get(person, 0), int(person in guilty)])


def wilson(hits, n):
    if n == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * ((share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def expected(ranked, looks):
    """Guilty among the first `looks`; of people with one score as many as their share, since nothing orders them."""
    res, place = 0.0, 0
    scores = sorted({score for score, _ in ranked}, reverse=True)
    by_score = collections.defaultdict(list)
    for score, guilty in ranked:
        by_score[score].append(guilty)
    for score in scores:
        group = by_score[score]
        taken = min(len(group), looks - place)
        if taken <= 0:
            break
        res += sum(group) * taken / len(group)
        place += taken
    return res


def compare(kept, first, last):
    """Of as many people looked at as there are guilty ones, and of half as many: how many are guilty."""
    sums = collections.defaultdict(lambda: [0.0, 0, 0.0, 0])
    for seed in range(first, last + 1):
        ranked = collections.defaultdict(list)
        with open(os.path.join(kept, str(seed), "baselines.csv"), newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                ranked[row["method"]].append((float(row["score"]), int(row["guilty"])))
        for method, rows in ranked.items():
            guilty = sum(it for _, it in rows)
            half = max(1, guilty // 2)
            sums[method][0] += expected(rows, guilty)
            sums[method][1] += guilty
            sums[method][2] += expected(rows, half)
            sums[method][3] += half
    print("\n| method | guilty among as many looks as guilty people | 95 % | among half as many | 95 % |\n|---|---|---|---|---|")
    for method, (hits, looks, early, half) in sums.items():
        low, high = wilson(hits, looks)
        first_low, first_high = wilson(early, half)
        print(f"| {method} | {hits / looks:.3f} | {low:.3f} to {high:.3f} | {early / half:.3f} | {first_low:.3f} to {first_high:.3f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--table"] and len(sys.argv) == 5:
        compare(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif len(sys.argv) == 3:
        rank(sys.argv[1], sys.argv[2])
    else:
        sys.exit(__doc__)
