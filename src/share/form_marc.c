/* form_marc.c -- a title as MARC 21 with its holdings: in the record itself (852 for each library,
 * 866 what volumes it has, 876 a copy, tied together by $8), and as records of their own (MARC 21
 * Format for Holdings Data). */
#include <string.h>

#include "base/checked.h"
#include "record/bib_parts.h"
#include "record/marcxml_write.h"
#include "share/form_parts.h"

enum { COPIES_MAX = 300 }; /* of a title; the rest is in no field */

struct fields {
    struct arena *mem;
    struct marc_field *item;
    size_t n, cap;
};

static void add_subfield(struct buf *b, char code, struct str value)
{
    if (!value.n) return;
    buf_add_char(b, '\x1F');
    buf_add_char(b, code);
    buf_add(b, value);
}

static void add_field(struct fields *to, const char *tag, const char *ind, const struct buf *b)
{
    struct marc_field f = {.ind = {ind[0], ind[1]}, .data = arena_copy(to->mem, buf_str(b))};
    memcpy(f.tag, tag, sizeof f.tag);
    VEC_PUSH(to->mem, to, f);
}

static void add_control(struct fields *to, const char *tag, struct str value)
{
    struct marc_field f = {.ind = {' ', ' '}, .control = true, .data = value};
    memcpy(f.tag, tag, sizeof f.tag);
    if (value.n) VEC_PUSH(to->mem, to, f);
}

/* ---- fields ---- */

static void add_library(struct fields *to, const struct title_holding *h, struct str link)
{
    struct buf CLEANUP(buf_release) b = BUF(4000);
    add_subfield(&b, '8', link);
    add_subfield(&b, 'a', h->agency->name);
    add_subfield(&b, 'j', h->call_number);
    add_field(to, "852", "  ", &b);
}

static void add_coverage(struct fields *to, const struct bib_item *i, struct str link)
{
    struct buf CLEANUP(buf_release) b = BUF(64 << 10);
    add_subfield(&b, '8', link);
    add_subfield(&b, 'a', i->coverage);
    if (i->coverage.n) add_field(to, "866", " 0", &b);
}

static void add_copy(struct fields *to, const struct bib_item *i, struct str link)
{
    struct buf CLEANUP(buf_release) b = BUF(4000);
    add_subfield(&b, '8', link);
    add_subfield(&b, 'p', i->code);
    add_subfield(&b, 'j', bib_item_words(i->status));
    add_subfield(&b, 'l', i->place);
    if (i->code.n) add_field(to, "876", "  ", &b);
}

/* Those of one library; *copies counts over all of them. */
static void add_holding(struct fields *to, const struct title_holding *h, size_t number,
                        size_t *copies)
{
    struct str link = arena_printf(to->mem, "%zu", number);
    bool more = false;
    for (size_t i = 0; i < h->n && !more; i++) more = h->item[i].code.n + h->item[i].coverage.n > 0;
    add_library(to, h, more ? link : (struct str){0});
    for (size_t i = 0; i < h->n; i++) add_coverage(to, &h->item[i], link);
    for (size_t i = 0; i < h->n && ++*copies <= COPIES_MAX; i++) add_copy(to, &h->item[i], link);
}

/* "katalog.example.id" of "https://katalog.example.id:8080". */
static struct str host_of(struct str base)
{
    size_t slashes = str_find(base, STR("://"));
    struct str host = slashes > base.n ? base : str_slice(base, slashes + 3, base.n);
    return str_slice(host, 0, str_find_char(host, ':', 0));
}

/* Fields in the order of their tags, those of one tag as they came. */
static void by_tag(struct fields *f)
{
    for (size_t i = 1; i < f->n; i++) {
        struct marc_field x = f->item[i];
        size_t k = i;
        for (; k && memcmp(f->item[k - 1].tag, x.tag, sizeof x.tag) > 0; k--)
            f->item[k] = f->item[k - 1];
        f->item[k] = x;
    }
}

void form_marc(const struct title_view *v, struct str base, struct arena *a, struct marc *ret)
{
    struct bib b = v->bib;
    struct str host = host_of(base);
    struct fields fields = {.mem = a};
    size_t copies = 0;
    struct marc m;
    b.control = host.n ? arena_printf(a, "%.*s/%.*s", STR_ARG(host), STR_ARG(v->address_id))
                       : v->address_id;
    bib_to_marc(&b, a, &m);
    for (size_t i = 0; i < v->n_holdings; i++) add_holding(&fields, &v->holding[i], i + 1, &copies);
    by_tag(&fields);
    struct marc_field *field = arena_array(a, struct marc_field, m.n + fields.n + 1);
    memcpy(field, m.field, m.n * sizeof *field);
    if (fields.n) memcpy(field + m.n, fields.item, fields.n * sizeof *field);
    m.field = field;
    m.n += fields.n;
    *ret = m;
}

/* ---- records of holdings ---- */

/* What is not known is said to be: receipt, acquisition, retention, completeness, lending. */
static struct str fixed_of(const struct title_holding *h, struct arena *a)
{
    int copies = MIN(MAX(h->copies, 0), 999);
    return arena_printf(a, "0000000u    0   0%03duuund0000000", copies);
}

static void holdings_record(const struct title_view *v, const struct title_holding *h,
                            struct str host, size_t number, struct arena *a, struct buf *to)
{
    struct fields fields = {.mem = a};
    struct marc m = {.n = 0};
    size_t copies = 0;
    memcpy(m.leader, "00000nx  a2200000ui 4500", sizeof m.leader);
    if (v->bib.format == FORMAT_SERIAL) m.leader[6] = 'y';
    add_control(&fields, "001",
                arena_printf(a, "%.*s-%.*s", STR_ARG(v->address_id), STR_ARG(h->agency->slug)));
    add_control(&fields, "003", host);
    add_control(&fields, "004", v->address_id);
    add_control(&fields, "008", fixed_of(h, a));
    add_holding(&fields, h, number, &copies);
    m.field = fields.item;
    m.n = fields.n;
    marcxml_record(&m, a, to);
}

void form_mfhd(const struct title_view *v, struct str base, struct arena *a, struct buf *to)
{
    buf_add(to, STR("<collection xmlns=\"http://www.loc.gov/MARC21/slim\">"));
    for (size_t i = 0; i < v->n_holdings; i++)
        holdings_record(v, &v->holding[i], host_of(base), 1, a, to);
    buf_add(to, STR("</collection>"));
}
