/* page_edited.c -- the records of a library that another system sends and a person edited here. */
#include "html.h"
#include "web/editor.h"

enum err page_edited(struct ask *k)
{
    struct staff_frame s;
    struct entry_views list;
    struct edited_page p = {.n = 0};
    enum err e = entry_edited(k->db, &k->actor, k->agency.id, k->mem, &list);
    if (e) return e;
    p.item = arena_array(k->mem, struct edited_row, list.n + 1);
    for (size_t i = 0; !e && i < list.n; i++) {
        struct hand_state h;
        e = hand_state(k->db, list.item[i].record, k->mem, &h);
        if (!e)
            p.item[p.n++] = (struct edited_row){list.item[i].record, list.item[i].entry.bib.title,
                                                h.brought && h.clash > 0};
    }
    if (!e) e = staff_frame(k, ask_text(k, MSG_edited_heading), &s);
    if (!e) html_edited_page(&k->out, &s, &p, k->agency.slug);
    return e;
}
