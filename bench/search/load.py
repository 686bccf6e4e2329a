"""load.py SILANG DATA MORE.mrc QUERIES [SECONDS] -- searches over HTTP while records are loaded, beside the same searches before and
after. DATA is a catalogue that is changed. Prints how soon the first page is there, the server's memory, and p50, p95, p99 of result
pages with facets, each question anew: quiet, during the load of MORE, and quiet again."""
import http.client
import os
import random
import subprocess
import sys
import time
import urllib.parse

silang, data, more, queries = sys.argv[1:5]
seconds = float(sys.argv[5]) if len(sys.argv) > 5 else 60
FIELDS = {"all": "", "title": "title:", "author": "author:", "subject": "subject:", "series": "series:"}


def question(line):
    words = []
    for clause in line.rstrip("\n").split("\t")[1:]:
        kind, *rest = clause.split(" ")
        if kind not in "wpx" or rest[0] not in FIELDS:
            return None
        text = " ".join(rest[1:])
        words.append(FIELDS[rest[0]] + (f'"{text}"' if kind == "p" else text + ("*" if kind == "x" else "")))
    return " ".join(words)


def part(times, p):
    return times[min(len(times) - 1, int(len(times) * p))] * 1000


asked = [q for q in map(question, open(queries, encoding="utf-8")) if q]
random.seed(7)
began = time.time()
server = subprocess.Popen([silang, "serve", "--data", data, "--listen", "127.0.0.1:0", "--cache", "0", "--search-seconds", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
at = urllib.parse.urlsplit(server.stdout.readline().strip())
client = http.client.HTTPConnection(at.hostname, at.port, timeout=120)


def page(q):
    start = time.perf_counter()
    client.request("GET", "/cari?" + urllib.parse.urlencode({"q": q}))
    answer = client.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{q}: {answer.status} {body[:200]}")
    return time.perf_counter() - start


def memory(name):
    for line in open(f"/proc/{server.pid}/status"):
        if line.startswith(name):
            return int(line.split()[1]) // 1024


def round_until(over, name):
    times = []
    began = time.time()
    while not over():
        random.shuffle(asked)
        for q in asked:
            times.append(page(q))
            if over():
                break
    times.sort()
    print(f"{name:<26} {len(times):>6} pages in {time.time() - began:.0f} s, p50 {part(times, .5):.1f} ms, p95 {part(times, .95):.1f} ms, p99 {part(times, .99):.1f} ms, slowest {times[-1] * 1000:.0f} ms", flush=True)
    return part(times, 0.99)


def after(n):
    end = time.time() + n
    return lambda: time.time() > end


page(asked[0])
print(f"{'start to the first result':<26} {time.time() - began:.2f} s; load of the machine {os.getloadavg()[0]:.1f}")
round_until(after(5), "warming")
print(f"{'memory':<26} {memory('VmRSS')} MB, at most {memory('VmHWM')} MB")
quiet = round_until(after(seconds), "quiet")
loading = subprocess.Popen([silang, "import", "--data", data, "--library", "1", more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
during = round_until(lambda: loading.poll() is not None, "during the load")
again = round_until(after(seconds), "quiet again")
print(f"{'p99 during, of quiet':<26} {during / quiet:.2f} x before, {during / again:.2f} x after")
print(f"{'memory':<26} {memory('VmRSS')} MB, at most {memory('VmHWM')} MB; load of the machine {os.getloadavg()[0]:.1f}")
server.terminate()
server.wait()
