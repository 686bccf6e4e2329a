"""records.py -- N MARC records, a file each: python3 test/zebra/records.py N DIR [FROM [DAY [TITLE]]]"""
import sys


def isbn(i):
    digits = f"9786020{i:05}"
    return digits + str(-sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(digits)) % 10)


day = sys.argv[4] if len(sys.argv) > 4 else "20200101"
title = sys.argv[5] if len(sys.argv) > 5 else "Buku Zebra nomor"


def record(i):
    fields = [
        ("001", f"Z{i:05}"), ("005", f"{day}"), ("008", f"050101s{1950 + i % 70}    io            000 1 ind d"), ("020", f"  \x1fa{isbn(i)}"),
        ("100", f"1 \x1faPengarang, Nomor {i % 7}"), ("245", f"10\x1fa{title} {i} :\x1fbuji salin /\x1fcNomor {i % 7} Pengarang."),
        ("260", f"  \x1faJakarta :\x1fbUji,\x1fc{1950 + i % 70}."), ("650", " 4\x1faIndonesia"), ("852", f"  \x1faXX\x1fbLAIN\x1fp{i:06}"),
        ("952", f"  \x1fp{i:06}"),
    ]
    directory = body = b""
    for tag, value in fields:
        data = (value + "\x1e").encode()
        directory += f"{tag}{len(data):04}{len(body):05}".encode()
        body += data
    base = 24 + len(directory) + 1
    return f"{base + len(body) + 1:05}nam a22{base:05} a 4500".encode() + directory + b"\x1e" + body + b"\x1d"


first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
for n in range(first, int(sys.argv[1]) + 1):
    with open(f"{sys.argv[2]}/{n:04}.mrc", "wb") as f:
        f.write(record(n))
