"""harvest.py ADDRESS PREFIX [PID] -- harvests everything over one connection, page after page, and looks only for tokens: records
a second; with the PID of the server also its processor time for a record. Then the first and the last hundred pages are asked for
again, in turn, so that whatever else the machine does meets both: how much longer the last ones take."""
import http.client
import os
import re
import statistics
import sys
import time
import urllib.parse

FEW = 100
at = urllib.parse.urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(at.hostname, at.port)


def get(ask):
    """A page and the seconds it took."""
    start = time.perf_counter()
    connection.request("GET", f"/oai?verb=ListRecords&{ask}")
    page = connection.getresponse().read()
    return page, time.perf_counter() - start


def processor():
    """Seconds the server has worked so far; 0 when nobody said which it is."""
    if len(sys.argv) < 4:
        return 0
    fields = open(f"/proc/{sys.argv[3]}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


ask, asks, records, size = f"metadataPrefix={sys.argv[2]}", [], 0, 0
began, worked = time.perf_counter(), processor()
while ask:
    asks.append(ask)
    page, _ = get(ask)
    records += page.count(b"<record>")
    size += len(page)
    token = re.search(rb"<resumptionToken[^>]*>([^<]+)<", page[-500:])
    ask = token and "resumptionToken=" + urllib.parse.quote(token[1].decode())
took, worked = time.perf_counter() - began, processor() - worked
few = min(FEW, len(asks) // 3)
turns = [(get(first)[1], get(last)[1]) for first, last in zip(asks[1:few + 1], asks[-1 - few:-1])]
first, last = (statistics.median(side) for side in zip(*turns))
print(f"{records / took:.0f} records/s, {size / took / 1e6:.0f} MB/s, processor {worked / records * 1e6:.0f} us a record, {len(asks)} pages;"
      f" in turn, the last {few} take {last / first:.2f} x the first ({last * 1e3:.1f} and {first * 1e3:.1f} ms)")
