"""making.py -- queries made by chance from what stands in the titles."""
import claims
import terms as t
from forms import forms
from queries import Class, Condition, Query
from titles import FIELDS
from tree import ANY, EDGES, OPERATORS, FieldGroup, Group, Near, Number, Term

WORDS_OF_OPERATORS = {word for pair in OPERATORS.values() for word in pair}
SUBJECTS = [w for key in t.thesaurus() for w in key.split()]
STYLES = 840  # a multiple of every number of ways there is


def pieces(rng, title, field):
    """What stands between blanks in one value, without the marks of the query languages."""
    values = [v for v in title.raw[field].split("\x1f") if v]
    if not values:
        return []
    return [p for p in rng.choice(values).split()
            if not set(p) & set('":*()^=?<>/\\') and t.terms(p) and p not in WORDS_OF_OPERATORS]


def shortened(rng, word):
    """The beginning of a word, when it is one word itself; else None."""
    folded = t.terms(word)
    if len(folded) != 1 or len(folded[0]) < 3:
        return None
    part = folded[0][:rng.randint(2, len(folded[0]))]
    return part if t.terms(part) == [part] else None


def many_digits(word):
    """A standard number is looked for in its other forms too: class Number."""
    return sum(c.isdigit() for c in word) >= 7


def make_phrase(rng, where, plain):
    n = rng.randint(2, min(4, len(plain)))
    at = rng.randint(0, len(plain) - n)
    part = plain[at:at + n]
    style = rng.randrange(STYLES)
    if rng.random() < 0.25:  # of the last word only the beginning
        beginning = shortened(rng, part[-1])
        if beginning:
            return Term(where, " ".join(part[:-1] + [beginning]), prefix=True, quoted=True, style=style)
    return Term(where, " ".join(reversed(part) if rng.random() < 0.15 else part), quoted=True, style=style)


def make_edge(rng, field, plain):
    where, style = rng.choice([field, ANY]), rng.randrange(STYLES)
    if rng.random() < 0.5:
        return Term(where, " ".join(plain), quoted=True, mark="=", style=style)
    return Term(where, " ".join(plain[:rng.randint(1, 3)]), quoted=True, mark="^", prefix=True, style=style)


def make_number(rng, field, text):
    """An ISBN with ten or thirteen digits, an ISSN; with hyphens or without."""
    anywhere = rng.random() < 0.5
    if FIELDS[field] == "issn":
        if len(text) != 8:
            return None
        return Number(field, text, rng.choice([text, f"{text[:4]}-{text[4:]}"]).upper() if anywhere else text, anywhere)
    if claims.isbn13(text) != text:
        return None
    written = [text, f"{text[:3]}-{text[3]}-{text[4:8]}-{text[8:12]}-{text[12]}"]
    if text.startswith("978"):
        nine = text[3:12]
        check = -sum(int(c) * (10 - i) for i, c in enumerate(nine)) % 11
        written += [nine + "X0123456789"[check + 1 if check < 10 else 0], f"{nine[:3]}-{nine[3:]}-{'X' if check == 10 else check}"]
    return Number(field, text, rng.choice(written), anywhere)


def make_term(rng, title, field, kind):
    plain = pieces(rng, title, field)
    if not plain:
        return None
    where = ANY if kind == "any" or FIELDS[field] in ("other", "class") else field
    style = rng.randrange(STYLES)
    if FIELDS[field] in ("isbn", "issn"):
        return make_number(rng, field, plain[0])
    if kind == "phrase" and len(plain) > 1:
        return make_phrase(rng, where, plain)
    if kind == "edge" and field in EDGES:
        return make_edge(rng, field, plain)
    word = rng.choice(plain)
    if where is ANY and many_digits(word):
        return None
    if kind == "prefix":
        beginning = shortened(rng, word)
        if beginning:
            return Term(where, beginning, prefix=True, style=style)
    word = changed(rng, word)
    return Term(where, word, style=style) if word not in WORDS_OF_OPERATORS and t.terms(word) else None


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
    plain = [p for p in pieces(rng, title, field) if len(t.terms(p)) == 1 and not t.alone(t.terms(p)[0]) and not many_digits(p)]
    if len(plain) < 2:
        return None
    return Near(rng.choice([field, ANY]), rng.sample(plain, min(rng.choice([2, 2, 2, 3]), len(plain))), rng.randint(0, 6),
                rng.randrange(STYLES))


def make_field_group(rng, title, field):
    plain = [p for p in pieces(rng, title, field) if not many_digits(p)]
    if len(plain) < 2 or FIELDS[field] in ("other", "class"):
        return None
    words = rng.sample(plain, min(rng.randint(2, 4), len(plain)))
    return FieldGroup(rng.choice([field, field, ANY]), rng.choice(["and", "or"]), words, rng.randrange(STYLES))


def make_years(rng, year):
    low, high = year - rng.randint(0, 9), year + rng.randint(0, 9)
    return Condition("year", rng.choice([str(year), f"{low}-{high}", f"{low}-{high}", f"{low}-", f"-{high}"]), rng.randrange(2))


def make_condition(rng, hit):
    name = rng.choice(["year", "year", "language", "format", "library"])
    style = rng.randrange(2)
    if name == "year" and hit["year"] and 20 < hit["year"] < 9990:
        return make_years(rng, hit["year"])
    if name == "language" and hit["languages"]:
        return Condition("language", hit["languages"][0], style)
    if name == "format":
        return Condition("format", hit["format"], style)
    return Condition("library", str(rng.choice(hit["libraries"])), style)


def make_class(rng, title):
    value = title.raw[FIELDS.index("class")]
    digits = value[:3]
    if rng.random() < 0.5 and len(digits) == 3 and digits.isascii() and digits.isdigit():
        low = max(int(digits) - rng.choice([0, 3, 10, 112]), 0)
        return Class(f"{low:03}-{min(int(digits) + rng.choice([0, 7, 10, 200]), 999):03}")
    words_ = t.words(value.split("\x1f")[0])
    return Class(words_[0][:rng.randint(1, 5)]) if words_ else None


def make_part(rng, titles, ids, title):
    kind = rng.choice(["any", "any", "any", "field", "field", "phrase", "prefix", "edge", "near", "class", "subject", "number",
                       "group"])
    if kind == "near":
        return make_near(rng, title, rng.choice([0, 0, 1, 2]))
    if kind == "class":
        return make_class(rng, title)
    if kind == "number":
        return make_term(rng, title, rng.choice([FIELDS.index("isbn"), FIELDS.index("issn")]), kind)
    if kind == "subject":  # of the thesaurus
        return Term(rng.choice([ANY, ANY, 2]), rng.choice(SUBJECTS), style=rng.randrange(STYLES))
    field = rng.choice([0, 0, 0, 0, 1, 1, 2, 2] + list(range(3, len(FIELDS))))
    if kind == "group":
        return make_field_group(rng, title, field)
    if rng.random() < 0.05:  # a word of another title: often nothing has both
        title = titles[rng.choice(ids)]
    return make_term(rng, title, field, kind)


def make_group(rng, parts):
    parts = [p for p in parts if not isinstance(p, Condition)]
    style = rng.randrange(STYLES)
    if len(parts) < 2:
        return None
    if len(parts) > 2 and rng.random() < 0.5:
        inner = Group(rng.choice(["and", "or", "not"]), parts[1:], rng.randrange(STYLES))
        return Group(rng.choice(["or", "not", "and"]), [parts[0], inner], style)
    return Group(rng.choice(["or", "or", "not"]), parts, style)


def in_capitals(rng, title):
    """Somebody who types all in capitals means no operators: AND and NOT are words like the others."""
    plain = [p.upper() for p in pieces(rng, title, 0) if p.isascii() and not many_digits(p)]
    if len(plain) < 2:
        return None
    first, second = rng.sample(plain, 2)
    return [Term(ANY, word) for word in (first, rng.choice(sorted(WORDS_OF_OPERATORS)), second)]


def make_conditions(rng, hit, cql):
    found = [make_condition(rng, hit) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    if cql:  # CQL takes each limit once, years as often as one likes
        found = [c for n, c in enumerate(found) if c.name == "year" or c.name not in {d.name for d in found[:n]}]
    return found


def make_query(rng, titles, ids, title):
    parts = [p for p in (make_part(rng, titles, ids, title) for _ in range(rng.choice([1, 1, 2, 2, 3, 4]))) if p]
    cql = rng.random() < 0.3
    noise = ("", "")
    if rng.random() < 0.02:
        capitals = in_capitals(rng, title)
        return Query(capitals, False) if capitals else None
    if rng.random() < 0.05:
        parts += [Term(ANY, w) for w in rng.choice(list(t.thesaurus())).split()]
    if rng.random() < 0.35:
        group = make_group(rng, parts)
        parts = [group] if group else parts
    if rng.random() < 0.25:
        parts += make_conditions(rng, title.shown, cql)
    elif not cql and rng.random() < 0.1:
        noise = rng.choice([("", " )"), (") ", ""), ("( ", ""), ("( ", " ))"), ("", " ()"), ("() ", "")])
    query = Query(parts, cql, noise)
    return query if parts and acceptable(query) else None


def scripts_of(titles):
    """Titles by what they are written in: Latin ones, and those with letters of other scripts."""
    groups = {}
    for id_ in sorted(titles):
        letter = next((c for c in titles[id_].raw[0] if ord(c) > 0x24F and c.isalpha()), "a")
        groups.setdefault(ord(letter) >> 7, []).append(id_)
    return [ids for _, ids in sorted(groups.items())]


def make(rng, titles, count):
    """Half of them from titles as they come, half of them from each script in turn."""
    ids, groups, made = sorted(titles), scripts_of(titles), []
    while len(made) < count:
        group = ids if rng.random() < 0.5 else rng.choice(groups)
        query = make_query(rng, titles, ids, titles[rng.choice(group)])
        if query:
            made.append(query)
    return made


def acceptable(query):
    text = query.text
    if query.cql:
        return len(text) < 3000 and not any(cannot_be_cql(p) for p in query.parts)
    small = any("a" <= c <= "z" or c >= "\x80" for c in text)
    return len(text.encode()) < 450 and small


def cannot_be_cql(part):
    """In CQL a quoted word by itself cannot be asked for without its forms, and nearness is of two."""
    if isinstance(part, Group):
        return any(cannot_be_cql(p) for p in part.parts)
    if isinstance(part, Near):
        return len(part.terms) > 2
    return isinstance(part, Term) and part.quoted and not part.mark and len(part.text.split()) < 2
