"""words.py -- what a word is, written from the description in src/text/words.h alone."""
import unicodedata

SPELLED = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t"}
APOSTROPHES = "'`\u00b4\u2018\u2019"
WORD_BYTES = 120
ALONE = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI", "HANGZHOU", "HIRAGANA LETTER",
         "KATAKANA LETTER", "HIRAGANA ITERATION", "KATAKANA ITERATION", "HIRAGANA VOICED ITERATION",
         "KATAKANA VOICED ITERATION", "HIRAGANA DIGRAPH", "KATAKANA DIGRAPH")


def letter_or_digit(c):
    return unicodedata.category(c)[0] in "LN"


def stands_alone(c):
    """Han, Hiragana or Katakana, by the names of the characters (Python knows no scripts)."""
    return ord(c) >= 0x2E80 and (c in "\u3005\u3007\u303b" or unicodedata.name(c, "").startswith(ALONE))


def folded(c):
    once = unicodedata.normalize("NFKD", c).casefold()
    for x in unicodedata.normalize("NFKD", once):
        category = unicodedata.category(x)
        if category in ("Mn", "Me", "Cf") or x == "\u0640" or "\u02b9" <= x <= "\u02bf" or x == "\u02c8":
            continue
        yield x, category


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
