"""xlsx.py KIND FILE -- workbooks that people and attackers make, without any package.

good: one sheet as the librarian's; the others each break one thing. read FILE prints a sheet as
tab-separated lines, by another reader than ours."""
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

HEAD = ["No", "Judul", "Pengarang", "Penerbit", "Tahun", "ISBN", "No. Induk", "Harga"]
BOOKS = [
    [1, "Laskar pelangi", "Andrea Hirata", "Bentang", 2005, 9789793062792, "001", 45000],
    [2, "Saman", "Ayu Utami", "KPG", 1998, "979-9023-17-3", "002", 38000],
]
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def letters(i):
    s = ""
    i += 1
    while i:
        i, m = divmod(i - 1, 26)
        s = chr(65 + m) + s
    return s


def cell(ref, v):
    if v is None or v == "":
        return ""
    if isinstance(v, tuple):  # ready-made: attributes, inside
        return '<c r="%s" %s>%s</c>' % (ref, v[0], v[1])
    if isinstance(v, (int, float)):
        return '<c r="%s"><v>%s</v></c>' % (ref, v)
    v = v.replace("&", "&amp;").replace("<", "&lt;")
    return '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (ref, v)


def sheet(rows, behind=""):
    body = "".join(
        '<row r="%d">%s</row>' % (r, "".join(cell(letters(c) + str(r), v) for c, v in enumerate(row)))
        for r, row in enumerate(rows, 1))
    return '<worksheet xmlns="m"><sheetData>%s</sheetData>%s</worksheet>' % (body, behind)


def book(path, sheets, styles="", more=()):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", '<Relationships><Relationship Id="a" Type="%s/officeDocument"'
                   ' Target="xl/workbook.xml"/></Relationships>' % RELATION)
        z.writestr("xl/workbook.xml", '<workbook xmlns="m" xmlns:r="r"><sheets>%s</sheets></workbook>' % "".join(
            '<sheet name="%s" sheetId="%d" r:id="r%d"/>' % (n, i, i) for i, (n, _) in enumerate(sheets, 1)))
        z.writestr("xl/_rels/workbook.xml.rels", "<Relationships>%s<Relationship Id='s' Type='%s/styles'"
                   " Target='styles.xml'/></Relationships>" % ("".join(
                       "<Relationship Id='r%d' Type='%s/worksheet' Target='worksheets/s%d.xml'/>" % (i, RELATION, i)
                       for i in range(1, len(sheets) + 1)), RELATION))
        for i, (_, xml) in enumerate(sheets, 1):
            z.writestr("xl/worksheets/s%d.xml" % i, xml)
        z.writestr("xl/styles.xml", "<styleSheet>%s</styleSheet>" % styles)
        for name, data in more:
            z.writestr(name, data)


def make(kind, path):
    good = sheet([HEAD] + BOOKS)
    if kind == "good":
        book(path, [("Buku", good)])
    elif kind == "formulas":
        rows = [HEAD] + [b[:] for b in BOOKS]
        rows[1][1] = ('t="str"', '<f>CONCATENATE("Laskar"," pelangi")</f><v>Laskar pelangi</v>')
        rows[2][4] = ("", "<f>1990+8</f><v>1998</v>")
        rows.append([3, ("", "<f>cmd|' /C calc'!A0</f>"), "Tanpa Nilai", "X", 2000, "", "003", 1])
        book(path, [("Buku", sheet(rows))])
    elif kind == "merged":
        rows = [["DAFTAR BUKU"], [], HEAD] + [b[:] for b in BOOKS] + [["", "", "", "", "", "", "003", ""]]
        rows[4][3] = ""
        book(path, [("Buku", sheet(rows, '<mergeCells><mergeCell ref="A1:H1"/><mergeCell ref="D4:D5"/></mergeCells>'))])
    elif kind == "two-headings":
        rows = [["No", "Judul", "Pengarang", "Penerbitan", "", "", "No. Induk"], ["", "", "", "Kota", "Penerbit", "Tahun", ""],
                [1, 2, 3, 4, 5, 6, 7], [1, "Saman", "Ayu Utami", "Jakarta", "KPG", 1998, "002"]]
        book(path, [("Buku", sheet(rows, '<mergeCells><mergeCell ref="D1:F1"/></mergeCells>'))])
    elif kind == "dates":
        rows = [["Judul", "Tahun Terbit", "No. Induk"], ["Saman", ('s="1"', "<v>35796</v>"), ('s="2"', "<v>7</v>")]]
        book(path, [("Buku", sheet(rows))], "<numFmts><numFmt numFmtId='164' formatCode='00000'/></numFmts>"
             "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs>")
    elif kind == "sheets":
        book(path, [("Lembar %d" % i, good if i == 57 else sheet([["x"]])) for i in range(1, 101)])
    elif kind == "two-lists":
        book(path, [("Petunjuk", sheet([["x"]])), ("Fiksi", good), ("Sains", sheet([HEAD] + BOOKS[:1]))])
    elif kind == "headings":
        book(path, [("Buku", sheet([HEAD]))])
    elif kind == "bomb-ratio":
        book(path, [("Buku", good)], more=[("xl/sharedStrings.xml", b"\0" * (64 << 20))])
    elif kind == "bomb-strings":
        book(path, [("Buku", good)])
        with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as z:
            z.writestr("xl/sharedStrings.xml", "<sst>" + "<si><t>%s</t></si>" % ("x" * 1000) * 70000 + "</sst>")
        # the relation to it
        data = {n: zipfile.ZipFile(path).read(n) for n in zipfile.ZipFile(path).namelist()}
        name = "xl/_rels/workbook.xml.rels"
        data[name] = data[name].replace(b"</Relationships>", ("<Relationship Id='t' Type='%s/sharedStrings' Target='sharedStrings.xml'/></Relationships>" % RELATION).encode())
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as z:
            for n, d in data.items():
                z.writestr(n, d)
    elif kind == "bomb-nested":
        book(path, [("Buku", "<worksheet><sheetData><row>" + "<c><v>1</v></c>" * 4000000 + "</row></sheetData></worksheet>")])
    elif kind == "bomb-entities":
        book(path, [("Buku", "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><worksheet>&b;</worksheet>")])
    elif kind == "bomb-depth":
        book(path, [("Buku", "<a>" * 100000)])
    elif kind == "bomb-entries":
        book(path, [("Buku", good)], more=[("x%d" % i, b"") for i in range(3000)])
    elif kind == "truncated":
        book(path, [("Buku", good)])
        data = open(path, "rb").read()
        open(path, "wb").write(data[:len(data) * 2 // 3])
    elif kind == "ods":
        with zipfile.ZipFile(path, "w") as z:
            z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            z.writestr("content.xml", "<a/>")
            z.writestr("META-INF/manifest.xml", "<a/>")
    elif kind in ("xls", "locked"):
        name = ("Workbook" if kind == "xls" else "EncryptedPackage").encode("utf-16-le")
        head = bytearray(512)
        head[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
        head[30] = 9
        head[68:512] = b"\xff" * 444
        head[76:80] = bytes([1, 0, 0, 0])
        entry = bytearray(name.ljust(512, b"\0"))
        entry[64], entry[66] = len(name) + 2, 2
        entry[116:124] = bytes([2, 0, 0, 0, 0, 2, 0, 0])
        open(path, "wb").write(bytes(head) + bytes(entry) + b"\xff" * 512 + bytes(512))
    elif kind == "html":
        open(path, "w").write("<html><body><table><tr><th>Judul</th></tr><tr><td>Saman</td></tr></table></body></html>")
    elif kind == "empty":
        book(path, [("Buku", sheet([]))])
    elif kind == "no-title":
        book(path, [("Nilai", sheet([["Nama", "Nilai"], ["Siti", 80], ["Budi", 70]]))])
    else:
        raise SystemExit("unknown kind " + kind)


def read(path):
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
        for name in z.namelist():
            tree.fromstring(z.read(name))
        for row in tree.fromstring(z.read("xl/worksheets/sheet1.xml")).iter(main + "row"):
            values = {}
            for c in row.iter(main + "c"):
                assert c.get("t") == "inlineStr" and c.find(main + "f") is None
                column = 0
                for letter in re.match("[A-Z]+", c.get("r")).group():
                    column = column * 26 + ord(letter) - 64
                values[column] = "".join(t.text or "" for t in c.iter(main + "t"))
            print("\t".join(values.get(i, "") for i in range(1, max(values, default=0) + 1)))


if sys.argv[1] == "read":
    read(sys.argv[2])
else:
    make(sys.argv[1], sys.argv[2])
