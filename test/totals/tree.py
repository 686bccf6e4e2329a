"""tree.py -- query trees: how they are written for the box and in CQL, and which titles they mean."""
from terms import HONORIFICS, STOPS, terms
from titles import FIELDS
from words import words

ANY = None
EDGES = [FIELDS.index(f) for f in ("title", "author", "subject", "series", "call")]
TRANSLATED = [FIELDS.index("title"), FIELDS.index("subject")]
SEPARATOR = "\x1f"
OPERATORS = {"and": ("AND", "DAN"), "or": ("OR", "ATAU"), "not": ("NOT", "BUKAN"), "near": ("NEAR", "DEKAT")}
NAMES = {"title": ("title", "judul", "ti", "JUDUL"), "author": ("author", "pengarang", "au", "Author"),
         "subject": ("subject", "subjek", "su", "Su"), "series": ("series", "seri"), "publisher": ("publisher", "penerbit"),
         "notes": ("notes", "catatan"), "place": ("place", "tempat"), "number": ("number", "nomor"),
         "call": ("call", "nopanggil"), "class": ("class", "kelas", "ddc")}
CQL_NAMES = {"title": ("title", "dc.title", "bath.keyTitle", "TITLE"), "publisher": ("publisher", "dc.publisher"),
             "author": ("author", "dc.creator", "creator", "bath.personalName", "dc.contributor"),
             "subject": ("subject", "dc.subject", "bath.topicalSubject"), "series": ("series", "bath.seriesTitle"),
             "notes": ("notes", "dc.description")}
ANY_NAMES = ("any", "semua")
CQL_ANY_NAMES = ("cql.anywhere", "cql.serverChoice", "anywhere", "any")


def chosen(names, style):
    return names[style % len(names)]


def name_in_box(field, style):
    """With its colon. Words anywhere have no name, most of the time."""
    if field is ANY:
        return f"{chosen(ANY_NAMES, style)}:" if style % 7 == 6 else ""
    return chosen(NAMES.get(FIELDS[field], (FIELDS[field],)), style) + ":"


def name_in_cql(field, style):
    if field is ANY:
        return chosen(CQL_ANY_NAMES, style)
    return chosen(CQL_NAMES.get(FIELDS[field], (FIELDS[field],)), style)


class Term:
    """A word or phrase. mark: "" or "^" (begins with) or "=" (the whole value). style: of its names and ways to be
    written any."""

    def __init__(self, field, text, prefix=False, quoted=False, mark="", style=0):
        self.field, self.text, self.prefix, self.quoted, self.mark = field, text, prefix, quoted, mark
        self.style = style
        self.words, self.also = terms(text), []

    def box(self):
        name = name_in_box(self.field, self.style)
        value = f'"{self.text}"' if self.quoted else self.text
        return f"{name}{self.mark}{value}{'*' if self.prefix and not self.mark else ''}"

    def cql(self):
        name = name_in_cql(self.field, self.style)
        text = self.text + "*" * self.prefix
        if self.mark == "^":
            text = "^" + text
        if self.mark == "=" and self.style % 2:
            return f'{name} = "^{text}^"'
        exact = self.mark == "=" or (self.quoted and " " not in self.text and not self.prefix)
        relation = chosen(("==", "exact") if exact else ("=", "adj"), self.style)
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


class Number:
    """An ISBN or ISSN as people write it: the number as it is indexed, or the words as they stand somewhere."""

    def __init__(self, field, number, text, anywhere):
        self.field, self.number, self.text, self.anywhere = field, number, text, anywhere

    def box(self):
        return self.text if self.anywhere else f"{FIELDS[self.field]}:{self.text}"

    def cql(self):
        return f'{"cql.anywhere" if self.anywhere else FIELDS[self.field]} = "{self.text}"'

    def found(self, oracle, against=False):
        ids = oracle.phrase(Term(self.field, self.number, quoted=True))
        return ids | Term(ANY, self.text).found(oracle, against) if self.anywhere else ids


class Group:
    def __init__(self, kind, parts, style=0):
        self.kind, self.parts, self.style = kind, parts, style

    def box(self):
        inner = [f"({p.box()})" if isinstance(p, Group) and not isinstance(p, FieldGroup) else p.box() for p in self.parts]
        bare = self.kind == "and" and self.style % 2
        return (" " if bare else f" {chosen(OPERATORS[self.kind], self.style)} ").join(inner)

    def cql(self):
        inner = [f"({p.cql()})" if isinstance(p, COMPOUND) else p.cql() for p in self.parts]
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


class FieldGroup(Group):
    """Words in one field, all or any of them: judul:(a ATAU b), title any "a b"."""

    def __init__(self, field, kind, texts, style=0):
        super().__init__(kind, [Term(field, t, style=0) for t in texts], style)
        self.field = field

    def box(self):
        operator = chosen(OPERATORS[self.kind], self.style)
        bare = self.kind == "and" and self.style % 3
        words_ = (" " if bare else f" {operator} ").join(p.text for p in self.parts)
        return f"{name_in_box(self.field, self.style) or 'any:'}({words_})"

    def cql(self):
        relation = "all" if self.kind == "and" else "any"
        return f'{name_in_cql(self.field, self.style)} {relation} "{" ".join(p.text for p in self.parts)}"'


class Near:
    """Words in one field, at most `distance` words between them, in any order."""

    def __init__(self, field, texts, distance, style=0):
        self.terms, self.distance, self.field = [Term(field, t, style=style) for t in texts], distance, field
        self.style = style

    def box(self):
        operator = chosen(OPERATORS["near"], self.style)
        return f" {operator if self.distance == 5 else f'{operator}/{self.distance}'} ".join(t.box() for t in self.terms)

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


COMPOUND = (Group, Near)


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
