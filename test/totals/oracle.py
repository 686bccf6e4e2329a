#!/usr/bin/env python3
"""oracle.py SILANG DIR [FILE.mrc ...] -- are the totals of the search right?

Loads the files (each as a library of its own) into DIR, and compares the program with what plain
sets over plain words say. Nothing here shares code with it.

1. Every word of a record's title proper, main author, subjects and ISBN, as read from the MARC
   bytes here, stands in that field of the title it belongs to; and no title has a word in title,
   author, series or publisher that none of its records has.
   Before that titles change here and there, so that rows lie beside their blocks (scattered.py).
2. The totals of QUERIES generated queries in the words of the box and in CQL (words with their forms
   and translations, phrases, beginnings, whole values, nearness, classes, groups, conditions) are
   equal. Conditions are judged by what the program shows of each title.

3. Some of them again, asked of a server while loads of another library are published and undone.

ORACLE_QUERIES and ORACLE_SEED say how many and which; ./check asks a part of what is run by hand.

Ends with "N passed, N failed".
"""
import concurrent.futures
import os
import random
import subprocess
import sys

import claims
import making
import moving
import queries
import scattered
import titles as catalogue

QUERIES = int(os.environ.get("ORACLE_QUERIES", "1400"))
SEED = int(os.environ.get("ORACLE_SEED", "20261124"))


def main():
    silang, data, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    if files:  # none: DIR is loaded already
        catalogue.load(silang, data, files)
    beside = scattered.change(silang, data, files) if files else scattered.beside(data)
    titles = catalogue.read_titles(data)
    catalogue.read_shown(silang, data, titles)
    passed, problems = claims.compare(data, titles)
    print(f"{len(titles)} titles; {passed} claims of records hold, {len(problems)} do not; {beside} rows beside blocks")
    if files and not beside:
        problems.append("no row lies beside its block: what is asked first is not what it should be")

    oracle = queries.Oracle(titles)
    made = making.make(random.Random(SEED), titles, QUERIES)

    def ask(query):
        cql = ["--cql"] if query.cql else []
        try:
            return catalogue.run(silang, "search", "--data", data, "--json", "--limit", "1", *cql, "--", query.text)["total"]
        except ValueError as refused:
            return str(refused)

    found = 0
    half = len(made) // 2
    for part in made[:half], made[half:]:  # the second after the index was made anew, and put in order
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for query, total in zip(part, pool.map(ask, part)):
                oracle.box = not query.cql
                want = oracle.total(query)
                found += want > 0
                if total == want:
                    passed += 1
                else:
                    problems.append(f"{query.text!r}: {total}, the oracle says {want}")
        subprocess.run([silang, "index", "rebuild", "--data", data], check=True, capture_output=True)
    print(f"{len(made)} queries, {found} of them find something")
    again = [q for q in made if moving.askable(q)][:QUERIES // 4]
    right, wrong = moving.compare(silang, data, oracle, again, range(1, len(files) + 2))
    passed, problems = passed + right, problems + wrong
    for p in problems[:40]:
        print("FAIL", p)
    print(f"{passed} passed, {len(problems)} failed")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
