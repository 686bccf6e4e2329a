"""marc.py -- just enough of ISO 2709 to read and write records from outside, apart from the program."""


def clean(text):
    """Without the marks around words that do not count in sorting (U+0088, U+0089, U+0098, U+009C)."""
    return "".join(c for c in text if c not in "\u0088\u0089\u0098\u009c")


def fields(record):
    """(tag, indicators, [(code, text)]) in the order of the directory; a control field has code ""."""
    base = int(record[12:17])
    for at in range(24, base - 1, 12):
        tag = record[at:at + 3].decode()
        length, start = int(record[at + 3:at + 7]), int(record[at + 7:at + 12])
        body = record[base + start:base + start + length - 1].decode("utf-8", "replace")
        if tag < "010":
            yield tag, "  ", [("", body)]
        else:
            yield tag, body[:2], [(part[:1], clean(part[1:])) for part in body[2:].split("\x1f")[1:]]


def written(fields):
    """A record in UTF-8 from (tag, text): of data fields the text begins with the indicators."""
    directory, data = b"", b""
    for tag, text in fields:
        body = text.encode() + b"\x1e"
        directory += b"%s%04d%05d" % (tag.encode(), len(body), len(data))
        data += body
    base = 24 + len(directory) + 1
    return b"%05dnam a22%05d a 4500" % (base + len(data) + 1, base) + directory + b"\x1e" + data + b"\x1d"
