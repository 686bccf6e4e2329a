"""live_server.py PORT-FILE -- systems of libraries that answer about availability, and misbehave.

/NAME?... answers as NAME says: koha (ILS-DI, in the shape of Koha 22.11), koha-unknown, daia, daia-lent,
slow (after 30 s), drip (a byte a second), html, garbage, large (10 MB), deep (JSON of 100,000
brackets), bomb (gzip of zeros), error (500), redirect (to /etc on this machine by name). /hits/NAME tells
how often it was asked, /most how many questions were under way at once."""
import gzip, http.server, json, socketserver, sys, threading, time

lock, hits, running, most = threading.Lock(), {}, {}, {}

KOHA = """<?xml version="1.0" encoding="UTF-8" ?>
<dlf:collection
  xmlns:dlf="http://diglib.org/ilsdi/1.1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://diglib.org/ilsdi/1.1
    http://diglib.org/architectures/ilsdi/schemas/1.1/dlfexpanded.xsd">
  <dlf:record>
    <dlf:bibliographic id="77" />
    <dlf:items>
%s    </dlf:items>
  </dlf:record>
</dlf:collection>"""
ITEM = """      <dlf:item id="%d">
        <dlf:simpleavailability>
          <dlf:identifier>%d</dlf:identifier>
          <dlf:availabilitystatus>%s</dlf:availabilitystatus>
%s        </dlf:simpleavailability>
      </dlf:item>
"""
MSG = "          <dlf:availabilitymsg>%s</dlf:availabilitymsg>\n"
DAIA = {"document": [{"id": "x", "item": [
    {"available": [{"service": "presentation"}, {"service": "loan"}]},
    {"unavailable": [{"service": "loan", "expected": "2026-12-24"}, {"service": "presentation"}]}]}]}
LENT = {"document": [{"id": "x", "item": [
    {"unavailable": [{"service": "loan", "expected": "2026-12-24T00:00:00Z"}]},
    {"unavailable": [{"service": "loan", "expected": "2026-12-20"}]}]}]}


def body(name):
    if name == "koha":
        return KOHA % (ITEM % (1, 1, "available", "") + ITEM % (2, 2, "not available", MSG % "Checked out")
                       + ITEM % (3, 3, "not available", MSG % "Not for loan"))
    if name == "koha-unknown":
        return '<?xml version="1.0"?><dlf:collection xmlns:dlf="http://diglib.org/ilsdi/1.1">\n</dlf:collection>'
    if name.startswith("daia"):
        return json.dumps(LENT if name == "daia-lent" else DAIA)
    if name == "html":
        return "<html><body>Masuk dulu</body></html>"
    if name == "large":
        return '{"document":[' + " " * 10_000_000
    if name == "deep":
        return '{"document":' + "[" * 100_000
    return '{"document":[{"item":[{"available":'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def give(self, data, status=200, more=()):
        self.send_response(status)
        for k, v in more:
            self.send_header(k, v)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def answer(self, name):
        if name == "slow":
            time.sleep(30)
        if name == "late":
            time.sleep(2.5)
        if name == "error":
            return self.give(b"", 500)
        if name == "redirect":
            return self.give(b"", 302, [("Location", "http://127.0.0.1:1/daia")])
        if name == "bomb":
            return self.give(gzip.compress(bytes(50_000_000)), 200, [("Content-Encoding", "gzip")])
        if name == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            for _ in range(60):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(1)
            return
        self.give(body("daia" if name == "late" else name).encode())

    def do_GET(self):
        parts = self.path.split("?")[0].split("/")
        name = parts[1]
        if name in ("hits", "most", "last"):
            table = {"hits": hits, "most": most}.get(name)
            return self.give(str(table.get(parts[2], 0) if table is not None else last.get(parts[2], "")).encode())
        with lock:
            hits[name] = hits.get(name, 0) + 1
            running[name] = running.get(name, 0) + 1
            most[name] = max(most.get(name, 0), running[name])
            last[name] = self.path
        try:
            self.answer(name)
        except OSError:
            pass
        finally:
            with lock:
                running[name] -= 1


last = {}


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
with open(sys.argv[1], "w") as f:
    f.write(str(server.server_address[1]))
server.serve_forever()
