"""Ways in which descriptions of real libraries differ, each applied to one real row.

A description is written KEY~WAY~WAY:ARGUMENT, for example D:45~names-inverted~printing:3. Chance comes from the text
itself, so one text is always one description. A way that does not suit a row raises Unfit.
"""
import copy
import hashlib
import random
import re

import numbers_of as number

ROMAN = {"X": "10", "XI": "11", "XII": "12", "I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
CLASS = re.compile(r"\b([Kk][Ee]?[Ll][Aa][Ss]) +(XII|XI|X|Xi)\b")
DEGREES = ["Dr.", "Drs.", "Prof. Dr.", "Ir.", "H.", "Hj."]
BEHIND = ["M.Pd.", "S.Kom.", "M.Si.", "S.E., M.M.", "Ph.D.", "S.Pd."]


class Unfit(Exception):
    pass


def need(condition):
    if not condition:
        raise Unfit


def plain(name):
    """A name of two or more words without commas, dots or corporate words."""
    return "," not in name and "." not in name and 2 <= len(name.split()) <= 4 and not re.search(
        r"(?i)enterprise|komputer|community|agency|solution|group|press|badan|sekolah|mahkamah|kement|biro|team|tim |madcoms|[0-9(/]", name)


# ---- names ----

def names_inverted(row, rng, rows, arg):
    need(any(map(plain, row["authors"])))
    row["authors"] = [f"{n.split()[-1]}, {' '.join(n.split()[:-1])}" if plain(n) else n for n in row["authors"]]


def names_initials(row, rng, rows, arg):
    need(any(map(plain, row["authors"])))
    row["authors"] = [f"{n[0]}. {' '.join(n.split()[1:])}" if plain(n) else n for n in row["authors"]]


def names_titled(row, rng, rows, arg):
    need(row["authors"] and plain(row["authors"][0]))
    front, behind = rng.choice(DEGREES), rng.choice(BEHIND)
    row["authors"] = [f"{front} {n}, {behind}" if plain(n) else n for n in row["authors"]]


def names_turned(row, rng, rows, arg):
    need(len(row["authors"]) >= 2)
    row["authors"] = row["authors"][::-1]


def names_first(row, rng, rows, arg):
    need(len(row["authors"]) >= 2)
    row["authors"] = row["authors"][:1]


def names_missing(row, rng, rows, arg):
    need(row["authors"] and row.get("isbn"))
    row["authors"] = []


def names_stated(row, rng, rows, arg):
    """Only in the statement of responsibility."""
    need(row["authors"])
    row["sor"] = "oleh " + ", ".join(row["authors"])
    row["authors"] = []


def names_old(row, rng, rows, arg):
    old = [old_letters(n) for n in row["authors"]]
    need(old != row["authors"])
    row["authors"] = old


def old_letters(text):
    """u, j, y, c as they were written before 1972."""
    text = re.sub(r"j", "dj", re.sub(r"J(?=[aiueo])", "Dj", text))
    text = re.sub(r"J(?=[AIUEO])", "DJ", text)
    text = re.sub(r"(?<![a-zA-Z])Y(?=[aiueo])", "J", re.sub(r"y(?=[aiueo])", "j", text))
    text = re.sub(r"(?<![a-zA-Z])C(?=[aiueo])", "Tj", re.sub(r"c(?=[aiueo])", "tj", text))
    return text.replace("u", "oe").replace("U", "OE" if text.isupper() else "Oe")


# ---- titles ----

def title_old(row, rng, rows, arg):
    need(row.get("language") == "Indonesia" and re.fullmatch(r"[A-Za-z ,:-]+", row["title"]))
    need(not re.search(r"[xqvwz]|Internet|Komputer|[A-Z]{2}|Web|Data|Visual|Micro", row["title"]))
    old = old_letters(row["title"])
    need(old != row["title"])
    row["title"] = old


def title_two(row, rng, rows, arg):
    """Buku-buku as buku2, Dasar - Dasar as Dasar-dasar."""
    match = re.search(r"\b([A-Za-z]{3,})( ?-? ?)\1\b", row["title"], re.I)
    need(match and match.group(2))
    other = f"{match.group(1)}2" if rng.random() < 0.6 or match.group(2) == "-" \
        else f"{match.group(1)}-{match.group(1).lower()}"
    row["title"] = row["title"][:match.start()] + other + row["title"][match.end():]


def title_and(row, rng, rows, arg):
    title = row["title"]
    new = re.sub(r" [Dd]an ", " & ", title) if re.search(r" [Dd]an ", title) else title.replace(" & ", " dan ")
    need(new != title)
    row["title"] = new


def title_short(row, rng, rows, arg):
    head = re.split(r" ?: |rn(?=[A-Z])", row["title"])[0]
    need(head != row["title"] and len(head.split()) >= 2 and not re.search(
        r"(?i)jilid|buku \d|no\. ?\d|volume|edisi|kelas|part ", row["title"]))
    row["title"] = head


def title_longer(row, rng, rows, arg):
    """A subtitle that the other library left out."""
    need(":" not in row["title"] and len(row["title"].split()) >= 4)
    row["title"] += rng.choice([" : konsep dan penerapannya", " : dilengkapi contoh dan latihan",
                                " : sebuah pengantar", " : teori dan praktik"])


def title_case(row, rng, rows, arg):
    title = row["title"]
    row["title"] = rng.choice([title.upper(), title.lower(), title[:1] + title[1:].lower()])
    need(row["title"] != title and not CLASS.search(title))


def title_dots(row, rng, rows, arg):
    title = row["title"]
    new = rng.choice([lambda t: re.sub(r"[,:;!?\"'.]", "", t), lambda t: t.replace(" : ", " - ").replace(": ", " - "),
                      lambda t: t.replace("-", " "), lambda t: re.sub(r"[()]", "", t)])(title)
    need(re.sub(r"\s+", " ", new) != title)
    row["title"] = re.sub(r"\s+", " ", new)


def title_typo(row, rng, rows, arg):
    row["title"] = slip(row["title"], rng)


def names_typo(row, rng, rows, arg):
    need(row["authors"] and len(row["authors"][0]) >= 8)
    row["authors"] = [slip(row["authors"][0], rng)] + row["authors"][1:]


def slip(text, rng):
    """One letter lost, doubled or changed places with the next, inside a word of six letters and more."""
    words = [m for m in re.finditer(r"[A-Za-z]{6,}", text)]
    need(words)
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 2)
    new = rng.choice([text[:at] + text[at + 1:], text[:at] + text[at] + text[at:],
                      text[:at] + text[at + 1] + text[at] + text[at + 2:]])
    need(new != text)
    return new


def title_joined(row, rng, rows, arg):
    words = row["title"].split(" ")
    need(len(words) >= 4 and row.get("isbn"))
    at = rng.randrange(1, len(words) - 1)
    need(words[at].isalpha() and words[at + 1].isalpha() and len(words[at]) > 3)
    row["title"] = " ".join(words[:at] + [words[at] + words[at + 1]] + words[at + 2:])


def title_level(row, rng, rows, arg):
    """untuk SMA/MA before the class."""
    match = CLASS.search(row["title"])
    need(match and "SMA" not in row["title"])
    row["title"] = row["title"][:match.start()] + "untuk SMA/MA " + row["title"][match.start():]


def class_figures(row, rng, rows, arg):
    match = CLASS.search(row["title"])
    need(match)
    row["title"] = row["title"][:match.start(2)] + ROMAN[match.group(2).upper()] + row["title"][match.end(2):]


VOLUME = re.compile(r"\b(Jilid|Buku|Jil\.|Vol\.) *(\d|I{1,3}|Pertama|Kedua|Ketiga)\b", re.I)


def volume_figures(row, rng, rows, arg):
    match = re.search(r"\bJilid ([123])\b", row["title"], re.I)
    need(match)
    n = int(match.group(1))
    other = rng.choice([f"Jilid {'I' * n}", f"Jil. {n}", f"Jilid ke-{n}", f"Jilid {['Satu', 'Dua', 'Tiga'][n - 1]}"])
    row["title"] = row["title"][:match.start()] + other + row["title"][match.end():]


def volume_field(row, rng, rows, arg):
    """The volume in 245 $n instead of the title."""
    match = re.search(r"[ ,:.]*\b(Jilid \S+)\s*$", row["title"], re.I)
    need(match)
    row["part"] = match.group(1)
    row["title"] = row["title"][:match.start()]


# ---- numbers, imprint ----

def isbn_other_form(row, rng, rows, arg):
    other = number.turned(row.get("isbn", ""))
    need(other)
    row["isbn"] = other


def isbn_bare(row, rng, rows, arg):
    need("-" in row.get("isbn", ""))
    row["isbn"] = row["isbn"].replace("-", "")


def isbn_missing(row, rng, rows, arg):
    need(row.get("isbn") and row["authors"])
    row["isbn"] = ""


def isbn_typo(row, rng, rows, arg):
    need(number.good(row.get("isbn", "")) and row["authors"])
    digits = list(row["isbn"])
    at = rng.choice([i for i in range(6, len(digits) - 1) if digits[i].isdigit()])
    digits[at] = str((int(digits[at]) + rng.randrange(1, 9)) % 10)
    row["isbn"] = "".join(digits)
    need(not number.good(row["isbn"]))


def isbn_noted(row, rng, rows, arg):
    need(number.good(row.get("isbn", "")))
    row["isbn"] += rng.choice([" (pbk)", " (soft cover)"])


PUBLISHERS = [("ELEX MEDIA KOMPUTINDO", "PT Elex Media Komputindo"), ("ANDI OFFSET", "Andi"),
              ("ANDI OFFSET", "Penerbit Andi"), ("Penerbit Erlangga", "Erlangga"), ("ERLANGGA", "Penerbit Erlangga"),
              ("PT Tiga Serangkai Pustaka Mandiri", "Tiga Serangkai"), ("ITB", "Penerbit ITB"),
              ("Pusat Kurikulum dan Perbukuan", "Puskurbuk"), ("RAJAGRAFIDO PERSADA", "PT RajaGrafindo Persada"),
              ("PT Wangsa Jatra Lestari", "Wangsa Jatra"), ("INFORMATIKA", "Penerbit Informatika"),
              ("SALEMBA EMPAT", "Penerbit Salemba Empat"), ("GRAMEDIA PUSTAKA UTAMA", "Gramedia"),
              ("ELEX MEDIA KOMPUTINDO", "Elex Media"), ("GAVA MEDIA", "CV Gava Media"), ("ALFABETA", "CV Alfabeta")]


def publisher_form(row, rng, rows, arg):
    fits = [new for old, new in PUBLISHERS if row.get("publisher", "").strip() == old]
    need(fits)
    row["publisher"] = rng.choice(fits)


def publisher_missing(row, rng, rows, arg):
    need(row.get("publisher") and row.get("isbn"))
    row["publisher"] = row["place"] = ""


def place_other(row, rng, rows, arg):
    need(row.get("place"))
    row["place"] = "" if rng.random() < 0.5 else f"[{row['place'].title()}]"


def year_missing(row, rng, rows, arg):
    need(row.get("year") and row.get("isbn"))
    row["year"] = ""


def printing(row, rng, rows, arg):
    """Another printing: cetakan ke-n, some years later, the same ISBN."""
    need(re.fullmatch(r"(19|20)\d\d", row.get("year", "")) and not row.get("edition") and row.get("isbn"))
    row["edition"] = rng.choice([f"Cetakan ke-{arg}", f"Cet. {arg}", f"Cetakan {'I' * int(arg)}"]) \
        if int(arg) <= 3 else f"Cetakan ke-{arg}"
    row["year"] = str(int(row["year"]) + rng.randrange(1, 4))


def pages_other(row, rng, rows, arg):
    match = re.search(r"(\d+) *hlm", row.get("extent", ""))
    need(match)
    row["extent"] = rng.choice([f"{match.group(1)} p. ; 21 cm", f"{match.group(1)} halaman", f"{match.group(1)}hlm"])


def edition_first(row, rng, rows, arg):
    need(row.get("edition") in ("", "1"))
    row["edition"] = rng.choice(["Edisi 1", "Ed. 1", "Edisi pertama"]) if row["edition"] == "" \
        else rng.choice(["", "Edisi I", "Ed. 1"])


# ---- serials, articles ----

def issn_dash(row, rng, rows, arg):
    need(row.get("issn"))
    row["issn"] = [f"{v[:4]}-{v[4:]}" if len(v) == 8 else v for v in row["issn"]]


def issn_missing(row, rng, rows, arg):
    need(row.get("issn"))
    row["issn"] = []


def journal_short(row, rng, rows, arg):
    new = row["title"].replace("Journal of", "J. of").replace("Jurnal ", "J. ")
    new = re.sub(r" \([A-Z-]+\)$", "", new)
    need(new != row["title"])
    row["title"] = new


def body_short(row, rng, rows, arg):
    match = re.search(r"Universitas [A-Z].*$", row.get("publisher", ""))
    need(match and match.start() > 0)
    row["publisher"] = match.group(0)


def in_print(row, rng, rows, arg):
    """As a record of the print serial: P-ISSN only."""
    need(row["kind"] == "serial" and len(row["issn"]) == 2 and row["issn"][0] != row["issn"][1])
    row["issn"], row["url"] = row["issn"][:1], ""


def online(row, rng, rows, arg):
    """As a record of the online serial: E-ISSN, form o, link; the print ISSN in 776."""
    need(row["kind"] == "serial" and len(row["issn"]) == 2 and row["issn"][0] != row["issn"][1])
    row["otherform"], row["issn"], row["online"] = row["issn"][0], row["issn"][1:], True


def host_form(row, rng, rows, arg):
    need(row["kind"] == "article")
    row["host"] = rng.choice(["IJERE", "Int. J. of Evaluation and Research in Education",
                              "International journal of evaluation and research in education"])


def where_form(row, rng, rows, arg):
    match = re.match(r"Vol (\d+), No (\d+): (\w+) (\d+)", row.get("where", ""))
    need(match)
    row["where"] = f"{match.group(1)}({match.group(2)}), {match.group(4)}"


def url_missing(row, rng, rows, arg):
    need(row.get("url"))
    row["url"] = ""


SAME = dict(names_inverted=names_inverted, names_initials=names_initials, names_titled=names_titled,
            names_turned=names_turned, names_first=names_first, names_missing=names_missing,
            names_stated=names_stated, names_old=names_old, names_typo=names_typo, title_old=title_old,
            title_two=title_two, title_and=title_and, title_short=title_short, title_longer=title_longer,
            title_case=title_case, title_dots=title_dots, title_typo=title_typo, title_joined=title_joined,
            title_level=title_level, class_figures=class_figures, volume_figures=volume_figures,
            volume_field=volume_field, isbn_other_form=isbn_other_form, isbn_bare=isbn_bare,
            isbn_missing=isbn_missing, isbn_typo=isbn_typo, isbn_noted=isbn_noted, publisher_form=publisher_form,
            publisher_missing=publisher_missing, place_other=place_other, year_missing=year_missing,
            printing=printing, pages_other=pages_other, edition_first=edition_first, issn_dash=issn_dash,
            issn_missing=issn_missing, journal_short=journal_short, body_short=body_short, in_print=in_print,
            online=online, host_form=host_form, where_form=where_form, url_missing=url_missing)


def described(text, rows):
    """The description that TEXT says."""
    import other
    key, *ways = text.split("~")
    row = copy.deepcopy(rows[key])
    rng = random.Random(hashlib.sha256(text.encode()).digest())
    for way in ways:
        name, _, arg = way.partition(":")
        name = name.replace("-", "_")
        (SAME.get(name) or other.WAYS[name])(row, rng, rows, arg)
    return row
