/* page_versions.c -- the versions of a record: who, when, why; two of them side by side; one put
 * back; and records as files. */
#include "base/checked.h"
#include "html.h"
#include "record/iso2709.h"
#include "record/marcjson_write.h"
#include "record/marcxml_write.h"
#include "record/mrk.h"
#include "web/editor.h"

static struct version_view view_of(struct ask *k, const struct entry_change *c, bool first)
{
    return (struct version_view){.c = c,
                                 .who = c->by.n ? c->by : ask_text(k, MSG_history_operator),
                                 .why = c->why,
                                 .what = !c->version ? MSG_entry_was_withdrawn
                                         : !c->hand  ? MSG_versions_sent
                                         : first     ? MSG_entry_was_added
                                                     : MSG_entry_was_changed};
}

static enum err add_versions(struct ask *k, int64_t record, struct versions_page *p)
{
    struct entry_changes list;
    enum err e = entry_history(k->db, &k->actor, k->agency.id, record, k->mem, &list);
    if (e) return e;
    p->item = arena_array(k->mem, struct version_view, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        struct version_view *v = &p->item[p->n++];
        *v = view_of(k, &list.item[i], i + 1 == list.n);
        if (!v->c->version) continue;
        if (!p->right)
            p->right = v->c->version;
        else if (!p->left && v->c->version != p->right)
            p->left = v->c->version;
    }
    p->left = ask_number(k, "a", p->left);
    p->right = ask_number(k, "b", p->right);
    for (size_t i = 0; i < p->n; i++) {
        int64_t version = p->item[i].c->version;
        p->item[i].now = version && version == p->version;
        p->item[i].left = version && version == p->left;
        p->item[i].right = version && version == p->right;
    }
    return OK;
}

static enum err marc_of(struct ask *k, int64_t record, int64_t version, struct marc *ret)
{
    struct entry_view v;
    enum err e = entry_version(k->db, &k->actor, k->agency.id, record, version, k->mem, &v);
    return e ? e : hand_marc(k->db, version, k->mem, ret);
}

static enum err compare(struct ask *k, int64_t record, struct versions_page *p)
{
    struct marc left, right;
    struct merge_rows rows;
    if (http_param(k->rq, "a").n == 0 || http_param(k->rq, "b").n == 0) return OK;
    enum err e = marc_of(k, record, p->left, &left);
    if (!e) e = marc_of(k, record, p->right, &right);
    if (!e) e = marc_compare_rows(&left, &right, k->mem, &rows);
    if (e) return e;
    p->compared = true;
    p->rows = clash_rows(k, &rows, &p->n_rows);
    return OK;
}

enum err page_versions(struct ask *k)
{
    struct staff_frame s;
    struct entry_view v;
    struct versions_page p = {.n = 0};
    int64_t record = editing_record(k);
    enum err e =
        record > 0 ? entry_get(k->db, &k->actor, k->agency.id, record, k->mem, &v) : ERR_NOT_FOUND;
    if (e) return e;
    p.heading = v.entry.bib.title;
    p.address = editing_address(k, record, "");
    p.version = v.version;
    p.may_change = actor_may_agency(k->db, &k->actor, PERM_CATALOGUE, k->agency.id) == OK &&
                   (v.version || v.typed);
    e = add_versions(k, record, &p);
    if (!e) e = compare(k, record, &p);
    if (!e) e = staff_frame(k, ask_text(k, MSG_versions_heading), &s);
    if (!e) html_versions_page(&k->out, &s, &p);
    return e;
}

/* An old version put back is a new one. */
enum err page_restore(struct ask *k)
{
    struct editing x = {.record = editing_record(k)};
    struct entry_view v, now;
    struct str wrong;
    int64_t version = form_number(k, "pulih", 0);
    enum err e = x.record > 0
                     ? entry_version(k->db, &k->actor, k->agency.id, x.record, version, k->mem, &v)
                     : ERR_NOT_FOUND;
    if (!e) e = entry_get(k->db, &k->actor, k->agency.id, x.record, k->mem, &now);
    if (!e) e = hand_marc(k->db, version, k->mem, &x.m);
    if (e) return e;
    struct buf CLEANUP(buf_release) when = BUF(100);
    struct out at = k->out;
    at.to = &when;
    out_short_date(&at, v.at);
    buf_add(&when, STR(", "));
    out_time(&at, v.at);
    struct str day = buf_str(&when);
    x.version = form_number(k, "versi", 0);
    x.why = msg_text(k->mem, k->out.lang, MSG_versions_restored, &day, 1);
    e = editing_save(k, &x, &wrong);
    if (e || !wrong.n) return e;
    return ERR_CONFLICT;
}

/* ---- files ---- */

enum { FILES_MAX = 200, FILE_BYTES_MAX = 32 << 20 };

static const struct file_form {
    const char *name, *type, *suffix;
} forms[] = {
    {"mrc", "application/marc", "mrc"},
    {"xml", "application/marcxml+xml", "xml"},
    {"mrk", "text/plain; charset=utf-8", "mrk"},
    {"json", "application/marc+json", "json"},
};

static void write(const struct marc *m, size_t form, bool first, struct arena *a, struct buf *to)
{
    switch (form) {
    case 0:
        if (iso2709_write(m, to)) return;
        break;
    case 1: marcxml_record(m, a, to); break;
    case 2:
        if (!first) buf_add_char(to, '\n');
        mrk_write(m, to);
        break;
    default: buf_add(to, first ? STR("[\n") : STR(",\n")); marcjson_write(m, to);
    }
}

/* With the forms that the library decided for, as in all it takes home. */
static enum err one(struct ask *k, int64_t record, struct marc *ret)
{
    struct entry_view v;
    bool changed = false;
    enum err e = entry_get(k->db, &k->actor, k->agency.id, record, k->mem, &v);
    if (!e) e = hand_marc(k->db, v.version ? v.version : v.last, k->mem, ret);
    return e ? e : chosen_over_marc(k->db, k->agency.id, ret, k->mem, &changed);
}

enum err page_record_files(struct ask *k)
{
    struct str name = http_param(k->rq, "bentuk");
    struct strs chosen = ask_list(k, "b");
    struct buf *to = &k->rs->body;
    size_t form = 0, n = 0;
    while (form < COUNT(forms) && !str_eq(name, str_of(forms[form].name))) form++;
    k->bad = form == COUNT(forms) ? STR("bentuk") : STR("b");
    if (form == COUNT(forms) || chosen.n == 0 || chosen.n > FILES_MAX) return ERR_ARG;
    to->max = FILE_BYTES_MAX;
    if (form == 1) marcxml_begin(to);
    for (size_t i = 0; i < chosen.n; i++) {
        struct marc m;
        int64_t record = 0;
        enum err e = str_to_i64(chosen.item[i], &record) ? ERR_ARG : one(k, record, &m);
        if (e == ERR_LIMIT && chosen.n > 1) continue; /* one that has no room in ISO 2709 */
        if (e) return e;
        write(&m, form, n++ == 0, k->mem, to);
    }
    if (form == 1) marcxml_end(to);
    if (form == 3) buf_add(to, n ? STR("\n]\n") : STR("[]\n"));
    http_set(k->rq, k->rs, "Content-Type", str_of(forms[form].type));
    http_set(k->rq, k->rs, "Content-Disposition",
             arena_printf(k->mem, "attachment; filename=\"%.*s-%.*s.%s\"", STR_ARG(k->agency.slug),
                          STR_ARG(ask_day(k)), forms[form].suffix));
    k->bad = (struct str){0};
    return OK;
}
