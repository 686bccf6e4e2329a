"""Rows of the shared files as descriptions (dict), by key.

G:12 A:7 R:3 Y:9 D:100   line 12 of a SLiMS export (logical rows, the header counts)
S:70                     line of the list of Indonesian journals
J:15                     row of the articles of one journal
"""
import csv
import hashlib
import io
import re

EXPORTS = {
    "G": ("indonesian/slims_sma-gapmk_biblio.csv", ";"),
    "A": ("indonesian/slims_sma-gapmk_biblio_ANGGI.csv", ","),
    "R": ("indonesian/slims_sma-gapmk_biblio_ARDAN.csv", ","),
    "Y": ("indonesian/slims_sma-gapmk_biblio_yayan.csv", ","),
    "D": ("indonesian/slims_univ-dumai_biblio.csv", ","),
}
COLUMNS = ("title gmd edition isbn publisher year extent series call language place classification "
           "notes image sor authors topics items").split()
LISTS = ("authors", "topics")
JOURNALS = "serials/id_sinta1-6_journals.tsv"
ARTICLES = "indonesian/id_articles_maruf-aziz_jurnal.csv"
HOST = "International Journal of Evaluation and Research in Education (IJERE)"


def many(value):
    """<a><b> as a list."""
    return [v.strip() for v in re.findall(r"<([^<>]*)>", value) if v.strip()]


def says(value):
    value = value.strip()
    return "" if value.upper() in ("NONE", "NULL", "-", "--", "\\N", "0") else value


def source(parts):
    """The digest of a row as it stands in its file."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def of_export(parts):
    row = {name: says(value) for name, value in zip(COLUMNS, parts)}
    for name in LISTS:
        row[name] = many(row[name])
    row.update(kind="book", online=False, source=source(parts))
    return row


def of_journal(parts):
    return {"kind": "serial", "online": False, "title": says(parts[0]), "publisher": says(parts[3]),
            "issn": [v for v in (says(parts[1]), says(parts[2])) if v], "language": "Indonesia",
            "url": says(parts[8]), "authors": [], "topics": [], "source": source(parts)}


def of_article(parts):
    return {"kind": "article", "online": False, "title": parts[4].strip(), "host": HOST,
            "where": parts[2].strip(), "year": parts[2].strip()[-4:], "url": parts[5].strip(),
            "language": "English", "authors": [], "topics": [], "source": source(parts)}


def read(shared):
    rows = {}
    for letter, (name, separator) in EXPORTS.items():
        with open(f"{shared}/data/{name}", encoding="utf-8", newline="") as file:
            for n, parts in enumerate(csv.reader(file, delimiter=separator), 1):
                if len(parts) == len(COLUMNS) and parts[0].strip() and parts[0] != "Judul":
                    rows[f"{letter}:{n}"] = of_export(parts)
    with open(f"{shared}/data/{JOURNALS}", encoding="utf-8") as file:
        for n, line in enumerate(file, 1):
            if n > 1:
                rows[f"S:{n}"] = of_journal(line.rstrip("\r\n").split("\t"))
    with open(f"{shared}/data/{ARTICLES}", encoding="utf-8-sig") as file:
        for n, parts in enumerate(csv.reader(io.StringIO(file.read(), newline="")), 1):
            if n > 1:
                rows[f"J:{n}"] = of_article(parts)
    return rows
