"""catalogue.py -- loading data folders, and reading back what there is to find in them."""
import json
import lzma
import sqlite3
import struct
import subprocess

# The text fields of the index, in its order; what is beyond them is "other" to the others.
FIELDS = ["title", "author", "subject", "series", "publisher", "isbn", "issn", "other"]
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def silang(program, *words):
    done = subprocess.run([program, *words], capture_output=True)
    if done.returncode:
        raise SystemExit(f"silang {' '.join(words)}: {done.stderr.decode()[-400:]}")
    return done.stdout


def number_of(address):
    """1z7 -> the title's number; the last letter is a check."""
    n = 0
    for c in address[:-1]:
        n = n * 32 + DIGITS.index(c)
    return n


def real(program, place, shared):
    """The MARC records of many countries as library 1, two Indonesian SLiMS libraries as 2 and 3."""
    if place.exists():
        return place
    place.mkdir(parents=True)
    data = str(place / "data")
    marc = place / "combined.mrc"
    marc.write_bytes(lzma.open(shared / "data/marc21/combined-utf8.mrc.xz").read())
    silang(program, "init", "--data", data, "--name", "Relevance")
    for name in "World", "Dumai", "Gapmk":
        silang(program, "library", "add", "--data", data, "--name", name, "--type", "other")
    silang(program, "import", "--data", data, "--library", "1", str(marc))
    for library, name in (("2", "univ-dumai_biblio"), ("3", "sma-gapmk_biblio_ANGGI")):
        silang(program, "import", "--data", data, "--library", library, str(shared / f"data/indonesian/slims_{name}.csv"))
    marc.unlink()
    return place


def sample(program, place):
    if not place.exists():
        place.mkdir(parents=True)
        silang(program, "sample", "load", "--data", str(place / "data"))
    return place


def split(stored):
    """doc.texts: the lengths of all fields, then the fields. Their number is where it adds up."""
    for n in range(1, 64):
        lengths = struct.unpack_from(f"={n}I", stored)
        if 4 * n + sum(lengths) == len(stored) and n >= len(FIELDS):
            break
    else:
        raise SystemExit("texts of the index that nobody understands")
    at, parts = 4 * n, []
    for length in lengths:
        parts.append(stored[at:at + length].decode("utf-8", "replace").split("\x1f"))
        at += length
    return {f: [v for v in p if v] for f, p in zip(FIELDS, parts)} | {
        "other": [v for p in parts[len(FIELDS) - 1:] for v in p if v]}


def texts(place):
    """Title number -> field -> values, as our index was given them."""
    data = place / "data"
    n = (data / "index.current").read_text().strip()
    with sqlite3.connect(f"file:{data}/index.{n}.db?mode=ro", uri=True) as db:
        return {id: split(t) for id, t in db.execute("SELECT id, texts FROM doc ORDER BY id")}


def held(program, place, libraries):
    """The titles of these libraries (of all: none) as the program shows them."""
    found = {}
    for library in libraries or [None]:
        scope = ["--library", str(library)] if library else []
        for offset in range(0, 100000, 100):
            hits = json.loads(silang(program, "search", "--data", str(place / "data"), "--json", "--limit", "100",
                                     "--offset", str(offset), *scope, ""))["hits"]
            found |= {number_of(h["id"]): h for h in hits}
            if len(hits) < 100:
                break
    return found
