"""titles.py -- the titles of a catalogue as the oracle sees them: words, and what readers are shown."""
import json
import os
import sqlite3
import struct
import subprocess

from terms import terms

FIELDS = ["title", "author", "subject", "series", "publisher", "isbn", "issn", "other", "notes", "place", "number", "call",
          "class"]


class Title:
    def __init__(self, texts):
        self.raw = texts
        self.values = [[terms(v) for v in text.split("\x1f")] if text else [] for text in texts]
        self.shown = None  # a hit of `silang search --json`


def run(silang, *args):
    done = subprocess.run([silang, *args], capture_output=True)
    if done.returncode not in (0, 3):
        raise ValueError(f"{args}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def load(silang, data, files):
    """Each file is a library of its own."""
    subprocess.run([silang, "init", "--data", data, "--name", "Oracle"], check=True, capture_output=True)
    for number, file in enumerate(files, 1):
        run(silang, "library", "add", "--data", data, "--name", f"L{number}", "--type", "other", "--json")
        run(silang, "import", "--data", data, "--library", str(number), "--json", file)


def read_titles(data):
    """The exact texts that were indexed, by number of the title."""
    number = open(os.path.join(data, "index.current")).read().strip()
    titles = {}
    with sqlite3.connect(f"file:{data}/index.{number}.db?mode=ro", uri=True) as db:
        for id_, blob in db.execute("SELECT id, texts FROM doc"):
            texts, at = [], 4 * len(FIELDS)
            for n in struct.unpack_from(f"={len(FIELDS)}I", blob):
                texts.append(blob[at:at + n].decode("utf-8", "replace"))
                at += n
            titles[id_] = Title(texts)
    return titles


def number_of(address):
    """The number of a title in its address: base 32 without i l o u, then a check digit."""
    n = 0
    for c in address[:-1]:
        n = n * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(c)
    return n


def read_shown(silang, data, titles):
    """What a reader sees of each title: year, format, languages, libraries."""
    offset, hits = 0, [None]
    while hits:
        hits = run(silang, "search", "--data", data, "--json", "--limit", "1000", "--offset", str(offset),
                   "--sort", "title", "")["hits"]
        for hit in hits:
            titles[number_of(hit["id"])].shown = hit
        offset += len(hits)
