/* bib_row.c -- from descriptions to rows. */
#include "record/bib_row.h"

#include <string.h>

#include "base/checked.h"

enum row_column {
    ROW_TITLE,
    ROW_PART,
    ROW_AUTHOR,
    ROW_RESPONSIBILITY,
    ROW_EDITION,
    ROW_PLACE,
    ROW_PUBLISHER,
    ROW_YEAR,
    ROW_EXTENT,
    ROW_SERIES,
    ROW_ISBN,
    ROW_LANGUAGE,
    ROW_TYPE,
    ROW_SUBJECT,
    ROW_NOTE,
    ROW_SUMMARY,
    ROW_URL,
    ROW_CLASSIFICATION,
    ROW_CALL_NUMBER,
    ROW_ITEM_CODE,
    ROW_COPIES,
    ROW_LOCATION,
    ROW_STATUS
};

struct bib_row bib_row_headings(bool english)
{
    static const char *const names[BIB_ROW_COLUMNS][2] = {
        {"Judul", "Title"},
        {"Jilid", "Volume"},
        {"Pengarang", "Author"},
        {"Penanggung Jawab", "Statement of Responsibility"},
        {"Edisi", "Edition"},
        {"Tempat Terbit", "Place of Publication"},
        {"Penerbit", "Publisher"},
        {"Tahun Terbit", "Year of Publication"},
        {"Deskripsi Fisik", "Physical Description"},
        {"Judul Seri", "Series"},
        {"ISBN/ISSN", "ISBN/ISSN"},
        {"Bahasa", "Language"},
        {"Jenis Bahan", "Material Type"},
        {"Subjek", "Subjects"},
        {"Catatan", "Notes"},
        {"Abstrak", "Abstract"},
        {"Tautan", "URL"},
        {"Klasifikasi", "Classification"},
        {"No. Panggil", "Call Number"},
        {"No. Induk", "Item Code"},
        {"Jumlah Eksemplar", "Copies"},
        {"Lokasi", "Location"},
        {"Kondisi", "Item Status"},
    };
    struct bib_row r;
    for (size_t i = 0; i < BIB_ROW_COLUMNS; i++) r.value[i] = str_of(names[i][english]);
    return r;
}

/* Words that bib_format_of and bib_item_status know. */
static struct str kind_word(enum format f)
{
    static const char *const words[FORMAT_COUNT] = {
        [FORMAT_BOOK] = "Buku",           [FORMAT_SERIAL] = "Majalah",
        [FORMAT_ARTICLE] = "Artikel",     [FORMAT_THESIS] = "Skripsi",
        [FORMAT_MANUSCRIPT] = "Naskah",   [FORMAT_MAP] = "Peta",
        [FORMAT_SCORE] = "Musik",         [FORMAT_MUSIC] = "Musik",
        [FORMAT_AUDIO] = "Rekaman suara", [FORMAT_VIDEO] = "Video",
        [FORMAT_IMAGE] = "Gambar",        [FORMAT_SOFTWARE] = "Software",
        [FORMAT_KIT] = "Multimedia",      [FORMAT_OBJECT] = "Realia"};
    return (unsigned)f < FORMAT_COUNT ? str_of(words[f]) : (struct str){0};
}

static struct str condition_word(enum item_status s)
{
    switch (s) {
    case ITEM_NOT_FOR_LOAN: return STR("Baca di tempat");
    case ITEM_REPAIR: return STR("Rusak");
    case ITEM_MISSING: return STR("Hilang");
    case ITEM_ON_ORDER: return STR("Dipesan");
    case ITEM_HIDDEN: return STR("Dihapus");
    case ITEM_UNSTATED:
    case ITEM_AVAILABLE:
    case ITEM_ON_LOAN: break;
    }
    return (struct str){0};
}

static struct str joined(const struct strs *list, struct arena *a)
{
    return arena_join(a, list->item, list->n, STR("; "));
}

static struct str names_of(const struct bib *b, struct arena *a)
{
    struct strs list = {0};
    for (size_t i = 0; i < b->names.n; i++) VEC_PUSH(a, &list, b->names.item[i].name);
    return joined(&list, a);
}

static struct str numbers_of(const struct bib *b, struct arena *a)
{
    struct strs all = {0};
    for (size_t i = 0; i < b->isbns.n; i++) VEC_PUSH(a, &all, b->isbns.item[i]);
    for (size_t i = 0; i < b->issns.n; i++) VEC_PUSH(a, &all, b->issns.item[i]);
    return joined(&all, a);
}

static struct str series_of(const struct bib *b, struct arena *a)
{
    if (b->series.n == 0) return (struct str){0};
    struct str parts[] = {b->series.item[0].title, b->series.item[0].volume};
    return arena_join(a, parts, 2, STR(" ; "));
}

static struct bib_row describe(const struct bib *b, struct arena *a)
{
    struct bib_row r = {0};
    r.value[ROW_TITLE] = b->title;
    r.value[ROW_PART] = b->part;
    r.value[ROW_AUTHOR] = names_of(b, a);
    r.value[ROW_RESPONSIBILITY] = b->responsibility;
    r.value[ROW_EDITION] = b->edition;
    r.value[ROW_PLACE] = b->place;
    r.value[ROW_PUBLISHER] = b->publisher;
    r.value[ROW_YEAR] = b->year_text;
    r.value[ROW_EXTENT] = b->extent;
    r.value[ROW_SERIES] = series_of(b, a);
    r.value[ROW_ISBN] = numbers_of(b, a);
    r.value[ROW_LANGUAGE] = b->languages.n ? b->languages.item[0] : (struct str){0};
    r.value[ROW_TYPE] = kind_word(b->format);
    r.value[ROW_SUBJECT] = joined(&b->subjects, a);
    r.value[ROW_NOTE] = joined(&b->notes, a);
    r.value[ROW_SUMMARY] = b->summary;
    r.value[ROW_URL] = b->urls.n ? b->urls.item[0] : (struct str){0};
    r.value[ROW_CLASSIFICATION] = b->classification;
    r.value[ROW_CALL_NUMBER] = b->call_number;
    return r;
}

/* Copies that can stand in one row: alike in all but their codes. */
static bool stand_together(const struct bib_item *a, const struct bib_item *b)
{
    return (a->code.n > 0) == (b->code.n > 0) && a->status == b->status &&
           str_eq(a->place, b->place) && str_eq(a->call_number, b->call_number);
}

/* The row of item `first` and those after it that stand with it. */
static void add_copies(const struct bib *b, size_t first, struct arena *a, struct bib_row *r)
{
    const struct bib_item *item = &b->items.item[first];
    struct strs codes = {0};
    long long copies = 0;
    for (size_t i = first; i < b->items.n; i++) {
        if (!stand_together(item, &b->items.item[i])) continue;
        if (b->items.item[i].code.n) VEC_PUSH(a, &codes, b->items.item[i].code);
        copies += MAX(b->items.item[i].copies, 1);
    }
    if (item->call_number.n) r->value[ROW_CALL_NUMBER] = item->call_number;
    r->value[ROW_ITEM_CODE] = joined(&codes, a);
    r->value[ROW_COPIES] = arena_printf(a, "%lld", copies);
    r->value[ROW_LOCATION] = item->place;
    r->value[ROW_STATUS] = condition_word(item->status);
}

static bool stands_with_earlier(const struct bib *b, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (stand_together(&b->items.item[i], &b->items.item[at])) return true;
    return false;
}

void bib_to_rows(const struct bib *b, struct arena *a, struct bib_rows *ret)
{
    struct bib_rows list = {0};
    for (size_t i = 0; i < b->items.n; i++) {
        if (stands_with_earlier(b, i)) continue;
        struct bib_row r = describe(b, a);
        add_copies(b, i, a, &r);
        VEC_PUSH(a, &list, r);
    }
    if (list.n == 0) VEC_PUSH(a, &list, describe(b, a));
    *ret = list;
}
