"""score.py -- success@1, MRR@10, nDCG@10, and how sure they are."""
import math


def success(gains, grades):
    return float(bool(gains) and gains[0] > 0)


def mrr(gains, grades):
    return next((1 / (i + 1) for i, g in enumerate(gains) if g > 0), 0.0)


def dcg(gains):
    return sum((2 ** g - 1) / math.log2(i + 2) for i, g in enumerate(gains))


def ndcg(gains, grades):
    return dcg(gains) / dcg(sorted(grades.values(), reverse=True)[:10])


MEASURES = [("success@1", success), ("MRR@10", mrr), ("nDCG@10", ndcg)]


def mean(values):
    """The mean and the half width of its 95 % interval."""
    n, m = len(values), sum(values) / len(values)
    return m, 1.96 * math.sqrt(sum((v - m) ** 2 for v in values) / max(n - 1, 1) / n)


def table(name, answers):
    print(f"\n{name} ({len(answers[0][1])} questions)")
    print(f"  {'':<12}" + "".join(f"{m:>20}" for m, _ in MEASURES))
    rows = {}
    for engine, asked in answers:
        rows[engine] = [[f(gains, q.grades) for q, gains in asked] for _, f in MEASURES]
        print(f"  {engine:<12}" + "".join("%20s" % "%.3f ± %.3f" % mean(v) for v in rows[engine]))
    ours = rows[answers[0][0]]
    for engine, _ in answers[1:]:
        gap = [[a - b for a, b in zip(x, y)] for x, y in zip(ours, rows[engine])]
        print(f"  {'ours - ' + engine:<12}" + "".join("%20s" % "%+.3f ± %.3f" % mean(v) for v in gap))
