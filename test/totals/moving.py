"""moving.py -- the totals a server shows while loads of another library are published and undone.

Whatever the moment, a search limited to the libraries that stay as they are has exactly the total it
always has; the titles of the other library come and go in steps, and at the end none is left."""
import concurrent.futures
import html
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

from queries import Condition
from titles import run

RECORDS, ROUNDS = 2000, 2
HEADERS = {"Accept-Language": "en", "Cookie": "silang_orang=1"}


class Server:
    def __init__(self, silang, data):
        self.process = subprocess.Popen([silang, "serve", "--data", data, "--listen", "127.0.0.1:0", "--search-seconds", "0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.address = self.process.stdout.readline().decode().strip()

    def total(self, pairs):
        """What the heading of the page of results says; a query that was loosened found nothing."""
        request = urllib.request.Request(f"{self.address}cari?{urllib.parse.urlencode(pairs)}", headers=HEADERS)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                page = answer.read().decode()
        except urllib.error.HTTPError as refused:
            return f"status {refused.code}"
        shown = re.search(r'<h1 class="h-list">([0-9,]+)', page)
        loosened = '<p class="note info"><span>' in page
        return int(shown.group(1).replace(",", "")) if shown and not loosened else 0

    def stop(self):
        self.process.terminate()
        return self.process.wait(30)


class Loads(threading.Thread):
    """One load after another is published and undone until `enough` is set."""

    def __init__(self, silang, data, file):
        super().__init__()
        self.silang, self.data, self.file, self.enough, self.rounds = silang, data, file, threading.Event(), 0
        self.library = str(run(silang, "library", "add", "--data", data, "--name", "Moving", "--type", "other", "--json")["id"])

    def run(self):
        while not self.enough.is_set():
            load = run(self.silang, "import", "--data", self.data, "--library", self.library, "--json", self.file)["load"]
            run(self.silang, "undo", "--data", self.data, "--load", str(load), "--json")
            self.rounds += 1


def askable(query):
    """An address holds a short query and each limit of years once."""
    names = [name for name, _ in query.parameters() if name in ("dari", "sampai")]
    return len(query.text.encode()) < 450 and len(names) == len(set(names))


def compare(silang, data, oracle, made, libraries):
    """Returns how many totals were right, and what was wrong with the others."""
    file = os.path.join(data, "moving.mrc")
    with open(file, "wb") as f:
        subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "..", "marc.py"), str(RECORDS)], stdout=f, check=True)
    server, loads = Server(silang, data), Loads(silang, data, file)
    steps, passed, problems = set(), 0, []
    stay = [("perpustakaan", n) for n in libraries]

    def ask(query):
        steps.add(server.total([("perpustakaan", loads.library)]))
        limited = any(isinstance(p, Condition) and p.name == "library" for p in query.parts)
        return server.total(query.parameters() + ([] if limited else stay))

    def ask_all():
        for query, total in zip(made, pool.map(ask, made)):
            if total != want[query]:
                problems.append(f"while loads publish: {query.text!r}: {total}, the oracle says {want[query]}")
        return len(made)

    want = {}
    for query in made:
        oracle.box = not query.cql
        want[query] = oracle.total(query)
    loads.start()
    try:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            while loads.is_alive() and loads.rounds < ROUNDS and not problems:
                passed += ask_all()
        passed -= len(problems)
    finally:
        loads.enough.set()
        loads.join()
    for what, fine in (("titles of the other library came and went in steps", len(steps) >= 4),
                       ("none of them is left", server.total([("perpustakaan", loads.library)]) == 0),
                       ("the server stops as it should", server.stop() == 0)):
        passed, problems = (passed + 1, problems) if fine else (passed, problems + [f"{what}: not so ({sorted(steps)[:9]})"])
    print(f"{passed} totals asked for during {loads.rounds} loads and undos; the other library had {len(steps)} sizes")
    return passed, problems
