/* bibtex.c -- telling entries apart. */
#include "record/bibtex.h"

#include <string.h>

#include "base/ascii.h"
#include "base/checked.h"

enum { HEAD_LINES_MAX = 200 };

static const char *const types[] = {
    "article",       "book",        "booklet",      "inbook",        "incollection",
    "inproceedings", "conference",  "manual",       "mastersthesis", "misc",
    "phdthesis",     "proceedings", "techreport",   "unpublished",   "string",
    "comment",       "preamble",    "online",       "thesis",        "report",
    "collection",    "mvbook",      "mvcollection", "bookinbook",    "suppbook",
    "periodical",    "reference",   "inreference",  "electronic",    "www",
    "dataset",       "software",    "patent",       "mvproceedings", "bachelorsthesis",
    "audio",         "video",       "image",        "music",         "movie",
    "artwork",       "letter",
};

/* "@book{" at s[at]: its word, and the place of the brace. */
static bool opens(struct str s, size_t at, struct str *ret_word, size_t *ret_brace)
{
    if (at >= s.n || s.p[at] != '@') return false;
    size_t from = at + 1, end = from;
    while (end < s.n && ascii_is_letter(s.p[end])) end++;
    size_t brace = end;
    while (brace < s.n && (s.p[brace] == ' ' || s.p[brace] == '\t')) brace++;
    if (end == from || brace >= s.n || (s.p[brace] != '{' && s.p[brace] != '(')) return false;
    *ret_word = str_slice(s, from, end);
    *ret_brace = brace;
    return true;
}

static bool is_known(struct str word)
{
    for (size_t i = 0; i < COUNT(types); i++)
        if (str_eq_nocase(word, str_of(types[i]))) return true;
    return false;
}

static bool begins_entry(struct str s, size_t at)
{
    struct str word;
    size_t brace;
    return opens(s, at, &word, &brace) && is_known(word);
}

bool bibtex_recognise(struct str head)
{
    struct str line;
    if (str_starts(head, STR("\xEF\xBB\xBF"))) head = str_slice(head, 3, head.n);
    for (int i = 0; i < HEAD_LINES_MAX && str_split(&head, '\n', &line); i++) {
        line = str_trim(line);
        if (begins_entry(line, 0)) return true;
        bool comment = line.n == 0 || line.p[0] == '%';
        if (!comment && i >= 10) return false; /* programs put a few lines in front */
    }
    return false;
}

/* ---- one entry ---- */

struct scan {
    size_t end; /* behind the closing brace */
    bool closed, cut;
};

/* From the brace that opens it. Braces count, also those behind a backslash, as BibTeX does. */
static struct scan entry_end(struct str s, size_t brace)
{
    char open = s.p[brace];
    int64_t depth = 0;
    for (size_t i = brace; i < s.n; i++) {
        char c = s.p[i];
        if (c == '{') depth++;
        if (c == '}') depth--;
        if (c == '}' && depth <= 0 && open == '{') return (struct scan){i + 1, true, false};
        if (c == ')' && depth <= 0 && open == '(') return (struct scan){i + 1, true, false};
        if (c == '\n' && i + 1 < s.n && s.p[i + 1] == '@' && begins_entry(s, i + 1))
            return (struct scan){i + 1, false, true};
        if (i - brace > MARC_RECORD_MAX) return (struct scan){i, false, false};
    }
    return (struct scan){s.n, false, false};
}

static bool is_passed(struct str word)
{
    return str_eq_nocase(word, STR("comment")) || str_eq_nocase(word, STR("preamble"));
}

/* The next entry at or after `at`; s.n when none is in sight. */
static size_t next_at(struct str s, size_t at, struct str *ret_word, size_t *ret_brace)
{
    for (; (at = str_find_char(s, '@', at)) < s.n; at++)
        if (opens(s, at, ret_word, ret_brace)) return at;
    return s.n;
}

/* Of a window without an entry: an "@word" at its end may still become one. */
static struct frame nothing_yet(struct str s, bool last)
{
    if (last) return (struct frame){.kind = FRAME_END};
    size_t keep = s.n;
    for (size_t back = 1; back <= 64 && back <= s.n; back++)
        if (s.p[s.n - back] == '@') keep = s.n - back;
    return (struct frame){.kind = FRAME_MORE, .skip = keep};
}

struct frame bibtex_frame(struct str s, bool last)
{
    struct str word = {0};
    size_t brace = 0, at = 0;
    for (;;) {
        at = next_at(s, at, &word, &brace);
        if (at == s.n) return nothing_yet(s, last);
        struct scan e = entry_end(s, brace);
        if (!e.closed && !e.cut && e.end - brace > MARC_RECORD_MAX)
            return (struct frame){
                .kind = FRAME_BAD,
                .skip = at,
                .length = e.end - at,
                .fault = {.reason = REASON_RECORD_TOO_LONG, .fatal = true, .byte = (int64_t)at}};
        if (!e.closed && !e.cut && !last) return (struct frame){.kind = FRAME_MORE, .skip = at};
        if (!is_passed(word))
            return (struct frame){.kind = FRAME_RECORD, .skip = at, .length = e.end - at};
        at = e.end;
    }
}

bool bibtex_is_string(struct str entry)
{
    struct str word;
    size_t brace;
    return opens(entry, 0, &word, &brace) && str_eq_nocase(word, STR("string"));
}
