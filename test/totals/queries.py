"""queries.py -- what queries mean: their answers by plain sets over plain words."""
import bisect
import collections

import terms as t
import tree
from forms import forms
from titles import FIELDS
from tree import ANY, COMPOUND, EDGES, FieldGroup, Group, Term


class Condition:
    """A limit for the whole query. style: which of the names of the limit is written."""
    NAMES = {"year": ("year", "tahun"), "language": ("language", "bahasa"), "format": ("format", "bentuk"),
             "library": ("library", "perpustakaan")}
    CQL_NAMES = {"year": ("year", "dc.date"), "language": ("language", "dc.language"), "format": ("format", "dc.type"),
                 "library": ("library", "perpustakaan")}
    PARAMETERS = {"language": "bahasa", "format": "jenis", "library": "perpustakaan"}

    def __init__(self, name, wanted, style=0):
        self.name, self.wanted, self.style = name, wanted, style

    def box(self):
        return f"{self.NAMES[self.name][self.style]}:{self.wanted}"

    def cql(self):
        name = self.CQL_NAMES[self.name][self.style]
        if "-" not in self.wanted:
            return f'{name} = "{self.wanted}"'
        low, high = self.wanted.split("-")
        if not high:
            return f"{name} >= {low}" if int(low) % 2 else f"{name} > {int(low) - 1}"
        if not low:
            return f"{name} <= {high}" if int(high) % 2 else f"{name} < {int(high) + 1}"
        return f'{name} within "{low} {high}"' if int(low) % 2 else f"dc.date >= {low} and year < {int(high) + 1}"

    def parameters(self):
        """The same as parameters of an address."""
        if self.name != "year":
            return [(self.PARAMETERS[self.name], self.wanted)]
        low, dash, high = self.wanted.partition("-")
        return [(n, v) for n, v in (("dari", low), ("sampai", high if dash else low)) if v]

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


class Class:
    """The beginning of a classification, or a range of whole classes."""

    def __init__(self, wanted):
        self.wanted = wanted

    def box(self):
        return f"class:{self.wanted}"

    def cql(self):
        low, dash, high = self.wanted.partition("-")
        return f'class within "{low} {high}"' if dash else f'ddc = "{self.wanted}"'

    def fits(self, value):
        low, dash, high = self.wanted.partition("-")
        if dash:  # a class belongs to the range when all classes below it do: 5 and 51 to 500-599
            heads = [value[:n] for n in (1, 2, 3) if len(value) >= n and value[:n].isascii() and value[:n].isdigit()]
            return any(int(low) <= int(h.ljust(3, "0")) and int(h.ljust(3, "9")) <= int(high) for h in heads)
        return value.startswith("".join(t.words(low)))

    def found(self, oracle, against=False):
        return {i for i, title in oracle.titles.items()
                if any(self.fits(v[0]) for v in title.values[FIELDS.index("class")] if v)}


class Oracle:
    def __init__(self, titles):
        self.titles, self.box, self.thesaurus = titles, True, t.thesaurus()
        self.with_word = collections.defaultdict(set)  # (word, field): titles
        self.with_form = collections.defaultdict(set)  # the same of what words are forms of
        for id_, title in titles.items():
            for field, values in enumerate(title.values):
                for word in {w for value in values for w in value}:
                    self.with_word[word, field].add(id_)
                    for form in forms(word):
                        self.with_form[form, field].add(id_)
        self.sorted_words = sorted({word for word, _ in self.with_word})

    @staticmethod
    def fields(term):
        if term.field is not ANY:
            return [term.field]
        return EDGES if term.mark else range(len(FIELDS))

    def beginning(self, prefix, field):
        found, at = set(), bisect.bisect_left(self.sorted_words, prefix)
        while at < len(self.sorted_words) and self.sorted_words[at].startswith(prefix):
            found |= self.with_word.get((self.sorted_words[at], field), set())
            at += 1
        return found

    def phrase(self, term):
        """Titles with these words one after another in a value."""
        found = set()
        for field in self.fields(term):
            *before, last = term.words
            ids = self.beginning(last, field) if term.prefix else self.with_word.get((last, field), set())
            for word in before:
                ids = ids & self.with_word.get((word, field), set())
            if len(term.words) > 1 or term.mark:
                ids = {i for i in ids if any(fits(term, value) for value in self.titles[i].values[field])}
            found |= ids
        return found

    def meeting(self, word, field):
        """Titles with another word that meets this one."""
        of_word = forms(word)
        found = set()
        for form in of_word:
            found |= self.with_word.get((form, field), set()) | self.with_form.get((form, field), set())
        return found | self.with_form.get((word, field), set())

    def with_forms(self, term):
        said, found = term.words, set()
        for field in self.fields(term):
            if len(said) == 1 and not t.alone(said[0]):
                found |= self.meeting(said[0], field)
            if len(said) == 2:  # buku-buku
                for common in (forms(said[0]) | {said[0]}) & (forms(said[1]) | {said[1]}):
                    found |= self.with_word.get((common, field), set()) | self.meeting(common, field)
        return found

    def total(self, query):
        parts = query.parts if isinstance(query, Query) else [query]
        return len(self.ids(parts))

    def ids(self, parts):
        wanted = [p for p in parts if not isinstance(p, Condition)]
        found = Group("and", wanted).found(self) if wanted else set(self.titles)
        limits = collections.defaultdict(list)
        for condition in parts:
            if isinstance(condition, Condition):
                limits[condition.name].append(condition)
        for name, list_ in limits.items():  # years narrow one another, other limits of one name are either-or
            held = all if name == "year" else any
            found = {i for i in found if held(c.fits(self.titles[i].shown) for c in list_)}
        return found


class Query:
    """Parts side by side: terms, groups, conditions. noise: parentheses without their other half."""

    def __init__(self, parts, cql, noise=("", "")):
        self.parts, self.cql, self.noise = parts, cql, noise

    @property
    def text(self):
        return self.written(self.parts)

    def written(self, parts):
        if self.cql:
            return " and ".join(f"({p.cql()})" if isinstance(p, COMPOUND) else p.cql() for p in parts)
        text = " ".join(f"({p.box()})" if isinstance(p, Group) and not isinstance(p, FieldGroup) and len(parts) > 1
                        else p.box() for p in parts)
        return self.noise[0] + text + self.noise[1]

    def parameters(self):
        """The query as parameters of an address: limits by the names the forms give them."""
        words = [p for p in self.parts if not isinstance(p, Condition)]
        pairs = [("q", self.written(words))] + [("f", "cql")] * self.cql
        return pairs + [pair for p in self.parts if isinstance(p, Condition) for pair in p.parameters()]


def fits(term, value):
    n = len(term.words)
    if term.mark == "=":
        return value == term.words
    for at in range(1 if term.mark else max(len(value) - n + 1, 0)):
        part = value[at:at + n]
        if part == term.words:
            return True
        if term.prefix and len(part) == n and part[:-1] == term.words[:-1] and part[-1].startswith(term.words[-1]):
            return True
    return False
