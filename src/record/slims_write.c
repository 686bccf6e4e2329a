/* slims_write.c -- what SLiMS has a column for; part and title are one column there. */
#include "record/slims_write.h"

#include "base/checked.h"
#include "record/bib_parts.h"

const struct str slims_biblio_heading[SLIMS_BIBLIO_COLUMNS] = {
    STR_INIT("title"),     STR_INIT("gmd"),       STR_INIT("edition"),
    STR_INIT("isbn_issn"), STR_INIT("publisher"), STR_INIT("year"),
    STR_INIT("collation"), STR_INIT("series"),    STR_INIT("call_number"),
    STR_INIT("language"),  STR_INIT("place"),     STR_INIT("classification"),
    STR_INIT("notes"),     STR_INIT("image"),     STR_INIT("sor"),
    STR_INIT("authors"),   STR_INIT("topics"),    STR_INIT("item_code"),
};

const struct str slims_item_heading[SLIMS_ITEM_COLUMNS] = {
    STR_INIT("item_code"),      STR_INIT("call_number"),
    STR_INIT("coll_type_name"), STR_INIT("inventory_code"),
    STR_INIT("received_date"),  STR_INIT("supplier_name"),
    STR_INIT("order_no"),       STR_INIT("location_name"),
    STR_INIT("order_date"),     STR_INIT("item_status_name"),
    STR_INIT("site"),           STR_INIT("source"),
    STR_INIT("invoice"),        STR_INIT("price"),
    STR_INIT("price_currency"), STR_INIT("invoice_date"),
    STR_INIT("input_date"),     STR_INIT("last_update"),
    STR_INIT("title"),
};

/* Words that bib_format_of reads again. */
static struct str designation(const struct bib *b)
{
    static const struct str words[FORMAT_COUNT] = {
        [FORMAT_UNKNOWN] = STR_INIT("Text"),    [FORMAT_BOOK] = STR_INIT("Text"),
        [FORMAT_SERIAL] = STR_INIT("Majalah"),  [FORMAT_ARTICLE] = STR_INIT("Artikel"),
        [FORMAT_THESIS] = STR_INIT("Skripsi"),  [FORMAT_MANUSCRIPT] = STR_INIT("Naskah"),
        [FORMAT_MAP] = STR_INIT("Peta"),        [FORMAT_SCORE] = STR_INIT("Musik"),
        [FORMAT_MUSIC] = STR_INIT("Musik"),     [FORMAT_AUDIO] = STR_INIT("Sound Recording"),
        [FORMAT_VIDEO] = STR_INIT("Video"),     [FORMAT_IMAGE] = STR_INIT("Gambar"),
        [FORMAT_SOFTWARE] = STR_INIT("CD-ROM"), [FORMAT_KIT] = STR_INIT("Kit"),
        [FORMAT_OBJECT] = STR_INIT("Realia"),
    };
    return words[(unsigned)b->format < FORMAT_COUNT ? b->format : FORMAT_UNKNOWN];
}

/* "<a><b>": marks inside a value would part it. */
static struct str multiple(struct arena *a, const struct str *value, size_t n)
{
    struct strs parts = {0};
    for (size_t i = 0; i < n; i++) {
        char *p = arena_alloc(a, value[i].n + 2);
        size_t k = 0;
        if (value[i].n == 0) continue;
        p[k++] = '<';
        for (size_t c = 0; c < value[i].n; c++)
            p[k++] = value[i].p[c] == '<' ? '(' : value[i].p[c] == '>' ? ')' : value[i].p[c];
        p[k++] = '>';
        VEC_PUSH(a, &parts, (struct str){p, k});
    }
    return arena_join(a, parts.item, parts.n, STR(""));
}

static struct str names(const struct bib *b, struct arena *a)
{
    struct str *list = arena_array(a, struct str, b->names.n + 1);
    for (size_t i = 0; i < b->names.n; i++) list[i] = b->names.item[i].name;
    return multiple(a, list, b->names.n);
}

static struct str codes(const struct bib *b, struct arena *a)
{
    struct str *list = arena_array(a, struct str, b->items.n + 1);
    for (size_t i = 0; i < b->items.n; i++)
        if (b->items.item[i].status != ITEM_HIDDEN) list[i] = b->items.item[i].code;
    return multiple(a, list, b->items.n);
}

static struct str numbers(const struct bib *b, struct arena *a)
{
    struct strs all = {0};
    for (size_t i = 0; i < b->isbns.n; i++) VEC_PUSH(a, &all, b->isbns.item[i]);
    for (size_t i = 0; i < b->issns.n; i++) VEC_PUSH(a, &all, b->issns.item[i]);
    return arena_join(a, all.item, all.n, STR("; "));
}

static struct str whole_title(const struct bib *b, struct arena *a)
{
    struct str parts[] = {b->title, b->part};
    return arena_join(a, parts, COUNT(parts), STR(". "));
}

static struct str notes(const struct bib *b, struct arena *a)
{
    struct strs all = {0};
    for (size_t i = 0; i < b->notes.n; i++) VEC_PUSH(a, &all, b->notes.item[i]);
    if (b->summary.n) VEC_PUSH(a, &all, b->summary);
    return arena_join(a, all.item, all.n, STR(" -- "));
}

void slims_biblio_row(const struct bib *b, struct arena *a, struct str ret[SLIMS_BIBLIO_COLUMNS])
{
    struct str series[] = {{0}, {0}};
    if (b->series.n) {
        series[0] = b->series.item[0].title;
        series[1] = b->series.item[0].volume;
    }
    struct str year = b->year_text;
    if (year.n == 0 && b->year) year = arena_printf(a, "%d", b->year);
    const struct str row[SLIMS_BIBLIO_COLUMNS] = {
        whole_title(b, a),
        designation(b),
        b->edition,
        numbers(b, a),
        b->publisher,
        year,
        b->extent,
        arena_join(a, series, 2, STR(" ; ")),
        b->call_number,
        b->languages.n ? bib_language_name(a, b->languages.item[0]) : (struct str){0},
        b->place,
        b->classification,
        notes(b, a),
        {0},
        b->responsibility,
        names(b, a),
        multiple(a, b->subjects.item, b->subjects.n),
        codes(b, a),
    };
    for (size_t i = 0; i < SLIMS_BIBLIO_COLUMNS; i++) ret[i] = row[i];
}

static struct str state(enum item_status s)
{
    switch (s) {
    case ITEM_NOT_FOR_LOAN: return STR("No Loan");
    case ITEM_REPAIR: return STR("Repair");
    case ITEM_MISSING: return STR("Missing");
    case ITEM_ON_ORDER: return STR("On order");
    case ITEM_UNSTATED:
    case ITEM_AVAILABLE:
    case ITEM_ON_LOAN: /* of a loan SLiMS knows better */
    case ITEM_HIDDEN: break;
    }
    return (struct str){0};
}

void slims_item_row(const struct bib *b, const struct bib_item *item, struct arena *a,
                    struct str ret[SLIMS_ITEM_COLUMNS])
{
    for (size_t i = 0; i < SLIMS_ITEM_COLUMNS; i++) ret[i] = (struct str){0};
    ret[0] = item->code;
    ret[1] = item->call_number.n ? item->call_number : b->call_number;
    ret[7] = item->place;
    ret[9] = state(item->status);
    ret[18] = whole_title(b, a);
}
