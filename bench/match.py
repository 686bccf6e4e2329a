"""The tables of bench/match; see there."""
import collections, csv, itertools, json, math, sys, zlib

work, labels, clusters = sys.argv[1:4]


def read(name):
    return [json.loads(line) for line in open(f"{work}/{name}.json", encoding="utf-8")]


def share(part, whole):
    """A proportion and its interval of 95 % (Wilson)."""
    if not whole:
        return "-"
    z, p = 1.96, part / whole
    d = 1 + z * z / whole
    m = (p + z * z / (2 * whole)) / d
    h = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / d
    return f"{p:.4f} ({max(0, m - h):.4f}-{min(1, m + h):.4f})"


class Halves:
    """Names that are joined belong to one half."""

    def __init__(self):
        self.parent = {}

    def first(self, x):
        self.parent.setdefault(x, x)
        while self.parent[x] != x:
            x = self.parent[x]
        return x

    def join(self, x, y):
        p, q = self.first(x), self.first(y)
        if p != q:
            self.parent[max(p, q)] = min(p, q)

    def of(self, x):
        return zlib.crc32(self.first(x).encode()) & 1


def table(title, judged, truth, half):
    print(f"\n{title}")
    print("| | pairs | same: precision | same: recall | wrong | same or doubt: recall | to look at |")
    print("|---|---|---|---|---|---|---|")
    for name, wanted in (("fitted to", 0), ("held out", 1), ("all", None)):
        rows = [(j["verdict"], t) for j, t in zip(judged, truth) if wanted is None or half(j["id1"]) == wanted]
        true = sum(t for _, t in rows)
        same = [t for v, t in rows if v == "same"]
        doubt = [t for v, t in rows if v == "doubt"]
        print(f"| {name} | {len(rows)} | {share(sum(same), len(same))} | {share(sum(same), true)} | {len(same) - sum(same)}"
              f" | {share(sum(same) + sum(doubt), true)} | {len(doubt)}, {sum(doubt)} of them same |")


cluster = dict(line.rstrip("\n").split("\t")[:2] for line in open(clusters, encoding="utf-8"))
halves = Halves()
rows = list(csv.DictReader(open(labels, encoding="utf-8")))
for r in rows:
    halves.join(cluster[r["id1"]], cluster[r["id2"]])
table("goldfinch, labelled pairs", read("goldfinch"), [r["label"] == "1" for r in rows], lambda i: halves.of(cluster[i]))

gold = Halves()
rows = list(csv.DictReader(open(f"{work}/gold/gold.csv", encoding="utf-8")))
for r in rows:
    gold.join(r["id1"], r["id2"])
table("Indonesian gold set", read("gold"), [r["label"] == "same" for r in rows], gold.of)

met = read("met")
members = collections.defaultdict(list)
for i, c in cluster.items():
    members[c].append(i)
true = {frozenset(p) for m in members.values() for p in itertools.combinations(m, 2)}
found = {frozenset((j["id1"], j["id2"])) for j in met}
print(f"\ngoldfinch, all {len(met)} pairs that share a key (of at most 50 records): {share(len(true & found), len(true))} of the"
      f" {len(true)} true pairs are among them")
table("the same, judged", met, [cluster[j["id1"]] == cluster[j["id2"]] for j in met], lambda i: halves.of(cluster[i]))
print()
