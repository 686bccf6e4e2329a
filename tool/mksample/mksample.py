#!/usr/bin/env python3
"""mksample.py -- writes sample/ from publications.txt: the same books as nine libraries would
describe them, each in its own habit and file format. For developers; its output is committed.

    tool/mksample/mksample.py          (no arguments; Python 3, nothing else)
"""
import csv
import io
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "..", "..", "sample")

PLACES = {
    "Jakarta": "Balai Pustaka;Gramedia;Gramedia Pustaka Utama;Erlangga;Esensi;Pustaka Jaya;Djambatan;"
               "Bulan Bintang;Dian Rakyat;Hasta Mitra;Grafiti;LP3ES;Kepustakaan Populer Gramedia;"
               "Grasindo;Republika;Penebar Swadaya;Lentera Dipantara;Sinar Harapan;Pembangunan;"
               "Pustaka Panjimas;Yayasan Idayu;Gunung Agung;Truedee Books;Rineka Cipta;Bumi Aksara;"
               "Aksara Baru;Rajawali;RajaGrafindo Persada;Miles Films;Falcon Pictures;Indira;Widjaya;"
               "Akademika Pressindo;AgroMedia Pustaka;Trubus Swadaya;Lembaga Alkitab Indonesia;"
               "Gramedia Majalah;Kompas Gramedia;Yayasan Indonesia;Perpustakaan Nasional RI;"
               "Pradnya Paramita;Sena Wangi;Lentera Hati;Logos Wacana Ilmu;Litera AntarNusa",
    "Bandung": "ITB;ITB Press;Mizan;Remaja Rosdakarya;Alfabeta;Sinar Baru Algensindo;Cupumanik",
    "Yogyakarta": "Bentang;Kanisius;Andi;Gadjah Mada University Press;Pustaka Pelajar;Jendela;Narasi;"
                  "Gava Media;Kedaulatan Rakyat;Djaka Lodang Press;Yayasan Basis;Yayasan Centhini;"
                  "Duta Wacana University Press;Dinas Pariwisata DIY;Suara Muhammadiyah;Taman Siswa;"
                  "Suka Press;Fakultas Ilmu Budaya UGM",
    "Surakarta": "Tiga Serangkai;Metagraf;Metamind;Tinta Medina;Tiga Ananda;Wangsa Jatra Lestari",
    "Semarang": "Toha Putra;Dahara Prize", "Surabaya": "Panyebar Semangat;Pustaka Progressif",
    "Beirut": "Dar al-Fikr;Dar al-Mashriq", "London": "Penguin Books;Bloomsbury;Macmillan;Verso;"
    "Frederick Warne;Methuen;Jonathan Cape;Secker and Warburg;Blond and Briggs;Black, Parbury, and Allen", "New York": "Harper;Harper and Row;Random House;Scribner;Knopf;"
    "New Directions;Bantam;Free Press;Crown", "Ithaca": "Cornell University Press;"
    "Cornell Modern Indonesia Project", "Paris": "Gallimard", "Berkeley": "University of California Press",
    "Stanford": "Stanford University Press", "Boston": "Houghton Mifflin",
    "Englewood Cliffs": "Prentice Hall", "Chicago": "American Library Association",
}
PLACE_OF = {name: place for place, names in PLACES.items() for name in names.split(";")}
SHORT = {"Gramedia Pustaka Utama": "GPU", "Kepustakaan Populer Gramedia": "KPG", "Erlangga": "PT Gelora Aksara",
         "Tiga Serangkai": "PT. Tiga Serangkai Pustaka Mandiri", "Balai Pustaka": "PN Balai Pustaka",
         "Pustaka Jaya": "PT Dunia Pustaka Jaya", "Andi": "ANDI OFFSET", "ITB": "Penerbit ITB"}
LANGUAGES = {"ind": "Indonesia", "eng": "English", "jav": "Jawa", "ara": "Arab", "dut": "Belanda", "fre": "Prancis"}
GMD = {"book": "Text", "video": "Video", "music": "Sound Recording", "map": "Cartographic Material",
       "serial": "Serial", "unknown": ""}
STOP_KINDS = ("serial", "map", "video", "music")


def isbn_ok(isbn):
    if len(isbn) == 13:
        return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(isbn)) % 10 == 0
    return len(isbn) == 10 and sum((10 if c == "X" else int(c)) * (10 - i) for i, c in enumerate(isbn)) % 11 == 0


def read_publications():
    out = []
    for number, line in enumerate(open(os.path.join(HERE, "publications.txt"), encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        part = [p.strip() for p in line.split("|")]
        if len(part) != 9:
            sys.exit(f"publications.txt:{number}: {len(part)} parts, not 9")
        title, *marks = re.split(r" @(?=[a-z]+=)", part[0])
        p = {"title": title.strip(), "authors": [a.strip() for a in part[1].split(";") if a.strip()],
             "publisher": part[2], "year": part[3], "isbn": part[4], "class": part[5],
             "subjects": [s.strip() for s in part[6].split(";") if s.strip()], "series": part[7],
             "holders": {m[0]: int(m[1:] or 1) for m in re.findall(r"[A-I]\d*", part[8])},
             "kind": "book", "lang": "ind", "number": len(out) + 1}
        p.update(m.split("=", 1) for m in marks)
        if p["isbn"] and not isbn_ok(p["isbn"]):
            sys.exit(f"publications.txt:{number}: ISBN {p['isbn']} has a wrong check digit")
        p.setdefault("place", PLACE_OF.get(p["publisher"], ""))
        out.append(p)
    return out


# ---- habits ----

def given_first(name):
    surname, comma, given = name.partition(", ")
    return f"{given} {surname}" if comma else name


def call_number(p):
    head = p["authors"][0].split(",")[0] if p["authors"] else p["title"]
    return f"{p['class']} {re.sub(r'[^A-Za-z]', '', head)[:3].upper()} {p['title'][0].lower()}".strip()


# Where the registrant ends, by the first two digits after the group (RangeMessage of ISBN International).
REGISTRANT = {
    "978979": ((9, 3), (14, 4), (19, 5), (29, 2), (39, 4), (79, 3), (94, 4), (99, 5)),
    "978602": ((6, 2), (13, 4), (14, 5), (16, 4), (19, 5), (49, 3), (53, 5), (59, 4), (61, 5), (69, 4), (74, 5),
               (94, 4), (99, 5)),
    "978623": ((9, 2), (49, 3), (87, 4), (99, 5)),
}


def hyphenated(isbn):
    if len(isbn) != 13 or isbn[:6] not in REGISTRANT:
        return isbn
    n = next(length for last, length in REGISTRANT[isbn[:6]] if int(isbn[6:8]) <= last)
    return f"{isbn[:3]}-{isbn[3:6]}-{isbn[6:6 + n]}-{isbn[6 + n:12]}-{isbn[12]}"


def isbn10(isbn):
    if not isbn.startswith("978"):
        return isbn
    body = isbn[3:12]
    check = sum(int(c) * (10 - i) for i, c in enumerate(body)) * -1 % 11
    return body + ("X" if check == 10 else str(check))


def items(letter, p):
    copies = p["holders"][letter]
    return [f"{letter}{p['number']:04d}{n:02d}" for n in range(1, copies + 1)]


def slims_row(letter, p):
    """The eighteen columns of the bibliographic export."""
    authors, title, publisher, isbn, year = p["authors"], p["title"], p["publisher"], p["isbn"], p["year"]
    if letter in "AE":
        authors = [given_first(a) for a in authors]
        publisher = SHORT.get(publisher, publisher)
    if letter == "E" and ":" in title and p["number"] % 2:
        title = title.split(":")[0]
    if letter == "B":
        title = title.title() if p["lang"] == "ind" and p["number"] % 3 == 0 else title
    if letter == "C" and p["number"] % 4 == 0:
        title = title.upper()
    if letter == "D":
        isbn = hyphenated(isbn)
        year = "" if p["number"] % 17 == 0 else year
    if letter == "F" and p["number"] % 2:
        isbn = isbn10(isbn)
    if p["kind"] == "serial":
        isbn = ""
    notes = p.get("note", "")
    if p["kind"] == "serial":
        notes = "Dimiliki: " + p["coverage"]
    return [title, GMD[p["kind"]], p.get("edition", ""), isbn, publisher, year, p.get("pages", ""), p["series"],
            call_number(p), LANGUAGES[p["lang"]], p["place"] if letter != "E" else "", p["class"] if letter != "E" else "",
            notes, "", "", "".join(f"<{a}>" for a in authors + ([p["with"]] if "with" in p else [])),
            "".join(f"<{s}>" for s in p["subjects"]) if letter not in "E" else "",
            "".join(f"<{i}>" for i in items(letter, p))]


ENGLISH = "title gmd_name edition isbn_issn publisher_name publish_year collation series_title call_number " \
          "language_name place_name classification notes image sor authors topics item_code".split()
INDONESIAN = ["Judul", "GMD", "Edisi", "ISBN/ISSN", "Penerbit", "Tahun", "Kolasi", "Judul Seri", "No. Panggil",
              "Bahasa", "Tempat Terbit", "Klasifikasi", "Catatan", "Gambar Sampul", "Pernyataan Tanggung Jawab",
              "Pengarang", "Subjek", "Kode Eksemplar"]
ITEM_HEADER = "item_code call_number coll_type_name inventory_code received_date supplier_name order_no " \
              "location_name order_date item_status_name site source invoice price price_currency invoice_date " \
              "input_date last_update title".split()


def slims_csv(letter, pubs, header=None, delimiter=",", newline="\n", bom=False, bad=()):
    rows = [slims_row(letter, p) for p in pubs]
    for at, row in bad:
        rows.insert(at, row)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    return (b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode()


def items_csv(letter, pubs, locations):
    status = dict.fromkeys((0, 1, 2, 4, 5, 8, 9, 10, 12, 14), "Tersedia")
    status.update({3: "Repair", 6: "Dipinjam", 7: "Dipinjam", 11: "Missing", 13: "No Loan"})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(ITEM_HEADER)
    count = 0
    for p in pubs:
        for code in items(letter, p):
            count += 1
            place = locations[p["kind"] in STOP_KINDS]
            writer.writerow([code, call_number(p), "Reference" if "Kamus" in p["title"] else "Textbook", code, "", "", "",
                             place, "", status.get(count % 16, ""), f"Rak {p['class'][:1] or '0'}", "", "", "", "", "",
                             "", "", slims_row(letter, p)[0]])
    return text.getvalue().encode()


# ---- MARC ----

def iso2709(leader_tail, fields):
    directory, data = b"", b""
    for tag, body in fields:
        raw = body.encode() + b"\x1e"
        directory += b"%s%04d%05d" % (tag.encode(), len(raw), len(data))
        data += raw
    base = 25 + len(directory)
    leader = b"%05d" % (base + len(data) + 1) + leader_tail + b" a22%05d a 4500" % base
    assert len(leader) == 24
    return leader + directory + b"\x1e" + data + b"\x1d"


LEADER = {"book": b"nam", "video": b"ngm", "music": b"njm", "map": b"nem", "serial": b"nas", "unknown": b"nam"}


def marc(letter, p):
    year = p["year"].rjust(4, "0")
    serial = p["kind"] == "serial"
    date = ("c" + year + "9999") if serial else "s" + year + "    "
    f = [("001", f"{letter.lower()}{p['number']:05d}"), ("003", f"CONTOH-{letter}"),
         ("008", f"240101{date}io {'qr p' if serial else '    '}{'       0   a0' if serial else '            0 '}".ljust(35)[:35]
          + p["lang"] + " d")]
    if p["isbn"]:
        f.append(("020", f"  \x1fa{hyphenated(p['isbn']) if letter == 'G' else p['isbn']}"))
    f.append(("082", f"04\x1fa{p['class']}\x1f222"))
    if p["authors"]:
        tag = "110" if p["authors"][0].startswith(("Indonesia.", "Aksi ", "Dinas ", "Lembaga ", "Perpustakaan ")) else "100"
        f.append((tag, f"{'2' if tag == '110' else '1'} \x1fa{p['authors'][0]}" + (",\x1fe pengarang".replace(" ", "") if letter == "I" and tag == "100" else "")))
    title, _, rest = p["title"].partition(": ")
    link = ""
    if "translit" in p:
        link, title = "\x1f6880-01", p["translit"]
    statement = "; ".join(given_first(a) for a in p["authors"])
    f.append(("245", f"{'1' if p['authors'] else '0'}0{link}\x1fa{title}" + (f" :\x1fb{rest}" if rest else "")
              + (f" /\x1fc{statement}." if statement else "")))
    if "edition" in p:
        f.append(("250", f"  \x1fa{p['edition']}"))
    imprint = f"\x1fa{p['place'] or '[S.l.]'} :\x1fb{p['publisher']},\x1fc{p['year']}{'-' if serial else ''}"
    f.append(("264", f" 1{imprint}") if letter == "G" else ("260", f"  {imprint}"))
    f.append(("336", "  \x1fatext\x1f2rdacontent"))
    if p["series"]:
        name, _, volume = p["series"].partition(" ; ")
        f.append(("490", f"0 \x1fa{name}" + (f" ;\x1fv{volume}" if volume else "")))
    if "note" in p:
        f.append(("500", f"  \x1fa{p['note']}."))
    for s in p["subjects"]:
        head, *sub = s.split(" -- ")
        f.append(("650", f" 4\x1fa{head}" + "".join(f"\x1fx{x}" for x in sub)))
    for a in p["authors"][1:]:
        f.append(("700", f"1 \x1fa{a}"))
    if "with" in p:
        f.append(("700", f"1 \x1fa{p['with']}\x1fe{'penerjemah' if letter != 'G' else 'translator'}"))
    if "translit" in p:
        f.append(("880", f"{'1' if p['authors'] else '0'}0\x1f6245-01/(3/r\x1fa{p['title']}"))
    return f + holdings(letter, p)


def holdings(letter, p):
    call, codes = call_number(p), items(letter, p)
    if letter == "I":
        room = "Ruang Naskah" if p["lang"] == "jav" else "Ruang Baca"
        state = "Baca di tempat" if p["lang"] == "jav" else "Tersedia"  # as Evergreen writes it
        out = [("852", f"0 \x1f8{n}\x1fb{room}\x1fh{call}\x1fp{c}\x1fz{state}") for n, c in enumerate(codes, 1)]
        if "coverage" in p:
            out.append(("866", f" 0\x1f81\x1fa{p['coverage']}"))
        return out
    if letter == "H":
        state = "DIPINJAM" if p["number"] % 7 == 0 else "TERSEDIA"
        return [("949", f"  \x1fa{call}\x1fwDEWEY\x1fi{c}\x1fk{state}\x1flRAK\x1fmPUSTAKA\x1ftBOOK") for c in codes]
    place = "SRL" if p["kind"] == "serial" else "PUSAT" if p["number"] % 5 else "FIB"
    out = []
    for n, c in enumerate(codes):
        loan = "\x1fq2026-12-15" if (p["number"] + n) % 9 == 0 else ""
        only = "\x1f71" if "Kamus" in p["title"] or p["kind"] == "serial" else "\x1f70"
        out.append(("952", f"  \x1f00\x1f10{only}\x1fa{place}\x1fb{place}\x1fc{'REF' if only[-1] == '1' else 'SIRKULASI'}"
                           f"\x1fo{call}\x1fp{c}{loan}\x1fyBK"))
    if "coverage" in p:
        out.append(("866", f" 0\x1f81\x1fa{p['coverage']}"))
    return out


def marc_file(letter, pubs, spoil):
    out = [iso2709(LEADER[p["kind"]], marc(letter, p)) for p in pubs]
    return b"".join(spoil(out))


def bad_directory(records):
    r = bytearray(records[20])
    r[24:36] = b"24X0abc0zzz0"
    return records[:20] + [bytes(r)] + records[21:]


def cut_record(records):
    return records[:10] + [records[10][:150]] + records[10:]


def main():
    pubs = read_publications()
    of = {x: [p for p in pubs if x in p["holders"]] for x in "ABCDEFGHI"}
    arabic = [p for p in of["D"] if "translit" in p]
    files = {
        "sd-contoh-melati.csv": slims_csv("A", of["A"], INDONESIAN, bad=[(6, ["Buku tanpa kolom", "Text", "1"])]),
        "smp-contoh-kenari.csv": slims_csv("B", of["B"], ENGLISH),
        "smp-contoh-kenari-eksemplar.csv": items_csv("B", of["B"], ("Perpustakaan", "Ruang Audio")),
        "sma-contoh-cemara.csv": slims_csv("C", of["C"], ENGLISH, ";", "\r\n",
                                           bad=[(30, [""] * 17 + ["<C999901>"])]),
        "ma-contoh-al-hikmah.csv": slims_csv("D", of["D"], INDONESIAN, bom=True),
        "perpustakaan-desa-contoh.csv": slims_csv("E", of["E"], bad=[(12, ["Resep keluarga", "Text", "", ""])]),
        "perpustakaan-umum-contoh.csv": slims_csv("F", of["F"], ENGLISH),
        "perpustakaan-umum-contoh-eksemplar.csv": items_csv("F", of["F"], ("Lantai 1", "Lantai 2 Audiovisual dan Majalah")),
        "universitas-contoh-merapi.mrc": marc_file("G", of["G"], bad_directory),
        "balai-contoh-tani.mrc": marc_file("H", of["H"], cut_record),
        "pusat-dokumentasi-contoh-budaya.mrc": marc_file("I", of["I"], lambda r: r),
    }
    for name, data in files.items():
        with open(os.path.join(SAMPLE, name), "wb") as f:
            f.write(data)
    print(f"{len(pubs)} publications, {len(arabic)} of them in Arabic script at D")
    for letter, list_ in of.items():
        print(letter, len(list_), "titles", sum(p["holders"][letter] for p in list_), "copies")


if __name__ == "__main__":
    main()
