/* fault.c -- names of reasons, and excerpts fit to be shown. */
#include "record/fault.h"

#include "text/utf8.h"

static const char *const names[REASON_COUNT] = {
    [REASON_NONE] = "none",
    [REASON_NOT_ISO2709] = "not-iso2709",
    [REASON_LENGTH_BAD] = "length-bad",
    [REASON_TRUNCATED] = "truncated",
    [REASON_RECORD_CUT] = "record-cut",
    [REASON_TERMINATOR_LOST] = "terminator-lost",
    [REASON_LENGTH_WRONG] = "length-wrong",
    [REASON_BASE_BAD] = "base-bad",
    [REASON_BASE_WRONG] = "base-wrong",
    [REASON_DIRECTORY_BAD] = "directory-bad",
    [REASON_DIRECTORY_MENDED] = "directory-mended",
    [REASON_RECORD_TOO_LONG] = "record-too-long",
    [REASON_TOO_MANY_FIELDS] = "too-many-fields",
    [REASON_NOT_UTF8] = "not-utf8",
    [REASON_READ_AS_MARC8] = "read-as-marc8",
    [REASON_READ_AS_LATIN1] = "read-as-latin1",
    [REASON_MARC8_BAD] = "marc8-bad",
    [REASON_ISO5426_BAD] = "iso5426-bad",
    [REASON_XML_BAD] = "xml-bad",
    [REASON_XML_REPAIRED] = "xml-repaired",
    [REASON_ELEMENT_ODD] = "element-odd",
    [REASON_LEADER_ODD] = "leader-odd",
    [REASON_NO_FIELDS] = "no-fields",
    [REASON_JSON_BAD] = "json-bad",
    [REASON_JSON_TWICE] = "json-twice",
    [REASON_JSON_REPAIRED] = "json-repaired",
    [REASON_UNIMARC] = "unimarc",
    [REASON_NOT_BIBLIOGRAPHIC] = "not-bibliographic",
    [REASON_NO_TITLE] = "no-title",
    [REASON_NOT_AUTHORITY] = "not-authority",
    [REASON_NO_HEADING] = "no-heading",
    [REASON_NO_FORM] = "no-form",
    [REASON_NOT_TEXT] = "not-text",
    [REASON_COLUMNS_WRONG] = "columns-wrong",
    [REASON_QUOTE_OPEN] = "quote-open",
    [REASON_ROW_TOO_LONG] = "row-too-long",
    [REASON_UNKNOWN_COLUMNS] = "unknown-columns",
    [REASON_NO_ITEM_CODE] = "no-item-code",
    [REASON_ITEM_ORPHAN] = "item-orphan",
    [REASON_ISBN_WRONG] = "isbn-wrong",
    [REASON_YEAR_ODD] = "year-odd",
    [REASON_EMPTY_FILE] = "empty-file",
    [REASON_UNKNOWN_FORMAT] = "unknown-format",
    [REASON_FILE_DAMAGED] = "file-damaged",
    [REASON_FILE_LOCKED] = "file-locked",
    [REASON_FILE_BOMB] = "file-bomb",
    [REASON_OLD_EXCEL] = "old-excel",
    [REASON_OPEN_DOCUMENT] = "open-document",
    [REASON_HTML_TABLE] = "html-table",
    [REASON_NO_TITLE_COLUMN] = "no-title-column",
    [REASON_NO_SHEET] = "no-sheet",
    [REASON_READ_AS_WINDOWS] = "read-as-windows",
    [REASON_NO_VALUE] = "no-value",
    [REASON_NUMBER_CUT] = "number-cut",
    [REASON_BIBTEX_CUT] = "bibtex-cut",
    [REASON_BIBTEX_STRING] = "bibtex-string",
    [REASON_BIBTEX_CROSSREF] = "bibtex-crossref",
    [REASON_ARCHIVE_NESTED] = "archive-nested",
    [REASON_ARCHIVE_OTHER] = "archive-other",
    [REASON_ARCHIVE_MIXED] = "archive-mixed",
    [REASON_ARCHIVE_EMPTY] = "archive-empty",
    [REASON_NOT_CATALOGUE] = "not-catalogue",
    [REASON_DATABASE] = "database",
    [REASON_MARC_AS_TEXT] = "marc-as-text",
};

const char *reason_name(enum reason r)
{
    return (unsigned)r < REASON_COUNT && names[r] ? names[r] : "none";
}

bool reason_parse(struct str name, enum reason *ret)
{
    for (size_t i = 0; i < REASON_COUNT; i++) {
        if (!names[i] || !str_eq(name, str_of(names[i]))) continue;
        *ret = (enum reason)i;
        return true;
    }
    return false;
}

void fault_add(struct faults *to, struct arena *a, struct fault f)
{
    if (to) VEC_PUSH(a, to, f);
}

enum err fault_refuse(struct faults *to, struct arena *a, enum reason reason, int64_t line,
                      struct str bytes)
{
    fault_add(
        to, a,
        (struct fault){
            .reason = reason, .fatal = true, .line = line, .excerpt = fault_excerpt(a, bytes)});
    return ERR_FORMAT;
}

struct str fault_excerpt(struct arena *a, struct str s)
{
    s = utf8_clean(a, str_slice(s, 0, FAULT_EXCERPT_MAX));
    s = utf8_cut(s, FAULT_EXCERPT_MAX);
    char *p = arena_alloc(a, s.n);
    for (size_t i = 0; i < s.n; i++) p[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
    return (struct str){p, s.n};
}
