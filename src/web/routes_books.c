/* routes_books.c -- records and titles: books, quality, other catalogues, duplicates, corrections.
 */
#include "catalog/entry.h"
#include "catalog/targets.h"
#include "peer/target.h"
#include "record/marc_check.h"
#include "web/books.h"
#include "web/editor.h"
#include "web/merged.h"
#include "web/outside.h"
#include "web/quality.h"
#include "web/review.h"
#include "web/routes.h"
#include "web/spelling.h"
#include "web/templates.h"

static const struct param lists[] = {
    {"bagian", PARAM_NUMBER, 1 << 20, false},
    {"semua", PARAM_WORD, 1, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

#define OUTSIDE_PARAMS                                                                             \
    {"q", PARAM_TEXT, TARGET_QUERY_MAX, false}, {"f", PARAM_WORD, 10, false},                      \
        {"kabar", PARAM_WORD, 20, false}, {"lagi", PARAM_TEXT, 30, true},                          \
    {                                                                                              \
        "lang", PARAM_WORD, 8, false                                                               \
    }

static const struct param outside[] = {
    OUTSIDE_PARAMS, {"ruas", PARAM_TEXT, COPY_RULE_MAX, false}, {0}};

static const struct param outside_record[] = {
    OUTSIDE_PARAMS,
    {"data", PARAM_TEXT, 30, false},
    {"sidik", PARAM_WORD, 40, false},
    {"eksemplar", PARAM_NUMBER, ENTRY_NEW_ITEMS_MAX, false},
    {"kunci", PARAM_WORD, 40, false},
    {0}};

static const struct param outside_chosen[] = {
    OUTSIDE_PARAMS, {"apa", PARAM_WORD, 10, false}, {"pilih", PARAM_TEXT, 30, true}, {0}};

static const struct param books[] = {
    {"q", PARAM_TEXT, SEARCH_QUERY_MAX, false},
    {"kurang", PARAM_WORD, 20, false},
    {"hal", PARAM_NUMBER, 100000, false},
    {"sebelum", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param spelling[] = {{"jenis", PARAM_WORD, 20, false},
                                        {"teks", PARAM_TEXT, 300, false},
                                        {"bentuk", PARAM_TEXT, 300, false},
                                        {"lain", PARAM_TEXT, 300, false},
                                        {"data", PARAM_NUMBER, 1 << 30, false},
                                        {"sebelum", PARAM_NUMBER, 1 << 30, false},
                                        {"putusan", PARAM_NUMBER, 1 << 30, false},
                                        {"kabar", PARAM_WORD, 20, false},
                                        {"lang", PARAM_WORD, 8, false},
                                        {0}};

static const struct param suggested[] = {{"isi", PARAM_WORD, 20, false},
                                         {"versi", PARAM_NUMBER, 1 << 30, false},
                                         {"lang", PARAM_WORD, 8, false},
                                         {0}};

static const struct param book[] = {
    {"versi", PARAM_NUMBER, 1 << 30, false},
    {"perubahan", PARAM_NUMBER, 1 << 30, false},
    {"dari", PARAM_WORD, 20, false},
    {"kabar", PARAM_WORD, 20, false},
    {"jenis", PARAM_WORD, 20, false},
    {"tiru", PARAM_NUMBER, 1 << 30, false},
    {"templat", PARAM_NUMBER, 1 << 30, false},
    {"a", PARAM_NUMBER, 1 << 30, false},
    {"b", PARAM_NUMBER, 1 << 30, false},
    {"pulih", PARAM_NUMBER, 1 << 30, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param record_files[] = {
    {"bentuk", PARAM_WORD, 10, false},
    {"b", PARAM_NUMBER, 1 << 30, true},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

#define TEMPLATE_KEEPING                                                                           \
    {"nama-templat", PARAM_TEXT, TEMPLATE_NAME_MAX, false},                                        \
        {"ganti-templat", PARAM_WORD, 1, false},                                                   \
    {                                                                                              \
        "jadi-templat", PARAM_WORD, 1, false                                                       \
    }

/* A record as text, and what goes with it. */
static const struct param marc[] = {
    {"teks", PARAM_LINES, CHECK_TEXT_MAX, false},
    {"tetap", PARAM_TEXT, 10, true},
    {"tetap-asal", PARAM_LINES, 3000, false},
    {"judul", PARAM_TEXT, 4000, false},
    {"isbn", PARAM_TEXT, 1200, false},
    {"alasan", PARAM_TEXT, ENTRY_WHY_MAX, false},
    {"versi", PARAM_NUMBER, 1 << 30, false},
    {"dasar", PARAM_NUMBER, 1 << 30, false},
    {"mereka", PARAM_NUMBER, 1 << 30, false},
    {"pilih", PARAM_WORD, 8, true},
    {"kunci", PARAM_WORD, 40, false},
    {"eksemplar", PARAM_NUMBER, ENTRY_NEW_ITEMS_MAX, false},
    {"lokasi", PARAM_TEXT, 800, false},
    {"simpan", PARAM_WORD, 1, false},
    {"periksa", PARAM_WORD, 1, false},
    {"formulir", PARAM_WORD, 1, false},
    {"semua-saya", PARAM_WORD, 1, false},
    {"semua-mereka", PARAM_WORD, 1, false},
    {"jenis", PARAM_WORD, 20, false},
    {"dari", PARAM_WORD, 20, false},
    {"tiru", PARAM_NUMBER, 1 << 30, false},
    {"templat", PARAM_NUMBER, 1 << 30, false},
    TEMPLATE_KEEPING,
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param templates[] = {
    {"data", PARAM_NUMBER, 1 << 30, false}, {"nama", PARAM_TEXT, TEMPLATE_NAME_MAX, false},
    {"ubah", PARAM_WORD, 1, false},         {"hapus", PARAM_WORD, 1, false},
    {"kembali", PARAM_WORD, 1, false},      {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},         {0},
};

static const struct param entry[] = {
    TEMPLATE_KEEPING,
    {"teks", PARAM_LINES, CHECK_TEXT_MAX, false},
    {"alasan", PARAM_TEXT, ENTRY_WHY_MAX, false},
    {"marc", PARAM_WORD, 1, false},
    {"judul", PARAM_TEXT, 4000, false},
    {"jilid", PARAM_TEXT, 1200, false},
    {"tanggungjawab", PARAM_TEXT, 4000, false},
    {"edisi", PARAM_TEXT, 1200, false},
    {"kala", PARAM_TEXT, 400, false},
    {"isbn", PARAM_TEXT, 1200, false},
    {"penerbit", PARAM_TEXT, 1200, false},
    {"tahun", PARAM_TEXT, 200, false},
    {"tempat", PARAM_TEXT, 1200, false},
    {"fisik", PARAM_TEXT, 1200, false},
    {"seri", PARAM_LINES, 4000, false},
    {"klasifikasi", PARAM_TEXT, 400, false},
    {"panggil", PARAM_TEXT, 400, false},
    {"subjek", PARAM_LINES, 12000, false},
    {"abstrak", PARAM_LINES, 16000, false},
    {"catatan", PARAM_LINES, 16000, false},
    {"bahasa", PARAM_WORD, 3, false},
    {"jenis", PARAM_WORD, 20, false},
    {"pengarang", PARAM_TEXT, 1200, true},
    {"peran", PARAM_WORD, 20, true},
    {"kode", PARAM_TEXT, 160, true},
    {"nomor", PARAM_TEXT, 400, true},
    {"rak", PARAM_TEXT, 800, true},
    {"keadaan", PARAM_WORD, 20, true},
    {"eksemplar", PARAM_NUMBER, ENTRY_NEW_ITEMS_MAX, false},
    {"lokasi", PARAM_TEXT, 800, false},
    {"versi", PARAM_NUMBER, 1 << 30, false},
    {"kunci", PARAM_WORD, 40, false},
    {"dari", PARAM_WORD, 20, false},
    {"tahu", PARAM_TEXT, 2000, false},
    {"simpan", PARAM_WORD, 1, false},
    {"periksa", PARAM_WORD, 1, false},
    {"baris", PARAM_WORD, 1, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param mend[] = {
    {"bidang", PARAM_WORD, 20, false},
    {"dasar", PARAM_WORD, 60, false},
    {"nilai", PARAM_LINES, 64000, false},
    {"alasan", PARAM_TEXT, 1600, false},
    {"pengarang", PARAM_TEXT, 1200, true},
    {"peran", PARAM_WORD, 20, true},
    {"sembunyi", PARAM_TEXT, 20, true},
    {"baris", PARAM_WORD, 1, false},
    {"perbaikan", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param labels[] = {
    {"kode", PARAM_LINES, 3500, false}, {"lembar", PARAM_WORD, 10, false},
    {"isi", PARAM_WORD, 10, false},     {"lewati", PARAM_NUMBER, 99, false},
    {"kabar", PARAM_WORD, 20, false},   {"awalan", PARAM_TEXT, 40, false},
    {"digit", PARAM_NUMBER, 99, false}, {"berikut", PARAM_NUMBER, 999999999, false},
    {"lang", PARAM_WORD, 8, false},     {0},
};

static const struct param review[] = {
    {"perpustakaan", PARAM_NUMBER, 1 << 30, false},
    {"jejaring", PARAM_NUMBER, 1 << 30, false},
    {"sebab", PARAM_TEXT, 1000, false},
    {"jenis", PARAM_WORD, 20, false},
    {"bahasa", PARAM_WORD, 3, false},
    {"tombol", PARAM_WORD, 4, false},
    {"setelah", PARAM_WORD, 70, false},
    {"putusan", PARAM_NUMBER, 1 << 30, false},
    {"dari", PARAM_WORD, 20, false},
    {"semua", PARAM_WORD, 1, false},
    {"jawab", PARAM_WORD, 5, false},
    {"dilihat", PARAM_WORD, 40, false},
    {"alasan", PARAM_TEXT, 2000, false},
    {"pasangan", PARAM_WORD, 40, true},
    {"judul", PARAM_TEXT, 40, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

const struct route routes_books[] = {
    {HTTP_GET, "/b/{id}/gabung", page_merge, PERM_CATALOGUE, NEVER, params_merge, 0,
     MSG_route_merge},
    {HTTP_GET, "/b/{id}/pisah", page_split, PERM_CATALOGUE, NEVER, params_merge, 0,
     MSG_route_split},
    {HTTP_POST, "/b/{id}/pisah", page_split_post, PERM_CATALOGUE, NEVER, params_merge, 0,
     MSG_route_split},
    {HTTP_GET, "/b/{id}/perbaiki", page_mend, PERM_CATALOGUE, NEVER, mend, 0, MSG_route_mend},
    {HTTP_POST, "/b/{id}/perbaiki", page_mend_set, PERM_CATALOGUE, NEVER, mend, 0, MSG_route_mend},
    {HTTP_POST, "/b/{id}/perbaiki/batal", page_mend_undo, PERM_CATALOGUE, NEVER, mend, 0,
     MSG_route_mend},
    {HTTP_GET, "/staf/{agency}/mutu", page_quality, PERM_LOOK, NEVER, params_staff, INDEXED,
     MSG_route_quality},
    {HTTP_GET, "/staf/{agency}/mutu/lengkapi", page_filling, PERM_CATALOGUE, NEVER, params_taken,
     INDEXED, MSG_route_filling},
    {HTTP_GET, "/staf/{agency}/mutu/ejaan", page_spelling, PERM_LOOK, NEVER, spelling, 0,
     MSG_route_spelling},
    {HTTP_GET, "/staf/{agency}/mutu/ejaan/bentuk", page_spelling_one, PERM_LOOK, NEVER, spelling,
     INDEXED, MSG_route_spelling},
    {HTTP_GET, "/staf/{agency}/mutu/ejaan/keputusan", page_chosen, PERM_LOOK, NEVER, spelling, 0,
     MSG_route_chosen},
    {HTTP_POST, "/staf/{agency}/mutu/ejaan/hitung", page_spelling_count, PERM_CATALOGUE, NEVER,
     spelling, 0, MSG_route_spelling},
    {HTTP_POST, "/staf/{agency}/mutu/ejaan/pakai", page_spelling_take, PERM_CATALOGUE, NEVER,
     spelling, 0, MSG_route_chosen},
    {HTTP_POST, "/staf/{agency}/mutu/ejaan/biarkan", page_spelling_leave, PERM_CATALOGUE, NEVER,
     spelling, 0, MSG_route_chosen},
    {HTTP_POST, "/staf/{agency}/mutu/ejaan/batal", page_chosen_undo, PERM_CATALOGUE, NEVER,
     spelling, 0, MSG_route_chosen},
    {HTTP_GET, "/staf/{agency}/mutu/{mark}.csv", page_quality_csv, PERM_LOOK, NEVER, params_none, 0,
     MSG_route_quality},
    {HTTP_POST, "/staf/{agency}/buku/{record}/pakai", page_book_suggested, PERM_CATALOGUE, NEVER,
     suggested, 0, MSG_route_book},
    {HTTP_GET, "/staf/{agency}/buku", page_books, PERM_LOOK, NEVER, books, 0, MSG_route_books},
    {HTTP_GET, "/staf/{agency}/buku/baru", page_book_new, PERM_CATALOGUE, TYPED, book, SCRIPT,
     MSG_route_book},
    {HTTP_POST, "/staf/{agency}/buku/baru", page_book_new_post, PERM_CATALOGUE, NEVER, entry,
     SCRIPT, MSG_route_book},
    {HTTP_GET, "/staf/{agency}/buku/unduh", page_record_files, PERM_LOOK, NEVER, record_files, 0,
     MSG_route_record_files},
    {HTTP_GET, "/staf/{agency}/buku/suntingan", page_edited, PERM_LOOK, NEVER, params_staff, 0,
     MSG_route_edited},
    {HTTP_GET, "/staf/{agency}/buku/templat", page_templates, PERM_LOOK, NEVER, templates, 0,
     MSG_route_templates},
    {HTTP_POST, "/staf/{agency}/buku/templat", page_templates_post, PERM_CATALOGUE, NEVER,
     templates, 0, MSG_route_templates},
    {HTTP_GET, "/staf/{agency}/buku/luar", page_outside, PERM_CATALOGUE, NEVER, outside, 0,
     MSG_route_outside},
    {HTTP_GET, "/staf/{agency}/buku/luar/data", page_outside_record, PERM_CATALOGUE, NEVER,
     outside_record, 0, MSG_route_outside_record},
    {HTTP_GET, "/staf/{agency}/buku/luar/pilih", page_outside_chosen, PERM_CATALOGUE, NEVER,
     outside_chosen, 0, MSG_route_outside_chosen},
    {HTTP_POST, "/staf/{agency}/buku/luar/salin", page_outside_copy, PERM_CATALOGUE, NEVER,
     outside_record, 0, MSG_route_outside_copy},
    {HTTP_POST, "/staf/{agency}/buku/luar/aturan", page_outside_rule, PERM_MANAGE, NEVER, outside,
     0, MSG_route_outside_rule},
    {HTTP_GET, "/staf/{agency}/buku/salin", page_book_copy, PERM_CATALOGUE, NEVER, books, 0,
     MSG_route_copy},
    {HTTP_GET, "/staf/{agency}/buku/label", page_labels, PERM_LOOK, NEVER, labels, 0,
     MSG_route_labels},
    {HTTP_POST, "/staf/{agency}/buku/nomor", page_numbering, PERM_CATALOGUE, NEVER, labels, 0,
     MSG_route_labels},
    {HTTP_GET, "/staf/{agency}/buku/rak", page_shelf_list, PERM_LOOK, NEVER, lists, 0,
     MSG_route_lists},
    {HTTP_GET, "/staf/{agency}/buku/induk", page_accession_list, PERM_LOOK, NEVER, lists, 0,
     MSG_route_lists},
    {HTTP_GET, "/staf/{agency}/buku/{record}", page_book, PERM_LOOK, NEVER, book, 0,
     MSG_route_book},
    {HTTP_GET, "/staf/{agency}/buku/{record}/ubah", page_book_edit, PERM_CATALOGUE, TYPED, book,
     SCRIPT, MSG_route_book},
    {HTTP_POST, "/staf/{agency}/buku/{record}/ubah", page_book_edit_post, PERM_CATALOGUE, NEVER,
     entry, SCRIPT, MSG_route_book},
    {HTTP_GET, "/staf/{agency}/buku/{record}/marc", page_marc, PERM_CATALOGUE, TYPED, marc, SCRIPT,
     MSG_route_editor},
    {HTTP_POST, "/staf/{agency}/buku/{record}/marc", page_marc_post, PERM_CATALOGUE, NEVER, marc,
     SCRIPT, MSG_route_editor},
    {HTTP_POST, "/staf/{agency}/buku/{record}/periksa", page_marc_check, PERM_CATALOGUE, NEVER,
     marc, 0, MSG_route_editor_check},
    {HTTP_GET, "/staf/{agency}/buku/{record}/gabung", page_clash, PERM_CATALOGUE, NEVER, book, 0,
     MSG_route_clash},
    {HTTP_POST, "/staf/{agency}/buku/{record}/gabung", page_clash_post, PERM_CATALOGUE, NEVER, marc,
     0, MSG_route_clash},
    {HTTP_GET, "/staf/{agency}/buku/{record}/versi", page_versions, PERM_LOOK, NEVER, book, 0,
     MSG_route_versions},
    {HTTP_POST, "/staf/{agency}/buku/{record}/pulihkan", page_restore, PERM_CATALOGUE, NEVER, book,
     0, MSG_route_versions},
    {HTTP_POST, "/staf/{agency}/buku/{record}/tarik", page_book_withdraw, PERM_CATALOGUE, NEVER,
     book, 0, MSG_route_book},
    {HTTP_POST, "/staf/{agency}/buku/{record}/batal", page_book_undo, PERM_CATALOGUE, NEVER, book,
     0, MSG_route_book},
    {HTTP_GET, "/tinjau", page_review, PERM_CATALOGUE, NEVER, review, 0, MSG_route_review},
    {HTTP_GET, "/tinjau/berikut", page_review_next, PERM_CATALOGUE, NEVER, review, 0,
     MSG_route_review},
    {HTTP_GET, "/tinjau/sekaligus", page_review_bulk, PERM_CATALOGUE, NEVER, review, 0,
     MSG_route_bulk},
    {HTTP_POST, "/tinjau/sekaligus", page_review_bulk_post, PERM_CATALOGUE, NEVER, review, 0,
     MSG_route_bulk},
    {HTTP_POST, "/tinjau/batal", page_review_undo, PERM_CATALOGUE, NEVER, review, 0,
     MSG_route_review},
    {HTTP_GET, "/tinjau/{pair}", page_pair, PERM_CATALOGUE, NEVER, review, SCRIPT, MSG_route_pair},
    {HTTP_POST, "/tinjau/{pair}", page_pair_decide, PERM_CATALOGUE, NEVER, review, SCRIPT,
     MSG_route_pair},
    {0},
};
