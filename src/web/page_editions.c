/* page_editions.c -- all editions and translations of the work of a title. */
#include "html.h"
#include "web/merged.h"

enum err page_editions(struct ask *k)
{
    struct title_view v;
    struct editions_page p;
    enum err e = title_of_address(k, &v);
    if (e || title_moved(k, &v, "/edisi")) return e;
    e = merged_editions(k, &v, (size_t)ask_number(k, "dari", 0), &p);
    if (e) return e;
    struct around f =
        around_of(k, msg_text(k->mem, k->out.lang, MSG_editions_title, &v.bib.title, 1));
    f.noindex = true;
    f.icons = ICON(CHECK);
    html_editions_page(&k->out, &f, &p);
    return OK;
}
