/* stranger.c -- see stranger.h. */
#include "record/stranger.h"

#include <string.h>

#include "base/checked.h"

struct mark {
    size_t at;
    struct str bytes;
};

static const struct mark documents[] = {
    {0, STR_INIT("%PDF-")},
    {0, STR_INIT("\xFF\xD8\xFF")},
    {0, STR_INIT("\x89PNG\r\n")},
    {0, STR_INIT("GIF8")},
    {0, STR_INIT("RIFF")},
    {0, STR_INIT("II*")},
    {4, STR_INIT("ftyp")},
    {0, STR_INIT("\x1A\x45\xDF\xA3")},
    {0, STR_INIT("OggS")},
    {0, STR_INIT("ID3")},
    {0, STR_INIT("{\\rtf")},
    {0, STR_INIT("%!PS")},
    {0, STR_INIT("AT&TFORM")},
    {0, STR_INIT("MZ")},
    {0, STR_INIT("\x7F"
                 "ELF")},
};

static const struct mark databases[] = {
    {4, STR_INIT("Standard Jet DB")},
    {4, STR_INIT("Standard ACE DB")},
    {0, STR_INIT("SQLite format 3")},
};

static bool has_mark(struct str head, const struct mark *mark, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(str_slice(head, mark[i].at, head.n), mark[i].bytes)) return true;
    return false;
}

/* Letters of text programs: a name that begins like a mark ("RIFF;...", "MZ") is no such file. */
static bool is_text(struct str head)
{
    for (size_t i = 0; i < head.n; i++) {
        unsigned char c = (unsigned char)head.p[i];
        if (c < ' ' && !(c >= '\t' && c <= '\r') && c != 0x1A && c != 0x1B) return false;
    }
    return true;
}

static bool begins_word(struct str line, const char *words)
{
    struct str w = str_of(words);
    return line.n >= w.n && str_eq_nocase(str_slice(line, 0, w.n), w);
}

/* A statement of SQL after blank lines and comments. */
static bool is_sql(struct str head)
{
    static const char *const statements[] = {
        "create table ",         "create database ",   "insert into `",       "insert into \"",
        "drop table if exists ", "set sql_mode",       "set names ",          "lock tables ",
        "start transaction;",    "begin transaction;", "pragma foreign_keys", "/*!4"};
    struct str line;
    for (int i = 0; i < 60 && str_split(&head, '\n', &line); i++) {
        line = str_trim(line);
        if (str_starts(line, STR("\xEF\xBB\xBF"))) line = str_trim(str_slice(line, 3, line.n));
        for (size_t k = 0; k < COUNT(statements); k++)
            if (begins_word(line, statements[k])) return true;
        if (line.n && !str_starts(line, STR("--")) && !str_starts(line, STR("/*"))) return false;
    }
    return false;
}

/* "00714cam a2200205 a 4500" and at once the directory, but no end of a field anywhere. */
static bool is_marc_as_text(struct str head)
{
    if (head.n < 60 || str_find_char(head, 0x1E, 0) < head.n) return false;
    for (size_t i = 0; i < 60; i++) {
        bool digit = head.p[i] >= '0' && head.p[i] <= '9';
        bool number = i < 5 || (i >= 12 && i < 17) || i >= 24;
        if (number && !digit) return false;
    }
    return head.p[10] == '2' && head.p[11] == '2' && memcmp(head.p + 20, "45", 2) == 0;
}

/* Aleph's sequential form, and records printed one field a line: MARC, in a form nobody reads. */
static bool is_marc_in_lines(struct str head)
{
    struct str line = str_trim(str_slice(head, 0, str_find_char(head, '\n', 0)));
    size_t digits = 0;
    while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9') digits++;
    bool aleph = digits == 9 && line.n > 18 && str_eq(str_slice(line, 15, 18), STR(" L "));
    bool printed = digits == 5 && line.n == 24 && str_eq(str_slice(line, 10, 12), STR("22")) &&
                   str_eq(str_slice(line, 20, 22), STR("45"));
    return aleph || printed;
}

enum reason stranger_reason(struct str head)
{
    if (has_mark(head, databases, COUNT(databases))) return REASON_DATABASE;
    bool text = is_text(head);
    bool named = head.n && ((unsigned char)head.p[0] >= 0x80 || memchr("%{", head.p[0], 2));
    if (has_mark(head, documents, COUNT(documents)) && (!text || named))
        return REASON_NOT_CATALOGUE;
    if (!text) return REASON_NONE;
    if (is_sql(head)) return REASON_DATABASE;
    if (is_marc_as_text(head)) return REASON_MARC_AS_TEXT;
    return is_marc_in_lines(head) ? REASON_UNKNOWN_FORMAT : REASON_NONE;
}
