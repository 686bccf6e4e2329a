/* target_slims.c -- asking the search page of a SLiMS for its results as MODS: index.php with
 * resultXML, which gives some records a page. */
#include "base/checked.h"
#include "peer/target_parts.h"
#include "record/xml_frame.h"
#include "record/xml_tags.h"

enum { PAGES_MAX = 10 };

static struct str url_of(const struct target *t, const struct target_query *q, int64_t page,
                         struct arena *a)
{
    static const char *const fields[TARGET_FIELDS] = {"keywords", "title", "author", "isbn"};
    const char *const names[] = {"resultXML", "search", fields[q->field], "page", NULL};
    const struct str values[] = {STR("true"), STR("Search"), q->text,
                                 arena_printf(a, "%lld", (long long)page)};
    return fetch_url(a, t->site->address, names, values);
}

/* <slims:resultInfo><slims:modsResultNum>, and how many a page has. */
static int64_t number_of(struct str page, const char *name, struct arena *a)
{
    size_t at = 0;
    int64_t n = 0;
    struct str inner;
    if (!xml_element_next(page, name, &at, &inner)) return -1;
    return str_to_i64(xml_plain(a, inner), &n) ? -1 : n;
}

static struct str identifier_of(struct str mods)
{
    struct xml_tag tag;
    if (!xml_tag_next(mods, 0, &tag)) return (struct str){0};
    struct str id = xml_tag_attribute(mods, &tag, "ID");
    return id.n ? id : xml_tag_attribute(mods, &tag, "id");
}

/* Records of the page from the `skip`th on; how many it held in *ret_n. */
static void take_page(struct str page, int64_t skip, int64_t n, struct arena *a, int64_t *ret_n,
                      struct target_answer *ret)
{
    struct str rest = page;
    *ret_n = 0;
    for (;;) {
        struct frame f = mods_frame(rest, true);
        if (f.kind != FRAME_RECORD && f.kind != FRAME_BAD) return;
        struct str mods = str_slice(rest, f.skip, f.skip + f.length);
        rest = str_slice(rest, f.skip + f.length, rest.n);
        bool wanted = *ret_n >= skip && ret->taken < n;
        ++*ret_n;
        if (!wanted) continue;
        struct target_hit h = {.identifier = identifier_of(mods)};
        ret->taken++;
        if (f.kind == FRAME_BAD || foreign_read_xml(mods, a, &h.record))
            ret->unread++;
        else
            VEC_PUSH(a, &ret->hits, h);
    }
}

/* Records a page has, as it says or as there are on the first. */
static int64_t page_size(struct str page, struct arena *a)
{
    struct target_answer none = {0};
    int64_t n = number_of(page, "modsResultShowed", a);
    if (n < 1) take_page(page, INT64_MAX, 0, a, &n, &none);
    return MAX(n, (int64_t)1);
}

enum err target_ask_slims(struct target *t, const struct target_query *q, int64_t start, int64_t n,
                          struct arena *a, struct target_answer *ret)
{
    int64_t size = 0, number = 1, skip = start - 1;
    for (int i = 0; i < PAGES_MAX && ret->taken < n; i++) {
        int64_t held = 0;
        enum err e = target_fetch(t, url_of(t, q, number, a), a, ret);
        if (e || ret->outcome) return e;
        if (arena_used(a) > TARGET_ALL_BYTES) {
            ret->outcome = TARGET_UNREACHABLE;
            ret->trouble = FETCH_LARGE;
            return OK;
        }
        struct str page = arena_copy(a, buf_str(&t->page));
        if (str_find(page, STR("modsCollection")) > page.n) {
            ret->outcome = TARGET_ODD;
            return OK;
        }
        ret->total = number_of(page, "modsResultNum", a);
        if (!size) size = page_size(page, a);
        if (i == 0 && skip >= size) { /* not on the first page: go where it is */
            number = skip / size + 1;
            skip %= size;
            continue;
        }
        take_page(page, skip, n, a, &held, ret);
        if (held == 0 || (ret->total >= 0 && start - 1 + ret->taken >= ret->total)) return OK;
        skip = 0;
        number++;
    }
    return OK;
}

enum err target_detail(struct target *t, struct str identifier, struct arena *a,
                       struct target_answer *ret)
{
    static const char *const names[] = {"p", "inXML", "id", NULL};
    const struct str values[] = {STR("show_detail"), STR("true"), identifier};
    struct target_hit h = {.identifier = identifier};
    int64_t began = target_begin(t, ret);
    enum err e = target_fetch(t, fetch_url(a, t->site->address, names, values), a, ret);
    ret->took_us = t->env->monotonic(t->env) - began;
    if (e || ret->outcome) return e;
    if (foreign_read_xml(arena_copy(a, buf_str(&t->page)), a, &h.record))
        ret->outcome = TARGET_ODD;
    else
        VEC_PUSH(a, &ret->hits, h);
    return OK;
}
