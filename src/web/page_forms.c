/* page_forms.c -- one title for other programs: /b/ID.marcxml, .mods, .dc, .mrc, .ris, .bib, and
 * the same over unAPI (version 1), which Zotero and others ask. */
#include <string.h>

#include "base/checked.h"
#include "catalog/title_id.h"
#include "record/citation.h"
#include "share/form.h"
#include "web/forms_of_title.h"

/* The title was there once, under this id or a later one: gone, not unknown. */
static bool was_there(struct ask *k, struct str address)
{
    int64_t id = 0, now = 0;
    return title_id_read(address, &id) == OK && title_follow(k->db, id, &now) == OK;
}

static enum err write_form(struct ask *k, const struct title_view *v, enum form f)
{
    const struct form_kind *kind = form_kind(f);
    struct buf *to = &k->rs->body;
    if (kind->space) buf_add(to, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    enum err e = form_write(v, base_of(k), f, k->mem, to);
    if (e) return e;
    if (kind->space) buf_add(to, STR("\n"));
    http_set(k->rq, k->rs, "Content-Type", str_of(kind->type));
    if (!kind->space)
        http_set(k->rq, k->rs, "Content-Disposition",
                 arena_printf(k->mem, "attachment; filename=\"silang-%.*s.%s\"",
                              STR_ARG(v->address_id), kind->name));
    page_unchanged(k);
    return OK;
}

enum err page_title_form(struct ask *k)
{
    enum form f;
    struct title_view v;
    const char *ending = strchr(k->route->pattern, '}') + 1; /* ".mods" */
    if (!form_parse(str_of(ending + 1), &f)) return ERR_NOT_FOUND;
    enum err e = title_of_address(k, &v);
    if (e == ERR_NOT_FOUND && was_there(k, k->segment)) {
        page_status(k, 410);
        return OK;
    }
    if (e || title_moved(k, &v, ending)) return e;
    return write_form(k, &v, f);
}

/* /b/ID.txt: the title as references, each style under its name. */
enum err page_title_cited(struct ask *k)
{
    struct title_view v;
    const struct str names[CITATION_STYLES] = {ask_text(k, MSG_cite_school), STR("APA 7"),
                                               STR("MLA 9")};
    enum err e = title_of_address(k, &v);
    if (e || title_moved(k, &v, ".txt")) return e;
    for (enum citation_style s = 0; s < CITATION_STYLES; s++) {
        const struct citation_how how = {.style = s, .english = k->out.lang == LANG_EN};
        buf_printf(&k->rs->body, "%s%.*s\n", s ? "\n" : "", STR_ARG(names[s]));
        citation_write(&v.bib, &how, &k->rs->body);
        buf_add_char(&k->rs->body, '\n');
    }
    http_set(k->rq, k->rs, "Content-Type", STR("text/plain; charset=utf-8"));
    http_set(k->rq, k->rs, "Vary", STR("Accept-Language, Cookie"));
    page_unchanged(k);
    return OK;
}

/* The address of before: /b/ID/marc. */
enum err page_title_marc(struct ask *k)
{
    struct title_view v;
    enum err e = title_of_address(k, &v);
    if (!e) page_redirect(k, 301, arena_printf(k->mem, "/b/%.*s.mrc", STR_ARG(v.address_id)));
    return e;
}

/* ---- unAPI ---- */

static void list_forms(struct ask *k, struct str id)
{
    struct buf *to = &k->rs->body;
    buf_add(to, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<formats"));
    if (id.n) {
        buf_add(to, STR(" id=\""));
        out_str(&k->out, id);
        buf_add(to, STR("\""));
        k->rs->status = 300;
    }
    buf_add(to, STR(">\n"));
    for (enum form f = 0; f < FORMS; f++) {
        const struct form_kind *kind = form_kind(f);
        struct str type = str_of(kind->type);
        type = str_slice(type, 0, str_find_char(type, ';', 0));
        buf_printf(to, "<format name=\"%s\" type=\"%.*s\"", kind->name, STR_ARG(type));
        if (kind->document) buf_printf(to, " docs=\"%s\"", kind->document);
        buf_add(to, STR("/>\n"));
    }
    buf_add(to, STR("</formats>\n"));
    http_set(k->rq, k->rs, "Content-Type", STR("application/xml; charset=utf-8"));
}

/* An id of ours is the end of an address or of an OAI identifier: what stands behind the last '/'
 * or
 * ':'. */
static struct str last_part(struct str id)
{
    size_t from = id.n;
    while (from && id.p[from - 1] != '/' && id.p[from - 1] != ':') from--;
    return str_slice(id, from, id.n);
}

enum err page_unapi(struct ask *k)
{
    enum form f;
    struct title_view v;
    struct str id = http_param(k->rq, "id"), name = http_param(k->rq, "format");
    if (!id.n && name.n) return ERR_ARG;
    if (!id.n) {
        list_forms(k, id);
        return OK;
    }
    k->segment = last_part(id);
    enum err e = title_of_address(k, &v);
    if (e) return e;
    if (!name.n) {
        list_forms(k, id);
        return OK;
    }
    if (!form_parse(name, &f)) {
        page_status(k, 406);
        return OK;
    }
    return write_form(k, &v, f);
}
