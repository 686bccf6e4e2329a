/* fault.h -- why a record, row or field was refused or repaired, and exactly where.
 *
 * Language-neutral: `reason` names a message in locale/ ("reason.<name>"), the numbers and
 * the excerpt fill its places. What to do next is part of the message. */
#ifndef RECORD_FAULT_H
#define RECORD_FAULT_H

#include "base/arena.h"

enum reason {
    REASON_NONE,
    /* ISO 2709 */
    REASON_NOT_ISO2709,     /* neither length nor leader look like a record; a picture, text... */
    REASON_LENGTH_BAD,      /* leader/00-04 is not digits or under 24 */
    REASON_TRUNCATED,       /* the file ends inside the record */
    REASON_RECORD_CUT,      /* it breaks off and another record begins; the whole fields are kept */
    REASON_TERMINATOR_LOST, /* warning: no 1D, but the last field is whole */
    REASON_LENGTH_WRONG,    /* warning: 1D found elsewhere than the length says; read up to it */
    REASON_BASE_BAD,        /* no data: the directory does not end */
    REASON_BASE_WRONG,      /* warning: leader/12-16 wrong; the directory's end was found */
    REASON_DIRECTORY_BAD,   /* entries that lead to no field; those were left out */
    REASON_DIRECTORY_MENDED, /* warning: entries were wrong, every field was found all the same */
    REASON_RECORD_TOO_LONG,  /* over RECORD_MAX bytes */
    REASON_TOO_MANY_FIELDS,
    REASON_NOT_UTF8,       /* bytes that are not UTF-8; shown as U+FFFD */
    REASON_READ_AS_MARC8,  /* leader/09 says UTF-8, which it is not */
    REASON_READ_AS_LATIN1, /* neither UTF-8 nor MARC-8 */
    REASON_MARC8_BAD,      /* codes that mean nothing in MARC-8; shown as U+FFFD */
    REASON_ISO5426_BAD,    /* the same in ISO 5426, of UNIMARC */
    /* MARCXML */
    REASON_XML_BAD,      /* a record that is not well-formed */
    REASON_XML_REPAIRED, /* warning: characters that XML forbids were replaced */
    REASON_ELEMENT_ODD,  /* warning: an element without tag or code, or none of MARC; left out */
    REASON_LEADER_ODD,   /* warning: missing or not 24 characters */
    REASON_NO_FIELDS,    /* a record without any field */
    /* MARC-in-JSON */
    REASON_JSON_BAD,      /* not JSON at this place */
    REASON_JSON_TWICE,    /* leader, fields, an indicator or subfields stand twice in one object */
    REASON_JSON_REPAIRED, /* warning: characters that no text can hold were replaced */
    /* any MARC */
    REASON_UNIMARC,           /* warning: a UNIMARC record, read as such */
    REASON_NOT_BIBLIOGRAPHIC, /* authority, classification or community record */
    REASON_NO_TITLE,
    REASON_NOT_AUTHORITY, /* no authority record, in a file of them */
    REASON_NO_HEADING,    /* an authority record without a heading of 100-151 */
    REASON_NO_FORM,       /* warning: a 4XX or 5XX that says nothing; left out */
    /* CSV */
    REASON_NOT_TEXT,      /* NUL or control bytes: not a text file */
    REASON_COLUMNS_WRONG, /* another number of columns than the file's */
    REASON_QUOTE_OPEN,    /* a quoted field that never ends */
    REASON_ROW_TOO_LONG,
    REASON_UNKNOWN_COLUMNS, /* neither a SLiMS biblio nor a SLiMS item file */
    REASON_NO_ITEM_CODE,
    REASON_ITEM_ORPHAN, /* item row whose code and title no record has */
    /* values; warnings, the record is kept */
    REASON_ISBN_WRONG,
    REASON_YEAR_ODD,
    /* the whole file */
    REASON_EMPTY_FILE,
    REASON_UNKNOWN_FORMAT,
    /* spreadsheets and tables of any shape */
    REASON_FILE_DAMAGED,    /* a workbook that is cut or broken */
    REASON_FILE_LOCKED,     /* protected by a password */
    REASON_FILE_BOMB,       /* unpacks to more than any catalogue */
    REASON_OLD_EXCEL,       /* .xls, .xlsb, Excel 2003 XML */
    REASON_OPEN_DOCUMENT,   /* .ods */
    REASON_HTML_TABLE,      /* a page, often named .xls by the program that made it */
    REASON_NO_TITLE_COLUMN, /* a table, but no column of it can be the title */
    REASON_NO_SHEET,        /* no sheet of that name */
    REASON_READ_AS_WINDOWS, /* warning: a value of a table that is not UTF-8 */
    REASON_NO_VALUE,        /* warning: a formula that was never calculated */
    REASON_NUMBER_CUT,      /* warning: 9,78979E+12 */
    /* BibTeX; warnings */
    REASON_BIBTEX_CUT,      /* an entry that breaks off; what could be read of it is kept */
    REASON_BIBTEX_STRING,   /* an abbreviation that the file does not explain */
    REASON_BIBTEX_CROSSREF, /* what another entry says is not taken over */
    /* archives; the excerpt is the name of the file meant */
    REASON_ARCHIVE_NESTED, /* an archive in an archive */
    REASON_ARCHIVE_OTHER,  /* RAR, 7z, tar and the like */
    REASON_ARCHIVE_MIXED,  /* files of different kinds, or tables with different columns */
    REASON_ARCHIVE_EMPTY,  /* no file in it */
    /* files of other kinds, which come in place of a catalogue */
    REASON_NOT_CATALOGUE, /* a picture, a film, a PDF, a letter */
    REASON_DATABASE,      /* a dump in SQL, a file of Access or SQLite */
    REASON_MARC_AS_TEXT,  /* ISO 2709 that lost its control characters to an editor */
    REASON_COUNT
};

struct fault {
    enum reason reason;
    bool fatal;         /* true: the record was rejected; false: kept, this is a warning */
    int64_t record;     /* 1-based number in the file; 0: the file itself */
    int64_t line;       /* 1-based line of the record's start in text formats, else 0 */
    int64_t byte;       /* offset in the file of the place meant, 0-based */
    char field[8];      /* MARC tag ("245$a") or empty */
    struct str column;  /* CSV column name, or empty */
    struct str excerpt; /* the offending bytes, cleaned, at most 80 bytes; may be empty */
};

struct faults {
    struct fault *item;
    size_t n, cap;
};

enum { FAULT_EXCERPT_MAX = 80 };

/* Appends f; the list lives in `a`. A NULL list is fine: nobody wants to know. */
void fault_add(struct faults *to, struct arena *a, struct fault f);

/* A whole record is refused: its fatal fault, with what stands there. Always ERR_FORMAT. */
MUST enum err fault_refuse(struct faults *to, struct arena *a, enum reason reason, int64_t line,
                           struct str bytes);

/* The first bytes of s fit to be shown: valid UTF-8, no control characters, one line. */
struct str fault_excerpt(struct arena *a, struct str s);

/* "no-terminator"; the part after "reason." in locale/. */
const char *reason_name(enum reason r);
bool reason_parse(struct str name, enum reason *ret);

#endif
