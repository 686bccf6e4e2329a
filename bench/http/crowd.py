#!/usr/bin/env python3
"""crowd.py SILANG DATA [CONNECTIONS] -- what a server costs whose clients keep their connections open, and what
others see of it meanwhile.

Starts a server over DATA with room for CONNECTIONS (10,000), opens them from many addresses of this computer with one
request each and keeps them, and then asks for a page with and without them, with slow clients (headers that drip),
with half-open ones (a connection that never asks), beside uploads that crawl, are cut or announce 5 GB, and beside handlers
that are slow. Latency is told as a ratio to the
same page without any of it. Exit code 1 when a page asked meanwhile is not answered."""
import collections
import contextlib
import http.client
import os
import resource
import socket
import statistics
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

PAGE = "/b-nowhere"  # answered by the program, without the catalogue
TIMES = 400


class Server:
    def __init__(self, silang, data, most):
        self.process = subprocess.Popen([silang, "serve", "--data", data, "--listen", "127.0.0.1:0", "--search-seconds", "0",
                                         "--connections", str(most)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        url = urllib.parse.urlsplit(self.process.stdout.readline().strip())
        self.host, self.port = url.hostname, url.port

    def memory(self):
        with open(f"/proc/{self.process.pid}/smaps_rollup") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("Pss:"))

    def processor(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def talk(self, n, request):
        """The status of the answer, read to its end; 0: none."""
        with self.open(n, request) as s:
            got = b""
            with contextlib.suppress(OSError):
                while piece := s.recv(65536):
                    got += piece
            return int(got[9:12]) if got.startswith(b"HTTP/1.1 ") else 0

    def open(self, n, first=b""):
        """A connection from the n-th address of 127.0.0.0/8, of 250 each."""
        s = socket.socket()
        s.bind((f"127.1.{n // 250 // 250}.{n // 250 % 250 + 1}", 0))
        s.settimeout(20)
        s.connect((self.host, self.port))
        if first:
            s.sendall(first)
        return s


def ask(server, times=TIMES, path=PAGE):
    """Milliseconds of pages on one connection, and how many were answered."""
    c = http.client.HTTPConnection(server.host, server.port, timeout=20)
    took, answered = [], 0
    for _ in range(times):
        began = time.monotonic()
        c.request("GET", path)
        r = c.getresponse()
        r.read()
        answered += r.status in (200, 404)
        took.append((time.monotonic() - began) * 1000)
    c.close()
    took.sort()
    return statistics.median(took), took[int(len(took) * .99)], answered


GIANT = b"POST /masuk HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000000\r\n\r\n"
CUT = (b"POST /staf/perpustakaan-umum-contoh/kirim HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n"
       b"\r\n--x\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a.csv\"\r\n\r\n")


@contextlib.contextmanager
def slow_handlers(server, clients=16):
    """Clients that ask dear questions one after the other, each new; [answers, seconds they took in all]."""
    stop, asked = threading.Event(), [0, 0.0]

    def ask_on(client):
        n = 0
        while not stop.is_set():
            began = time.monotonic()
            words = "+".join(f"{chr(97 + (n + i) % 26)}*" for i in range(12))
            code = server.talk(client * 250, f"GET /cari?q={words}+x{client}y{n} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            asked[0] += code > 0
            asked[1] += time.monotonic() - began
            n += 1
    threads = [threading.Thread(target=ask_on, args=(i,)) for i in range(clients)]
    for t in threads:
        t.start()
    try:
        yield asked
    finally:
        stop.set()
        for t in threads:
            t.join()


def main():
    silang, data = sys.argv[1:3]
    many = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, many + 500), hard))
    server = Server(silang, data, many + 200)
    bad = 0
    try:
        ask(server)
        base = ask(server)
        print(f"alone: p50 {base[0]:.2f} ms, p99 {base[1]:.2f} ms, {server.memory()} kB")

        def told(name, times=TIMES):
            nonlocal bad
            p50, p99, answered = ask(server, times)
            bad += times - answered
            print(f"{name}: p50 {p50 / base[0]:.1f} x, p99 {p99 / base[1]:.1f} x, {answered} of {times} answered, {server.descriptors()} descriptors")

        with contextlib.ExitStack() as kept:
            before, began, used = server.memory(), time.monotonic(), server.processor()
            request = f"GET {PAGE} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
            refused = 0
            for n in range(many):
                s = kept.enter_context(server.open(n, request))
                try:
                    refused += not s.recv(65536).startswith(b"HTTP/1.1 404")
                except OSError:
                    refused += 1
            took = time.monotonic() - began
            print(f"{many - refused} of {many} connections kept open: {took:.1f} s to open and ask, "
                  f"{(server.processor() - used) / many * 1e6:.0f} us of processor each, "
                  f"{(server.memory() - before) / many:.1f} kB each")
            told(f"beside {many} silent ones")
            bad += refused > 0
        time.sleep(1)
        with contextlib.ExitStack() as kept:
            slow = [kept.enter_context(server.open(n, b"GET / HTTP/1.1\r\nHost: a\r\nX-A")) for n in range(1000)]
            told("beside 1,000 half headers")
            for s in slow:
                with contextlib.suppress(OSError):
                    s.sendall(b"a")
        with contextlib.ExitStack() as kept:
            for n in range(1000):
                kept.enter_context(server.open(n))
            told("beside 1,000 that never ask")
        with contextlib.ExitStack() as kept:
            for n in range(200):
                kept.enter_context(server.open(n, b"POST /masuk HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n" + b"a" * 2000))
            told("beside 200 bodies that crawl")
        with slow_handlers(server) as asked:
            time.sleep(.5)
            told("beside 16 clients with searches nobody asked before, all the time", 60)
        print(f"    they had {asked[0]} answers, {asked[1] / max(asked[0], 1) * 1000:.0f} ms each")
        before = server.descriptors()
        codes = collections.Counter(server.talk(n, GIANT) for n in range(200))
        print(f"200 uploads of 5 GB, announced: answered {dict(codes)}")
        bad += set(codes) != {413}
        for n in range(200):
            s = server.open(n, CUT + b"a" * (n * 500))
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.close()
        told("after 200 uploads cut off at every length")
        time.sleep(2)
        left = [f for _, _, files in os.walk(os.path.join(data, "upload")) for f in files]
        print(f"    left behind: {len(left)} files, {server.descriptors() - before} descriptors")
        bad += len(left) + (server.descriptors() > before + 4)
        with contextlib.ExitStack() as kept:
            for n in range(64):
                s = kept.enter_context(server.open(n, b"GET /cari?q=a* HTTP/1.1\r\nHost: a\r\n\r\n"))
                s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            told("beside 64 searches that are not read")
    finally:
        server.process.terminate()
        code = server.process.wait(20)
    print(f"ended with {code}")
    return 1 if bad or code else 0


if __name__ == "__main__":
    sys.exit(main())
