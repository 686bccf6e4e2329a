"""words.py -- what a word is, written from the description in src/text/words.h alone.

Characters are known from ICU by way of python3-icu, as the program's are: Python's own tables are
of another Unicode in most releases. Without that package they have to do."""
import functools
import unicodedata

try:
    import icu
except ImportError:
    icu = None

SPELLED = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t"}
APOSTROPHES = "'`\u00b4\u2018\u2019"
WORD_BYTES = 120
ALONE = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI", "HANGZHOU", "HIRAGANA LETTER",
         "KATAKANA LETTER", "HIRAGANA ITERATION", "KATAKANA ITERATION", "HIRAGANA VOICED ITERATION",
         "KATAKANA VOICED ITERATION", "HIRAGANA DIGRAPH", "KATAKANA DIGRAPH")


if icu:
    NFKD, CATEGORIES = icu.Normalizer2.getNFKDInstance(), icu.UCharCategory
    NAMES = {getattr(CATEGORIES, name): short for name, short in (
        ("UPPERCASE_LETTER", "Lu"), ("LOWERCASE_LETTER", "Ll"), ("TITLECASE_LETTER", "Lt"), ("MODIFIER_LETTER", "Lm"),
        ("OTHER_LETTER", "Lo"), ("NON_SPACING_MARK", "Mn"), ("ENCLOSING_MARK", "Me"), ("COMBINING_SPACING_MARK", "Mc"),
        ("DECIMAL_DIGIT_NUMBER", "Nd"), ("LETTER_NUMBER", "Nl"), ("OTHER_NUMBER", "No"), ("FORMAT_CHAR", "Cf"))}

    def category_of(c):
        return NAMES.get(icu.Char.charType(c), "--")

    def decomposed(s):
        return NFKD.normalize(s)

    def case_folded(s):
        return str(icu.UnicodeString(s).foldCase())
else:
    category_of = unicodedata.category

    def decomposed(s):
        return unicodedata.normalize("NFKD", s)

    case_folded = str.casefold


def letter_or_digit(c):
    return category_of(c)[0] in "LN"


@functools.cache
def stands_alone(c):
    """Han, Hiragana or Katakana; without ICU by the names of the characters (Python knows no scripts)."""
    if ord(c) < 0x2E80:
        return False
    if icu:
        return icu.Script.getScript(c).getShortName() in ("Hani", "Hira", "Kana")
    return c in "\u3005\u3007\u303b" or unicodedata.name(c, "").startswith(ALONE)


@functools.cache
def folded(c):
    found = []
    for x in decomposed(case_folded(decomposed(c))):
        category = category_of(x)
        if category in ("Mn", "Me", "Cf") or x == "\u0640" or "\u02b9" <= x <= "\u02bf" or x == "\u02c8":
            continue
        found.append((x, category))
    return found


class Cutter:
    def __init__(self):
        self.words, self.word, self.size, self.open = [], "", 0, False

    def put(self, s):
        n = len(s.encode())
        self.open = True
        if self.size + n <= WORD_BYTES:
            self.word, self.size = self.word + s, self.size + n

    def flush(self):
        if self.word:
            self.words.append(self.word)
        self.word, self.size, self.open = "", 0, False

    def add(self, x, category):
        if x in SPELLED:
            self.put(SPELLED[x])
        elif stands_alone(x):
            self.flush()
            self.put(x)
            self.flush()
        elif category[0] in "LN" or (category == "Mc" and self.open):
            self.put(x)
        else:
            self.flush()


def words(text):
    """The folded words of a text, in order."""
    cutter = Cutter()
    for i, c in enumerate(text):
        if c not in APOSTROPHES:
            for x, category in folded(c):
                cutter.add(x, category)
        elif not (cutter.open and i + 1 < len(text) and letter_or_digit(text[i + 1])):
            cutter.flush()
    cutter.flush()
    return cutter.words
