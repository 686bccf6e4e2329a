"""draw.py -- the questions: drawn from real titles by seed, and written by hand."""
import collections
import random
import re
import unicodedata

BASE = 300  # titles drawn of the Indonesian libraries, and as many of the rest of the world
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
OLD = [("sy", "sj"), ("kh", "ch"), ("ny", "nj"), ("c", "tj"), ("u", "oe")]


class Question:
    def __init__(self, text, grades, note):
        self.text, self.grades, self.note = text, grades, note


def fold(text):
    text = unicodedata.normalize("NFKD", text).casefold()
    return re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c) and c not in "'’ʻʼ"))


def plain(text):
    return re.fullmatch(r"[a-z]+", text) is not None


def surname(author):
    family, comma, _ = author.partition(",")
    words = [w for w in fold(family) if plain(w) and len(w) > 2]
    return words[-1] if words and len(words) <= 4 else None


def title_words(title):
    seen = []
    for w in fold(title):
        if plain(w) and len(w) > 1 and w not in seen:
            seen.append(w)
    return seen


def candidates(texts):
    """Titles with at least two words and a surname; not those that another title with the same
    title and surname could be taken for (other editions)."""
    names, usable = collections.Counter(), {}
    for id, t in texts.items():
        if not t["title"] or not t["author"]:
            continue
        words, name = title_words(t["title"][0]), surname(t["author"][0])
        proper = " ".join(fold(re.split(r"[:/;=]", t["title"][0])[0]))
        names[(proper, name)] += 1
        if len(words) >= 2 and name and sum(len(w) > 3 for w in words) >= 2:
            usable[id] = (words, name, (proper, name))
    return {id: (w, n) for id, (w, n, key) in usable.items() if names[key] == 1}


def choose(rng, words):
    """Two to four words as somebody remembers them, in their order; at least two that say
    something."""
    wanted = min(rng.randint(2, 4), len(words))
    while True:
        picked = sorted(rng.sample(range(len(words)), wanted))
        if sum(len(words[i]) > 3 for i in picked) >= 2:
            return [words[i] for i in picked]


def slip(rng, word):
    """One slip of the finger: a neighbouring key, a letter lost, doubled, or two exchanged."""
    while True:
        i, kind = rng.randrange(len(word)), rng.randrange(4)
        if kind == 0:
            row = next(r for r in ROWS if word[i] in r)
            at = row.index(word[i]) + rng.choice([-1, 1])
            made = word[:i] + row[at % len(row)] + word[i + 1:]
        elif kind == 1:
            made = word[:i] + word[i + 1:]
        elif kind == 2:
            made = word[:i] + word[i] + word[i:]
        else:
            made = word[:i] + word[i:i + 2][::-1] + word[i + 2:]
        if made != word:
            return made


def with_typo(rng, words):
    """A slip in one word of five letters or more (in a fifth of the long ones two)."""
    long = [i for i, w in enumerate(words) if len(w) >= 5]
    if not long:
        return None
    i = rng.choice(long)
    made = slip(rng, words[i])
    if len(words[i]) >= 8 and rng.random() < .2:
        again = slip(rng, made)
        made = again if again != words[i] else made
    return words[:i] + [made] + words[i + 1:]


def old_word(word):
    """The spelling before 1972: j was dj, y was j, u was oe."""
    word = word.replace("j", "\1").replace("y", "\2")
    for new, old in OLD:
        word = word.replace(new.replace("y", "\2"), old)
    return word.replace("\1", "dj").replace("\2", "j")


def with_old_spelling(words):
    made = [old_word(w) for w in words]
    return made if made != words else None


def reordered(rng, words):
    while True:
        made = rng.sample(words, len(words))
        if made != words:
            return made


def known_items(seed, texts, indonesian):
    """[(name, questions)]: the clean ones and what becomes of them."""
    usable = candidates(texts)
    sets = {"known items, clean": [], "known items, a typo": [], "known items, old spelling": [],
            "known items, reordered": []}
    for local in True, False:
        rng = random.Random(f"{seed} {local}")
        ids = sorted(i for i in usable if (i in indonesian) == local)
        for id in rng.sample(ids, min(BASE, len(ids))):
            words, name = usable[id]
            words = choose(rng, words) + [name]
            note = texts[id]["title"][0][:70]
            kinds = [words, with_typo(rng, words), with_old_spelling(words) if local else None, reordered(rng, words)]
            for made, questions in zip(kinds, sets.values()):
                if made:
                    questions.append(Question(" ".join(made), {id: 1}, note))
    return list(sets.items())


def topics(path, shown):
    """The judgments of topics.tsv on the titles as they were loaded."""
    by_key = collections.defaultdict(list)
    for id, hit in shown.items():
        by_key[" ".join(fold(f"{hit['title']} {hit['part']}"))].append((hit["year"], id))
    grades, lost = collections.defaultdict(dict), []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        topic, _, grade, title, year = line.split("\t")
        ids = find(by_key, " ".join(fold(title)), int(year))
        for id in ids:
            grades[topic][id] = max(int(grade), grades[topic].get(id, 0))
        if not ids:
            lost.append(f"{title} ({year})")
    if lost:
        print(f"topics.tsv: {len(lost)} judgments find no title: {'; '.join(sorted(set(lost))[:12])}")
    return [Question(t, g, f"{len(g)} judged") for t, g in grades.items()]


def find(by_key, key, year):
    """The titles of that name and year; of that name alone when no year is known."""
    same = by_key.get(key) or [x for k, l in by_key.items() if k.startswith(key + " ") for x in l]
    exact = [id for y, id in same if y == year]
    return exact or [id for y, id in same if y is None or len(same) == 1]
