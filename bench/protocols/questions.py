"""questions.py QUERIES -- questions of ../shared/bench/queries-*.txt (words, pairs, phrases of Q1 to Q6) for servers of
Z39.50 and SRU: a line for each, PQF, a tab, CQL."""
import sys

FIELDS = {"all": ("1016", "cql.anywhere"), "title": ("4", "dc.title"), "author": ("1003", "dc.creator"), "subject": ("21", "dc.subject")}
for line in open(sys.argv[1], encoding="utf-8"):
    kind, *clauses = line.rstrip("\n").split("\t")
    parts = [c.split(" ") for c in clauses]
    if kind not in ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6") or any(p[0] not in "wp" or p[1] not in FIELDS for p in parts):
        continue
    pqf, cql = [], []
    for p in parts:
        use, index = FIELDS[p[1]]
        words = " ".join(p[2:])
        phrase = p[0] == "p"
        pqf.append(f'@attr 1={use} @attr 4=1 "{words}"' if phrase else f"@attr 1={use} {words}")
        cql.append(f'{index} {"adj" if phrase else "="} "{words}"')
    print("@and " * (len(pqf) - 1) + " ".join(pqf) + "\t" + " and ".join(cql))
