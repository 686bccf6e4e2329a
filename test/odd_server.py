"""odd_server.py -- a repository of OAI-PMH that misbehaves as it is told.

    python3 test/odd_server.py PORT-FILE

/NAME/oai (or any path below /NAME) answers; /set/NAME?key=value... changes how:
    n records in all, size of a page, title what every title begins with, gone=1,2,3 identifiers not
    there any more, told=1,2 deleted ones it tells of, prefix of the identifiers, deleted the policy,
    formats on offer, hits what was asked (read by /hits/NAME).
    mode: plain, loop (the same page and token for ever), html, cut (dies in the middle of page
    `at`), busy (503 with Retry-After `wait`, `times` times), slow (`wait` seconds before each page),
    inlis (wants the format beside the token), badtoken (forgets its tokens once, at page `at`),
    short (says more than it has), empty (tokens without records), broken (every tenth record is no
    XML), private (redirects to 127.0.0.1), marc,
    gz (the file packed)."""
import gzip, http.server, socketserver, sys, time, urllib.parse
from xml.sax.saxutils import escape

repos = {}


def repo(name):
    return repos.setdefault(name, dict(n=120, size=50, title="Judul", gone=set(), told=set(), prefix="oai:odd:", deleted="no",
                                       formats=["oai_dc"], mode="plain", at=2, wait=1, times=0, hits=[], forgot=False, file=b"", etag=""))


def record(r, i, prefix):
    ident = escape(f"{r['prefix']}{i}")
    if i in r["told"]:
        return f'<record><header status="deleted"><identifier>{ident}</identifier><datestamp>2026-01-01</datestamp></header></record>'
    if prefix.startswith("marc"):
        body = ('<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
                f'<controlfield tag="001">m{i}</controlfield><datafield tag="245" ind1="0" ind2="0"><subfield code="a">{r["title"]} ke-{i}'
                f'</subfield></datafield><datafield tag="650" ind1=" " ind2="4"><subfield code="a">Uji panen</subfield></datafield></record>')
    else:
        body = ('<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f'<dc:title>{r["title"]} ke-{i}</dc:title><dc:creator>Pengarang {i}</dc:creator><dc:date>20{i % 24:02}</dc:date></oai_dc:dc>')
    if r["mode"] == "broken" and i % 10 == 0:
        body = body.replace("</dc:title>", "</dc:judul>")
    return f"<record><header><identifier>{ident}</identifier><datestamp>2026-01-01</datestamp></header><metadata>{body}</metadata></record>"


def envelope(inner):
    return ('<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>'
            + time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) + "</responseDate><request>x</request>" + inner + "</OAI-PMH>").encode()


def error(code):
    return envelope(f'<error code="{code}">{code}</error>')


def page(r, q):
    """The records from the one the token names on, and the token for those behind them."""
    at, prefix = 0, q.get("metadataPrefix", "")
    if "resumptionToken" in q:
        if r["mode"] == "inlis" and not prefix:
            return error("badArgument")
        prefix, _, offset = q["resumptionToken"].partition("/")
        at = int(offset)
    number = at // r["size"] + 1
    if r["mode"] == "badtoken" and number == r["at"] and not r["forgot"]:
        r["forgot"] = True
        return error("badResumptionToken")
    if r["mode"] == "loop" and number > 1:
        at = r["size"]
    all_ids = [i for i in range(1, r["n"] + 1) if i not in r["gone"]]
    ids = all_ids[at:at + r["size"]]
    if r["mode"] == "empty" and number > 1:
        ids = []
    if not all_ids:
        return error("noRecordsMatch")
    size = len(all_ids) * (3 if r["mode"] == "short" else 1)
    more = at + r["size"] < len(all_ids) or r["mode"] in ("loop", "empty")
    token = f"{prefix}/{at + r['size'] if r['mode'] != 'loop' else r['size']}" if more else ""
    return envelope("<ListRecords>" + "".join(record(r, i, prefix) for i in ids)
                    + f'<resumptionToken completeListSize="{size}">{token}</resumptionToken></ListRecords>')


def answer(r, q):
    verb = q.get("verb")
    if verb == "Identify":
        return envelope(f"<Identify><repositoryName>Repositori Ganjil</repositoryName><protocolVersion>2.0</protocolVersion><adminEmail>a@b.id"
                        f"</adminEmail><earliestDatestamp>2020-01-01</earliestDatestamp><deletedRecord>{r['deleted']}</deletedRecord>"
                        "<granularity>YYYY-MM-DD</granularity></Identify>")
    if verb == "ListMetadataFormats":
        return envelope("<ListMetadataFormats>" + "".join(f"<metadataFormat><metadataPrefix>{f}</metadataPrefix></metadataFormat>" for f in r["formats"])
                        + "</ListMetadataFormats>")
    return page(r, q) if verb == "ListRecords" else error("badVerb")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, status, body, kind="text/xml", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for k, v in headers.items():
            self.send_header(k.replace("_", "-"), v)
        self.end_headers()
        self.wfile.write(body)

    def change(self, name, q):
        r = repo(name)
        for k, v in q.items():
            if k in ("gone", "told"):
                r[k] = set(int(x) for part in v.split(",") if part for x in ([part] if "-" not in part else range(int(part.split("-")[0]), int(part.split("-")[1]) + 1)))
            elif k == "formats":
                r[k] = v.split(",")
            elif k == "file":
                r["file"] = v.encode()
            else:
                r[k] = int(v) if isinstance(r[k], int) and not isinstance(r[k], bool) else v
        self.send(200, b"ok", "text/plain")

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        q = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        parts = url.path.split("/")
        if parts[1] == "set":
            return self.change(parts[2], q)
        r = repo(parts[1] if parts[1] != "hits" else parts[2])
        if parts[1] == "hits":
            return self.send(200, "\n".join(r["hits"]).encode(), "text/plain")
        r["hits"].append(url.query)
        if parts[-1] == "file":
            if r["etag"] and self.headers.get("If-None-Match") == r["etag"]:
                return self.send(304, b"")
            if r["mode"] == "gz":
                return self.send(200, gzip.compress(r["file"]), "application/gzip")
            return self.send(200, r["file"], "text/csv", **({"ETag": r["etag"]} if r["etag"] else {}))
        if r["mode"] == "html":
            return self.send(200, b"<!DOCTYPE html><html><body>Perpustakaan Kita</body></html>", "text/html")
        if r["mode"] == "private":
            return self.send(302, b"", Location="http://127.0.0.1:1/")
        if r["mode"] == "busy" and r["times"] > 0:
            r["times"] -= 1
            return self.send(503, b"busy", "text/plain", Retry_After=str(r["wait"]))
        if r["mode"] == "slow":
            time.sleep(r["wait"])
        body = answer(r, q)
        token = q.get("resumptionToken", "x/0")
        if r["mode"] == "cut" and q.get("verb") == "ListRecords" and int(token.split("/")[1]) // r["size"] + 1 == r["at"]:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return None
        return self.send(200, body)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


Server.handle_error = lambda *_: None  # clients that are killed
server = Server(("127.0.0.1", 0), Handler)
with open(sys.argv[1], "w") as f:
    f.write(str(server.server_address[1]))
server.serve_forever()
