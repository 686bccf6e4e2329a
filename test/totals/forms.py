"""forms.py -- forms of words, written from the descriptions in src/text/stem.h and forms.h alone.

The two lists of words that the rules would get wrong are data, and read from src/text/stem_words.c.
"""
import functools
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = open(os.path.join(HERE, "../../src/text/stem_words.c"), encoding="utf-8").read()
KEPT = set(re.findall(r'STR_INIT\("(\w+)"\)', LISTS[:LISTS.index("irregular[]")]))
IRREGULAR = dict(re.findall(r'\{STR_INIT\("(\w+)"\), STR_INIT\("(\w+)"\)\}', LISTS))
VOWELS = "aeiou"
ANY = "abcdefghijklmnopqrstuvwxyz"
NASAL = [("meny", VOWELS, ["s"]), ("meng", VOWELS, ["", "k"]), ("meng", "ghk", [""]), ("men", VOWELS, ["t", "n"]),
         ("men", "cdjstz", [""]), ("mem", VOWELS, ["p", "m"]), ("mem", "bfpv", [""])]
PREFIXES = ([("memper", ANY, [""], "verb"), ("diper", ANY, [""], "verb")] +
            [(p, before, heads, "verb") for p, before, heads in NASAL] +
            [("pe" + p[2:], before, heads, "noun") for p, before, heads in NASAL] +
            [(p, VOWELS, ["", "r"], kind) for p, kind in (("ber", "ber"), ("ter", "verb"), ("per", "noun"))] +
            [(p, ANY, [""], kind) for p, kind in (("ber", "ber"), ("ter", "verb"), ("per", "noun"))] +
            [("me", "lrwy", [""], "verb"), ("pe", "bcdghjklpstwy", [""], "noun"), ("di", ANY, [""], "verb")])
AGAIN = [p for p in PREFIXES if p[0] in ("ber", "ter", "per", "peny", "peng", "pen", "pem")]


def is_root(s):
    if len(s) < 3 or sum(c in VOWELS for c in s) < 2:
        return False
    return s[0] in VOWELS or s[1] in VOWELS or s[1] in "hlrwy" or s.startswith("ng")


def cut(s, *endings):
    """The word without the first of these endings that leaves a root, or None."""
    for e in endings:
        if s.endswith(e) and is_root(s[:-len(e)]):
            return s[:-len(e)]
    return None


def without_endings(word):
    changed = None
    if not word.startswith(("ber", "ter", "me", "pe", "di")):
        word = cut(word, "lah", "kah", "pun") or word
        changed = cut(word, "ku", "mu")
        word = changed or word
    return word if changed else cut(word, "nya") or word


def readings(word, prefixes):
    """(kind, [rests]) of the prefix, or None. A prefix whose rest is no root is none."""
    for prefix, before, heads, kind in prefixes:
        rest = word[len(prefix):]
        if word.startswith(prefix) and rest and rest[0] in before and (heads[0] or is_root(rest)):
            return kind, [h + rest for h in heads if is_root(h + rest)]
    return None


def once_more(word):
    found = None if word in KEPT else readings(word, AGAIN)
    return found[1] if found and found[1] else [word]


def without_suffix(word, kind):
    if word in KEPT:
        return [word]
    if kind == "verb":
        short = cut(word, "kan")
        if short:
            return [short]
        short = cut(word, "i")
        return [word, short] if short else [word]
    if kind != "noun" and len(word) > 3 and word[-4] not in VOWELS:
        short = cut(word, "kan")
        if short:
            return [short]
    return [cut(word, "an") or word]


def roots(word):
    if not 5 <= len(word) <= 30 or not re.fullmatch("[a-z]+", word):
        return set()
    if word in IRREGULAR:
        return {IRREGULAR[word]}
    if word in KEPT:
        return set()
    stem = without_endings(word)
    if cut(stem, "an") in KEPT:
        stem = cut(stem, "an")
    found = None if stem in KEPT else readings(stem, PREFIXES)
    if found and found[1]:
        bare = [s for reading in found[1] for s in without_suffix(reading, found[0])]
    elif stem.startswith("ke") and cut(stem[2:], "an"):
        bare = [cut(stem[2:], "an")]
    else:
        bare = without_suffix(stem, "none")
    return {r for s in bare for r in once_more(s)} - {word}


def modern(word):
    """The word in today's spelling when it shows the old one."""
    if len(word) > 40 or not re.fullmatch("[a-z]+", word) or not (re.search("oe|tj|dj|sj", word) or word.startswith("nj")):
        return word
    new = {"tj": "c", "dj": "j", "nj": "ny", "sj": "sy", "oe": "u", "ch": "kh", "j": "y"}
    return re.sub("tj|dj|nj|sj|oe|ch|j", lambda m: new[m[0]], word)


def plural(word):
    if len(word) < 4 or not re.fullmatch("[a-z]+s", word):
        return set()
    if word.endswith("ies"):
        return {word[:-3] + "y"} if len(word) >= 5 else set()
    if word.endswith(("sses", "shes", "ches", "xes")):
        return {word[:-2]}
    if word.endswith("es"):
        return {word[:-1]} if len(word) >= 5 and word[-3] not in "aeo" else set()
    return {word[:-1]} if word[-2] not in "aisu" else set()


def roman(word):
    for n in range(2, 40):
        if word == "x" * (n // 10) + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][n % 10]:
            return {str(n)}
    return set()


@functools.cache
def forms(word):
    found = roman(word)
    half = word[:-1]
    if re.fullmatch("[a-z]{3,}2", word):
        found = found | {half}
        word = half
    now = modern(word)
    more = roots(now) | plural(word)
    if not more and now != word:
        more = {now}
    return frozenset(f for f in found | more if len(f.encode()) <= 40)
