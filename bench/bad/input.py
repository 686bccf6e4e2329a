#!/usr/bin/env python3
"""input.py SILANG DATA [TIMES] -- what a search costs that nobody should send, in milliseconds of processor.

Starts a server over DATA, asks each bad question TIMES (20) times of the search in words, in CQL and of
the suggestions, and divides the processor time the server took, its threads together. Every answer has to
be a result or a message (200, 400, 413, 414, 431), never an error of ours. Exit code 1 when one is, or takes over
10 ms. Answers are not kept (--cache 0)."""
import http.client
import os
import subprocess
import sys
import urllib.parse

LIMIT_MS, KINDS = 10, ("cari", "cql", "saran")


def questions():
    words = "laskar pelangi sejarah kota buku ilmu "
    yield "one letter", "a"
    yield "an open quote", '"laskar pelangi'
    yield "240 open quotes", '"' * 240
    yield "an open parenthesis", "(laskar pelangi"
    yield "240 open parentheses", "(" * 240
    yield "240 closed parentheses", ")" * 240
    yield "nested groups of OR", "(a OR " * 60 + "b" + ")" * 60
    yield "only NOT", "NOT " * 60 + "a"
    yield "70 words", "buku " * 70
    yield "70 beginnings of one letter", " ".join(f"{chr(97 + i % 26)}*" for i in range(70))
    yield "64 beginnings of two letters", " ".join(f"{chr(97 + i % 26)}{'aeiou'[i % 5]}*" for i in range(64))
    yield "500 bytes of one word", "a" * 500
    yield "10,000 words", words * 1667
    yield "10 MB", words * 260000
    yield "an unknown field", "halaman:12 warna:merah"
    yield "an unknown index", 'foo.bar = "x"'
    yield "a NUL", "laskar\0pelangi"
    yield "control characters", "laskar\x01\x02\x7f\x1b[31m"
    yield "bidi marks", "\u202elaskar\u2066 \u200fpelangi\u2069"
    yield "half a surrogate", b"laskar \xed\xa0\x80"
    yield "bytes that are not UTF-8", b"laskar \xff\xfe\xc0\xaf"
    yield "a star alone", "*"
    yield "stars", "* * * ** *"
    yield "only stop words", "yang dan di ke dari untuk the of and"
    yield "only marks", "!?;:,.-_/\\|&%$#@~`^"
    yield "empty", ""
    yield "blanks", "   "
    yield "NEAR with nothing", "a NEAR/99999 b NEAR NEAR"
    yield "a year that is none", "tahun:abc year:99999999999999999999"
    yield "ideographs", "\u56fe\u4e66\u9986" * 50
    yield "combining marks", "a" + "\u0301" * 200
    yield "emoji", "\U0001f4da" * 60


def address(kind, question):
    q = urllib.parse.quote_plus(question)
    return {"cari": f"/cari?q={q}", "cql": f"/cari?q={q}&f=cql", "saran": f"/saran?q={q}"}[kind]


def processor(pid):
    with open(f"/proc/{pid}/stat") as f:
        part = f.read().rpartition(")")[2].split()
    return (int(part[11]) + int(part[12])) / os.sysconf("SC_CLK_TCK")


def ask(host, path):
    """The status; 0 when the server closed the connection on us."""
    connection = http.client.HTTPConnection(host, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (BrokenPipeError, ConnectionResetError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def main():
    silang, data, times = sys.argv[1], sys.argv[2], int((sys.argv[3:] or [20])[0])
    server = subprocess.Popen([silang, "serve", "--data", data, "--listen", "127.0.0.1:0", "--search-seconds", "0", "--cache", "0"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    host = urllib.parse.urlsplit(server.stdout.readline().decode().strip()).netloc
    worst, bad = 0, 0
    print(f"{'':30}" + "".join(f"{k:>16}" for k in KINDS))
    for name, question in questions():
        line = f"{name:30}"
        for kind in KINDS:
            n = times if len(question) < 100000 else 3
            before = processor(server.pid)
            status = {ask(host, address(kind, question)) for _ in range(n)}
            ms = (processor(server.pid) - before) * 1000 / n
            worst = max(worst, ms)
            bad += ms > LIMIT_MS or not status <= {0, 200, 301, 400, 413, 414, 431}
            line += f"{ms:10.2f} {'/'.join(str(s) for s in sorted(status)):>5}"
        print(line)
    server.terminate()
    server.wait()
    print(f"worst: {worst:.2f} ms; {bad} over {LIMIT_MS} ms or not answered in words")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
