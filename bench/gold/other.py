"""Ways that make another publication out of a row."""
import re

import numbers_of as number
from alter import CLASS, ROMAN, VOLUME, need


def renumber(row, rng):
    """Mostly a number of its own; sometimes the wrong one stays, as in real school libraries."""
    if rng.random() < 0.7:
        row["isbn"] = number.next_to(row.get("isbn", ""), rng.randrange(1, 40)) or ""


def volume(row, rng, rows, arg):
    need(not VOLUME.search(row["title"]) and not CLASS.search(row["title"]) and len(row["title"]) < 90)
    n = int(arg)
    row["title"] += rng.choice([f" Jilid {n}", f" Jilid {'I' * n}", f" Buku {n}", f" : Jilid {n}", f" Jil. {n}"])
    if n > 1:
        renumber(row, rng)


def volume_part(row, rng, rows, arg):
    """The volume in 245 $n."""
    need(not VOLUME.search(row["title"]) and not CLASS.search(row["title"]) and len(row["title"]) < 90)
    row["part"] = f"Jilid {arg}"
    if arg != "1":
        renumber(row, rng)


def volume_whole(row, rng, rows, arg):
    """The whole set."""
    need(not VOLUME.search(row["title"]) and not CLASS.search(row["title"]) and len(row["title"]) < 90)
    row["title"] += " Jilid 1-3"
    row["extent"] = "3 jil. ; 21 cm"
    renumber(row, rng)


def school_class(row, rng, rows, arg):
    """Another class; the argument says which, in the figures it says."""
    match = CLASS.search(row["title"])
    need(match and ROMAN.get(match.group(2).upper()) != ROMAN.get(arg, arg))
    row["title"] = row["title"][:match.start(2)] + arg + row["title"][match.end(2):]
    renumber(row, rng)


def semester(row, rng, rows, arg):
    need("emester" not in row["title"] and CLASS.search(row["title"]) and "Guru" not in row["title"])
    row["title"] += f" Semester {arg}"


def audience(row, rng, rows, arg):
    """The teacher's book."""
    need(CLASS.search(row["title"]) and "guru" not in (row["title"] + row["extent"]).lower())
    row["title"] = rng.choice([row["title"] + " (Buku Guru)", "Buku Guru " + row["title"],
                               row["title"] + " : Buku Guru"])
    renumber(row, rng)


def edition(row, rng, rows, arg):
    """Another edition: the argument is its number; a year and a number of its own."""
    need(re.fullmatch(r"(19|20)\d\d", row.get("year", "")) and row["edition"] in ("", "1")
         and not re.search(r"(?i)edisi|rev\.|cetakan", row["title"]))
    n = int(arg)
    words = ["", "Pertama", "Kedua", "Ketiga", "Keempat", "Kelima"]
    row["edition"] = rng.choice([f"Edisi {n}", f"Ed. {n}", f"Edisi {words[n]}", f"{n}"])
    row["year"] = str(int(row["year"]) + 3 * (n - 1))
    if n > 1:
        renumber(row, rng)


def revised(row, rng, rows, arg):
    need(re.fullmatch(r"(19|20)\d\d", row.get("year", "")) and row["edition"] in ("", "1")
         and not re.search(r"(?i)edisi|rev\.|cetakan", row["title"]))
    row["year"] = str(int(row["year"]) + rng.randrange(3, 7))
    where = rng.random()
    if where < 0.3:
        row["title"] += " Edisi Revisi"
    row["edition"] = "" if where < 0.3 else rng.choice(["Edisi Revisi", "Ed. Rev.", f"Edisi Revisi {row['year']}"])
    renumber(row, rng)


def of_publisher(row, rng, rows, arg):
    """Issued by another publisher, who has another number, years later."""
    from_row = rows[arg]
    need(row.get("publisher") and from_row.get("publisher") and number.good(from_row.get("isbn", ""))
         and re.fullmatch(r"(19|20)\d\d", row.get("year", "")))
    need(row["publisher"].lower()[:4] != from_row["publisher"].lower()[:4])
    row["publisher"], row["place"] = from_row["publisher"], from_row["place"]
    row["isbn"] = number.next_to(from_row["isbn"], rng.randrange(1, 40))
    row["year"] = str(int(row["year"]) + rng.randrange(4, 9))
    row["edition"] = row["extent"] = ""


def electronic(row, rng, rows, arg):
    need(row.get("isbn"))
    row["online"], row["extent"] = True, "1 sumber daring"
    row["url"] = "https://buku.example.id/" + number.bare(row["isbn"])
    renumber(row, rng)


def in_kind(row, rng, rows, arg):
    """The film, recording or program of the book."""
    row["kind"] = arg
    row["extent"] = {"video": "1 DVD (60 menit)", "audio": "2 CD", "software": "1 CD-ROM"}[arg]
    row["isbn"] = ""


def translated(row, rng, rows, arg):
    """The English text under the same title, of the same year, with a number of its own."""
    need(row.get("language") == "Indonesia" and row["edition"] in ("", "1"))
    row["language"] = "English"
    row["edition"] = rng.choice(["English edition", "Edisi bahasa Inggris"])
    row["isbn"] = number.next_to(row.get("isbn", ""), rng.randrange(1, 40))


def title_of(row, rng, rows, arg):
    """Another book that has the title of the argument."""
    need(row["title"] != rows[arg]["title"] and row["authors"])
    row["title"] = rows[arg]["title"]


def isbn_of(row, rng, rows, arg):
    need(number.good(rows[arg].get("isbn", "")))
    row["isbn"] = rows[arg]["isbn"]


def subtitle(row, rng, rows, arg):
    """Its own subtitle, by number: one series of an author."""
    need(":" not in row["title"] and len(row["title"].split()) <= 6)
    row["title"] += " : " + ["buku pegangan dosen", "soal dan penyelesaian", "kumpulan kasus", "petunjuk praktikum",
                             "sejarah ringkas", "kamus istilah"][int(arg)]
    row["isbn"] = number.next_to(row.get("isbn", ""), 1 + int(arg)) or ""


PROGRAMS = ("windows|office|photoshop|corel ?draw|flash|delphi|basic|autocad|excel|access|word|powerpoint|dreamweaver"
            "|spss|php|foxpro|linux|server|fireworks|freehand|director|illustrator|premiere|myob|joomla")


def release(row, rng, rows, arg):
    """The next release of the program that the book is about."""
    match = re.search(rf"(?i)\b(?:{PROGRAMS})( release| versi| mx| net| pro)? (?:CS|X)?(\d{{1,2}}|20\d\d)(?:\.0)?\b",
                      row["title"])
    need(match)
    start, end = match.span(2)
    row["title"] = row["title"][:start] + str(int(match.group(2)) + 1) + row["title"][end:]
    renumber(row, rng)


def host_other(row, rng, rows, arg):
    """The same heading in another journal, another year: another text."""
    row["host"], row["url"] = rows[arg]["title"], ""
    row["year"] = str(int(row["year"]) - 4)
    row["where"] = f"Vol 3, No 1: June {row['year']}"


def part_of(row, rng, rows, arg):
    row["title"] += f" (Part {arg})"
    row["url"] = ""


def as_host(row, rng, rows, arg):
    """The journal the article is in."""
    row.update(kind="serial", title=row["host"], host="", where="", url="", year="", issn=["2252-8822"])


def body_of(row, rng, rows, arg):
    """A journal of the same name, of another body."""
    need(rows[arg]["publisher"] != row["publisher"] and rows[arg]["issn"])
    row["publisher"], row["issn"], row["url"] = rows[arg]["publisher"], rows[arg]["issn"], rows[arg]["url"]


WAYS = dict(volume=volume, volume_part=volume_part, volume_whole=volume_whole, school_class=school_class,
            semester=semester, audience=audience, edition=edition, revised=revised, of_publisher=of_publisher,
            electronic=electronic, in_kind=in_kind, translated=translated, title_of=title_of, isbn_of=isbn_of,
            subtitle=subtitle, release=release, host_other=host_other, part_of=part_of, as_host=as_host,
            body_of=body_of)
