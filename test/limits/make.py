"""make.py DIR [BYTES [SEED]] -- inputs of about BYTES (1,000,000) bytes that nobody should send, each made to cost its
reader as much as it can: files READER--NAME, for test/limits. The same seed gives the same files. Of what is packed the
bytes it unpacks to count, but for bombs, which are refused."""
import gzip
import io
import os
import random
import struct
import sys
import zipfile
import zlib


def fill(piece, size, head=b"", tail=b""):
    """`head`, `piece` again and again, `tail`: `size` bytes."""
    n = max((size - len(head) - len(tail)) // len(piece), 1)
    return head + piece * n + tail


def numbered(form, size, head=b"", tail=b""):
    """`head`, form % 0, form % 1, ... , `tail`."""
    out, n, i = [head], len(head) + len(tail), 0
    while n < size:
        piece = form.replace(b"%d", b"%d" % i)
        out.append(piece)
        n += len(piece)
        i += 1
    return b"".join(out) + tail


# ---- MARC as ISO 2709 ----

def marc(fields, charset=b"a", entries=None):
    """A record of (tag, body); `entries` in place of its directory."""
    data = b"".join(body + b"\x1e" for _, body in fields)
    if entries is None:
        entries, at = b"", 0
        for tag, body in fields:
            entries += tag + b"%04d%05d" % (min(len(body) + 1, 9999), min(at, 99999))
            at += len(body) + 1
    base = 25 + len(entries)
    return (b"%05dnam %s22%05d a 4500" % (min(base + len(data) + 1, 99999), charset, min(base, 99999)) + entries + b"\x1e" +
            data + b"\x1d")


TITLE = (b"245", b"10\x1faLaskar pelangi")


def iso2709(size, rng):
    big = b"  \x1fa" + b"x" * 9000
    shared = b"650" + b"%04d%05d" % (9004, 17)
    record = marc([TITLE, (b"500", big)], entries=b"245001700000" + shared * 7000)
    yield "same-field-7000-times", record * (size // len(record) + 1)
    yield "directory-of-1-MB", marc([TITLE], entries=b"245001700000" * (size // 12))
    yield "directory-without-end", b"99999nam a2299999 a 4500" + b"245001700000" * (size // 12)
    yield "leaders-only", fill(b"00024nam a2200024 a 4500", size)
    yield "shortest-records", fill(b"00026nam a2200025 a 4500\x1e\x1d", size)
    yield "record-ends", b"00026nam a2200025 a 4500\x1e" + b"\x1d" * size
    yield "field-ends", b"00026nam a2200025 a 4500" + b"\x1e" * size
    yield "subfield-marks", marc([(b"245", b"10" + b"\x1fa" * (size // 2))])
    yield "digits", b"00099nam a2200025 a 4500" + b"0" * size
    yield "lying-lengths", numbered(b"99%d9nam a2200049 a 450024500170000000100050001710\x1faLaskar\x1e12345\x1e", size)
    yield "every-length", b"".join(b"%05d" % rng.randrange(24, 99999) + marc([TITLE])[5:] for _ in range(size // 80))
    yield "without-record-ends", fill(marc([TITLE])[:-1], size)
    for name, tag, body in (("copies", b"952", b"  \x1fbX\x1foY\x1fp1"), ("holdings", b"852", b"  \x1fbX\x1fhY"),
                            ("subjects", b"650", b" 4\x1faX"), ("names", b"700", b"1 \x1faX"),
                            ("titles", b"246", b"3 \x1faX"), ("titles-again", b"245", b"10\x1faX"),
                            ("isbns", b"020", b"  \x1fa9789793062792"), ("series", b"830", b" 0\x1faX\x1fv1"),
                            ("traced", b"490", b"1 \x1faX"), ("contents", b"505", b"0 \x1faX"), ("linked", b"880", b"1 \x1f6245-01\x1faX"),
                            ("textual-holdings", b"866", b"  \x1fav.1-2"), ("control-numbers", b"001", b"x"),
                            ("imprints", b"264", b" 1\x1faX\x1fbY\x1fc2000")):
        # beyond 9,999 bytes and 99,999 in all: mended, as Symphony's
        yield f"one-record-of-{name}", marc([TITLE] + [(tag, body)] * (size // (len(body) + 13)))
    yield "marc8-escapes", marc([(b"245", b"10\x1fa" + b"\x1b$1" * (size // 3))], b" ")
    yield "marc8-marks", marc([(b"245", b"10\x1fa" + b"\xe1" * size)], b" ")
    yield "marc8-ideographs", marc([(b"245", b"10\x1fa\x1b$1" + b"!0!" * (size // 3))], b" ")
    yield "noise", bytes(rng.choices(b"0123456789\x1d\x1e\x1fa b", k=size))


# ---- XML ----

SLIM = b'<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000nam a2200000 a 4500</leader>'
TITLE_XML = b'<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Laskar</subfield></datafield>'
NOTE = b'<datafield tag="%s" ind1=" " ind2="0"><subfield code="a">%s</subfield></datafield>'
ENDED = b"</record></collection>"


def one_title(value):
    return SLIM + TITLE_XML.replace(b"Laskar", value) + ENDED


def marcxml(size, rng):
    yield "deep", fill(b"<a>", size, SLIM)
    yield "records-in-records", fill(b"<record>", size, SLIM)
    yield "records-never-closed", fill(b"<record><leader>00000nam a2200000 a 4500</leader>", size, SLIM)
    yield "attributes", numbered(b' a%d="1"', size, SLIM + b"<datafield", b">" + ENDED)
    yield "one-attribute-again", fill(b' a="1"', size, SLIM + b"<datafield", b">" + ENDED)
    yield "one-attribute-of-1-MB", fill(b"x", size, SLIM + b'<datafield tag="', b'">' + ENDED)
    yield "one-tag-of-1-MB", fill(b"x", size, SLIM + b"<", b">" + ENDED)
    yield "one-text-of-1-MB", one_title(b"x" * size)
    yield "fields", SLIM + TITLE_XML + NOTE % (b"500", b"x") * (size // 80) + ENDED
    yield "subfields", SLIM + b'<datafield tag="245" ind1="1" ind2="0">' + b'<subfield code="a">x</subfield>' * (size // 31) + b"</datafield>" + ENDED
    yield "linked", SLIM + TITLE_XML + (b'<datafield tag="880" ind1="1" ind2="0"><subfield code="6">245-01</subfield>'
                                        b'<subfield code="a">x</subfield></datafield>') * (size // 115) + ENDED
    yield "copies", SLIM + TITLE_XML + numbered(
        b'<datafield tag="952" ind1=" " ind2=" "><subfield code="b">A</subfield><subfield code="o">%d</subfield></datafield>', size) + ENDED
    yield "names", SLIM + TITLE_XML + numbered(NOTE % (b"700", b"Nama%d, A"), size) + ENDED
    yield "subjects", SLIM + TITLE_XML + numbered(NOTE % (b"650", b"Subjek %d"), size) + ENDED
    yield "titles", SLIM + numbered(NOTE % (b"246", b"Judul %d"), size) + TITLE_XML + ENDED
    yield "isbns", SLIM + TITLE_XML + numbered(NOTE % (b"020", b"97897930%d"), size) + ENDED
    yield "bomb", (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "xxxxxxxxxx">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(20)) + b"]>" + one_title(b"&u;"))
    yield "bomb-of-one-entity", b'<!DOCTYPE r [<!ENTITY a "' + b"x" * (size // 2) + b'">]>' + one_title(b"&a;" * (size // 6))
    yield "outside-entity", b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + one_title(b"&a;")
    yield "entities", one_title(b"&amp;" * (size // 5))
    yield "number-entities", one_title(b"&#x41;" * (size // 6))
    yield "comments", SLIM + b"<!---->" * (size // 7) + TITLE_XML + ENDED
    yield "comment-without-end", SLIM + b"<!--" + b"-" * size
    yield "sections", one_title(b"<![CDATA[x]]>" * (size // 13))
    yield "section-without-end", one_title(b"<![CDATA[" + b"]" * size)
    yield "instructions", SLIM + b"<?a b?>" * (size // 7) + TITLE_XML + ENDED
    yield "open-brackets", SLIM + b"<" * size
    yield "namespaces", SLIM + numbered(b'<a xmlns:p%d="u">', size)
    yield "utf-16", one_title(b"x" * (size // 2)).decode().encode("utf-16")
    yield "combining-marks", one_title(b"a" + "\u0301".encode() * (size // 2))
    yield "marks-in-disorder", one_title(b"a" + "\u0316\u0301".encode() * (size // 4))
    yield "expanding-letters", one_title("\ufdfa".encode() * (size // 3))
    yield "ideographs", one_title("\u56fe".encode() * (size // 3))
    yield "words", one_title(numbered(b"w%d ", size))
    yield "digits", one_title(b"1 " * (size // 2))
    yield "one-word", one_title(b"a" * size)
    yield "marks", one_title(b": / " * (size // 4))
    yield "brackets", one_title(b"[(" * (size // 2))
    yield "years", SLIM + TITLE_XML + NOTE % (b"260", b"x</subfield><subfield code='c'>" + b"[19-?]" * (size // 6)) + ENDED
    yield "dots", SLIM + TITLE_XML + NOTE % (b"100", b"A. " * (size // 3)) + ENDED
    yield "classes", SLIM + TITLE_XML + NOTE % (b"082", b"1." * (size // 2)) + ENDED
    yield "contents", SLIM + TITLE_XML + NOTE % (b"505", b"a -- b / c ; " * (size // 13)) + ENDED


def other_xml(size, rng):
    oai = b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
    head = b"<record><header><identifier>oai:x:%d</identifier></header><metadata>"
    dc = b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    mods = b'<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Laskar</title></titleInfo>'
    yield "file", "oai-records", numbered(head + dc + b"<dc:title>x%d</dc:title></oai_dc:dc></metadata></record>", size, oai)
    yield "file", "oai-empty-records", fill(b"<record></record>", size, oai)
    yield "file", "oai-records-in-records", fill(b"<record><header>", size, oai)
    yield "file", "oai-one-record", numbered(b"<dc:subject>x%d</dc:subject>", size, oai + head + dc + b"<dc:title>x</dc:title>",
                                             b"</oai_dc:dc></metadata></record>")
    yield "file", "oai-deep", fill(b"<a>", size, oai + head + dc + b"<dc:title>x</dc:title>")
    yield "file", "dc-creators", numbered(b"<dc:creator>A%d, B</dc:creator>", size, dc + b"<dc:title>x</dc:title>", b"</oai_dc:dc>")
    yield "file", "dc-identifiers", numbered(b"<dc:identifier>97897930%d</dc:identifier>", size, dc + b"<dc:title>x</dc:title>", b"</oai_dc:dc>")
    yield "file", "dc-never-closed", fill(dc, size)
    yield "file", "mods-names", numbered(b"<name><namePart>A%d, B</namePart><role><roleTerm>aut</roleTerm></role></name>", size, mods, b"</mods>")
    yield "file", "mods-deep", fill(b"<relatedItem>", size, mods)
    yield "file", "mods-hosts", fill(b"<relatedItem type='host'><titleInfo><title>x</title></titleInfo></relatedItem>", size, mods, b"</mods>")
    yield "file", "mods-collection", fill(mods + b"</mods>", size, b"<modsCollection xmlns='http://www.loc.gov/mods/v3'>")
    yield "file", "mods-never-closed", fill(b"<mods xmlns='http://www.loc.gov/mods/v3'>", size)
    yield "file", "mods-parts", fill(b"<part><detail type='volume'><number>1</number></detail></part>", size, mods, b"</mods>")
    yield "oai", "records", fill(b"<record><header/></record>", size, oai)
    yield "oai", "tokens", fill(b"<resumptionToken>x</resumptionToken>", size, oai)
    yield "oai", "open-tokens", fill(b"<resumptionToken>", size, oai)
    yield "oai", "one-token", fill(b"x", size, oai + b"<resumptionToken>", b"</resumptionToken></ListRecords></OAI-PMH>")
    yield "oai", "formats", numbered(b"<metadataFormat><metadataPrefix>p%d</metadataPrefix></metadataFormat>", size, oai)
    yield "oai", "deep", fill(b"<a>", size, oai)
    sru = b'<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><version>1.2</version><numberOfRecords>9</numberOfRecords><records>'
    record = b"<record><recordSchema>marcxml</recordSchema><recordData>"
    yield "sru", "records", fill(record + b"</recordData></record>", size, sru)
    yield "sru", "open-records", fill(record, size, sru)
    yield "sru", "records-full", fill(record + SLIM + TITLE_XML + ENDED + b"</recordData></record>", size, sru)
    yield "sru", "one-record-of-fields", sru + record + SLIM + TITLE_XML + NOTE % (b"650", b"x") * (size // 80) + ENDED + b"</recordData></record>"
    yield "sru", "record-as-text", sru + record + b"&lt;a&gt;" * (size // 9) + b"</recordData></record>"
    yield "sru", "text-in-text", sru + record + b"&amp;amp;lt;" * (size // 12) + b"</recordData></record>"
    yield "sru", "deep", fill(b"<a>", size, sru + record)
    yield "sru", "diagnostics", fill(b"<diagnostic><uri>info:srw/diagnostic/1/7</uri></diagnostic>", size, sru)
    yield "sru", "diagnostic-of-1-MB", fill(b"x", size, sru + b"<diagnostics><diagnostic><message>")
    yield "sru", "explain", numbered(b"<index><map><name set='dc'>t%d</name></map></index>", size, b"<explainResponse><record><explain>")
    yield "sru", "open-brackets", fill(b"<", size, sru)
    ilsdi = b"<dlf:collection xmlns:dlf='x'><dlf:record><dlf:items>"
    yield "availability", "items", fill(b"<dlf:item><dlf:simpleavailability><dlf:availabilitystatus>available</dlf:availabilitystatus>"
                                        b"</dlf:simpleavailability></dlf:item>", size, ilsdi)
    yield "availability", "deep", fill(b"<dlf:item>", size, ilsdi)


# ---- JSON ----

def json_text(size, rng):
    record = b'{"leader":"00000nam a2200000 a 4500","fields":['
    title = b'{"245":{"ind1":"1","ind2":"0","subfields":[{"a":"Laskar"}]}}'
    yield "file", "json-deep-arrays", fill(b"[", size, record)
    yield "file", "json-deep-objects", fill(b'{"a":', size, record)
    yield "file", "json-fields", fill(b"," + title.replace(b"245", b"500"), size, record + title, b"]}")
    yield "file", "json-subfields", fill(b',{"a":"x"}', size, record + b'{"245":{"ind1":"1","ind2":"0","subfields":[{"a":"x"}', b"]}}]}")
    yield "file", "json-records", fill(record + title + b"]}\n", size)
    yield "file", "json-records-in-array", b"[" + fill(record + title + b"]},", size) + b"]"
    yield "file", "json-records-never-closed", fill(record, size)
    yield "file", "json-escapes", record + title.replace(b"Laskar", b"\\u0041" * (size // 6)) + b"]}"
    yield "file", "json-half-surrogates", record + title.replace(b"Laskar", b"\\ud800" * (size // 6)) + b"]}"
    yield "file", "json-text-without-end", record + b'{"245":"' + b"x" * size
    yield "file", "json-backslashes", record + b'{"245":"' + b"\\" * size
    yield "file", "json-keys", numbered(b'"k%d":1,', size, b'{"leader":"00000nam a2200000 a 4500",', b'"fields":[' + title + b"]}")
    yield "file", "json-same-key", fill(b'"fields":[],', size, b'{"leader":"00000nam a2200000 a 4500",', b'"fields":[' + title + b"]}")
    yield "file", "json-brackets", fill(b"}{", size, record)
    yield "json-row", "deep", fill(b'{"title":', size)
    yield "json-row", "same-key", fill(b'"title":"a",', size, b"{", b'"title":"b"}')
    yield "json-row", "keys", numbered(b'"k%d":"a",', size, b"{", b'"title":"b"}')
    yield "json-row", "items", fill(b'{"code":"x"},', size, b'{"title":"b","copies":[', b'{"code":"y"}]}')
    yield "json-row", "authors", fill(b'"x",', size, b'{"title":"b","authors":[', b'"y"],"subjects":["z"]}')
    yield "json-row", "text-of-1-MB", b'{"title":"' + b"x" * size + b'"}'
    yield "json-row", "escapes", b'{"title":"' + b"\\u0301" * (size // 6) + b'"}'
    yield "json-row", "number", b'{"title":"a","year":' + b"9" * size + b"}"
    push = b'{"node_info":{"id":"a","password":"b"},"node_data":'
    yield "push", "records", numbered(b'"%d":{"biblio_id":"%d","title":"x%d"},', size, push + b"{", b'"a":{}}}')
    yield "push", "empty-records", fill(b"{},", size, push + b"[", b"{}]}")
    yield "push", "same-record", fill(b'"1":{"biblio_id":"1","title":"x"},', size, push + b"{", b'"a":{}}}')
    yield "push", "deep", fill(b"[", size, push)
    yield "push", "deletes", push + b'{"operation":"delete","biblio":"' + numbered(b"%d,", size) + b'"}}'
    yield "push", "authors", push + b'{"1":{"biblio_id":"1","title":"x","authors":[' + fill(b'{"author_name":"A"},', min(size, 250000)) + b"{}]}}}"
    daia = b'{"document":[{"id":"x","item":['
    yield "availability", "json-items", fill(b'{"available":[{"service":"loan"}]},', size, daia, b"{}]}]}")
    yield "availability", "json-deep", fill(b'{"document":[', size)
    yield "availability", "json-services", fill(b'{"service":"loan"},', size, daia + b'{"available":[', b"{}]}]}]}")


# ---- lines and tables ----

def text_files(size, rng):
    yield "mrk-one-line", fill(b"x", size, b"=LDR  00000nam a2200000 a 4500\n=245  10$a")
    yield "mrk-fields", fill(b"=650  \\4$ax\n", size, b"=LDR  00000nam a2200000 a 4500\n=245  10$aX\n")
    yield "mrk-records", fill(b"=LDR  00000nam a2200000 a 4500\n=245  10$aX\n\n", size)
    yield "mrk-leaders", fill(b"=LDR  \n", size)
    yield "mrk-dollars", fill(b"$a", size, b"=LDR  00000nam a2200000 a 4500\n=245  10$aX\n=500  \\\\")
    yield "mrk-braces", fill(b"{dollar}", size, b"=LDR  00000nam a2200000 a 4500\n=245  10$a")
    yield "mrk-open-braces", fill(b"{", size, b"=LDR  00000nam a2200000 a 4500\n=245  10$a")
    yield "mrk-blank-lines", fill(b"\n", size, b"=LDR  00000nam a2200000 a 4500\n=245  10$aX\n")
    yield "mrk-equals", fill(b"=", size, b"=LDR  00000nam a2200000 a 4500\n")
    yield "ris-one-line", fill(b"x", size, b"TY  - BOOK\nTI  - ")
    yield "ris-types", fill(b"TY  - BOOK\n", size)
    yield "ris-ends", fill(b"ER  - \n", size, b"TY  - BOOK\nTI  - X\n")
    yield "ris-authors", numbered(b"AU  - A%d, B\n", size, b"TY  - BOOK\nTI  - X\n", b"ER  - \n")
    yield "ris-records", fill(b"TY  - BOOK\nTI  - X\nER  - \n", size)
    yield "ris-folded", fill(b"  and on\n", size, b"TY  - BOOK\nTI  - X\n", b"ER  - \n")
    yield "ris-blank-lines", fill(b"\n", size, b"TY  - BOOK\nTI  - X\n")
    book = b"@book{a, title={X},"
    yield "bibtex-braces", fill(b"{", size, book + b"note=")
    yield "bibtex-closed-braces", fill(b"{}", size, book + b"note={", b"}}")
    yield "bibtex-nested", book + b"note=" + b"{" * (size // 2) + b"}" * (size // 2) + b"}"
    yield "bibtex-at", fill(b"@", size, book + b"}\n")
    yield "bibtex-open-entries", fill(b"@book{a,title={X\n", size)
    yield "bibtex-entries", numbered(b"@book{k%d,title={X%d}}\n", size)
    yield "bibtex-strings", (numbered(b"@string{s%d={x}}\n", size // 2) + numbered(b"@book{k%d,title=s%d # s%d}\n", size // 2))
    yield "bibtex-strings-doubling", b"@string{s0={xxxxxxxxxx}}\n" + b"".join(
        b"@string{s%d = s%d # s%d}\n" % (i, i - 1, i - 1) for i in range(1, 60)) + numbered(b"@book{k%d,title=s59}\n", size // 10)
    yield "bibtex-string-in-a-circle", b"@string{a = b # b}\n@string{b = a # a}\n@book{k,title=a}\n"
    yield "bibtex-strings-used-often", b"@string{s={%s}}\n" % (b"x" * 900) + numbered(b"@book{k%d,title=s#s#s#s#s#s#s#s,note=s#s#s#s}\n", size)
    yield "bibtex-long-string-used-often", b"@string{s={%s}}\n" % (b"x" * 50000) + numbered(b"@book{k%d,title=s}\n", size)
    yield "bibtex-sum", book + b"note=" + b'"x" # ' * (size // 6) + b'"y"}'
    yield "bibtex-names", book + b"author={" + b"A, B and " * (size // 9) + b"C}}"
    yield "bibtex-accents", book + b"note={" + b'{\\"o}' * (size // 5) + b"}}"
    yield "bibtex-commands", book + b"note={" + b"\\a" * (size // 2) + b"}}"
    yield "bibtex-fields", numbered(b"f%d={x},", size, book, b"}")
    yield "bibtex-quote", book + b'note="' + b"x\n" * (size // 2)
    yield "bibtex-crossrefs", numbered(b"@book{k%d,crossref={k0},title={X}}\n", size)
    yield "bibtex-comments", fill(b"@comment{x}\n", size, book + b"}\n")
    head = b"Judul,Pengarang,Penerbit,Tahun,ISBN,Barcode\n"
    yield "csv-one-quote", fill(b"Laskar pelangi,A,B,2000,,1\n", size, head + b'"')
    yield "csv-quotes", fill(b'"', size, head)
    yield "csv-quote-in-each-row", fill(b'Laskar "pelangi,A,B,2000,,1\n', size, head)
    yield "csv-quote-before-each-row", fill(b'"Laskar pelangi,A,B,2000,,1\n', size, head)
    yield "csv-columns", fill(b",", size, head)
    yield "csv-columns-in-heading", fill(b"judul,", size)
    yield "csv-rows", fill(b"a\n", size, head)
    yield "csv-blank-rows", fill(b"\n", size, head)
    yield "csv-blank-cells", fill(b",,,,,\n", size, head)
    yield "csv-same-book", fill(b"Laskar,A,B,2000,,1\n", size, head)
    yield "csv-copies-of-one-book", numbered(b"Laskar,A,B,2000,9789793062792,%d\n", size, head)
    yield "csv-continued-book", numbered(b",,,,,%d\n", size, head + b"Laskar,A,B,2000,9789793062792,0\n")
    yield "csv-books", numbered(b"Judul %d,A%d,B,2000,,%d\n", size, head)
    yield "csv-row-of-1-MB", head + b"x" * size + b"\n"
    yield "csv-carriage-returns", fill(b"a,b\r", size, head)
    yield "csv-zeros", fill(b"\0", size, head)
    yield "csv-marks", fill(b",;\t|", size)
    yield "csv-utf-16", ("Judul;Pengarang\n" + "a;b\n" * (size // 8)).encode("utf-16")
    yield "csv-headings-in-each-row", fill(head, size)
    yield "csv-wide-rows", fill(b"a," * 511 + b"a\n", size, b"judul," * 511 + b"x\n")
    slims = b'"Laskar";"Text";"";"979";"B";"2000";"x";"";"899";"Indonesia";"J";"899";"";"";"";"%s";"%s";"%s"\n'
    yield "slims-rows", fill(slims % (b"<A>", b"<B>", b"<N1>"), size)
    yield "slims-names", slims % (b"<A>" * (size // 3), b"<B>", b"<N1>")
    yield "slims-topics", slims % (b"<A>", numbered(b"<B%d>", size), b"<N1>")
    yield "slims-copies", slims % (b"<A>", b"<B>", numbered(b"<N%d>", size))
    yield "slims-open-brackets", slims % (b"<" * size, b"<B>", b"<N1>")
    inlis = b"No. Kontrol,BIB ID,Judul,Pengarang,Edisi,Penerbit,Tempat Terbit,Tahun Terbit,Subjek,ISBN\n"
    yield "inlislite-rows", numbered(b"INLIS%d,0010-%d,Judul,A,1,B,C,2000,S,\n", size, inlis)
    yield "inlislite-authors", inlis + b'INLIS1,1,Judul,"' + b"A ; " * (size // 4) + b'",1,B,C,2000,S,\n'
    yield "zeros", bytes(size)
    yield "noise", rng.randbytes(size)
    yield "letters", bytes(rng.choices(b'abc <>"=&,;\n@{}$', k=size))


# ---- workbooks and archives ----

PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": b'<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s1.xml'/>"
                                  b"<Relationship Id='s' Type='x/styles' Target='styles.xml'/>"
                                  b"<Relationship Id='t' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
    "xl/worksheets/s1.xml": b'<worksheet xmlns="m"><sheetData>%s</sheetData></worksheet>',
    "xl/styles.xml": b"<styleSheet/>",
    "xl/sharedStrings.xml": b"<sst/>",
}


def book(sheet, more=None, stored=False):
    parts = dict(PARTS)
    parts["xl/worksheets/s1.xml"] = sheet if sheet.startswith(b"<?") else parts["xl/worksheets/s1.xml"] % sheet
    parts.update(more or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    return out.getvalue()


HEADING = (b'<row r="1"><c r="A1" t="inlineStr"><is><t>Judul</t></is></c><c r="B1" t="inlineStr"><is><t>Pengarang</t></is></c></row>')
CELL = b'<row><c t="inlineStr"><is><t>%d</t></is></c></row>'


def workbooks(size, rng):
    def padded(unit, unpacked):
        """`unit` again and again with noise between, so that it packs less than 100 to 1: no bomb by its ratio."""
        some = unit * max(600 // len(unit), 1)
        return b"".join(some + rng.getrandbits(40).to_bytes(5, "big").hex().translate(blanks).encode() for _ in range(unpacked // (len(some) + 10) + 1))
    blanks = str.maketrans("0123456789abcdef", " \n\t\r" * 4)
    yield "sheet-of-rows", book(HEADING + numbered(CELL, size))
    yield "sheet-of-blank-rows", book(HEADING + b"<row/>" * (size // 6), stored=True)
    yield "sheet-of-blank-cells", book(HEADING + b"<row>" + b"<c/>" * (size // 4) + b"</row>", stored=True)
    yield "sheet-of-blank-cells-packed", book(HEADING + b"<row>" + padded(b"<c/>", size * 4) + b"</row>")
    yield "last-cell-in-each-row", book(HEADING + numbered(b'<row><c r="XFD%d"><v>1</v></c></row>', size), stored=True)
    yield "cells-backwards", book(HEADING + b"<row>" + b'<c r="Z1"><v>1</v></c><c r="A1"><v>1</v></c>' * (size // 40) + b"</row>", stored=True)
    yield "rows-far-apart", book(HEADING + b'<row r="1048576"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>' * (size // 80), stored=True)
    yield "dimension", book(b'<?xml version="1.0"?><worksheet xmlns="m"><dimension ref="A1:XFD1048576"/><sheetData>' + HEADING +
                            b"</sheetData></worksheet>")
    merge = b'<mergeCell ref="A1:XFD1048576"/>'
    yield "merges", book(b'<?xml version="1.0"?><worksheet xmlns="m"><sheetData>' + HEADING + numbered(CELL, size // 2) +
                         b"</sheetData><mergeCells>" + merge * (size // 64) + b"</mergeCells></worksheet>", stored=True)
    yield "merges-all-different", book(b'<?xml version="1.0"?><worksheet xmlns="m"><sheetData>' + HEADING + numbered(CELL, size // 2) +
                                       b"</sheetData><mergeCells>" + numbered(b'<mergeCell ref="A%d:B99%d"/>', size // 2) +
                                       b"</mergeCells></worksheet>", stored=True)
    yield "deep", book(HEADING + b"<row>" * (size // 5), stored=True)
    yield "attributes", book(HEADING + b"<row" + numbered(b' a%d="1"', size) + b"/>", stored=True)
    strings = b"<sst>" + numbered(b"<si><t>s%d</t></si>", size) + b"</sst>"
    yield "shared-strings", book(HEADING + numbered(b'<row><c t="s"><v>%d</v></c></row>', size), {"xl/sharedStrings.xml": strings})
    yield "shared-strings-empty", book(HEADING, {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * (size // 5) + b"</sst>"}, stored=True)
    yield "shared-strings-packed", book(HEADING, {"xl/sharedStrings.xml": b"<sst>" + padded(b"<si><t>x</t></si>", size * 20) + b"</sst>"})
    yield "shared-strings-long", book(HEADING, {"xl/sharedStrings.xml": b"<sst>" + padded(b"<si><t>" + b"x" * 600 + b"</t></si>", size * 60) + b"</sst>"})
    yield "shared-strings-of-runs", book(HEADING, {"xl/sharedStrings.xml": b"<sst><si>" + b"<r><t>x</t></r>" * (size // 15) + b"</si></sst>"}, stored=True)
    yield "shared-string-used-often", book(HEADING + b'<row><c t="s"><v>0</v></c></row>' * (size // 40),
                                           {"xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 200000 + b"</t></si></sst>"}, stored=True)
    yield "styles", book(HEADING, {"xl/styles.xml": b"<styleSheet><cellXfs>" + b'<xf numFmtId="0"/>' * (size // 18) + b"</cellXfs></styleSheet>"}, stored=True)
    yield "formats", book(HEADING + b'<row><c s="1"><v>1</v></c></row>' * 1000, {"xl/styles.xml": b"<styleSheet><numFmts>" + numbered(
        b'<numFmt numFmtId="%d" formatCode="0"/>', size) + b"</numFmts></styleSheet>"}, stored=True)
    yield "one-format-of-1-MB", book(HEADING + b'<row><c s="1"><v>1</v></c></row>' * 1000, {
        "xl/styles.xml": b'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="' + b"[y]" * (size // 3) +
                         b'"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'}, stored=True)
    yield "sheets", book(HEADING, {"xl/workbook.xml": b'<workbook xmlns="m" xmlns:r="r"><sheets>' + numbered(
        b'<sheet name="A%d" sheetId="%d" r:id="r1"/>', size) + b"</sheets></workbook>"}, stored=True)
    yield "relations", book(HEADING, {"xl/_rels/workbook.xml.rels": b"<Relationships>" + numbered(
        b"<Relationship Id='r%d' Type='x/worksheet' Target='worksheets/s1.xml'/>", size) + b"</Relationships>"}, stored=True)
    yield "numbers", book(HEADING + b"<row><c><v>" + b"9" * size + b"</v></c></row>", stored=True)
    yield "long-cells", book(HEADING + (b'<row><c t="inlineStr"><is><t>' + b"x" * 250000 + b"</t></is></c></row>") * 4, stored=True)
    yield "bomb", book(HEADING, {"xl/sharedStrings.xml": bytes(size * 120)})
    yield "rows-of-wide-cells", book(HEADING + (b"<row>" + b"<c><v>1</v></c>" * 512 + b"</row>") * (size // 7700), stored=True)
    ods = io.BytesIO()
    with zipfile.ZipFile(ods, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        z.writestr("content.xml", b'<office:document-content><table:table><table:table-row table:number-rows-repeated="1048576">'
                   b'<table:table-cell table:number-columns-repeated="16384"/>' * (size // 100))
    yield "opendocument", ods.getvalue()


def archives(size, rng):
    def zipped(entries, compression=zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", compression) as z:
            for name, data in entries:
                z.writestr(name, data)
        return out.getvalue()
    bib = b"@book{a,title={X}}\n"
    lines = b"".join(b"@book{%s,title={X %s}}\n" % (b"%x" % rng.randrange(1 << 32), b"%x" % rng.randrange(1 << 32)) for _ in range(2000))
    yield "gzip-zeros", gzip.compress(bytes(size * 120), 1, mtime=0)
    yield "gzip-members", gzip.compress(b"", mtime=0) * (size // 20)
    yield "gzip-members-with-something", gzip.compress(bib, mtime=0) * (size // 40)
    yield "gzip-in-gzip", gzip.compress(gzip.compress(bytes(size * 20), mtime=0), mtime=0)
    yield "gzip-entries", gzip.compress(lines * (size // len(lines) + 1), mtime=0)
    yield "gzip-name-without-end", b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * size
    yield "zip-zeros", zipped([("a.bib", bytes(size * 120))])
    yield "zip-65535", zipped([(str(i), b"") for i in range(min(65535, size // 100))])
    yield "zip-2000", zipped([(f"{i}.bib", bib) for i in range(2000)], zipfile.ZIP_STORED)
    yield "zip-100-files", zipped([(f"{i}.bib", lines[:size // 100]) for i in range(100)])
    yield "zip-one-file", zipped([("a.bib", lines * (size // len(lines) + 1))])
    yield "zip-in-zip", zipped([("a.zip", zipped([("a.bib", bytes(size * 20))]))])
    yield "zip-long-names", zipped([("a" * 60000 + str(i), bib) for i in range(max(size // 120000, 1))])
    yield "zip-comment", zipped([("a.bib", bib)]) + b"PK\5\6" * (size // 4)
    yield "zip-local-only", zipped([("a.bib", bib)])[:60] * (size // 60)


def compound(size, rng):
    """Excel 97-2003: a compound file whose stream Workbook is what is given (MS-CFB, MS-XLS)."""
    def cfb(stream, loop=False):
        sectors = (len(stream) + 511) // 512
        fat_sectors = (sectors + 1 + 127) // 127 + 1
        first = 1 + fat_sectors
        fat = [0xFFFFFFFE] + [0xFFFFFFFD] * fat_sectors + [first + i + 1 for i in range(sectors)]
        fat[-1] = first if loop else 0xFFFFFFFE
        fat += [0xFFFFFFFF] * (fat_sectors * 128 - len(fat))

        def entry(name, kind, start, n, child=0xFFFFFFFF):
            text = (name + "\0").encode("utf-16-le") if name else b""
            return (text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) +
                    struct.pack("<IQ", start, n))
        directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry("Workbook", 2, first, max(len(stream), 4096)) + entry("", 0, 0, 0) * 2
        difat = list(range(1, 1 + fat_sectors))[:109]
        header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6) +
                  struct.pack("<IIIIIIIII", 0, fat_sectors, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) +
                  b"".join(struct.pack("<I", d) for d in difat + [0xFFFFFFFF] * (109 - len(difat))))
        return header + directory + b"".join(struct.pack("<I", f) for f in fat) + stream.ljust(sectors * 512, b"\0")

    def record(kind, data=b""):
        return struct.pack("<HH", kind, len(data)) + data
    bof = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    sheet_bof = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    end = record(0x0A)

    def workbook(globals_, sheet):
        size_of_bound = 4 + 8 + 1
        at = len(bof) + size_of_bound + len(globals_) + len(end)
        bound = record(0x85, struct.pack("<IHBB", at, 0, 1, 0) + b"A")
        return cfb(bof + bound + globals_ + end + sheet_bof + sheet + end)
    heading = record(0x204, struct.pack("<HHHHB", 0, 0, 0, 5, 0) + b"Judul") + record(0x204, struct.pack("<HHHHB", 0, 1, 0, 9, 0) + b"Pengarang")
    yield "rows", workbook(b"", heading + b"".join(record(0x204, struct.pack("<HHHHB", i % 65535 + 1, 0, 0, 1, 0) + b"x") for i in range(size // 14)))
    yield "one-row-again", workbook(b"", heading + record(0x204, struct.pack("<HHHHB", 1, 0, 0, 1, 0) + b"x") * (size // 14))
    yield "numbers", workbook(b"", heading + b"".join(record(0x203, struct.pack("<HHHd", i % 65535 + 1, i % 200, 0, i * .1)) for i in range(size // 18)))
    yield "rows-backwards", workbook(b"", heading + b"".join(
        record(0x204, struct.pack("<HHHHB", 65535 - i % 65535, 255, 0, 1, 0) + b"x") for i in range(size // 14)))
    yield "empty-records", workbook(b"", heading + record(0x3C) * (size // 4))
    yield "strings", workbook(record(0xFC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF) + b"\1\0\0x" * 2000) +
                              record(0x3C, b"\1\0\0x" * 2000) * (size // 8004), heading)
    yield "strings-empty", workbook(record(0xFC, struct.pack("<II", 1 << 20, 1 << 20) + b"\0\0\0" * 2700) + record(0x3C, b"\0\0\0" * 2700) * (size // 8104), heading)
    yield "string-over-all-records", workbook(record(0xFC, struct.pack("<II", 1, 1) + b"\xff\xff\0" + b"x" * 8000) +
                                              record(0x3C, b"\0" + b"x" * 8000) * (size // 8005), heading)
    yield "tables-of-strings", workbook((record(0xFC, struct.pack("<II", 1000, 1000) + b"\1\0\0x" * 1000)) * (size // 4012), heading)
    yield "string-used-often", workbook(record(0xFC, struct.pack("<II", 1, 1) + b"\x20\x1f\0" + b"x" * 7968), heading + b"".join(
        record(0xFD, struct.pack("<HHHI", i % 65535 + 1, 0, 0, 0)) for i in range(size // 14)))
    yield "merges", workbook(b"", heading + record(0xE5, struct.pack("<H", 1000) + struct.pack("<HHHH", 0, 65535, 0, 255) * 1000) * (size // 8006))
    yield "chain-in-a-circle", cfb((bof + end).ljust(size, b"\0"), loop=True)


# ---- questions, Z39.50, forms, pictures ----

def ber(tag, content):
    head = bytes(tag) if isinstance(tag, (tuple, list)) else bytes([tag])
    n = len(content)
    return head + (bytes([n]) if n < 128 else bytes([0x84]) + n.to_bytes(4, "big")) + content


def questions(size, rng):
    for kind in ("query", "cql"):
        yield kind, "open-parentheses", b"(" * size
        yield kind, "closed-parentheses", b")" * size
        yield kind, "pairs-of-parentheses", b"(a)" * (size // 3)
        yield kind, "words", b"a " * (size // 2)
        yield kind, "one-word", b"a" * size
        yield kind, "quotes", b'"' * size
        yield kind, "one-quote", b'"' + b"a " * (size // 2)
        yield kind, "nots", b"a NOT " * (size // 6)
        yield kind, "ors", b"a OR " * (size // 5) + b"a"
        yield kind, "ors-in-words", b"a or " * (size // 5) + b"a"
        yield kind, "stars", b"* " * (size // 2)
        yield kind, "beginnings", b"a* " * (size // 3)
        yield kind, "fields", b"title=" * (size // 6)
        yield kind, "fields-in-groups", b"title=(" * (size // 7)
        yield kind, "fields-of-ours", b"judul:(" * (size // 7)
        yield kind, "modifiers", b"a =" + b"/x" * (size // 2)
        yield kind, "prefixes", b">a=b " * (size // 5) + b"c"
        yield kind, "sort-keys", b"a sortby " + b"title " * (size // 6)
        yield kind, "marks", "\u0301".encode() * (size // 2)
        yield kind, "expanding-letters", "\ufdfa".encode() * (size // 3)
        yield kind, "years", b"tahun:1999-2005 " * (size // 16)
        yield kind, "noise", rng.randbytes(size)
    # RPN-Query: attributeSet, then RPNStructure: op [0], rpnRpnOp [1] (Z39.50-1995, 3.2.2.1.1)
    oid = ber(0x06, b"\x2a\x86\x48\xce\x13\x03\x01")
    leaf = ber(0xA0, ber((0xBF, 0x66), ber((0xBF, 0x2C), b"") + ber((0x9F, 0x2D), b"a")))

    def deep(n, inner):
        """n operators inside each other, the right operand always a leaf; made from the inside out in linear time."""
        tail = leaf + ber((0xBF, 0x2E), ber(0x80, b""))
        lengths, length = [], len(inner)
        for _ in range(n):
            length += len(tail)
            lengths.append(length)
            length += 6
        return b"".join(b"\xa1\x84" + n.to_bytes(4, "big") for n in reversed(lengths)) + inner + tail * n
    yield "rpn", "operators", ber(0xA1, oid + deep(size // 30, leaf))
    yield "rpn", "operators-at-the-limit", ber(0xA1, oid + deep(20, leaf))
    yield "rpn", "indefinite", b"\xa1\x80" * (size // 2)
    yield "rpn", "deep", b"\xa1\x84\x7f\xff\xff\xff" * (size // 6)
    attribute = ber(0x30, ber((0x9F, 0x78), b"\1") + ber((0x9F, 0x79), b"\4"))
    yield "rpn", "attributes", ber(0xA1, oid + ber(0xA0, ber((0xBF, 0x66), ber((0xBF, 0x2C), attribute * (size // len(attribute))) + ber((0x9F, 0x2D), b"a"))))
    yield "rpn", "term-of-1-MB", ber(0xA1, oid + ber(0xA0, ber((0xBF, 0x66), ber((0xBF, 0x2C), b"") + ber((0x9F, 0x2D), b"a " * (size // 2)))))
    yield "rpn", "term-of-quotes", ber(0xA1, oid + ber(0xA0, ber((0xBF, 0x66), ber((0xBF, 0x2C), b"") + ber((0x9F, 0x2D), b'"' * size))))
    yield "rpn", "long-tag", b"\xbf" + b"\xff" * size
    yield "rpn", "noise", rng.randbytes(size)
    init = ber(0xB4, ber(0x83, b"\0\xe0") + ber(0x84, b"\0\xe9\xa2") + ber(0x85, b"\4\0\0\0") + ber(0x86, b"\4\0\0\0"))
    search = ber(0xB6, ber(0x8D, b"\0") + ber(0x8E, b"\0") + ber(0x8F, b"\0") + ber(0x90, b"\1") + ber(0x91, b"r") +
                 ber(0xB2, ber((0x9F, 0x69), b"x")) + ber(0xB5, ber(0xA1, oid + leaf)))
    yield "session", "inits", init * (size // len(init))
    yield "session", "searches", init + search * (size // len(search))
    yield "session", "giant-length", b"\xb4\x84\xff\xff\xff\xff" + b"x" * size
    yield "session", "length-of-8-bytes", b"\xb4\x88\x7f" + b"\xff" * size
    yield "session", "indefinite", b"\xb4\x80" * (size // 2)
    yield "session", "message-of-1-MB", ber(0xB4, b"\x80\x00" * (size // 2))
    yield "session", "noise", b"\xb4" + rng.randbytes(size)
    yield "origin", "indefinite", b"\xb9\x80" * (size // 2)
    yield "origin", "deep", b"\xb9\x84\x7f\xff\xff\xff" * (size // 6)
    yield "origin", "many-values", ber(0xB9, b"\x80\x00" * (size // 2))
    one = ber(0x30, ber(0xA1, ber(0x28, ber(0x06, b"\x2a\x86\x48\xce\x13\x05\x0a") + ber(0x81, marc([TITLE])))))
    records = ber((0xBF, 0x1C), one * (size // len(one)))
    yield "origin", "records", ber(0xB9, ber(0x98, b"\1") + ber(0x9B, b"\0") + records)
    yield "origin", "noise", b"\xb9" + rng.randbytes(size)


def bodies(size, rng):
    for name, piece in (("parameters", b"a=1&"), ("ands", b"&"), ("equals", b"="), ("escapes", b"%41"), ("bad-escapes", b"%zz"),
                        ("plusses", b"+"), ("marks", b"%CC%81"), ("bytes", b"%FF")):
        yield "form", name, piece * (size // len(piece))
    yield "form", "different-parameters", numbered(b"p%d=1&", size)
    head = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    yield "multipart", "parts", fill(head + b"b\r\n", size)
    yield "multipart", "one-part", fill(b"x", size, head)
    yield "multipart", "nearly-delimiters", fill(b"\r\n--", size, head)
    yield "multipart", "line-ends", fill(b"\r\n", size, head)
    yield "multipart", "carriage-returns", fill(b"\r", size, head)
    yield "multipart", "delimiters-with-more", fill(b"\r\n--xy", size, head)
    yield "multipart", "head-without-end", fill(b"X-A: b\r\n", size, b"--x\r\n")
    yield "multipart", "dashes", fill(b"-", size)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0) + bytes(4)
    yield "image", "png-chunks", png + (struct.pack(">I", 0) + b"tEXt" + bytes(4)) * (size // 12)
    yield "image", "png-huge", png.replace(struct.pack(">II", 10, 10), struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF)) + bytes(size)
    yield "image", "jpeg-segments", b"\xff\xd8" + b"\xff\xe0\0\2" * (size // 4)
    yield "image", "jpeg-fill", b"\xff\xd8" + b"\xff" * size
    yield "image", "gif-blocks", b"GIF89a\x0a\0\x0a\0\x80\0\0" + bytes(6) + b"!\xfe\1a\0" * (size // 5)
    yield "image", "webp-chunks", b"RIFF" + struct.pack("<I", size) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(10) + b"EXIF\0\0\0\0" * (size // 8)
    yield "editor", "lines", fill(b"650 _4 $a x\n", size, b"LDR 00000nam a2200000 a 4500\n")
    yield "editor", "one-line", fill(b"$a x ", size, b"245 10 ")
    yield "editor", "bad-lines", fill(b"x\n", size)
    yield "editor", "titles", fill(b"245 10 $a X\n", size)
    yield "editor", "lines-of-mrk", fill(b"=650  \\4$ax\n", size)
    yield "editor", "isbns", fill(b"020 __ $a 97897930627\n", size)
    yield "thesaurus", "lines", numbered(b"kata %d = word %d\n", size)
    yield "thesaurus", "one-line", numbered(b"kata%d = ", size)
    yield "thesaurus", "commas", numbered(b"a%d, ", size, b"a = b")
    yield "thesaurus", "same-word", fill(b"a = b\n", size)
    yield "words", "one-word", b"a" * size
    yield "words", "letters", b"a " * (size // 2)
    yield "words", "marks", b"a" + "\u0301".encode() * (size // 2)
    yield "words", "marks-in-disorder", b"a" + "\u0316\u0301".encode() * (size // 4)
    yield "words", "expanding-letters", "\ufdfa".encode() * (size // 3)
    yield "words", "hangul", "\uac01".encode() * (size // 3)
    yield "words", "digits", b"1" * size
    yield "words", "apostrophes", b"a'" * (size // 2)
    yield "words", "bad-bytes", b"\xff" * size
    yield "words", "different-words", numbered(b"w%d ", size)


def everything(size, seed):
    def rng(of):
        return random.Random(f"{seed} {of}")
    for make in (iso2709, marcxml, text_files, workbooks, archives, compound):
        kind = "" if make is text_files else make.__name__ + "-"
        for name, data in make(size, rng(make.__name__)):
            yield "file", kind + name, data
            if make in (text_files, workbooks, compound):
                yield "look", kind + name, data
    for make in (other_xml, json_text, questions, bodies):
        yield from make(size, rng(make.__name__))


def main():
    to, size, seed = sys.argv[1], int((sys.argv[2:] or [10**6])[0]), (sys.argv[3:] or ["1"])[0]
    os.makedirs(to, exist_ok=True)
    for reader, name, data in everything(size, seed):
        path = os.path.join(to, f"{reader}--{name}")
        if os.path.exists(path):
            sys.exit(f"two inputs of the name {reader}--{name}")
        with open(path, "wb") as f:
            f.write(data)


if __name__ == "__main__":
    main()
