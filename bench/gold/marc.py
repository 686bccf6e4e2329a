"""A description as MARC 21 in ISO 2709, with the fields that Silang gives a SLiMS row when it takes it home.

020 022 041 084/090/099 100 245 $a $b $n $c 250 264 300 490 500 650 700 773 776 856, language and year in 008.
Copies and cover pictures are left out: they say nothing about the publication.
"""
import re

LANGUAGES = {"indonesia": "ind", "english": "eng", "inggris": "eng", "jawa": "jav", "arab": "ara",
             "melayu": "may"}
LEADERS = {"book": "am", "serial": "as", "article": "ab", "video": "gm", "audio": "im", "software": "mm"}


def field(tag, indicators, *subfields):
    data = "".join(f"\x1f{code}{value}" for code, value in subfields if value)
    return [(tag, indicators + data)] if data else []


def serial(row):
    """Journals, and rows of SLiMS that have an ISSN in the column for both numbers."""
    return row["kind"] == "serial" or is_issn(row.get("isbn", ""))


def is_issn(number):
    return re.fullmatch(r"\d{4}-\d{3}[\dXx]", number) is not None


def leader(row):
    return f"00000n{LEADERS['serial' if serial(row) else row['kind']]} a2200000 a 4500"


def fixed(row):
    year = row.get("year", "")
    year = year if len(year) == 4 and year.isdigit() else ""
    kind = "c" if serial(row) else "s" if year else "n"
    language = LANGUAGES.get(row.get("language", "").lower(), "und")
    until = "9999" if serial(row) else "    "
    form = "o" if row["online"] else " "
    return f"000000{kind}{year or 'uuuu'}{until}xx {'':5}{form}{'':11}{language} d"


def title(row):
    whole = row["title"]
    head, colon, rest = whole.partition(": ")
    head = head.strip()
    if not (colon and head and rest.strip()):
        head, rest = whole, ""
    return field("245", "00", ("a", head + (" :" if rest else "")), ("b", rest.strip()),
                 ("n", row.get("part")), ("c", row.get("sor")))


def name(tag, value):
    return field(tag, "1 " if "," in value else "0 ", ("a", value), ("4", "aut"))


def fields(row, number):
    get = lambda key: row.get(key, "")
    out = [("001", number), ("008", fixed(row))]
    out += field("022" if is_issn(get("isbn")) else "020", "  ", ("a", get("isbn")))
    for issn in row.get("issn", []):
        out += field("022", "  ", ("a", issn))
    if get("language").lower() in LANGUAGES:
        out += field("041", "0 ", ("a", LANGUAGES[get("language").lower()]))
    out += field("084", "  ", ("a", get("classification")))
    if get("call") != get("classification"):
        out += field("090" if get("classification") else "099", "  ", ("a", get("call")))
    authors = row["authors"]
    out += name("100", authors[0]) if authors else []
    out += title(row)
    out += field("250", "  ", ("a", get("edition")))
    out += field("264", " 1", ("a", get("place")), ("b", get("publisher")), ("c", get("year")))
    out += field("300", "  ", ("a", get("extent")))
    out += field("490", "0 ", ("a", get("series")))
    out += field("500", "  ", ("a", get("notes")))
    for topic in row["topics"]:
        out += field("650", " 4", ("a", topic))
    for other in authors[1:]:
        out += name("700", other)
    out += field("773", "0 ", ("t", get("host")), ("g", get("where")))
    out += field("776", "08", ("i", get("otherform") and "Versi lain:"), ("x", get("otherform")))
    out += field("856", "40" if row["online"] else "4 ", ("u", get("url")))
    return out


def record(row, number):
    directory, body = b"", b""
    for tag, value in fields(row, number):
        data = value.encode() + b"\x1e"
        directory += f"{tag}{len(data):04d}{len(body):05d}".encode()
        body += data
    base = 24 + len(directory) + 1
    head = leader(row)
    length = base + len(body) + 1
    head = f"{length:05d}{head[5:12]}{base:05d}{head[17:]}"
    return head.encode() + directory + b"\x1e" + body + b"\x1d"
