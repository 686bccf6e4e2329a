"""seeds.py SHARED TARGET DIR -- seeds for a fuzz target out of the shared records (../shared/data): whole small files and
pieces of at most 20,000 bytes of large ones. Prints how many; none is fine."""
import glob
import gzip
import lzma
import os
import sys

PIECE, MOST = 20000, 120
MARC = ("broken/*.mrc", "broken/*.marc", "broken/*.dat", "broken/*.usmarc", "marc21/original-*.mrc*", "marc21/library-*.xz")
OF = {
    "iso2709": MARC, "unimarc": ("unimarc/*",) + MARC, "marc8": ("marc21/original-*Koha*", "marc21/original-*Evergreen*", "broken/*marc8*"),
    "marcxml": ("broken/*.xml", "marcxml/*"), "marcjson": (), "mrk": ("marc21/*fixtures_marc*",), "editor": ("marc21/*fixtures_marc*",),
    "csv": ("indonesian/*.csv", "serials/*.tsv", "articles/*.tsv"), "table": ("indonesian/*.csv", "serials/*", "articles/*.tsv"),
    "ris": ("articles/*.ris",), "oai": ("dc/*", "articles/*.xml"), "sru": ("marcxml/*", "dc/*"), "gzip": ("serials/*.gz", "marc21/*.xz"),
    "cql": ("indonesian/id_articles*",), "thesaurus": ("codes/*",), "origin": MARC, "bibtex": (), "json_row": (),
}


def pieces(path):
    opener = lzma.open if path.endswith(".xz") else open
    if path.endswith(".gz") and "gzip" not in sys.argv[2]:
        opener = gzip.open
    with opener(path, "rb") as f:
        data = f.read(400000)
    if data[:5].isdigit():  # ISO 2709: some records each, from a record to a record
        records, at = data.split(b"\x1d"), 0
        while at < len(records):
            n = 1
            while n < 6 and sum(map(len, records[at:at + n + 1])) < PIECE:
                n += 1
            yield b"\x1d".join(records[at:at + n]) + b"\x1d"
            at += n
    elif len(data) <= PIECE:
        yield data
    else:
        for at in range(0, len(data), PIECE):
            yield data[at:at + PIECE]


def main():
    shared, target, to = sys.argv[1:4]
    os.makedirs(to, exist_ok=True)
    paths = sorted(p for form in OF.get(target, ()) for p in glob.glob(os.path.join(shared, "data", form), recursive=True) if os.path.isfile(p))
    each = max(MOST // max(len(paths), 1), 1)
    n = 0
    for path in paths:
        for i, piece in enumerate(pieces(path)):
            if i == each:
                break
            with open(os.path.join(to, f"shared-{n:04}"), "wb") as f:
                f.write(piece[:PIECE])
            n += 1
    print(n)


if __name__ == "__main__":
    main()
