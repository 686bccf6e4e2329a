"""terms.py -- how a text is indexed and what a query leaves out, from src/text/terms.h, stops.h and
catalog/query_nodes.h alone. The lists themselves are data."""
import os
import re

from words import stands_alone, words

HERE = os.path.dirname(os.path.abspath(__file__))
STOPS_C = open(os.path.join(HERE, "../../src/text/stops.c"), encoding="utf-8").read()
STOPS, HONORIFICS = (set("".join(re.findall('"([^"]*)"', part)).split())
                     for part in STOPS_C.split("words[] =")[1].split("static bool")[0].split("honorifics[] ="))


def without_blanks(c):
    return 0xE00 <= ord(c) <= 0xEFF or 0x1000 <= ord(c) <= 0x109F or 0x1780 <= ord(c) <= 0x17FF


def alone(word):
    return len(word) == 1 and (stands_alone(word) or without_blanks(word))


def terms(text):
    """The words of a text by place: `&`, dan and and are one; letters without blanks each their own."""
    found = []
    for n, part in enumerate(text.split("&")):
        if n:
            found.append("&")
        for word in words(part):
            run = ""
            for c in word:
                if not without_blanks(c):
                    run += c
                    continue
                found += [joined(run), c] if run else [c]
                run = ""
            if run:
                found.append(joined(run))
    return found


def joined(word):
    return "&" if word in ("dan", "and") else word


def thesaurus():
    """Key of a term: its translations."""
    found = {}
    for line in open(os.path.join(HERE, "../../thesaurus/id-en.txt"), encoding="utf-8"):
        line = line.split("#")[0]
        if "=" not in line:
            continue
        left, right = ([t.strip() for t in side.split(",")] for side in line.split("="))
        for side, other in ((left, right), (right, left)):
            for term in side:
                key = " ".join(words(term))
                also = [t for t in other if " ".join(words(t)) != key]
                found.setdefault(key, []).append(also)
    joined = {}
    for key, lists in found.items():
        lists = [also for also in lists if also]
        if lists:
            joined[key] = lists[0] + [t for also in lists[1:] for t in also]
            joined[key] = joined[key][:max(6, len(lists[0]))]
    return joined
