"""queries.py -- queries made from the titles, and their answers by plain sets over plain words."""
import bisect
import collections

import terms as t
import tree
from forms import forms
from titles import FIELDS
from tree import ANY, EDGES, Group, Near, Term

OPERATORS = {"AND", "OR", "NOT", "NEAR", "DAN", "ATAU", "BUKAN", "DEKAT"}


class Condition:
    def __init__(self, name, wanted):
        self.name, self.wanted = name, wanted

    def box(self):
        return f"{self.name}:{self.wanted}"

    def cql(self):
        if "-" not in self.wanted:
            return f'{self.name} = "{self.wanted}"'
        low, high = self.wanted.split("-")
        return f'year within "{low} {high}"' if int(low) % 2 else f"dc.date >= {low} and year < {int(high) + 1}"

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
        wanted = [p for p in parts if not isinstance(p, Condition)]
        found = Group("and", wanted).found(self) if wanted else set(self.titles)
        for condition in parts:
            if isinstance(condition, Condition):
                found = {i for i in found if condition.fits(self.titles[i].shown)}
        return len(found)


class Query:
    """Parts side by side: terms, groups, conditions."""

    def __init__(self, parts, cql):
        self.parts, self.cql = parts, cql

    @property
    def text(self):
        if self.cql:
            return " and ".join(f"({p.cql()})" if isinstance(p, (Group, Near)) else p.cql() for p in self.parts)
        return " ".join(f"({p.box()})" if isinstance(p, Group) and len(self.parts) > 1 else p.box() for p in self.parts)


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


# ---- making queries ----

def pieces(rng, title, field):
    """What stands between blanks in one value, without the marks of the query languages."""
    values = [v for v in title.raw[field].split("\x1f") if v]
    if not values:
        return []
    return [p for p in rng.choice(values).split()
            if not set(p) & set('":*()^=?<>/\\') and t.terms(p) and p not in OPERATORS]


def make_term(rng, title, field, kind):
    plain = pieces(rng, title, field)
    if not plain:
        return None
    where = ANY if kind == "any" or FIELDS[field] in ("other", "class") else field
    if FIELDS[field] in ("isbn", "issn"):
        return Term(field, plain[0])
    if kind == "phrase" and len(plain) > 1:
        n = rng.randint(2, min(4, len(plain)))
        at = rng.randint(0, len(plain) - n)
        part = plain[at:at + n]
        return Term(where, " ".join(reversed(part) if rng.random() < 0.15 else part), quoted=True)
    if kind == "edge" and field in EDGES:
        if rng.random() < 0.5:
            return Term(rng.choice([field, ANY]), " ".join(plain), quoted=True, mark="=")
        return Term(rng.choice([field, ANY]), " ".join(plain[:rng.randint(1, 3)]), quoted=True, mark="^", prefix=True)
    word = rng.choice(plain)
    if where is ANY and sum(c.isdigit() for c in word) >= 7:
        return None  # a standard number is looked for in its other forms too; test/part/4-cli has those
    if kind == "prefix" and len(t.terms(word)) == 1 and len(t.terms(word)[0]) > 2:
        cut = t.terms(word)[0][:rng.randint(2, len(t.terms(word)[0]))]
        if t.terms(cut) == [cut]:
            return Term(where, cut, prefix=True)
    word = changed(rng, word)
    return Term(where, word) if word not in OPERATORS and t.terms(word) else None


def changed(rng, word):
    """The word, sometimes in capitals, doubled, in another form or language."""
    dice = rng.random()
    if dice < 0.2:
        return word.upper()
    if dice < 0.3 and len(t.terms(word)) == 1:
        return f"{word}-{word}"
    if dice < 0.4:
        return sorted(forms(t.terms(word)[0]) or {word})[0]
    if dice < 0.5 and word.isascii() and word.isalpha():
        return rng.choice(["me", "pe", "ber", "di", ""]) + word.lower() + rng.choice(["an", "kan", "nya", "s", "2"])
    return word


def make_near(rng, title, field):
    plain = [p for p in pieces(rng, title, field) if len(t.terms(p)) == 1 and not t.alone(t.terms(p)[0])
             and sum(c.isdigit() for c in p) < 7]
    if len(plain) < 2:
        return None
    return Near(rng.choice([field, ANY]), rng.sample(plain, 2), rng.randint(0, 4))


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


def make_class(rng, title):
    value = title.raw[FIELDS.index("class")]
    digits = value[:3]
    if rng.random() < 0.5 and len(digits) == 3 and digits.isascii() and digits.isdigit():
        low = max(int(digits) - rng.choice([0, 3, 10, 112]), 0)
        return Class(f"{low:03}-{min(int(digits) + rng.choice([0, 7, 10, 200]), 999):03}")
    words_ = t.words(value.split("\x1f")[0])
    return Class(words_[0][:rng.randint(1, 5)]) if words_ else None


def make_part(rng, titles, ids, title):
    kind = rng.choice(["any", "any", "any", "field", "field", "phrase", "prefix", "edge", "near", "class", "subject"])
    if kind == "near":
        return make_near(rng, title, rng.choice([0, 0, 1, 2]))
    if kind == "class":
        return make_class(rng, title)
    if kind == "subject":  # of the thesaurus
        return Term(rng.choice([ANY, ANY, 2]), rng.choice(SUBJECTS))
    field = rng.choice([0, 0, 0, 0, 1, 1, 2, 2] + list(range(3, len(FIELDS))))
    if rng.random() < 0.05:  # a word of another title: often nothing has both
        title = titles[rng.choice(ids)]
    return make_term(rng, title, field, kind)


def make_group(rng, parts):
    parts = [p for p in parts if not isinstance(p, Condition)]
    if len(parts) < 2:
        return None
    if len(parts) > 2 and rng.random() < 0.5:
        inner = Group(rng.choice(["and", "or"]), parts[1:])
        return Group(rng.choice(["or", "not", "and"]), [parts[0], inner])
    return Group(rng.choice(["or", "or", "not"]), parts)


SUBJECTS = [w for key in t.thesaurus() for w in key.split()]


def make(rng, titles, count):
    ids, made = sorted(titles), []
    while len(made) < count:
        title = titles[rng.choice(ids)]
        parts = [p for p in (make_part(rng, titles, ids, title) for _ in range(rng.choice([1, 1, 2, 2, 3, 4]))) if p]
        if rng.random() < 0.05:
            parts += [Term(ANY, w) for w in rng.choice(list(t.thesaurus())).split()]
        if rng.random() < 0.35:
            group = make_group(rng, parts)
            parts = [group] if group else parts
        if rng.random() < 0.25:
            parts.append(make_condition(rng, title.shown))
        query = Query(parts, rng.random() < 0.3)
        if parts and acceptable(query):
            made.append(query)
    return made


def acceptable(query):
    text = query.text
    if query.cql:
        return len(text) < 3000 and not any(simple_phrases(p) for p in query.parts)
    small = any("a" <= c <= "z" or c >= "\x80" for c in text)
    return len(text.encode()) < 450 and small


def simple_phrases(part):
    """In CQL a quoted word by itself cannot be asked for without its forms."""
    if isinstance(part, Group):
        return any(simple_phrases(p) for p in part.parts)
    return isinstance(part, Term) and part.quoted and not part.mark and len(part.text.split()) < 2
