"""queries.py -- queries made from the titles, and their answers by plain sets over plain words."""
import bisect

from titles import FIELDS
from words import words

ANY = None


class Term:
    def __init__(self, field, text, prefix=False, quoted=False):
        self.field, self.prefix, self.words = field, prefix, words(text)
        name = f"{FIELDS[field]}:" if field is not ANY else ""
        self.text = f'{name}"{text}"' if quoted else f"{name}{text}{'*' if prefix else ''}"

    def fits(self, value):
        n = len(self.words)
        for at in range(len(value) - n + 1):
            if value[at:at + n] == self.words:
                return True
            if self.prefix and value[at:at + n - 1] == self.words[:-1] and value[at + n - 1].startswith(self.words[-1]):
                return True
        return False


class Condition:
    def __init__(self, name, wanted):
        self.name, self.wanted, self.text = name, wanted, f"{name}:{wanted}"

    def fits(self, hit):
        if self.name == "language":
            return self.wanted in hit["languages"]
        if self.name == "format":
            return hit["format"] == self.wanted
        if self.name == "library":
            return int(self.wanted) in hit["libraries"]
        low, dash, high = self.wanted.partition("-")
        high = high if dash else low
        last = hit.get("year_end") or hit["year"]  # a serial counts for every year it ran
        return hit["year"] is not None and (not low or last >= int(low)) and (not high or hit["year"] <= int(high))


class Oracle:
    def __init__(self, titles):
        self.titles, self.with_word = titles, {}
        for id_, title in titles.items():
            for word in {w for values in title.values for value in values for w in value}:
                self.with_word.setdefault(word, set()).add(id_)
        self.sorted_words = sorted(self.with_word)

    def beginning(self, prefix):
        found, at = set(), bisect.bisect_left(self.sorted_words, prefix)
        while at < len(self.sorted_words) and self.sorted_words[at].startswith(prefix):
            found |= self.with_word[self.sorted_words[at]]
            at += 1
        return found

    def of_term(self, term):
        found = self.beginning(term.words[-1]) if term.prefix else self.with_word.get(term.words[-1], set())
        for word in term.words[:-1]:
            found = found & self.with_word.get(word, set())
        fields = range(len(FIELDS)) if term.field is ANY else [term.field]
        return {id_ for id_ in found
                if any(term.fits(value) for f in fields for value in self.titles[id_].values[f])}

    def total(self, parts):
        found = None
        for part in parts:
            ids = self.of_term(part) if isinstance(part, Term) else \
                {id_ for id_, title in self.titles.items() if part.fits(title.shown)}
            found = ids if found is None else found & ids
        return len(found)


def pieces(rng, title, field):
    """What stands between blanks in one value, without the marks of the query language."""
    values = [v for v in title.raw[field].split("\x1f") if v]
    return [p for p in rng.choice(values).split() if not set(p) & set('":*') and words(p)] if values else []


def make_term(rng, title, field, kind):
    plain = pieces(rng, title, field)
    if not plain:
        return None
    where = ANY if kind == "any" or FIELDS[field] == "other" else field
    if FIELDS[field] in ("isbn", "issn"):
        return Term(field, plain[0])
    if kind == "phrase" and len(plain) > 1:
        n = rng.randint(2, min(4, len(plain)))
        at = rng.randint(0, len(plain) - n)
        part = plain[at:at + n]
        return Term(where, " ".join(reversed(part) if rng.random() < 0.15 else part), quoted=True)
    word = rng.choice(plain)
    if where is ANY and sum(c.isdigit() for c in word) >= 7:
        return None  # a standard number is looked for in its other forms too; test/part/4-cli has those
    if kind == "prefix" and len(words(word)) == 1 and len(words(word)[0]) > 2:
        cut = words(word)[0][:rng.randint(2, len(words(word)[0]))]
        if words(cut) == [cut]:
            return Term(where, cut, prefix=True)
    return Term(where, word.upper() if rng.random() < 0.3 else word)


def make_condition(rng, hit):
    name = rng.choice(["year", "years", "language", "format", "library"])
    if name == "year" and hit["year"]:
        return Condition("year", str(hit["year"]))
    if name == "years" and hit["year"]:
        return Condition("year", f"{hit['year'] - rng.randint(0, 9)}-{hit['year'] + rng.randint(0, 9)}")
    if name == "language" and hit["languages"]:
        return Condition("language", hit["languages"][0])
    if name == "format":
        return Condition("format", hit["format"])
    return Condition("library", str(rng.choice(hit["libraries"])))


def make(rng, titles, count):
    ids, made = sorted(titles), []
    while len(made) < count:
        title = titles[rng.choice(ids)]
        kind = rng.choice(["any", "any", "field", "field", "phrase", "prefix"])
        parts = [make_term(rng, title, rng.choice([0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7]), kind)
                 for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
        if rng.random() < 0.05:  # a word of another title: often nothing has both
            parts.append(make_term(rng, titles[rng.choice(ids)], 0, "any"))
        if rng.random() < 0.25:
            parts.append(make_condition(rng, title.shown))
        parts = [p for p in parts if p and (isinstance(p, Condition) or p.words)]
        if parts and len(" ".join(p.text for p in parts).encode()) < 450:
            made.append(parts)
    return made
