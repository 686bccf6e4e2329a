"""tree.py -- query trees: how they are written for the box and in CQL, and which titles they mean."""
from terms import HONORIFICS, STOPS, terms
from titles import FIELDS
from words import words

ANY = None
EDGES = [FIELDS.index(f) for f in ("title", "author", "subject", "series", "call")]
TRANSLATED = [FIELDS.index("title"), FIELDS.index("subject")]
SEPARATOR = "\x1f"


class Term:
    """A word or phrase. mark: "" or "^" (begins with) or "=" (the whole value)."""

    def __init__(self, field, text, prefix=False, quoted=False, mark=""):
        self.field, self.text, self.prefix, self.quoted, self.mark = field, text, prefix, quoted, mark
        self.words, self.also = terms(text), []

    def box(self):
        name = f"{FIELDS[self.field]}:" if self.field is not ANY else ""
        value = f'"{self.text}"' if self.quoted else self.text
        return f"{name}{self.mark}{value}{'*' if self.prefix and not self.mark else ''}"

    def cql(self):
        name = FIELDS[self.field] if self.field is not ANY else "cql.anywhere"
        text = self.text + "*" * self.prefix
        if self.mark == "^":
            text = "^" + text
        relation = "==" if self.mark == "=" or (self.quoted and " " not in self.text and not self.prefix) else "="
        return f'{name} {relation} "{text}"'

    def simple(self):
        return not (self.prefix or self.quoted or self.mark)

    def spared(self):
        if not self.simple() or len(self.words) != 1:
            return False
        word = self.words[0]
        initial = len(word) == 1 and "a" <= word <= "z" and (self.field == 1 or self.text.endswith("."))
        return word in STOPS or initial or (word in HONORIFICS and self.field in (ANY, 1))

    def found(self, oracle, against=False):
        ids = set(oracle.phrase(self)) if self.words else set()
        if self.simple() and not against:
            ids |= oracle.with_forms(self)
            for text in self.also:
                for field in TRANSLATED:
                    ids |= oracle.phrase(Term(field, text, quoted=True))
        return ids


class Group:
    def __init__(self, kind, parts):
        self.kind, self.parts = kind, parts

    def box(self):
        inner = [f"({p.box()})" if isinstance(p, Group) else p.box() for p in self.parts]
        return {"and": " ", "or": " OR ", "not": " NOT "}[self.kind].join(inner)

    def cql(self):
        inner = [f"({p.cql()})" if isinstance(p, (Group, Near)) else p.cql() for p in self.parts]
        return f" {self.kind} ".join(inner)

    def found(self, oracle, against=False):
        if oracle.box and self.kind == "and":
            return AllOf(ease(oracle, self.parts, against)).found(oracle, against)
        sets = []
        for n, part in enumerate(self.parts):
            refused = self.kind == "not" and n > 0
            if oracle.box and isinstance(part, Term) and not refused:
                part = AllOf(ease(oracle, [part], against))
            sets.append(part.found(oracle, against or refused))
        found = sets[0]
        for ids in sets[1:]:
            found = found & ids if self.kind == "and" else found | ids if self.kind == "or" else found - ids
        return found


class Near:
    """Words in one field, at most `distance` words between them, in any order."""

    def __init__(self, field, texts, distance):
        self.terms, self.distance, self.field = [Term(field, t) for t in texts], distance, field

    def box(self):
        return f" NEAR/{self.distance} ".join(t.box() for t in self.terms)

    def cql(self):
        return f" prox/unit=word/distance<={self.distance + 1} ".join(t.cql() for t in self.terms)

    def found(self, oracle, against=False):
        sets = [oracle.phrase(Term(self.field, t.text, quoted=True)) for t in self.terms]
        fields = range(len(FIELDS)) if self.field is ANY else [self.field]
        return {i for i in set.intersection(*sets) if any(self.fits(oracle.titles[i].values[f]) for f in fields)}

    def fits(self, values):
        flat = []
        for n, value in enumerate(values):
            flat += ([SEPARATOR] if n else []) + value
        places = [[at for at in range(len(flat)) if flat[at:at + len(t.words)] == t.words] for t in self.terms]
        for last in {at for p in places for at in p}:
            if all(any(last - len(t.words) - self.distance <= at <= last for at in p)
                   for p, t in zip(places, self.terms)):
                return True
        return False


def ease(oracle, parts, against):
    """What the box makes of words side by side: translations joined, words to be spared left out."""
    eased, at = [], 0
    while at < len(parts):
        n, also = (0, []) if against else longest(oracle, parts, at)
        if n == 1:
            parts[at].also = also
        if n > 1:
            other = Term(parts[at].field, "", quoted=False)
            other.also = also
            eased.append(Group("or", [AllOf(parts[at:at + n]), other]))
        else:
            eased.append(parts[at])
        at += max(n, 1)
    kept = [p for p in eased if not (isinstance(p, Term) and p.spared())]
    return kept or eased


class AllOf:
    """Parts that are eased already."""

    def __init__(self, parts):
        self.parts = parts

    def found(self, oracle, against=False):
        return set.intersection(*[p.found(oracle, against) for p in self.parts])


def longest(oracle, parts, at):
    found, said = (0, []), []
    for n in range(1, 6):
        if at + n > len(parts):
            break
        part = parts[at + n - 1]
        if not isinstance(part, Term) or not part.simple() or part.field != parts[at].field or \
                part.field not in (ANY, FIELDS.index("subject")):
            break
        said.append(" ".join(words(part.text)))
        also = oracle.thesaurus.get(" ".join(said))
        if also:
            found = (n, also)
    return found
