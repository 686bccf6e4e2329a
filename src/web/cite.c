/* cite.c -- references from the merged description. */
#include "web/cite.h"

#include "base/buf.h"
#include "text/utf8.h"
#include "web/out.h"

enum { CITE_MAX = 8000, APA_NAMES_MAX = 20 };

struct names {
    struct str item[APA_NAMES_MAX];
    size_t n;
};

static struct names authors_of(const struct bib *b)
{
    struct names list = {.n = 0};
    for (size_t i = 0; i < b->names.n && list.n < APA_NAMES_MAX; i++)
        if (b->names.item[i].main || b->names.item[i].role == ROLE_AUTHOR)
            list.item[list.n++] = b->names.item[i].name;
    return list;
}

static void text(struct out *o, struct str s)
{
    out_str(o, s);
}

static void sign(struct out *o, const char *s)
{
    buf_add(o->to, str_of(s));
}

/* A full stop, unless the text ends in one. */
static void stop(struct out *o)
{
    struct str so_far = buf_str(o->to);
    if (so_far.n && !str_ends(so_far, STR(".")) && !str_ends(so_far, STR(".</cite>"))) sign(o, ".");
}

static void work(struct out *o, const struct bib *b)
{
    sign(o, "<cite>");
    text(o, b->title);
    if (b->part.n) {
        sign(o, ". ");
        text(o, b->part);
    }
    sign(o, "</cite>");
}

static struct str kept(struct arena *a, struct buf *b)
{
    struct str s = arena_copy(a, buf_str(b));
    buf_release(b);
    return s;
}

struct str cite_school(struct arena *a, const struct bib *b)
{
    struct buf to = BUF(CITE_MAX);
    struct out o = {.to = &to, .mem = a};
    struct names who = authors_of(b);
    for (size_t i = 0; i < who.n && i < 3; i++) {
        if (i) sign(&o, "; ");
        text(&o, who.item[i]);
    }
    if (who.n > 3) sign(&o, ", dkk.");
    if (who.n) {
        stop(&o);
        sign(&o, " ");
    }
    if (b->year)
        buf_printf(&to, "%d. ", b->year);
    else
        sign(&o, "t.t. ");
    work(&o, b);
    if (b->edition.n) {
        sign(&o, ". ");
        text(&o, b->edition);
    }
    stop(&o);
    if (b->place.n || b->publisher.n) sign(&o, " ");
    text(&o, b->place);
    if (b->place.n && b->publisher.n) sign(&o, ": ");
    text(&o, b->publisher);
    stop(&o);
    return kept(a, &to);
}

/* "Hirata, Andrea" is "Hirata, A."; a name without a comma stays as it is. */
static void initials(struct out *o, struct str name)
{
    size_t comma = str_find_char(name, ',', 0);
    text(o, str_slice(name, 0, comma));
    bool start = true;
    for (size_t at = comma + 1; comma < name.n && at < name.n;) {
        size_t from = at;
        uint32_t c = utf8_next(name, &at);
        if (c == ' ' || c == '.' || c == '-') {
            start = true;
            continue;
        }
        if (start) {
            sign(o, from == comma + 2 || from == comma + 1 ? ", " : " ");
            text(o, str_slice(name, from, at));
            sign(o, ".");
        }
        start = false;
    }
}

struct str cite_apa(struct arena *a, const struct bib *b)
{
    struct buf to = BUF(CITE_MAX);
    struct out o = {.to = &to, .mem = a};
    struct names who = authors_of(b);
    for (size_t i = 0; i < who.n; i++) {
        if (i) sign(&o, i + 1 == who.n ? ", &amp; " : ", ");
        initials(&o, who.item[i]);
    }
    if (!who.n) work(&o, b);
    stop(&o);
    if (b->year)
        buf_printf(&to, " (%d). ", b->year);
    else
        sign(&o, " (n.d.). ");
    if (who.n) {
        work(&o, b);
        if (b->edition.n) {
            sign(&o, " (");
            text(&o, b->edition);
            sign(&o, ")");
        }
        stop(&o);
    }
    if (b->publisher.n) {
        sign(&o, " ");
        text(&o, b->publisher);
        stop(&o);
    }
    return kept(a, &to);
}

struct str cite_mla(struct arena *a, const struct bib *b)
{
    struct buf to = BUF(CITE_MAX);
    struct out o = {.to = &to, .mem = a};
    struct names who = authors_of(b);
    if (who.n) {
        text(&o, who.item[0]);
        if (who.n > 2)
            sign(&o, ", et al");
        else if (who.n == 2) {
            sign(&o, ", and ");
            text(&o, who.item[1]);
        }
        stop(&o);
        sign(&o, " ");
    }
    work(&o, b);
    stop(&o);
    if (b->edition.n) {
        sign(&o, " ");
        text(&o, b->edition);
        sign(&o, ",");
    }
    if (b->publisher.n) {
        sign(&o, " ");
        text(&o, b->publisher);
        if (b->year) sign(&o, ",");
    }
    if (b->year) buf_printf(&to, " %d", b->year);
    stop(&o);
    return kept(a, &to);
}
