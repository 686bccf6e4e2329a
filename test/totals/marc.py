"""marc.py -- just enough of ISO 2709 to see a record from outside, written apart from the program."""


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
