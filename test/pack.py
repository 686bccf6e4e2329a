"""pack.py FILE NAME=PATH ... -- a ZIP archive; pack.py --bad KIND FILE -- one that breaks one thing."""
import struct
import sys
import zipfile
import zlib

BOOK = b"@book{a, title={Saman}, author={Utami, Ayu}, year={1998}}\n"


def entry(name, data, method=8, flags=0, crc=None, size=None):
    """Local header with its bytes, and what the central directory says of it but the offset."""
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = c.compress(data) + c.flush() if method == 8 else data
    crc = zlib.crc32(data) if crc is None else crc
    size = len(data) if size is None else size
    head = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0x21, crc, len(packed), size, len(name), 0)
    return (b"PK\3\4" + head + name + packed,
            b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHI", 0, 0, 0, 0))


def archive(entries, offsets=None):
    body, central = b"", b""
    for i, (local, about) in enumerate(entries):
        at = len(body) if offsets is None else offsets[i]
        name = local[30:30 + struct.unpack("<H", local[26:28])[0]]
        central += about + struct.pack("<I", at) + name
        if offsets is None or at == len(body):
            body += local
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(central), len(body), 0)
    return body + central + end


def bad(kind):
    if kind == "locked":
        return archive([entry(b"a.bib", BOOK, flags=1)])
    if kind == "crc":
        return archive([entry(b"a.bib", BOOK, crc=1)])
    if kind == "ratio":
        return archive([entry(b"a.bib", bytes(20 << 20))])
    if kind == "many":
        return archive([entry(b"%d.bib" % i, BOOK) for i in range(101)])
    if kind == "overlap":
        one = entry(b"a.bib", BOOK * 20000)
        return archive([one] * 50, [0] * 50)
    return archive([])


if sys.argv[1] == "--bad":
    with open(sys.argv[3], "wb") as f:
        f.write(bad(sys.argv[2]))
else:
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
        for pair in sys.argv[2:]:
            name, path = pair.split("=", 1)
            with open(path, "rb") as f:
                z.writestr(name, f.read())
