/* form_opac.c -- MARCXML with its holdings, as yaz/etc/opacxml.xsd has it. */
#include "base/checked.h"
#include "record/marcxml_write.h"
#include "record/xml_write.h"
#include "share/form_parts.h"

static void add_flag(struct buf *to, const char *name, bool value)
{
    buf_printf(to, "<%s value=\"%d\"/>", name, value);
}

/* Whether a copy is there now is only said when its source says so. */
static bool is_known(enum item_status s)
{
    return s == ITEM_AVAILABLE || s == ITEM_ON_LOAN || s == ITEM_NOT_FOR_LOAN;
}

static void add_circulation(struct buf *to, const struct bib_item *item)
{
    buf_add(to, STR("<circulation>"));
    add_flag(to, "availableNow", item->status != ITEM_ON_LOAN);
    if (item->status == ITEM_NOT_FOR_LOAN) xml_element(to, "restrictions", STR("In-library use"));
    xml_element(to, "itemId", item->code);
    add_flag(to, "renewable", false);
    add_flag(to, "onHold", false);
    xml_element(to, "enumAndChron", item->coverage);
    buf_add(to, STR("</circulation>"));
}

static void add_circulations(struct buf *to, const struct title_holding *h)
{
    bool any = false;
    for (size_t i = 0; i < h->n && !any; i++) any = is_known(h->item[i].status);
    if (!any) return;
    buf_add(to, STR("<circulations>"));
    for (size_t i = 0; i < h->n; i++)
        if (is_known(h->item[i].status)) add_circulation(to, &h->item[i]);
    buf_add(to, STR("</circulations>"));
}

static void add_holding(struct buf *to, const struct title_holding *h, struct arena *a)
{
    struct str place = {0}, coverage = {0};
    for (size_t i = 0; i < h->n; i++) {
        if (!place.n) place = h->item[i].place;
        if (!coverage.n) coverage = h->item[i].coverage;
    }
    buf_add(to, STR("<holding>"));
    xml_element(to, "nucCode", h->agency->isil);
    xml_element(to, "localLocation", h->agency->name);
    xml_element(to, "shelvingLocation", place);
    xml_element(to, "callNumber", h->call_number);
    if (h->copies > 0) xml_element(to, "copyNumber", arena_printf(a, "%d", h->copies));
    xml_element(to, "enumAndChron", coverage);
    add_circulations(to, h);
    buf_add(to, STR("</holding>"));
}

void form_opac(const struct title_view *v, const struct marc *m, struct arena *a, struct buf *to)
{
    buf_add(to, STR("<opacRecord><bibliographicRecord>"));
    marcxml_alone(m, a, to);
    buf_add(to, STR("</bibliographicRecord><holdings>"));
    for (size_t i = 0; i < v->n_holdings; i++) add_holding(to, &v->holding[i], a);
    buf_add(to, STR("</holdings></opacRecord>"));
}
