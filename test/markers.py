"""markers.py ROUTES ADDRESS CODE DATA -- what anybody wrote is text wherever it is shown.

ROUTES is the program's own table (build/asan/test-routes), ADDRESS a running server over DATA, CODE a coordinator's first code.
A marker is markup, quotes and braces with a number of its own, so that it is known where one came from. Markers go into
every subfield of records, every field of forms and every parameter of every address. Every answer is then read as what it says it is:
HTML, XML, JSON, CSV, workbooks, references. Routes that are not named below fail: whoever adds one says what it shows.
Prints what is wrong, a line each, and how many answers were read."""
import atexit
import csv
import gzip
import html
import html.parser
import http.client
import io
import json
import re
import subprocess
import sys
import time
import urllib.parse
import xml.etree.ElementTree as tree
import zipfile

numbers = iter(range(1000, 10**6))


def marker(before="", short=False):
    n = next(numbers)
    if short:
        return f"{before}\"'><mk{n} onmk=1>"
    return f"{before}\"'><script>mk({n})</script><mk{n} onmk=1 x='&lt;}}{{\\%$"


def iso2709(fields):
    directory = data = b""
    for tag, text in fields:
        body = text.encode() + b"\x1e"
        directory += b"%s%04d%05d" % (tag.encode(), len(body), len(data))
        data += body
    base = 25 + len(directory)
    return b"%05dnam a22%05d a 4500" % (base + len(data) + 1, base) + directory + b"\x1e" + data + b"\x1d"


def marked_records():
    """Three records with a marker in every subfield of every usual field; the second has line breaks and formulas before them, the
    third is a serial."""
    out = b""
    usual = {"050": "ab", "080": "a", "082": "a2", "084": "a2", "090": "ab", "100": "abcde4", "110": "ab", "111": "acd", "130": "a", "210": "a", "222": "a",
             "240": "al", "245": "abcnp", "246": "abinp", "247": "a", "250": "ab", "255": "a", "256": "a", "260": "abc", "264": "abc",
             "300": "abce", "306": "a", "310": "a", "321": "a", "336": "a", "337": "a", "338": "a", "362": "a", "440": "av", "490": "av", "500": "a", "501": "a",
             "502": "abcd", "504": "a", "505": "agrt", "506": "a", "508": "a", "510": "ac", "511": "a", "515": "a", "518": "a", "520": "ab", "521": "a", "530": "a",
             "533": "a", "538": "a", "540": "a", "546": "ab", "550": "a", "580": "a", "588": "a", "590": "a", "600": "abcdtvxyz", "610": "abx", "611": "a",
             "630": "ax", "648": "a", "650": "avxyz", "651": "ax", "653": "a", "655": "a2", "690": "a", "700": "abcde4t", "710": "abe", "711": "a", "720": "a",
             "730": "a", "740": "a", "752": "ab", "765": "t", "770": "t", "772": "t", "773": "abdgtx", "775": "t", "776": "ti", "777": "t", "780": "atx",
             "785": "atx", "787": "t", "800": "atv", "810": "at", "830": "av", "856": "uyz3", "852": "abchijpz", "866": "az", "880": "6a", "952": "abcopyz"}
    for i, before in enumerate(("", "=cmd|\nER  - \n", "")):
        fields = [("001", f"m{i}\"'<mk{i}>"), ("003", "X<mk1>"), ("008", "050101s2005    io            000 1 ind d"),
                  ("020", "  \x1fa97897930627%02d" % (92 if not i else i)), ("022", "  \x1fa0125-9008"), ("041", "0 \x1faind\x1fheng")]
        for tag, codes in usual.items():
            if tag in ("110", "111", "130") and i == 0 or tag in ("100",) and i == 1:
                continue
            value = {"245a": f"tanda{i} ", "100a": f"Pengarang{i}, ", "650a": f"Subjek{i} "}
            fields.append((tag, "1 " + "".join("\x1f" + c + value.get(tag + c, "") + before + ("245-01" if tag + c == "8806" else marker()) for c in codes)))
        fields += [("856", "40\x1fujavascript:mk(1)\x1fz" + marker()), ("856", "40\x1fuhttps://contoh.id/?a=1&b=2" + marker(short=True) + "\x1fy" + marker())]
        out += iso2709(fields)
    return out


if sys.argv[1] == "--records":
    with open(sys.argv[2], "wb") as to:
        to.write(marked_records())
    sys.exit()
routes_of, address, code, data_dir, silang = sys.argv[1:6]
host = urllib.parse.urlsplit(address).netloc
wrong, answers, shown = [], 0, set()

MARKED = re.compile(r"<mk\d+ onmk=1")


def complain(where, what):
    line = f"{where[:160]}: {what}"
    if line not in wrong:
        wrong.append(line)


# ---- reading answers ----

class Page(html.parser.HTMLParser):
    """Tags, attributes and text as a browser has them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.bad, self.text, self.json, self.inside, self.pre, self.tokens = [], [], [], None, 0, []

    def handle_starttag(self, tag, attrs):
        if re.match(r"mk\d", tag):
            self.bad.append(f"a marker is a tag: <{tag}>")
        for name, value in attrs:
            if name.startswith("onmk") or name.startswith("mk(") or (name.startswith("on") and value and "mk(" in value):
                self.bad.append(f"a marker is an attribute of <{tag}>")
            if name in ("href", "src", "action", "formaction", "poster", "data") and re.match(r"[\s\x00-\x20]*(javascript|data|vbscript):", value or "", re.I):
                self.bad.append(f"an address that runs: {value[:60]}")
            self.text.append(value or "")
            if tag == "input" and name == "value" and dict(attrs).get("name") == "token":
                self.tokens.append(value)
        self.pre += tag == "pre"
        self.inside = (tag, dict(attrs).get("type")) if tag in ("script", "style") else None

    def handle_endtag(self, tag):
        self.inside = None
        self.pre -= tag == "pre"

    def handle_data(self, text):
        if self.inside and self.inside[1] == "application/ld+json":
            self.json.append(text)
        elif self.inside and ("mk(" in text or "<mk" in text):
            self.bad.append("a marker is in a script or style")
        self.text.append(html.unescape(text) if self.pre else text)  # there XML is shown as such


def read_html(where, body):
    page = Page()
    page.feed(body)
    page.close()
    for bad in page.bad:
        complain(where, bad)
    text = "\n".join(page.text)
    for of in page.json:
        try:
            text += json.dumps(json.loads(of), ensure_ascii=False).replace('\\"', '"')
        except ValueError:
            complain(where, "the JSON in the page is none")
    if re.search(r"&(amp;)?(lt|gt|quot|#39|#x27);(/?script|mk\d)", text):
        complain(where, "a marker is escaped twice")
    if re.search(r"<script>mk\(|<mk\d", body):
        complain(where, "a marker stands as it is in the bytes")
    return text


def read_xml(where, body):
    try:
        root = tree.fromstring(body)
    except tree.ParseError as e:
        complain(where, f"no XML: {e}")
        return ""
    text = []
    for e in root.iter():
        if re.match(r"(\{.*\})?mk\d", str(e.tag)):
            complain(where, f"a marker is an element: {e.tag}")
        if any(k.startswith("onmk") for k in e.attrib):
            complain(where, "a marker is an attribute")
        inner = (e.text or "")
        if e.attrib.get("type") in ("html", "text/html"):
            read_html(where + " (its HTML)", inner)
        text += [inner, e.tail or ""] + list(e.attrib.values())
        for k, v in e.attrib.items():
            if k.endswith("href") and re.match(r"\s*(javascript|data):", v, re.I):
                complain(where, f"an address that runs: {v[:60]}")
    return "\n".join(text)


def strings_of(v):
    if isinstance(v, str):
        yield v
    elif isinstance(v, dict):
        for k, x in v.items():
            yield k
            yield from strings_of(x)
    elif isinstance(v, list):
        for x in v:
            yield from strings_of(x)


def read_json(where, body):
    try:
        return "\n".join(strings_of(json.loads(body)))
    except ValueError as e:
        complain(where, f"no JSON: {e}")
        return ""


def no_formula(where, cells):
    for c in cells:
        if c[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"[-+]?[\d.,]+", c):
            complain(where, f"a cell is a formula: {c[:40]!r}")


def read_csv(where, body):
    cells = [c for row in csv.reader(io.StringIO(body)) for c in row]
    no_formula(where, cells)
    return "\n".join(cells)


def read_xlsx(where, raw):
    text = []
    with zipfile.ZipFile(io.BytesIO(raw)) as z:
        for name in z.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = z.read(name).decode()
            text.append(read_xml(f"{where} {name}", part))
            if re.search(r"<(\w+:)?f[ >]", part):
                complain(where, "a cell is a formula")
    return "\n".join(text)


def read_ris(where, body):
    if len(re.findall(r"(?m)^TY  - ", body)) != len(re.findall(r"(?m)^ER  - ", body)):
        complain(where, "as many beginnings as ends of references")
    for line in body.replace("\r", "").split("\n"):
        if line and not re.match(r"[A-Z][A-Z0-9]  - ", line):
            complain(where, f"a line of a value stands alone: {line[:40]!r}")
    return body


def read_bib(where, body):
    depth, escaped = 0, False
    for c in body:
        depth += 0 if escaped else {"{": 1, "}": -1}.get(c, 0)
        escaped = c == "\\" and not escaped
        if depth < 0:
            break
    if depth:
        complain(where, "braces do not match")
    for line in body.split("\n"):
        if line and not re.match(r"@\w+\{\S*,$|\}$|  ", line):
            complain(where, f"a value goes into a line of its own: {line[:40]!r}")
    return body.replace("\\{", "{").replace("\\}", "}").replace("\\textbackslash{}", "\\")


def read_mrc(where, raw):
    if raw.startswith(b"silang-backup "):  # a backup: for nobody but us
        return ""
    for record in raw.split(b"\x1d")[:-1]:
        if int(record[:5]) != len(record) + 1:
            complain(where, "a record's length is not its own")
    return raw.decode("utf-8", "replace")


def read(where, status, headers, raw):
    """The text of an answer as a reader has it."""
    global answers
    answers += 1
    kind = headers.get("content-type", "").split(";")[0]
    if status >= 500 and not (status == 503 and kind):
        complain(where, f"status {status}")
    for name, value in headers.items():
        if re.search(r"<mk\d+ onmk|<script", value) and name not in ("location",):
            complain(where, f"a marker is in {name}")
        if name == "location" and re.match(r"(?!/(?!/)|" + re.escape(address) + r"/)", value):
            complain(where, f"leads away: {value[:60]}")
    if status in (204, 301, 302, 303, 304) and not raw:
        return urllib.parse.unquote(headers.get("location", ""))
    if kind.endswith("spreadsheetml.sheet"):
        return read_xlsx(where, raw)
    if kind in ("application/marc", "application/octet-stream"):
        return read_mrc(where, raw)
    if kind.startswith("image/") and kind != "image/svg+xml":
        return ""
    if raw[:2] == b"\x1f\x8b":  # the file of the whole catalogue: a line of JSON each
        return "\n".join(read_json(where, line) for line in gzip.decompress(raw).decode().splitlines())
    try:
        body = raw.decode()
    except UnicodeDecodeError as e:
        complain(where, f"no UTF-8: {e}")
        return ""
    if kind == "text/html":
        return read_html(where, body)
    if kind.endswith("xml"):
        return read_xml(where, body)
    if kind.endswith("json"):
        return read_json(where, body)
    if kind == "text/csv":
        return read_csv(where, body)
    if "research-info" in kind:
        return read_ris(where, body)
    if "bibtex" in kind:
        return read_bib(where, body)
    if kind not in ("text/plain", "text/css", "text/javascript", "application/javascript"):
        complain(where, f"nobody reads {kind!r}, status {status}: {raw[:60]!r}")
    if headers.get("x-content-type-options") != "nosniff":
        complain(where, "could be sniffed")
    return body


def try_readers():
    """Each hole is found where it is one."""
    m = marker()
    holes = [(read_html, f"<p>{m}</p>"), (read_html, f'<p title="{m}">x</p>'), (read_html, f"<a href='{m}'>x</a>"), (read_html, '<a href=" javascript:mk(1)">x</a>'),
             (read_html, f"<p>{html.escape(html.escape(m))}</p>"), (read_html, f'<script type="application/ld+json">{{"a": "{m}"}}</script>'),
             (read_xml, f"<a>{m}</a>"), (read_xml, f'<a b="{m}"/>'), (read_xml, "<a><mk1/></a>"), (read_xml, f'<a type="html">{html.escape(m)}</a>'),
             (read_json, f'{{"a": "{m}"}}'), (read_csv, "a,=1+1"), (read_csv, '"@x"'), (read_ris, "TY  - BOOK\nTI  - a\nER  - \nER  - \n"),
             (read_ris, "TY  - BOOK\nTI  - a\nb\nER  - \n"), (read_bib, "@book{a,\n  title = {a}}\n}\n"), (read_bib, "@book{a,\n  title = {a},\n}\n}\n")]
    for reader, body in holes:
        before = len(wrong)
        reader("a hole", body)
        if len(wrong) == before:
            complain("try_readers", f"{reader.__name__} does not see {body[:60]}")
        else:
            del wrong[before:]


# ---- asking ----

class Person:
    def __init__(self):
        self.cookies = {}

    def ask(self, method, path, body=None, kind=None, route=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Referer": address + "/", "Origin": address}
        if kind:
            headers["Content-Type"] = kind
        c = http.client.HTTPConnection(host, timeout=60)
        c.request(method, path, body, headers)
        r = c.getresponse()
        raw = r.read()
        c.close()
        for name, value in r.getheaders():
            if name.lower() == "set-cookie":
                k, _, v = value.split(";")[0].partition("=")
                self.cookies[k] = v
        got = {k.lower(): v for k, v in r.getheaders()}
        text = read(f"{method} {urllib.parse.unquote(path)}", r.status, got, raw)
        if route and r.status < 400 and MARKED.search(text):
            shown.add(route)
        self.status, self.headers, self.raw, self.text = r.status, got, raw, text
        return text

    def get(self, path, route=None):
        return self.ask("GET", path, route=route)

    def token(self, form):
        self.get(form)
        page = Page()
        page.feed(self.raw.decode("utf-8", "replace"))
        return page.tokens[0] if page.tokens else ""

    def post(self, path, fields, form=None, route=None):
        pairs = [("token", self.token(form or path))] + [(k, v) for k, vs in fields.items() for v in (vs if isinstance(vs, list) else [vs])]
        return self.ask("POST", path, urllib.parse.urlencode(pairs), "application/x-www-form-urlencoded", route=route)

    def store(self, path, fields, form=None):
        """Posts what has to be kept."""
        self.post(path, fields, form)
        if self.status not in (200, 303):
            said = re.findall(r'class="why"[^>]*>(?:<svg.*?</svg>)?(.*?)</p>', self.raw.decode("utf-8", "replace"), re.S)
            complain(path, f"was not kept: {self.status} {' | '.join(said)[:300]}")

    def post_file(self, path, fields, name, content, form=None, field="berkas"):
        pairs = {"token": self.token(form or path), **fields}
        body = b"".join(f'--xXx\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in pairs.items())
        quoted = name.replace('"', "%22")
        body += f'--xXx\r\nContent-Disposition: form-data; name="{field}"; filename="{quoted}"\r\nContent-Type: text/csv\r\n\r\n'.encode()
        return self.ask("POST", path, body + content + b"\r\n--xXx--\r\n", "multipart/form-data; boundary=xXx")


def settle():
    """Until no job waits, and what changed can be searched."""
    for _ in range(300):
        left = subprocess.run(["sqlite3", "-readonly", f"{data_dir}/silang.db", "SELECT count(*) FROM job WHERE state IN ('waiting', 'running') AND kind NOT LIKE 'gather%'"],
                              capture_output=True, text=True).stdout.strip()
        figures = Person().get("/metrics")
        change = re.search(r"silang_changes_newest (\d+)", figures).group(1)
        if left == "0" and f"silang_index_applied {change}\n" in figures:
            return
        time.sleep(.1)
    complain("settle", "jobs do not end")


def sql(query):
    return subprocess.run(["sqlite3", "-readonly", f"{data_dir}/silang.db", query], capture_output=True, text=True).stdout.strip()


# ---- what is written ----

nobody, sri = Person(), Person()


def sign_in():
    sri.post("/sandi", {"kode": code, "sandi": "kuda makan rumput"})
    if sri.status != 303:
        complain("/sandi", f"the coordinator is not let in: {sri.status}")


PROFILE = ("nama", "alamat", "catatan", "narahubung", "tentang", "unggul", "kurang", "manfaat")


def write_everything():
    """Every form that keeps what was written; returns places of what it made."""
    made = {}
    sri.store("/staf/satu/profil", {**{k: marker(k + " ") for k in PROFILE}, "jenis": "special", "telepon": "0274 123456",
                                   "edisi": sql("SELECT edition FROM agency WHERE slug = 'satu'") or "0"})
    made["profile"] = sri.status
    sri.store("/jejaring/1/profil", {"nama": marker("Jejaring "), "tujuan": marker(), "aturan": marker(), "koordinator": marker(),
                                     "telepon": "0274 123456", "terbuka": "1", "wewenang": "advise", "edisi": sql("SELECT edition FROM network WHERE id = 1")})
    sri.store("/jejaring/1/profil/baru", {"nama": marker("Jejaring lain ")}, form="/jejaring/1/profil")
    sri.store("/jejaring/1/kelola/undang", {"nama": marker("Undangan "), "jenis": "school", "kali": "1", "hari": "30"}, form="/jejaring/1/kelola")
    made["invitation"] = re.search(r"/undangan/([a-z0-9]{10,})", sri.text + sri.raw.decode())
    made["invitation"] = made["invitation"].group(1) if made["invitation"] else "abcd-efgh"
    sri.store("/staf/satu/orang", {"nama": marker("Orang "), "akun": "orang@contoh.id", "peran": "desk"})
    sri.store("/sistem/pengaturan", {"nama": marker("Katalog "), "zona": "WIB", "bahasa": "en", "alamat": ""})
    answers_of = {f"bukti-{k}": marker() for k in ("collection", "outsiders", "budget", "staff", "requests", "organised", "catalogue", "guide", "rules", "equipment")}
    sri.store("/staf/satu/syarat", {**answers_of, **{k.replace("bukti", "jawab"): "yes" for k in answers_of}})
    sri.store("/sistem/katalog", {"apa": "tambah", "jenis": "sru", "nama": marker("Katalog luar "), "alamat": "http://127.0.0.1:9/sru"})
    sri.store("/jejaring/1/katalog", {"apa": "tambah", "jenis": "sru", "nama": marker("Katalog luar "), "alamat": "http://127.0.0.1:9/sru2"})
    sri.store("/staf/satu/panen", {"alamat": "https://contoh.invalid/oai", "jenis": "oai", "rentang": "0"})
    sri.store("/staf/satu/ketersediaan", {"apa": "simpan", "jenis": "daia", "alamat": "https://contoh.invalid/daia", "pola": "x:{number}"})
    rows = ["judul,pengarang,penerbit,tahun,isbn,barcode,subjek"]
    for i in range(3):
        rows.append(",".join('"' + (marker(f"kiriman{i} ")).replace('"', '""') + '"' for _ in range(3)) + f',2001,,U{i},"=1+{i}"')
    rows += [f'"","{marker().replace(chr(34), chr(34) * 2)}",,,,=cmd|x,"@SUM({i})"' for i in range(2)]
    sri.post_file("/staf/satu/kirim", {"seluruhnya": "0"}, marker("kiriman ", short=True) + ".csv", "\n".join(rows).encode())
    made["load"] = sri.headers.get("location", "/").rsplit("/", 1)[1].split("?")[0]
    settle()
    sri.get(f"/staf/satu/muatan/{made['load']}")
    basis = re.search(rb'name="dasar" value="(\d+)"', sri.raw)
    sri.store(f"/staf/satu/muatan/{made['load']}/terbitkan", {"dasar": basis.group(1).decode() if basis else "0", "ya": "1"},
             form=f"/staf/satu/muatan/{made['load']}")
    sri.store("/staf/satu/buku/baru", {"judul": marker("tulis "), "pengarang": marker(), "peran": "author", "penerbit": marker(), "tahun": "2001",
                                      "tempat": marker(), "seri": marker(), "subjek": marker(), "abstrak": marker(), "catatan": marker(), "edisi": marker(),
                                      "fisik": marker(), "panggil": marker(short=True), "kode": "K" + marker(short=True), "rak": marker(short=True), "nomor": marker(short=True), "keadaan": "",
                                      "simpan": "1"})
    made["record"] = sql("SELECT max(id) FROM record")
    sri.get(f"/staf/satu/buku/{made['record']}/ubah")
    version = re.search(rb'name="versi" value="(\d+)"', sri.raw)
    sri.store(f"/staf/satu/buku/{made['record']}/ubah", {"judul": marker("ubah "), "alasan": marker(), "versi": version.group(1).decode() if version else "0",
                                                         "simpan": "1"})
    for name in (marker("templat "), marker("dihapus ")):
        sri.store("/staf/satu/buku/baru", {"judul": "", "penerbit": marker(), "subjek": marker(), "nama-templat": name, "jadi-templat": "1"})
    sri.store("/staf/satu/buku/templat", {"data": sql("SELECT max(id) FROM record_template"), "hapus": "1"})
    sri.post_file("/staf/satu/kirim", {"seluruhnya": "0"}, marker("menunggu ", short=True) + ".csv", "\n".join(rows).encode())
    made["waiting"] = sri.headers.get("location", "/").rsplit("/", 1)[1].split("?")[0]
    bad = iso2709([("001", marker(short=True)), ("500", "  \x1fa" + marker())])
    sri.store("/staf/satu/mutu/ejaan/hitung", {}, "/staf/satu/mutu/ejaan")
    sri.post_file("/staf/satu/kirim", {"seluruhnya": "0"}, marker("rusak ", short=True) + ".mrc", bad)
    made["marc"] = sri.headers.get("location", "/").rsplit("/", 1)[1].split("?")[0]
    settle()
    return made


# ---- what is asked ----

# Routes that show nothing anybody wrote, only what parameters they are given.
BARE = """/healthz /readyz /metrics /robots.txt /favicon.ico /s/{name} /ucs.php /ucpoll.php /uc-ops.php /api/v1/openapi.json
    /api/v1/problems/{name} /sitemap.xml /sitemap/{part}.xml /awal/{token} /awal/{token}/pengelola /masuk /sandi /undangan
    /perpustakaan/{slug}/foto /b/{id}/marc /b/{id}/tersedia /staf/{agency}/kirim/{upload} /tinjau/berikut /sistem/cadangan
    /sistem/catatan /api/v1/dump /staf/{agency}/buku/luar/pilih /api/v1/changes /mulai /unapi /sambung/{file} /daia
    /staf/{agency}/buku/unduh /index.php /staf/{agency}/panen/{id}
    /staf/{agency}/buku/{record}/gabung""" .split()
# ... and those that show what was written above.
SHOWS = """/ /cari /cari/rinci /cari/nilai /cari.atom /saran /unduh /daftar /jelajah /jelajah/{list} /b/{id}.marcxml /b/{id}.mfhd /b/{id}.iso20775
    /b/{id}.mods /b/{id}.dc /b/{id}.mrc /b/{id}.ris /b/{id}.bib /b/{id}.jsonld /b/{id}.txt /b/{id} /oai /sru /sru/{database}
    /b/{id}/riwayat /b/{id}/gabung /b/{id}/pisah /b/{id}/edisi /b/{id}/perbaiki /perpustakaan /perpustakaan/{slug}
    /jejaring/{network} /undangan/{token} /gabung/{id} /bantuan /sambung /sambung/api
    /sambung/api/{operation} /privasi /akun /staf /staf/{agency} /staf/{agency}/unduh/{form}
    /staf/{agency}/mutu /staf/{agency}/mutu/ejaan /staf/{agency}/mutu/ejaan/bentuk /staf/{agency}/mutu/ejaan/keputusan
    /staf/{agency}/mutu/lengkapi /staf/{agency}/mutu/{mark}.csv /staf/{agency}/buku /staf/{agency}/buku/baru
    /staf/{agency}/buku/suntingan /staf/{agency}/buku/templat /staf/{agency}/buku/luar /staf/{agency}/buku/luar/data /staf/{agency}/buku/salin
    /staf/{agency}/buku/label /staf/{agency}/buku/rak /staf/{agency}/buku/induk /staf/{agency}/buku/{record}
    /staf/{agency}/buku/{record}/ubah /staf/{agency}/buku/{record}/marc /staf/{agency}/buku/{record}/versi
    /staf/{agency}/profil /staf/{agency}/syarat /staf/{agency}/riwayat /staf/{agency}/orang /staf/{agency}/kirim /staf/{agency}/slims
    /staf/{agency}/ketersediaan /staf/{agency}/panen /staf/{agency}/muatan/{load}
    /staf/{agency}/muatan/{load}/tolakan.csv /staf/{agency}/muatan/{load}/tolakan.xlsx /staf/{agency}/muatan/{load}/tolakan.mrc
    /jejaring/{network}/orang /jejaring/{network}/kelola /jejaring/{network}/panen /jejaring/{network}/katalog
    /jejaring/{network}/katalog/{target} /jejaring/{network}/profil /tinjau /tinjau/sekaligus /tinjau/{pair} /sistem
    /sistem/pekerjaan /sistem/orang /sistem/pengaturan /sistem/katalog /sistem/katalog/{target} /sistem/kendali /sistem/riwayat /api/v1 /api/v1/
    /api/v1/titles /api/v1/titles/{id} /api/v1/titles/{id}/holdings /api/v1/libraries /api/v1/libraries/{slug} /api/v1/networks
    /api/v1/networks/{network} /api/v1/suggestions /opensearch.xml""".split()


def examples(made):
    """What may stand in the braces of an address."""
    def found(words):
        got = subprocess.run([silang, "search", "--data", data_dir, "--json", words], capture_output=True, text=True).stdout
        return [h["id"] for h in json.loads(got or '{"hits": []}')["hits"]]
    titles = list(dict.fromkeys(found("tanda0")[:1] + found("tanda1")[:1] + found("tanda2")[:1] + found("tulis")[:1] + found("kiriman0")[:1])) or ["none"]
    doubts = subprocess.run([silang, "match", "list", "--data", data_dir, "--json"], capture_output=True, text=True).stdout
    pairs = [f"{p['one']['id']}-{p['other']['id']}" for p in map(json.loads, doubts.splitlines())]
    sri.get("/staf/satu/mutu")
    marks = list(dict.fromkeys(re.findall(r"/staf/satu/mutu/([a-z-]+)\.csv", sri.raw.decode())))
    if not pairs or not marks or len(titles) < 3:
        complain("examples", f"{len(titles)} titles, {len(pairs)} pairs in doubt, {len(marks)} marks")
    nobody.get("/")
    style = re.search(r"/s/(silang[^\"]*\.css)", nobody.raw.decode()).group(1)
    return {"id": titles, "list": ["judul", "pengarang", "subjek", "seri", "kelas"], "database": ["network-1", "library-satu", "1"],
            "slug": ["satu"], "agency": ["satu"], "network": ["1", "2"], "token": [made["invitation"], "salah"], "name": [style], "part": ["1"],
            "file": ["oai.ini"], "form": ["mrc", "xml", "csv", "items", "xlsx"], "mark": marks, "upload": ["1"], "load": [made["load"], made["waiting"], made["marc"]],
            "record": [made["record"], sql("SELECT min(id) FROM record")], "target": sql("SELECT id FROM target").split(), "pair": pairs,
            "gather": sql("SELECT id FROM gather").split(), "gabung": ["1"], "number": ["1"],
            "operation": re.findall(r'"operationId": *"(\w+)"', open("src/web/static/openapi.json").read())}


def addresses(pattern, have):
    """Each pattern with each of its examples, the others the first."""
    names = re.findall(r"\{(\w+)\}", pattern)
    def of(name):
        if name == "id" and "/panen/" in pattern:
            return have["gather"] or ["1"]
        if name == "id" and pattern.startswith("/gabung/"):
            return have["gabung"]
        if name not in have:
            complain(pattern, f"no example of {{{name}}}: say one in test/markers.py")
            return ["1"]
        return have[name] or ["1"]
    first = {n: of(n)[0] for n in names}
    for name in names or [None]:
        for value in of(name) if name else [None]:
            path = pattern
            for n in names:
                path = path.replace("{%s}" % n, value if n == name else first[n])
            yield path


def ask_outside():
    """A catalogue that answers with markers is asked, as often as it takes."""
    for _ in range(100):
        sri.get("/staf/satu/buku/luar?q=judul&f=any", "/staf/{agency}/buku/luar")
        found = re.findall(r'href="(/staf/satu/buku/luar/data\?[^"]*)"', sri.raw.decode())
        if found:
            for path in found:
                sri.get(html.unescape(path), "/staf/{agency}/buku/luar/data")
            return
        time.sleep(.1)
    complain("/staf/satu/buku/luar", "the other catalogue is not shown")


# Addresses that need more than their examples, with what they are answered.
ASKED = {
    "/cari": ["q=tanda0", "q=tanda*&urut=newest", "q=zzzz", "q=tanda0&f=ti", "q=title+%3D+tanda0&f=cql"],
    "/cari.atom": ["q=tanda0"], "/cari/nilai": [f"q=tanda*&pilah={v}" for v in ("pengarang", "subjek", "seri", "perpustakaan")],
    "/saran": ["q=tand", "q=pengarang0", "q=subjek"],
    "/unduh": [f"q=tanda*&bentuk={f}" for f in ("csv", "xlsx", "ris", "bib", "marcxml", "mrc", "mods", "txt", "slims", "json", "teks")],
    "/jelajah/{list}": ["dari=a", "dari=tanda", "dari=peng", "dari=subj", "teks=x"],
    "/oai": ["verb=ListRecords&metadataPrefix=oai_dc", "verb=ListRecords&metadataPrefix=marc21", "verb=ListRecords&metadataPrefix=mods", "verb=Identify",
             "verb=ListSets"] + [f"verb={{m}}&metadataPrefix=oai_dc", "verb=ListRecords&metadataPrefix={m}", "verb=GetRecord&identifier={m}&metadataPrefix=oai_dc",
                                 "verb=ListRecords&resumptionToken={m}", "verb=ListRecords&set={m}&metadataPrefix=oai_dc", "verb=Identify&{m}={m}"],
    "/sru": [f"version=1.2&operation=searchRetrieve&query=tanda0&recordSchema={s}" for s in ("marcxml", "mods", "dc", "oai_dc", "iso20775", "opac", "json")] +
            ["version=2.0&query=tanda0", "version=1.1&operation=explain", "version=1.2&operation=scan&scanClause=title%3Dtanda",
             "version=1.2&operation=searchRetrieve&query=tanda0&recordPacking=string&recordSchema=marcxml", "version={m}&operation={m}&query=a", "query={m}&version=1.2",
             "version=1.2&operation=searchRetrieve&query=a&recordSchema={m}", "version=1.2&operation=searchRetrieve&query=a&{m}={m}", "version=2.0&query=a&sortKeys={m}",
             "version=1.2&operation=scan&scanClause={m}", "version=2.0&query=a&stylesheet={m}", "version=1.2&operation=searchRetrieve&query=dc.title%3D%22{m}"],
    "/sru/{database}": ["version=1.2&operation=searchRetrieve&query=tanda0", "version=1.2&operation=explain"],
    "/daia": ["id={t}", "id={m}", "id={t}&format={m}"], "/unapi": ["id={t}&format=dc", "id={t}", "id={t}&format={m}", "id={m}&format=dc"],
    "/index.php": ["search=search&keywords=tanda0&resultXML=true", "p=show_detail&inXML=true&id=1", "{m}={m}", "p={m}", "keywords={m}&search=search&resultXML=true"],
    "/api/v1/titles": ["q=tanda0", "q=tanda*&facets=author,subject", "q={m}&facets={m}"], "/api/v1/suggestions": ["q=tanda"], "/api/v1/changes": ["include=titles", "since={m}"],
    "/staf/{agency}/mutu/ejaan": ["jenis=publisher", "jenis=name"], "/staf/{agency}/mutu/ejaan/bentuk": ["jenis=publisher&teks={p}", "jenis=name&teks={a}"],
    "/tinjau/sekaligus": ["sebab={r}"], "/staf/{agency}/buku": ["q=tanda0"], "/staf/{agency}/buku/baru": ["templat=1"], "/staf/{agency}/buku/salin": ["q=tanda0", "q=pendar"],
    "/staf/{agency}/buku/label": ["kode={k}"], "/b/{id}/gabung": ["q=tanda1"], "/b/{id}/tersedia": ["potongan=1"], "/daftar": ["b={l}"], "/undangan": ["kode={m}"],
    "/staf/{agency}/riwayat": ["objek=record-{n}"], "/staf/{agency}/buku/unduh": ["bentuk=mrc&b={n}", "bentuk=xml&b={n}", "bentuk=csv&b={n}"],
}


def ask_everything(table, have):
    quoted = urllib.parse.quote
    reasons = [quoted(r) for r in dict.fromkeys(json.loads(line).get("reason", "") for line in subprocess.run(
        [silang, "match", "list", "--data", data_dir, "--json"], capture_output=True, text=True).stdout.splitlines())] or [""]
    codes = quoted("A1\nU0\nU1")
    publisher, name = (quoted(sql(f"SELECT text FROM spelling WHERE kind = {k} AND agency = 1 AND text LIKE '%mk%' LIMIT 1") or "none") for k in (1, 0))
    for method, pattern, permission, flags, params in table:
        if method != "GET":
            continue
        if pattern not in SHOWS and pattern not in BARE:
            complain(pattern, "a new route: say in test/markers.py whether it shows what people wrote")
        texts = [p.split(":") for p in params.split() if p.split(":")[1] in "tl"]
        for path in addresses(pattern, have):
            for who in [nobody, sri] if permission == "0" else [sri]:
                who.get(path, pattern)
                for query in ASKED.get(pattern, []):
                    query = query.format(m=quoted(marker(short=True)), t=have["id"][0], r=reasons[0], k=codes, l=",".join(have["id"]), n=have["record"][0], p=publisher, a=name)
                    who.get(f"{path}?{query}", pattern)
                for name, _, most in texts:
                    value = marker("a ", short=int(most) < 90)[:int(most)]
                    who.get(f"{path}?{name}={quoted(value)}", pattern)
                who.get(f"{path}?{quoted(marker(short=True))}={quoted(marker(short=True))}")
        bad = re.sub(r"\{\w+\}", lambda _: quoted(marker(short=True), safe=""), pattern)
        if bad != pattern:
            sri.get(bad)
            nobody.get(bad)


# Not pressed: they end the session, or empty the place the others need.
NOT_PRESSED = {"/keluar", "/sandi", "/masuk", "/mulai/contoh", "/akun/keluar", "/staf/{agency}/kirim", "/staf/{agency}/kirim/{upload}"}


def press_everything(table, have):
    """Each form with markers in all its texts, once with the numbers of things that are there and once without."""
    for method, pattern, permission, flags, params in table:
        if method == "DELETE":
            sri.ask("DELETE", re.sub(r"\{\w+\}", lambda _: urllib.parse.quote(marker(short=True), safe=""), pattern))
        if method != "POST" or pattern in NOT_PRESSED or pattern.startswith("/akun"):
            continue
        path = next(iter(addresses(pattern, have)))
        for numbers_too in (False, True):
            fields = {}
            for p in params.split():
                name, kind, most = p.split(":")
                if kind in "tl" and name not in ("sandi", "lama", "baru", "titik"):
                    fields[name] = marker("a ", short=int(most) < 90)[:int(most)]
                elif kind == "n" and numbers_too:
                    fields[name] = "1"
            pairs = [("token", sri.token("/akun"))] + list(fields.items())
            sri.ask("POST", path, urllib.parse.urlencode(pairs), "application/x-www-form-urlencoded")
            for who in (sri, nobody):
                who.ask("POST", path, json.dumps({marker(): marker(), "title": marker()}), "application/json")


def main():
    atexit.register(lambda: print("\n".join(wrong + [f"{answers} answers, {len(shown)} routes with markers"])))
    table = [line.rstrip("\n").split("\t") for line in open(routes_of)]
    try_readers()
    sign_in()
    made = write_everything()
    have = examples(made)
    ask_everything(table, have)
    ask_outside()
    sri.get("/tidak-ada/" + urllib.parse.quote(marker()))
    for pattern in SHOWS:
        if pattern not in shown:
            complain(pattern, "showed no marker: the record or the form that should be seen there was not")
    for pattern in SHOWS + BARE:
        if pattern not in [r[1] for r in table]:
            complain(pattern, "is no route any more")
    press_everything(table, have)


main()
