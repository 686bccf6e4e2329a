#!/usr/bin/env python3
"""marc.py N [FIRST] -- N small MARC 21 records as ISO 2709 on standard output, numbered from FIRST."""
import sys


def record(fields):
    directory, data = b"", b""
    for tag, text in fields:
        body = text.encode() + b"\x1e"
        directory += b"%s%04d%05d" % (tag.encode(), len(body), len(data))
        data += body
    base = 24 + len(directory) + 1
    leader = b"%05dnam a22%05d a 4500" % (base + len(data) + 1, base)
    return leader + directory + b"\x1e" + data + b"\x1d"


count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
words = "padi kopi batik wayang gamelan hutan laut gunung sungai pasar desa kota surat kisah tanah".split()
for n in range(first, first + count):
    a, b, c = words[n % 15], words[n // 15 % 15], words[n // 225 % 15]
    sys.stdout.buffer.write(record([
        ("001", f"n{n}"),
        ("008", "050101s%04d    io            000 1 ind d" % (1950 + n % 70)),
        ("100", f"1 \x1faPenulis {n % 97}"),
        ("245", f"10\x1faJudul {a} {b} {c} nomor {n}"),
        ("260", f"  \x1faYogyakarta :\x1fbPenerbit {n % 13},\x1fc{1950 + n % 70}"),
        ("650", f" 4\x1fa{a}"),
        ("952", f"  \x1fbPST\x1fpB{n:06d}"),
    ]))
