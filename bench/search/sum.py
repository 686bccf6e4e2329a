"""sum.py <TIMES -- engine, class, number, total, milliseconds: a line for each engine over Q1 to Q10, then over Q1 to Q7 (what Zebra
can be asked), then the mean of each class. p50, p95, p99 are of all questions of all rounds."""
import collections
import sys

ms = collections.defaultdict(lambda: collections.defaultdict(list))
for line in sys.stdin:
    engine, kind, _, _, took = line.split("\t")[:5]
    ms[engine][kind].append(float(took))
kinds = ["Q%d" % n for n in range(1, 12)]


def part(all_, p):
    return sorted(all_)[min(len(all_) - 1, int(len(all_) * p))]


def table(title, last):
    print("%-14s %8s %8s %8s %8s %8s" % (title, "mean", "p50", "p95", "p99", "of limit"))
    yard = [t for k in kinds[:last] for t in ms["own"][k]]
    for engine in ms:
        all_ = [t for k in kinds[:last] for t in ms[engine][k]]
        if any(not ms[engine][k] for k in kinds[:last]):
            continue
        name = "limit" if engine == "own" else engine
        print("%-14s %8.2f %8.2f %8.1f %8.1f %8.2f" % (name, sum(all_) / len(all_), *(part(all_, p) for p in (0.5, 0.95, 0.99)), sum(all_) / max(sum(yard), 1e-9)))


table("Q1-Q10, ms", 10)
table("Q1-Q7, ms", 7)
print("%-14s " % "mean, ms" + " ".join("%7s" % k for k in kinds))
for engine in ms:
    print("%-14s " % ("limit" if engine == "own" else engine) + " ".join("%7.2f" % (sum(ms[engine][k]) / len(ms[engine][k])) if ms[engine][k] else "      -" for k in kinds))
