"""engines.py -- who is asked. Each answers a text with title numbers, best first.

The other two are asked the way that serves them best: all words, ranked; and when that finds
nothing, any of the words, ranked."""
import pathlib
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request
from xml.sax.saxutils import escape

from catalogue import FIELDS, number_of
from draw import fold


class Ours:
    name = "silang"

    def __init__(self, program, place):
        self.server = subprocess.Popen([program, "serve", "--data", str(place / "data"), "--listen", "127.0.0.1:0",
                                        "--cache", "0"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.at = self.server.stdout.readline().decode().split()[0]

    def answer(self, text):
        url = f"{self.at}cari?q={urllib.parse.quote_plus(text)}"
        page = urllib.request.urlopen(url).read().decode()
        return [number_of(i) for i in re.findall(r'<h2 class="title"><a href="/b/([0-9a-z]+)"', page)]

    def close(self):
        self.server.terminate()
        self.server.wait()


class Fts5:
    name = "FTS5 bm25"

    def __init__(self, texts):
        self.db = sqlite3.connect(":memory:")
        self.db.execute(f"CREATE VIRTUAL TABLE t USING fts5 ({', '.join(FIELDS)}, content='',"
                        " tokenize='unicode61 remove_diacritics 2')")
        self.db.executemany(f"INSERT INTO t (rowid, {', '.join(FIELDS)}) VALUES (?{', ?' * len(FIELDS)})",
                            ([id] + [" ".join(t[f]) for f in FIELDS] for id, t in texts.items()))

    def answer(self, text):
        for op in " AND ", " OR ":
            query = op.join(f'"{w}"' for w in fold(text))
            found = self.db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t), rowid LIMIT 10", (query,))
            found = [id for id, in found]
            if found:
                return found
        return []

    def close(self):
        self.db.close()


STYLE = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:z="http://indexdata.com/zebra-2.0">
<xsl:template match="doc"><z:record z:id="{@id}"><xsl:for-each select="*">
<z:index name="any:w"><xsl:value-of select="."/></z:index></xsl:for-each></z:record></xsl:template>
</xsl:stylesheet>
"""
FILTER = """<dom xmlns="http://indexdata.com/zebra-2.0">
<input><xmlreader level="1"/></input><extract><xslt stylesheet="index.xsl"/></extract>
<retrieve name="number"><xslt stylesheet="number.xsl"/></retrieve></dom>
"""
NUMBER = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="doc"><t n="{@id}"/></xsl:template></xsl:stylesheet>
"""
WORDS = """<icu_chain locale="en"><transform rule="[:Control:] Any-Remove"/><tokenize rule="w"/>
<transform rule="[[:WhiteSpace:][:Punctuation:]] Remove"/><transform rule="NFD; [:Nonspacing Mark:] Remove; NFC"/>
<display/><casemap rule="l"/></icu_chain>
"""
CONFIG = """profilePath: {place}:/usr/share/idzebra-2.0/tab
modulePath: {modules}
recordType: dom.filter.xml
attset: bib1.att
encoding: utf-8
register: {place}/register:20G
rank: rank-1
storeKeys: 0
storeData: 1
"""
INDEX = "index w\ncompleteness 0\nposition 1\nalwaysmatches 1\nfirstinfield 1\nicuchain words.xml\n"


class Zebra:
    name = "Zebra"

    @staticmethod
    def missing():
        return next((f"{p} is not installed" for p in ("zebraidx", "zebrasrv", "yaz-client") if not shutil.which(p)), "")

    def __init__(self, place, texts):
        place = pathlib.Path(place)
        if not place.exists():
            self.build(place, texts)
        address = f"unix:{place}/socket"
        (place / "socket").unlink(missing_ok=True)
        self.server = subprocess.Popen(["zebrasrv", "-v", "none", "-c", f"{place}/zebra.cfg", address],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place)
        while not (place / "socket").exists():
            time.sleep(0.01)
        self.client = subprocess.Popen(["stdbuf", "-oL", "yaz-client", "-u", "anonymous", address], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=place)
        self.say("format xml\nelements number")

    def build(self, place, texts):
        (place / "register").mkdir(parents=True)
        modules = next(pathlib.Path("/usr/lib").glob("**/mod-dom.so")).parent
        for name, text in (("index.xsl", STYLE), ("number.xsl", NUMBER), ("filter.xml", FILTER), ("words.xml", WORDS),
                           ("default.idx", INDEX), ("zebra.cfg", CONFIG.format(place=place, modules=modules))):
            (place / name).write_text(text)
        run = lambda *words: subprocess.run(["zebraidx", "-v", "none", "-c", f"{place}/zebra.cfg", *words], cwd=place,
                                            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        run("init")
        with open(place / "docs.xml", "w", encoding="utf-8") as f:
            f.write("<docs>")
            for id, t in texts.items():
                values = "".join(f"<v>{clean(v)}</v>" for field in FIELDS for v in t[field])
                f.write(f'<doc id="{id}">{values}</doc>\n')
            f.write("</docs>")
        run("update", f"{place}/docs.xml")

    def say(self, text):
        """Everything the client prints up to a mark of our own."""
        self.client.stdin.write(text + "\nno-such-mark\n")
        self.client.stdin.flush()
        lines = []
        for line in self.client.stdout:
            if "no-such-mark" in line:
                break
            lines.append(line)
        return "".join(lines)

    def answer(self, text):
        words = fold(text)
        for op in "@and", "@or":
            query = f"{(op + ' ') * (len(words) - 1)}" + " ".join(f'"{w}"' for w in words)
            hits = re.search(r"Number of hits: (\d+)", self.say(f"find @attr 2=102 @attr 1=1016 {query}"))
            if hits and int(hits[1]): # asking for more than there are is an error
                said = self.say(f"show 1+{min(int(hits[1]), 10)}")
                return [int(n) for n in re.findall(r'<t n="(\d+)"', said)]
        return []

    def close(self):
        for p in self.client, self.server:
            p.terminate()
            p.wait()


def clean(text):
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", text))
