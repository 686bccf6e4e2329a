"""claims.py -- what MARC records, read here, say of their titles."""
import os
import sqlite3

import marc
from titles import FIELDS
from terms import terms as words


def isbn13(text):
    digits = "".join(c for c in text.split(" ")[0].split("(")[0] if c.isdigit() or c in "xX").upper()
    if len(digits) == 10 and "X" not in digits[:9]:
        if sum((10 if c == "X" else int(c)) * (10 - i) for i, c in enumerate(digits)) % 11:
            return None
        digits = "978" + digits[:9]
        return digits + str(-sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10)
    if len(digits) == 13 and digits.isdigit() and digits[:3] in ("978", "979"):
        return digits if sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10 == 0 else None
    return None


def claims(record):
    """(field, words) that the title of this record must have."""
    for tag, indicators, parts in marc.fields(record):
        first = dict(reversed(parts))
        if tag == "245":
            yield 0, words(" ".join(v for c, v in parts if c == "a"))
        elif tag in ("100", "110", "111"):
            yield 1, words(first.get("a", ""))
        elif tag == "650" and indicators[1:] in ("0", "4"):
            yield 2, words(first.get("a", ""))
        elif tag == "020" and isbn13(first.get("a", "")):
            yield 5, [isbn13(first["a"])]


def compare(data, titles):
    """(how many hold, sentences about those that do not): words that are missing, words made up."""
    held, problems, known = 0, [], {}
    with sqlite3.connect(f"file:{os.path.join(data, 'silang.db')}?mode=ro", uri=True) as db:
        rows = db.execute("SELECT r.title, v.bytes FROM record r JOIN version v ON v.id = r.version"
                          " WHERE r.kind = 0 AND r.title IS NOT NULL")
        for id_, record in rows:
            if id_ not in titles:  # nothing of it may be shown; `silang verify` holds the index to that
                continue
            seen = known.setdefault(id_, set())
            if record[9:10] != b"a":  # another encoding, or no MARC: nothing is claimed
                seen.add(None)
                continue
            try:
                for field, wanted in claims(record):
                    have = {w for value in titles[id_].values[field] for w in value}
                    missing = [w for w in wanted if w not in have]
                    held += not missing
                    if missing:
                        problems.append(f"title {id_}: {FIELDS[field]} lacks {missing[:3]} of {wanted[:8]}")
                for _, _, parts in marc.fields(record):
                    seen.update(words(" ".join(v for _, v in parts)))
                    for _, value in parts:
                        seen.update(words(value))
            except (ValueError, IndexError):  # a damaged record, which the program repaired
                seen.add(None)
    for id_, title in titles.items():
        seen = known.get(id_, {None})
        made_up = [w for field in (0, 1, 3, 4) for value in title.values[field] for w in value if w not in seen]
        if None in seen:
            continue
        held += not made_up
        if made_up:
            problems.append(f"title {id_}: words of no record: {made_up[:5]}")
    return held, problems
