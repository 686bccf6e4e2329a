"""harvest.py ADDRESS PREFIX [PID] -- harvests everything over one connection, page after page, and looks only for tokens: records
a second, and how long the last pages took, divided by the first; with the PID of the server also in its processor time."""
import http.client
import os
import re
import statistics
import sys
import time
import urllib.parse

at = urllib.parse.urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(at.hostname, at.port)
ask, records, size, times, spent = f"metadataPrefix={sys.argv[2]}", 0, 0, [], []


def processor():
    """Seconds the server has worked so far; 0 when nobody said which it is."""
    if len(sys.argv) < 4:
        return 0
    fields = open(f"/proc/{sys.argv[3]}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


began = time.perf_counter()
while ask:
    spent.append(processor())
    start = time.perf_counter()
    connection.request("GET", f"/oai?verb=ListRecords&{ask}")
    page = connection.getresponse().read()
    times.append(time.perf_counter() - start)
    records += page.count(b"<record>")
    size += len(page)
    token = re.search(rb"<resumptionToken[^>]*>([^<]+)<", page[-500:])
    ask = token and "resumptionToken=" + urllib.parse.quote(token[1].decode())
took = time.perf_counter() - began
few = min(len(times) // 3, 100)
late = statistics.median(times[-1 - few:-1]) / statistics.median(times[:few])
print(f"{records / took:.0f} records/s, {size / took / 1e6:.0f} MB/s, {len(times)} pages, the last {few} take {late:.2f} x the first")
if spent[-1]:
    first, last = spent[few] - spent[0], spent[-1] - spent[-1 - few]
    print(f"processor: {(processor() - spent[0]) / records * 1e6:.0f} us a record, the last {few} pages {last / first:.2f} x the first")
