"""harvest.py ADDRESS PREFIX -- harvests everything over one connection, page after page, and looks only for tokens: records
a second, and how long the last pages took, divided by the first."""
import http.client
import re
import statistics
import sys
import time
import urllib.parse

at = urllib.parse.urlsplit(sys.argv[1])
connection = http.client.HTTPConnection(at.hostname, at.port)
ask, records, size, times = f"metadataPrefix={sys.argv[2]}", 0, 0, []
began = time.perf_counter()
while ask:
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
