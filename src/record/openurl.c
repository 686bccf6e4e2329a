/* openurl.c -- see openurl.h. */
#include "record/openurl.h"

#include "base/ascii.h"
#include "record/bib_cited.h"

enum { AUTHORS_MAX = 5 };

/* RFC 3986 2.3: all but unreserved characters are escaped; control characters are left out. */
static void add_encoded(struct buf *to, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool letter = ascii_is_letter(c) || ascii_is_digit(c);
        if (letter || c == '-' || c == '.' || c == '_' || c == '~')
            buf_add_char(to, (char)c);
        else if (c >= 0x20)
            buf_printf(to, "%%%02X", c);
    }
}

static void add(struct buf *to, const char *key, struct str value)
{
    if (!value.n) return;
    buf_printf(to, "&%s=", key);
    add_encoded(to, value);
}

/* The first author in parts when there are parts; the others whole. */
static void add_names(struct buf *to, const struct bib *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->names.n && n < AUTHORS_MAX; i++) {
        const struct bib_name *name = &b->names.item[i];
        if (!bib_is_author(name)) continue;
        size_t comma = name->corporate ? name->name.n : str_find_char(name->name, ',', 0);
        if (n++ == 0 && comma < name->name.n) {
            add(to, "rft.aulast", str_trim(str_slice(name->name, 0, comma)));
            add(to, "rft.aufirst", str_trim(str_slice(name->name, comma + 1, name->name.n)));
        } else {
            add(to, name->corporate ? "rft.aucorp" : "rft.au", name->name);
        }
    }
}

static void add_article(struct buf *to, const struct bib *b)
{
    struct host_numbers host = bib_host_numbers(b);
    add(to, "rft.genre", STR("article"));
    add(to, "rft.atitle", b->title);
    add(to, "rft.jtitle", b->host_title.n ? b->host_title : b->host);
    add(to, "rft.volume", host.volume);
    add(to, "rft.issue", host.issue);
    add(to, "rft.pages", host.pages);
}

static void add_book(struct buf *to, const struct bib *b)
{
    add(to, "rft.genre", STR("book"));
    add(to, "rft.btitle", b->title);
    add(to, "rft.edition", b->edition);
    if (b->series.n) add(to, "rft.series", b->series.item[0].title);
    add(to, "rft.place", b->place);
    add(to, "rft.pub", b->publisher);
    if (b->isbns.n) add(to, "rft.isbn", b->isbns.item[0]);
}

/* Dublin Core has one word for all who made it. */
static void add_other(struct buf *to, const struct bib *b)
{
    size_t n = 0;
    add(to, "rft.title", b->title);
    for (size_t i = 0; i < b->names.n && n < AUTHORS_MAX; i++)
        if (bib_is_author(&b->names.item[i])) {
            add(to, "rft.creator", b->names.item[i].name);
            n++;
        }
    add(to, "rft.publisher", b->publisher);
    add(to, "rft.type", str_of(format_name(b->format)));
}

/* Articles have a title of their own in a journal's. */
static void add_serial(struct buf *to, const struct bib *b)
{
    if (b->format == FORMAT_ARTICLE) {
        add_article(to, b);
    } else {
        add(to, "rft.genre", STR("journal"));
        add(to, "rft.jtitle", b->title);
    }
    if (b->issns.n) add(to, "rft.issn", b->issns.item[0]);
}

static void add_thesis(struct buf *to, const struct bib *b)
{
    add(to, "rft.title", b->title);
    add(to, "rft.inst", b->publisher);
}

void openurl_write(const struct bib *b, struct str address, struct buf *to)
{
    static const struct {
        const char *format;
        void (*parts)(struct buf *, const struct bib *);
    } kinds[] = {{"fmt%3Akev%3Amtx%3Abook", add_book},
                 {"fmt%3Akev%3Amtx%3Ajournal", add_serial},
                 {"fmt%3Akev%3Amtx%3Adissertation", add_thesis},
                 {"fmt%3Akev%3Amtx%3Adc", add_other}};
    bool serial = b->format == FORMAT_ARTICLE || b->format == FORMAT_SERIAL;
    bool book = b->format <= FORMAT_BOOK || b->format == FORMAT_MANUSCRIPT;
    int kind = serial ? 1 : b->format == FORMAT_THESIS ? 2 : book ? 0 : 3;
    buf_printf(to, "ctx_ver=Z39.88-2004&rft_val_fmt=info%%3Aofi%%2F%s", kinds[kind].format);
    add(to, "rft_id", address);
    kinds[kind].parts(to, b);
    if (kind != 3) add_names(to, b);
    if (b->year) buf_printf(to, "&rft.date=%04d", b->year);
}
