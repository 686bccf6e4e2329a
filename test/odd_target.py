"""odd_target.py -- catalogues to be asked that misbehave.

    python3 test/odd_target.py HTTP-PORT-FILE Z-PORT-FILE

SRU: /MODE answers in its own way (hits: /hits/MODE, /set/MODE?key=value):
    plain (n records as MARCXML), string (recordPacking=string), two (SRU 2.0), mods, dc, unimarc, html, cut (dies
    in the middle), slow (`wait` seconds), schema (diagnostic 66 for any recordSchema), refuse
    (diagnostic 10, status 400), broken (every second record is no XML), liar (999 hits, no record),
    many (more records than it says), diag (a diagnostic in the place of a record), big (endless),
    auth (wants petugas:rahasia-sru), dated (can be asked by date: the records from the `old`th on changed today), ignores (passes over such a
    condition), never (finds nothing by it), moves (other numbers each time), redirect (to 127.0.0.1), slims (pages of a SLiMS; `full` of them
    show details).
Z39.50, one port each, in the order of the file's lines: garbage, closes, hangs (half a message), huge (a
length of 1 GB), refuses (Init is not accepted)."""
import http.server, re, socketserver, sys, threading, time, urllib.parse
from xml.sax.saxutils import escape

modes = {}


def state(name):
    return modes.setdefault(name, dict(n=3, wait=0, hits=[], title="Judul aneh", start=0, size=10, old=0))


def marc(s, i):
    return ('<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
            f'<controlfield tag="001">odd{i + s["start"]}</controlfield>'
            f'<datafield tag="020" ind1=" " ind2=" "><subfield code="a">97860200{i:05}</subfield></datafield>'
            f'<datafield tag="245" ind1="0" ind2="0"><subfield code="a">{s["title"]} ke-{i}</subfield></datafield>'
            f'<datafield tag="852" ind1=" " ind2=" "><subfield code="p">X{i}</subfield></datafield>'
            '<datafield tag="590" ind1=" " ind2=" "><subfield code="a">Catatan sendiri</subfield></datafield></record>')


def mods(s, i, detail=True):
    more = f'<note>Rincian {i}</note>' if detail else ""
    return (f'<mods xmlns="http://www.loc.gov/mods/v3" ID="{i}"><titleInfo><title>{s["title"]} ke-{i}</title></titleInfo>'
            f'<name type="personal"><namePart>Penulis {i}</namePart></name>{more}'
            f'<recordInfo><recordIdentifier>{i}</recordIdentifier></recordInfo></mods>')


def unimarc(s, i):
    return ('<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam0 2200000   450 </leader>'
            f'<controlfield tag="001">u{i}</controlfield><datafield tag="100" ind1=" " ind2=" "><subfield code="a">20200101d2005    m  y0indy50      ba'
            '</subfield></datafield><datafield tag="200" ind1="1" ind2=" ">'
            f'<subfield code="a">{s["title"]} ke-{i}</subfield><subfield code="f">Penulis {i}</subfield></datafield>'
            '<datafield tag="801" ind1=" " ind2="0"><subfield code="a">FR</subfield></datafield></record>')


def dc(s, i):
    return f'<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{s["title"]} ke-{i}</dc:title><dc:creator>Penulis {i}</dc:creator></dc>'


def diagnostic(number, about):
    return (f'<diag:diagnostic xmlns:diag="http://www.loc.gov/zing/srw/diagnostic/"><diag:uri>info:srw/diagnostic/1/{number}'
            f'</diag:uri><diag:details>{about}</diag:details><diag:message>Kata server</diag:message></diag:diagnostic>')


def envelope(inner, ns="http://www.loc.gov/zing/srw/"):
    return f'<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="{ns}"><zs:version>1.2</zs:version>{inner}</zs:searchRetrieveResponse>'


def answer(mode, s, q):
    start, most = int(q.get("startRecord", 1)), int(q.get("maximumRecords", 10))
    if mode == "schema" and "recordSchema" in q:
        return envelope("<zs:diagnostics>" + diagnostic(66, q["recordSchema"]) + "</zs:diagnostics>")
    if mode == "refuse":
        return envelope("<zs:numberOfRecords>0</zs:numberOfRecords><zs:diagnostics>" + diagnostic(10, "kurung tidak ditutup") + "</zs:diagnostics>")
    if mode == "liar":
        return envelope("<zs:numberOfRecords>999</zs:numberOfRecords>")
    if mode == "moves":
        s["start"] += 1000
    n = s["n"]
    since = re.search(r'rec\.lastModificationDate >= "?([0-9-]+)', q.get("query", ""))
    if since and mode in ("dated", "never"):
        changed = [i for i in range(1, n + 1) if (time.strftime("%Y-%m-%d", time.gmtime()) if i > s["old"] else "2020-01-01") >= since[1]]
        numbers = changed if mode == "dated" else []
    else:
        numbers = list(range(1, n + 1))
    kind = {"mods": mods, "dc": dc, "unimarc": unimarc}.get(mode, marc)
    records = ""
    for i in numbers[start - 1:start - 1 + most]:
        data = kind(s, i)
        if mode == "string":
            data = escape(data)
        if mode == "broken" and i % 2 == 0:
            data = data.replace("</subfield>", "</sub>", 1)
        if mode == "diag" and i == 2:
            data = diagnostic(64, "rekaman ini rahasia")
        records += f"<zs:record><zs:recordSchema>x</zs:recordSchema><zs:recordData>{data}</zs:recordData></zs:record>"
    total = 1 if mode == "many" else len(numbers)
    ns = "http://docs.oasis-open.org/ns/search-ws/sruResponse" if mode == "two" else "http://www.loc.gov/zing/srw/"
    return envelope(f"<zs:numberOfRecords>{total}</zs:numberOfRecords><zs:records>{records}</zs:records>", ns)


def slims(s, q):
    if q.get("inXML") == "true":
        return '<?xml version="1.0"?><modsCollection xmlns="http://www.loc.gov/mods/v3">' + mods(s, int(q.get("id", 0))) + "</modsCollection>"
    page = int(q.get("page", 1))
    items = range((page - 1) * s["size"] + 1, min(page * s["size"], s["n"]) + 1)
    info = (f'<slims:resultInfo><slims:modsResultNum>{s["n"]}</slims:modsResultNum><slims:modsResultPage>{page}</slims:modsResultPage>'
            f'<slims:modsResultShowed>{s["size"]}</slims:modsResultShowed></slims:resultInfo>')
    return ('<?xml version="1.0"?><modsCollection xmlns="http://www.loc.gov/mods/v3" xmlns:slims="http://slims.web.id">' + info
            + "".join(mods(s, i, False) for i in items) + "</modsCollection>")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *a):
        pass

    def send(self, text, status=200, kind="text/xml", cut=0):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) + cut))
        self.end_headers()
        self.wfile.write(body)
        if cut:
            self.wfile.flush()
            self.close_connection = True

    def do_GET(self):
        path, _, query = self.path.partition("?")
        q = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        parts = path.strip("/").split("/")
        if parts[0] == "hits":
            return self.send("\n".join(state(parts[1])["hits"]), kind="text/plain")
        if parts[0] == "set":
            state(parts[1]).update({k: v if k == "title" else int(v) for k, v in q.items()})
            return self.send("")
        mode, s = parts[0], state(parts[0])
        s["hits"].append(query)
        if q.get("operation") == "explain" and mode in ("dated", "ignores", "never"):
            return self.send('<e:explainResponse xmlns:e="http://www.loc.gov/zing/srw/"><e:record><e:recordData><explain><indexInfo>'
                             '<index><map><name set="rec">lastModificationDate</name></map></index></indexInfo></explain></e:recordData></e:record></e:explainResponse>')
        if q.get("operation") == "explain" or not query:
            return self.send("<html><body>Selamat datang</body></html>", kind="text/html")
        time.sleep(s["wait"])
        s["hits"][-1] += " " + self.headers.get("Authorization", "-")
        if mode == "auth" and self.headers.get("Authorization") != "Basic cGV0dWdhczpyYWhhc2lhLXNydQ==":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="Katalog"')
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if mode == "redirect":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if mode == "html":
            return self.send("<!DOCTYPE html><html><body>Maaf</body></html>", kind="text/html")
        if mode == "cut":
            text = answer("plain", s, q)
            return self.send(text[: len(text) * 2 // 3], cut=500)
        if mode == "big":
            self.send_response(200)
            self.end_headers()
            self.close_connection = True
            try:
                while True:
                    self.wfile.write(b"<x>" * 20000)
            except OSError:
                return
        if mode == "slims":
            return self.send(slims(s, q))
        self.send(answer(mode, s, q), 400 if mode == "refuse" else 200)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # who asked gave up


INIT_NO = bytes([0xB5, 0x0B, 0x83, 2, 5, 0xE0, 0x84, 2, 5, 0xE0, 0x8C, 1, 0])


class Z(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(4096)
        kind = self.server.kind
        if kind == "garbage":
            self.request.sendall(b"\x00\x01 ini bukan BER \xff" * 20)
        elif kind == "hangs":
            self.request.sendall(b"\xb5\x82\x10\x00\x83\x02\x05\xe0")
        elif kind == "huge":
            self.request.sendall(b"\xb5\x84\x40\x00\x00\x00\x83\x02\x05\xe0")
        elif kind == "refuses":
            self.request.sendall(INIT_NO)
        if kind in ("hangs", "huge"):
            time.sleep(60)


class ZServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True


ports = []
for k in ("garbage", "closes", "hangs", "huge", "refuses"):
    z = ZServer(("127.0.0.1", 0), Z)
    z.kind = k
    ports.append(str(z.server_address[1]))
    threading.Thread(target=z.serve_forever, daemon=True).start()
with open(sys.argv[2], "w") as f:
    f.write("\n".join(ports) + "\n")
server = Server(("127.0.0.1", 0), Handler)
with open(sys.argv[1], "w") as f:
    f.write(str(server.server_address[1]))
server.serve_forever()
