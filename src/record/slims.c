/* slims.c -- which column is what: by the header in Indonesian or English, or by what stands in the
 * columns when there is none.
 *
 * Items, in the order of the export: item_code, call_number, coll_type_name, inventory_code,
 * received_date, supplier_name, order_no, location_name, order_date, item_status_name, site,
 * source, invoice, price, price_currency, invoice_date, input_date, last_update, title. */
#include "record/slims.h"

#include <string.h>

#include "base/checked.h"
#include "record/slims_fields.h"

enum { HEAD_ROWS = 60 };

static const signed char item_order[] = {
    SLIMS_ITEM_CODE, SLIMS_CALL_NUMBER, SLIMS_COLL_TYPE, SLIMS_INVENTORY_CODE, SLIMS_PRIVATE,
    SLIMS_PRIVATE,   SLIMS_PRIVATE,     SLIMS_LOCATION,  SLIMS_PRIVATE,        SLIMS_ITEM_STATUS,
    SLIMS_SITE,      SLIMS_PRIVATE,     SLIMS_PRIVATE,   SLIMS_PRIVATE,        SLIMS_PRIVATE,
    SLIMS_PRIVATE,   SLIMS_PRIVATE,     SLIMS_PRIVATE,   SLIMS_TITLE,
};

/* Names as they are compared: small letters and digits only. */
static const struct {
    struct str name;
    signed char field;
} names[] = {
    {STR_INIT("title"), SLIMS_TITLE},
    {STR_INIT("judul"), SLIMS_TITLE},
    {STR_INIT("judulbuku"), SLIMS_TITLE},
    {STR_INIT("gmd"), SLIMS_GMD},
    {STR_INIT("gmdname"), SLIMS_GMD},
    {STR_INIT("jenisfile"), SLIMS_GMD},
    {STR_INIT("jenisbahan"), SLIMS_GMD},
    {STR_INIT("edition"), SLIMS_EDITION},
    {STR_INIT("edisi"), SLIMS_EDITION},
    {STR_INIT("jumlahrevisiatauperubahan"), SLIMS_EDITION},
    {STR_INIT("isbnissn"), SLIMS_ISBN_ISSN},
    {STR_INIT("isbn"), SLIMS_ISBN_ISSN},
    {STR_INIT("issn"), SLIMS_ISBN_ISSN},
    {STR_INIT("publisher"), SLIMS_PUBLISHER},
    {STR_INIT("publishername"), SLIMS_PUBLISHER},
    {STR_INIT("penerbit"), SLIMS_PUBLISHER},
    {STR_INIT("year"), SLIMS_YEAR},
    {STR_INIT("publishyear"), SLIMS_YEAR},
    {STR_INIT("tahun"), SLIMS_YEAR},
    {STR_INIT("tahunterbit"), SLIMS_YEAR},
    {STR_INIT("collation"), SLIMS_COLLATION},
    {STR_INIT("kolasi"), SLIMS_COLLATION},
    {STR_INIT("deskripsifisik"), SLIMS_COLLATION},
    {STR_INIT("jumlahhalamandandimensi"), SLIMS_COLLATION},
    {STR_INIT("series"), SLIMS_SERIES},
    {STR_INIT("seriestitle"), SLIMS_SERIES},
    {STR_INIT("seri"), SLIMS_SERIES},
    {STR_INIT("seribuku"), SLIMS_SERIES},
    {STR_INIT("judulseri"), SLIMS_SERIES},
    {STR_INIT("callnumber"), SLIMS_CALL_NUMBER},
    {STR_INIT("nopanggil"), SLIMS_CALL_NUMBER},
    {STR_INIT("nomorpanggil"), SLIMS_CALL_NUMBER},
    {STR_INIT("language"), SLIMS_LANGUAGE},
    {STR_INIT("languagename"), SLIMS_LANGUAGE},
    {STR_INIT("bahasa"), SLIMS_LANGUAGE},
    {STR_INIT("place"), SLIMS_PLACE},
    {STR_INIT("placename"), SLIMS_PLACE},
    {STR_INIT("tempatterbit"), SLIMS_PLACE},
    {STR_INIT("kota"), SLIMS_PLACE},
    {STR_INIT("kotaterbit"), SLIMS_PLACE},
    {STR_INIT("alamat"), SLIMS_PLACE},
    {STR_INIT("classification"), SLIMS_CLASSIFICATION},
    {STR_INIT("klasifikasi"), SLIMS_CLASSIFICATION},
    {STR_INIT("notes"), SLIMS_NOTES},
    {STR_INIT("catatan"), SLIMS_NOTES},
    {STR_INIT("abstrak"), SLIMS_NOTES},
    {STR_INIT("tambahan"), SLIMS_NOTES},
    {STR_INIT("image"), SLIMS_IMAGE},
    {STR_INIT("cover"), SLIMS_IMAGE},
    {STR_INIT("gambarsampul"), SLIMS_IMAGE},
    {STR_INIT("sampul"), SLIMS_IMAGE},
    {STR_INIT("sor"), SLIMS_SOR},
    {STR_INIT("statementofresponsibility"), SLIMS_SOR},
    {STR_INIT("pernyataantanggungjawab"), SLIMS_SOR},
    {STR_INIT("penanggungjawab"), SLIMS_SOR},
    {STR_INIT("penasehat"), SLIMS_SOR},
    {STR_INIT("authors"), SLIMS_AUTHORS},
    {STR_INIT("author"), SLIMS_AUTHORS},
    {STR_INIT("pengarang"), SLIMS_AUTHORS},
    {STR_INIT("penulis"), SLIMS_AUTHORS},
    {STR_INIT("penulistambahan"), SLIMS_AUTHORS},
    {STR_INIT("topics"), SLIMS_TOPICS},
    {STR_INIT("topic"), SLIMS_TOPICS},
    {STR_INIT("subjects"), SLIMS_TOPICS},
    {STR_INIT("subject"), SLIMS_TOPICS},
    {STR_INIT("subjek"), SLIMS_TOPICS},
    {STR_INIT("subyek"), SLIMS_TOPICS},
    {STR_INIT("topik"), SLIMS_TOPICS},
    {STR_INIT("itemcode"), SLIMS_ITEM_CODE},
    {STR_INIT("kodeeksemplar"), SLIMS_ITEM_CODE},
    {STR_INIT("nomorindukbukuataubarcode"), SLIMS_ITEM_CODE},
    {STR_INIT("barcode"), SLIMS_ITEM_CODE},
    {STR_INIT("noinduk"), SLIMS_ITEM_CODE},
    {STR_INIT("nomorinduk"), SLIMS_ITEM_CODE},
    {STR_INIT("colltypename"), SLIMS_COLL_TYPE},
    {STR_INIT("tipekoleksi"), SLIMS_COLL_TYPE},
    {STR_INIT("jeniskoleksi"), SLIMS_COLL_TYPE},
    {STR_INIT("inventorycode"), SLIMS_INVENTORY_CODE},
    {STR_INIT("kodeinventaris"), SLIMS_INVENTORY_CODE},
    {STR_INIT("locationname"), SLIMS_LOCATION},
    {STR_INIT("location"), SLIMS_LOCATION},
    {STR_INIT("lokasi"), SLIMS_LOCATION},
    {STR_INIT("itemstatusname"), SLIMS_ITEM_STATUS},
    {STR_INIT("itemstatus"), SLIMS_ITEM_STATUS},
    {STR_INIT("statuseksemplar"), SLIMS_ITEM_STATUS},
    {STR_INIT("site"), SLIMS_SITE},
    {STR_INIT("lokasirak"), SLIMS_SITE},
    {STR_INIT("receiveddate"), SLIMS_PRIVATE},
    {STR_INIT("suppliername"), SLIMS_PRIVATE},
    {STR_INIT("orderno"), SLIMS_PRIVATE},
    {STR_INIT("orderdate"), SLIMS_PRIVATE},
    {STR_INIT("source"), SLIMS_PRIVATE},
    {STR_INIT("invoice"), SLIMS_PRIVATE},
    {STR_INIT("price"), SLIMS_PRIVATE},
    {STR_INIT("harga"), SLIMS_PRIVATE},
    {STR_INIT("pricecurrency"), SLIMS_PRIVATE},
    {STR_INIT("invoicedate"), SLIMS_PRIVATE},
    {STR_INIT("inputdate"), SLIMS_PRIVATE},
    {STR_INIT("lastupdate"), SLIMS_PRIVATE},
};

static int field_of_name(struct str s)
{
    char p[40];
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 'a' - 'A') : s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) continue;
        if (n == sizeof p) return SLIMS_NONE;
        p[n++] = c;
    }
    for (size_t i = 0; i < COUNT(names); i++)
        if (str_eq((struct str){p, n}, names[i].name)) return names[i].field;
    return SLIMS_NONE;
}

/* SLiMS ends its header with a separator too many. */
static size_t without_empty_tail(const struct csv_row *row)
{
    size_t n = row->column.n;
    while (n > 1 && str_trim(row->column.item[n - 1]).n == 0) n--;
    return n;
}

static bool by_header(const struct csv_row *row, struct slims_layout *l)
{
    bool seen[SLIMS_FIELDS] = {false};
    size_t known = 0;
    l->columns = (int)without_empty_tail(row);
    memset(l->field, SLIMS_NONE, sizeof l->field);
    for (int i = 0; i < l->columns; i++) {
        int f = field_of_name(row->column.item[i]);
        if (f == SLIMS_NONE || (seen[f] && f != SLIMS_PRIVATE)) continue;
        seen[f] = true;
        l->field[i] = (signed char)f;
        known++;
    }
    bool items = seen[SLIMS_ITEM_CODE] && (seen[SLIMS_ITEM_STATUS] || seen[SLIMS_LOCATION] ||
                                           seen[SLIMS_COLL_TYPE] || seen[SLIMS_INVENTORY_CODE]);
    l->has_header = true;
    l->kind = items ? SLIMS_ITEMS : SLIMS_BIBLIO;
    if (items) return known >= 2;
    return seen[SLIMS_TITLE] && known >= 3 && 2 * known >= (size_t)l->columns;
}

bool slims_is_header(const struct slims_layout *l, const struct csv_row *row)
{
    struct slims_layout again = {0};
    /* no title and no item code is so called: a row of data costs one comparison */
    if (row->column.n == 0 || field_of_name(row->column.item[0]) != l->field[0]) return false;
    return l->field[0] != SLIMS_NONE && by_header(row, &again) && again.kind == l->kind &&
           again.columns == l->columns &&
           memcmp(again.field, l->field, (size_t)l->columns * sizeof l->field[0]) == 0;
}

static bool is_multiple(struct str s)
{
    s = str_trim(s);
    return s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>';
}

/* A year, or nothing, as it stands in the sixth column. */
static bool is_year(struct str s)
{
    s = str_trim(s);
    if (s.n == 0) return true;
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) digits += s.p[i] >= '0' && s.p[i] <= '9';
    return digits >= 2 && s.n <= 20;
}

static bool is_date(struct str s)
{
    s = str_trim(s);
    return s.n == 0 || (s.n >= 10 && s.p[4] == '-' && s.p[7] == '-');
}

static bool is_empty(struct str s)
{
    return str_trim(s).n == 0;
}

static bool like_biblio(const struct str *c)
{
    bool codes = is_multiple(c[SLIMS_ITEM_CODE]) || is_empty(c[SLIMS_ITEM_CODE]);
    bool authors = is_multiple(c[SLIMS_AUTHORS]) || is_empty(c[SLIMS_AUTHORS]);
    bool topics = is_multiple(c[SLIMS_TOPICS]) || is_empty(c[SLIMS_TOPICS]);
    return codes && authors && topics && is_year(c[SLIMS_YEAR]);
}

static bool like_items(const struct str *c)
{
    return !is_empty(c[0]) && is_date(c[4]) && is_date(c[8]) && is_date(c[16]) && is_date(c[17]);
}

struct votes {
    int rows, biblio, items;
    bool multiple, dated; /* something in them that is not only empty */
};

static void vote(const struct csv_row *row, struct votes *v)
{
    const struct str *c = row->column.item;
    size_t n = without_empty_tail(row);
    if (row->column.n < SLIMS_BIBLIO_FIELDS) n = 0;
    v->rows++;
    if (n && n <= SLIMS_BIBLIO_FIELDS && like_biblio(c)) {
        v->biblio++;
        v->multiple |= is_multiple(c[SLIMS_ITEM_CODE]) || is_multiple(c[SLIMS_AUTHORS]);
    } else if (row->column.n >= COUNT(item_order) && n <= COUNT(item_order) && like_items(c)) {
        v->items++;
        v->dated |= !is_empty(c[16]) || !is_empty(c[17]);
    }
}

/* Without a header the order of the export is assumed where most rows bear it out. */
static bool by_content(const struct votes *v, struct slims_layout *l)
{
    memset(l->field, SLIMS_NONE, sizeof l->field);
    l->has_header = false;
    if (v->multiple && 2 * v->biblio > v->rows) {
        l->kind = SLIMS_BIBLIO;
        l->columns = SLIMS_BIBLIO_FIELDS;
        for (int i = 0; i < l->columns; i++) l->field[i] = (signed char)i;
        return true;
    }
    if (!v->dated || 2 * v->items <= v->rows) return false;
    l->kind = SLIMS_ITEMS;
    l->columns = COUNT(item_order);
    memcpy(l->field, item_order, sizeof item_order);
    return true;
}

static bool is_text(struct str head)
{
    for (size_t i = 0; i < head.n; i++) {
        unsigned char c = (unsigned char)head.p[i];
        if (c < ' ' && !(c >= '\t' && c <= '\r') && c != 0x1A) return false;
    }
    return true;
}

struct slims_layout slims_recognise(struct str head, struct arena *a)
{
    static const struct slims_layout not = {.kind = SLIMS_NOT};
    head = str_slice(head, 0, CSV_ROW_MAX);
    if (!is_text(head)) return not ;
    struct slims_layout l = {.dialect = csv_guess(head)};
    struct votes v = {0};
    for (int i = 0; i < HEAD_ROWS; i++) {
        struct csv_row row = csv_next(head, true, l.dialect, a);
        if (row.kind == CSV_END) break;
        if (row.kind == CSV_ROW && i == 0 && by_header(&row, &l)) return l;
        if (row.kind == CSV_ROW) vote(&row, &v);
        head = str_slice(head, row.length, head.n);
    }
    return by_content(&v, &l) ? l : not ;
}

bool slims_is_export(const struct slims_layout *l)
{
    int known = 0;
    for (int i = 0; i < l->columns; i++) known += l->field[i] != SLIMS_NONE;
    return l->kind != SLIMS_NOT && (!l->has_header || (known >= 12 && known + 2 >= l->columns));
}

struct str slims_column_name(const struct slims_layout *l, int column)
{
    static const char *const biblio[SLIMS_BIBLIO_FIELDS] = {
        "title",     "gmd",    "edition",     "isbn_issn", "publisher", "year",
        "collation", "series", "call_number", "language",  "place",     "classification",
        "notes",     "image",  "sor",         "authors",   "topics",    "item_code"};
    static const char *const items[COUNT(item_order)] = {
        "item_code",     "call_number", "coll_type_name", "inventory_code", "received_date",
        "supplier_name", "order_no",    "location_name",  "order_date",     "item_status_name",
        "site",          "source",      "invoice",        "price",          "price_currency",
        "invoice_date",  "input_date",  "last_update",    "title"};
    int field = l->field[column];
    if (l->kind == SLIMS_ITEMS && !l->has_header && column < (int)COUNT(items))
        return str_of(items[column]);
    return field >= 0 && field < SLIMS_BIBLIO_FIELDS ? str_of(biblio[field]) : (struct str){0};
}

bool slims_column_private(const struct slims_layout *l, int column)
{
    return l->field[column] == SLIMS_PRIVATE;
}

void slims_layout_write(const struct slims_layout *l, struct buf *to)
{
    buf_printf(to, "slims1 %d %d %d %d %d", (int)l->kind, l->has_header, l->dialect.separator,
               l->dialect.escape, l->columns);
    for (int i = 0; i < l->columns; i++) buf_printf(to, " %d", l->field[i]);
}

/* The next number of the text, within limits. */
static bool next_number(struct str *rest, int64_t low, int64_t high, int64_t *ret)
{
    struct str word;
    return str_split(rest, ' ', &word) && str_to_i64(word, ret) == OK && *ret >= low &&
           *ret <= high;
}

enum err slims_layout_read(struct str text, struct slims_layout *ret)
{
    struct slims_layout l = {0};
    struct str word;
    int64_t kind, header, separator, escape, columns, field;
    if (!str_split(&text, ' ', &word) || !str_eq(word, STR("slims1"))) return ERR_FORMAT;
    bool ok = next_number(&text, SLIMS_NOT, SLIMS_ITEMS, &kind) &&
              next_number(&text, 0, 1, &header) && next_number(&text, 1, 126, &separator) &&
              next_number(&text, 0, 126, &escape) &&
              next_number(&text, 0, CSV_COLUMNS_MAX, &columns);
    if (!ok) return ERR_FORMAT;
    memset(l.field, SLIMS_NONE, sizeof l.field);
    for (int64_t i = 0; i < columns; i++) {
        if (!next_number(&text, SLIMS_NONE, SLIMS_FIELDS - 1, &field)) return ERR_FORMAT;
        l.field[i] = (signed char)field;
    }
    l.kind = (enum slims_kind)kind;
    l.has_header = header != 0;
    l.dialect = (struct csv_dialect){(char)separator, (char)escape};
    l.columns = (int)columns;
    *ret = l;
    return OK;
}
