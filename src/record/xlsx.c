/* xlsx.c -- what a workbook consists of: its sheets, strings and formats. */
#include "record/xlsx.h"

#include <string.h>

#include "base/checked.h"
#include "base/mem.h"
#include "record/xlsx_parts.h"

enum { COUNT_BYTES = 256 << 10, RELATIONS_MAX = 4000 };

bool xlsx_maybe(struct str head)
{
    return str_starts(head, STR("PK\3\4")) || str_starts(head, STR("PK\5\6")) ||
           cfb_recognise(head);
}

/* ---- relations: which part is what (ECMA-376 part 2, 6.5) ---- */

struct relation {
    struct str id, type, target;
};

struct relations {
    struct arena *a;
    struct str base; /* folder of the part they belong to, with its slash */
    struct relation *item;
    size_t n, cap;
};

static struct str resolved(struct relations *r, struct str target)
{
    struct str base = r->base;
    if (str_starts(target, STR("/"))) return arena_copy(r->a, str_slice(target, 1, target.n));
    while (str_starts(target, STR("../"))) {
        target = str_slice(target, 3, target.n);
        size_t n = base.n ? base.n - 1 : 0;
        while (n && base.p[n - 1] != '/') n--;
        base = str_slice(base, 0, n);
    }
    return arena_printf(r->a, "%.*s%.*s", STR_ARG(base), STR_ARG(target));
}

static void relation_start(void *ctx, struct str name, const char *const *attr)
{
    struct relations *r = ctx;
    if (!str_eq(name, STR("Relationship")) || r->n >= RELATIONS_MAX) return;
    if (str_eq(xml_attr(attr, STR("TargetMode")), STR("External"))) return;
    struct relation one = {.id = arena_copy(r->a, xml_attr(attr, STR("Id"))),
                           .type = arena_copy(r->a, xml_attr(attr, STR("Type"))),
                           .target = resolved(r, xml_attr(attr, STR("Target")))};
    VEC_PUSH(r->a, r, one);
}

static void nothing_ends(void *ctx, struct str name)
{
    (void)ctx;
    (void)name;
}

/* Of the part `base``file`; of the whole package when both are empty. */
static enum err relations_of(struct xlsx *x, struct str base, struct str file,
                             struct relations *ret)
{
    *ret = (struct relations){.a = x->a, .base = base};
    struct str name = arena_printf(x->a, "%.*s_rels/%.*s.rels", STR_ARG(base), STR_ARG(file));
    return xlsx_part_read(&x->zip, name,
                          (struct xml_handler){relation_start, nothing_ends, NULL, ret});
}

/* The target of the first relation whose type ends so. */
static struct str target_of(const struct relations *r, struct str type)
{
    for (size_t i = 0; i < r->n; i++)
        if (str_ends(r->item[i].type, type)) return r->item[i].target;
    return (struct str){0};
}

/* ---- the workbook ---- */

void xlsx_list_sheet(struct xlsx_listing *l, struct arena *a, struct xlsx_sheet sheet,
                     struct xlsx_sheet_part part)
{
    if (l->sheets.n >= XLSX_SHEETS_MAX) return;
    VEC_PUSH(a, &l->sheets, sheet);
    VEC_PUSH(a, &l->parts, part);
}

void xlsx_take_sheets(struct xlsx *x, const struct xlsx_listing *l)
{
    x->sheet = l->sheets.item;
    x->part = l->parts.item;
    x->sheets = l->sheets.n;
}

struct workbook_reading {
    struct xlsx *x;
    const struct relations *relations;
    struct xlsx_listing listing;
};

static void add_sheet(struct workbook_reading *w, const char *const *attr)
{
    const struct relations *r = w->relations;
    struct str id = xml_attr(attr, STR("id")), state = xml_attr(attr, STR("state"));
    for (size_t i = 0; i < r->n; i++) {
        bool cells = str_ends(r->item[i].type, STR("/worksheet"));
        if (!cells || !str_eq(r->item[i].id, id)) continue;
        struct xlsx_sheet sheet = {.name = arena_copy(w->x->a, xml_attr(attr, STR("name"))),
                                   .hidden = state.n && !str_eq(state, STR("visible"))};
        xlsx_list_sheet(&w->listing, w->x->a, sheet,
                        (struct xlsx_sheet_part){.part = r->item[i].target});
        return;
    }
}

static void workbook_start(void *ctx, struct str name, const char *const *attr)
{
    struct workbook_reading *w = ctx;
    if (str_eq(name, STR("sheet"))) add_sheet(w, attr);
    if (str_eq(name, STR("workbookPr"))) {
        struct str v = xml_attr(attr, STR("date1904"));
        w->x->since_1904 = str_eq(v, STR("1")) || str_eq(v, STR("true"));
    }
}

static enum err read_workbook(struct xlsx *x)
{
    struct relations root, own;
    enum err e = relations_of(x, STR(""), STR(""), &root);
    if (e) return e;
    struct str part = target_of(&root, STR("/officeDocument"));
    if (!part.n) part = STR("xl/workbook.xml");
    if (!zip_find(&x->zip, part)) return ERR_FORMAT;
    size_t slash = part.n;
    while (slash && part.p[slash - 1] != '/') slash--;
    e = relations_of(x, str_slice(part, 0, slash), str_slice(part, slash, part.n), &own);
    struct workbook_reading w = {.x = x, .relations = &own};
    struct xml_handler h = {workbook_start, nothing_ends, NULL, &w};
    if (!e) e = xlsx_part_read(&x->zip, part, h);
    if (!e) e = xlsx_styles_read(&x->zip, target_of(&own, STR("/styles")), &x->styles);
    if (!e) e = xlsx_strings_read(&x->zip, target_of(&own, STR("/sharedStrings")), &x->strings);
    xlsx_take_sheets(x, &w.listing);
    return e;
}

static enum err count_sheets(struct xlsx *x)
{
    for (size_t i = 0; i < x->sheets; i++) {
        enum err e = xlsx_count(x, i, COUNT_BYTES, &x->sheet[i].cells);
        if (e) return e;
    }
    xlsx_sheet_close(x);
    return OK;
}

/* ---- opening ---- */

/* Which other archive it is, if we know. */
static enum reason other_archive(const struct zip *z)
{
    for (size_t i = 0; i < z->n; i++)
        if (z->entry[i].locked) return REASON_FILE_LOCKED;
    if (zip_find(z, STR("xl/workbook.bin"))) return REASON_OLD_EXCEL;
    if (zip_find(z, STR("content.xml")) && zip_find(z, STR("META-INF/manifest.xml")))
        return REASON_OPEN_DOCUMENT;
    bool office = zip_find(z, STR("[Content_Types].xml")) != NULL;
    bool other = zip_find(z, STR("word/document.xml")) || zip_find(z, STR("ppt/presentation.xml"));
    if (other) return REASON_NOT_CATALOGUE;
    return office ? REASON_NONE : REASON_UNKNOWN_FORMAT;
}

static enum reason why_not(enum err e)
{
    return e == ERR_LIMIT ? REASON_FILE_BOMB : REASON_FILE_DAMAGED;
}

/* Excel 97-2003, or what a password wraps. */
static enum err open_old(struct bytes_at from, struct xlsx *x, enum reason *ret_why)
{
    struct cfb locked;
    enum err e = xls_open(from, x);
    if (!e) e = count_sheets(x);
    if (e != ERR_FORMAT && e != ERR_LIMIT && e != ERR_NOT_FOUND && e != ERR_DENIED) return e;
    bool wrapped = e == ERR_NOT_FOUND && !cfb_open(from, STR("EncryptedPackage"), x->a, &locked);
    bool other = e == ERR_NOT_FOUND && (!cfb_open(from, STR("WordDocument"), x->a, &locked) ||
                                        !cfb_open(from, STR("PowerPoint Document"), x->a, &locked));
    *ret_why = e == ERR_DENIED || wrapped ? REASON_FILE_LOCKED
               : other                    ? REASON_NOT_CATALOGUE
                                          : REASON_OLD_EXCEL;
    return ERR_FORMAT;
}

static enum err open_new(struct bytes_at from, struct xlsx *x, enum reason *ret_why)
{
    enum err e = zip_open(from, x->a, &x->zip);
    if (!e) *ret_why = other_archive(&x->zip);
    if (*ret_why) e = ERR_FORMAT;
    if (!e) e = read_workbook(x);
    if (!e) e = count_sheets(x);
    if (!*ret_why && (e == ERR_FORMAT || e == ERR_LIMIT)) *ret_why = why_not(e);
    return e == ERR_LIMIT ? ERR_FORMAT : e;
}

enum err xlsx_open(struct bytes_at from, struct xlsx **ret, struct fault *ret_why)
{
    struct xlsx *x = mem_zero(1, sizeof *x);
    x->a = arena_new();
    x->styles.kind = BUF(1 << 16);
    char head[8];
    size_t got = 0;
    enum reason why = REASON_NONE;
    *ret_why = (struct fault){0};
    enum err e = bytes_read(&from, 0, head, sizeof head, &got);
    if (!e)
        e = cfb_recognise((struct str){head, got}) ? open_old(from, x, &why)
                                                   : open_new(from, x, &why);
    if (!e) {
        *ret = x;
        return OK;
    }
    if (why) *ret_why = (struct fault){.reason = why, .fatal = true};
    xlsx_close(x);
    return e;
}

void xlsx_close(struct xlsx *x)
{
    if (!x) return;
    xlsx_sheet_close(x);
    xlsx_strings_release(&x->strings);
    buf_release(&x->styles.kind);
    mem_free(x->old);
    arena_free(x->a);
    mem_free(x);
}

const struct xlsx_sheet *xlsx_sheets(const struct xlsx *x, size_t *ret_n)
{
    *ret_n = x->sheets;
    return x->sheet;
}

size_t xlsx_fullest(const struct xlsx *x)
{
    size_t best = 0;
    for (size_t i = 1; i < x->sheets; i++) {
        const struct xlsx_sheet *a = &x->sheet[i], *b = &x->sheet[best];
        bool shown = !a->hidden && b->hidden && a->cells;
        bool fuller = a->cells > b->cells && (a->hidden == b->hidden || b->cells == 0);
        if (shown || fuller) best = i;
    }
    return best;
}
