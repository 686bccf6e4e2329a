/* routes.c -- the site map: every address, who may, what it takes, how long it may be kept.
 * size: one table, read as one. */
#include "network/password.h"
#include "web/api.h"
#include "web/connect.h"
#include "web/coordinate.h"
#include "web/members.h"
#include "web/page_signin.h"
#include "web/profile.h"
#include "web/forms_of_title.h"
#include "web/gather.h"
#include "web/live.h"
#include "web/load_view.h"
#include "web/merged.h"
#include "web/push.h"
#include "web/quality.h"
#include "web/setup.h"
#include "web/books.h"
#include "web/outside.h"
#include "web/targets.h"
#include "web/browse.h"
#include "web/editor.h"
#include "web/review.h"
#include "web/advanced.h"
#include "web/search_pages.h"
#include "web/staff.h"
#include "web/system.h"

static const struct param none[] = {{"lang", PARAM_WORD, 8, false}, {0}};

/* What a search may be asked for; src/web/question.c reads it. */
#define SEARCH_PARAMS                                                                              \
    {"q", PARAM_TEXT, SEARCH_QUERY_MAX, false}, {"f", PARAM_WORD, 12, false},                      \
        {"sedia", PARAM_WORD, 20, true}, {"jenis", PARAM_WORD, 20, true},                          \
        {"perpustakaan", PARAM_NUMBER, 1 << 30, true}, {"tipe", PARAM_WORD, 20, true},             \
        {"wilayah", PARAM_WORD, 4, true}, {"bahasa", PARAM_WORD, 3, true},                         \
        {"dekade", PARAM_NUMBER, 9990, true}, {"subjek", PARAM_TEXT, 300, true},                   \
        {"pengarang", PARAM_TEXT, 300, true}, {"seri", PARAM_TEXT, 300, true},                     \
        {"kelas", PARAM_WORD, 3, true}, {"jejaring", PARAM_NUMBER, 1 << 30, false},                \
        {"dari", PARAM_NUMBER, 9999, false}, {"sampai", PARAM_NUMBER, 9999, false},                \
        {"urut", PARAM_WORD, 12, false},                                                           \
    {                                                                                              \
        "lang", PARAM_WORD, 8, false                                                               \
    }

static const struct param feed[] = {SEARCH_PARAMS, {0}};

static const struct param download[] = {
    SEARCH_PARAMS, {"bentuk", PARAM_WORD, 10, false}, {"b", PARAM_TEXT, 2000, false}, {0}};

static const struct param values[] = {
    SEARCH_PARAMS,
    {"pilah", PARAM_WORD, 20, false},
    {"cari", PARAM_TEXT, 100, false},
    {"lembar", PARAM_NUMBER, 1000, false},
    {0},
};

static const struct param suggest[] = {
    {"q", PARAM_TEXT, 100, false}, {"lang", PARAM_WORD, 8, false}, {0}};

static const struct param unapi[] = {{"id", PARAM_TEXT, 300, false},
                                     {"format", PARAM_TEXT, 40, false},
                                     {"lang", PARAM_WORD, 8, false},
                                     {0}};

static const struct param list[] = {
    {"b", PARAM_TEXT, 2000, false}, {"lang", PARAM_WORD, 8, false}, {0}};

static const struct param search[] = {
    SEARCH_PARAMS,
    {"hal", PARAM_NUMBER, 100000, false},
    {"cari", PARAM_TEXT, 100, false}, /* left over from the page of values */
    {0},
};

static const struct param advanced[] = {
    SEARCH_PARAMS,
    {"k1", PARAM_TEXT, 300, false},
    {"k2", PARAM_TEXT, 300, false},
    {"k3", PARAM_TEXT, 300, false},
    {"f1", PARAM_WORD, 12, false},
    {"f2", PARAM_WORD, 12, false},
    {"f3", PARAM_WORD, 12, false},
    {"c1", PARAM_WORD, 12, false},
    {"c2", PARAM_WORD, 12, false},
    {"c3", PARAM_WORD, 12, false},
    {"h2", PARAM_WORD, 12, false},
    {"h3", PARAM_WORD, 12, false},
    {"cql", PARAM_TEXT, SEARCH_QUERY_MAX, false},
    {"kirim", PARAM_WORD, 1, false},
    {"pustaka", PARAM_TEXT, 100, false},
    {"saring", PARAM_WORD, 1, false},
    {0},
};

static const struct param browse[] = {
    {"dari", PARAM_TEXT, 300, false},  {"kunci", PARAM_TEXT, 100, false},
    {"teks", PARAM_TEXT, 300, false},  {"arah", PARAM_WORD, 6, false},
    {"tajuk", PARAM_TEXT, 300, false}, {"hal", PARAM_NUMBER, PAGES_MAX, false},
    {"lang", PARAM_WORD, 8, false},    {0},
};

static const struct param libraries[] = {
    {"jenis", PARAM_WORD, 20, false},
    {"provinsi", PARAM_WORD, 2, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param photo[] = {
    {"v", PARAM_WORD, 20, false}, {"lang", PARAM_WORD, 8, false}, {0}};

static const struct param profile[] = {
    {"nama", PARAM_TEXT, 400, false},
    {"jenis", PARAM_WORD, 20, false},
    {"npp", PARAM_TEXT, 100, false},
    {"npsn", PARAM_TEXT, 100, false},
    {"isil", PARAM_TEXT, 100, false},
    {"wilayah", PARAM_TEXT, 400, false},
    {"kode", PARAM_WORD, 6, false},
    {"titik", PARAM_TEXT, 2000, false},
    {"alamat", PARAM_LINES, 4000, false},
    {"catatan", PARAM_LINES, 4000, false},
    {"hari1", PARAM_TEXT, 100, false},
    {"hari2", PARAM_TEXT, 100, false},
    {"hari3", PARAM_TEXT, 100, false},
    {"hari4", PARAM_TEXT, 100, false},
    {"hari5", PARAM_TEXT, 100, false},
    {"hari6", PARAM_TEXT, 100, false},
    {"hari7", PARAM_TEXT, 100, false},
    {"telepon", PARAM_TEXT, 400, false},
    {"wa", PARAM_TEXT, 100, false},
    {"email", PARAM_TEXT, 400, false},
    {"situs", PARAM_TEXT, 400, false},
    {"narahubung", PARAM_TEXT, 400, false},
    {"layanan", PARAM_TEXT, 100, true},
    {"tentang", PARAM_LINES, 4000, false},
    {"unggul", PARAM_LINES, 4000, false},
    {"kurang", PARAM_LINES, 4000, false},
    {"manfaat", PARAM_LINES, 4000, false},
    {"edisi", PARAM_NUMBER, 1 << 30, false},
    {"foto", PARAM_FILE, 1 << 20, false},
    {"hapus", PARAM_WORD, 1, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

#define CONDITION(name)                                                                            \
    {"jawab-" name, PARAM_WORD, 5, false},                                                         \
    {                                                                                              \
        "bukti-" name, PARAM_TEXT, 4000, false                                                     \
    }

static const struct param conditions[] = {
    CONDITION("collection"),
    CONDITION("outsiders"),
    CONDITION("budget"),
    CONDITION("staff"),
    CONDITION("requests"),
    CONDITION("organised"),
    CONDITION("catalogue"),
    CONDITION("guide"),
    CONDITION("rules"),
    CONDITION("equipment"),
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param manage[] = {
    {"nama", PARAM_TEXT, 400, false},
    {"jenis", PARAM_WORD, 20, false},
    {"npsn", PARAM_TEXT, 100, false},
    {"wilayah", PARAM_TEXT, 400, false},
    {"kali", PARAM_TEXT, 20, false},
    {"hari", PARAM_TEXT, 20, false},
    {"undangan", PARAM_NUMBER, 1 << 30, false},
    {"permohonan", PARAM_NUMBER, 1 << 30, false},
    {"anggota", PARAM_NUMBER, 1 << 30, false},
    {"terima", PARAM_WORD, 1, false},
    {"tolak", PARAM_WORD, 1, false},
    {"alasan", PARAM_TEXT, 4000, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param network[] = {
    {"nama", PARAM_TEXT, 400, false},        {"tujuan", PARAM_LINES, 8000, false},
    {"jenis", PARAM_WORD, 20, true},         {"wilayah", PARAM_TEXT, 400, false},
    {"wewenang", PARAM_WORD, 8, false},      {"induk", PARAM_NUMBER, 1 << 30, false},
    {"komersial", PARAM_WORD, 1, false},     {"terbuka", PARAM_WORD, 1, false},
    {"aturan", PARAM_LINES, 40000, false},   {"koordinator", PARAM_TEXT, 400, false},
    {"telepon", PARAM_TEXT, 400, false},     {"email", PARAM_TEXT, 400, false},
    {"edisi", PARAM_NUMBER, 1 << 30, false}, {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},          {0},
};

static const struct param join[] = {
    {"kode", PARAM_TEXT, 40, false},
    {"nama", PARAM_TEXT, 400, false},
    {"jenis", PARAM_WORD, 20, false},
    {"npsn", PARAM_TEXT, 100, false},
    {"wilayah", PARAM_TEXT, 400, false},
    {"lembaga", PARAM_NUMBER, 1 << 30, false},
    {"orang", PARAM_TEXT, 400, false},
    {"akun", PARAM_TEXT, 400, false},
    {"sandi", PARAM_TEXT, PASSWORD_MAX, false},
    {"pesan", PARAM_LINES, 4000, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param lists[] = {
    {"bagian", PARAM_NUMBER, 1 << 20, false},
    {"semua", PARAM_WORD, 1, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param staff[] = {
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param setup[] = {
    {"nama", PARAM_TEXT, NETWORK_NAME_MAX, false},
    {"zona", PARAM_TEXT, 4, false},
    {"bahasa", PARAM_WORD, 8, false},
    {"akun", PARAM_TEXT, LOGIN_MAX, false},
    {"sandi", PARAM_TEXT, PASSWORD_MAX, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param signin[] = {
    {"akun", PARAM_TEXT, 200, false}, {"sandi", PARAM_TEXT, PASSWORD_MAX, false},
    {"ingat", PARAM_WORD, 1, false},  {"kembali", PARAM_TEXT, 1000, false},
    {"kabar", PARAM_WORD, 20, false}, {"kode", PARAM_TEXT, 40, false},
    {"lang", PARAM_WORD, 8, false},   {0},
};

static const struct param people[] = {
    {"nama", PARAM_TEXT, 200, false},
    {"akun", PARAM_TEXT, 200, false},
    {"peran", PARAM_WORD, 20, false},
    {"orang", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param account[] = {
    {"lama", PARAM_TEXT, PASSWORD_MAX, false},
    {"baru", PARAM_TEXT, PASSWORD_MAX, false},
    {"sesi", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param history[] = {
    {"sebelum", PARAM_NUMBER, 1 << 30, false},
    {"objek", PARAM_TEXT, 40, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param start[] = {
    {"nama", PARAM_TEXT, AGENCY_NAME_MAX, false},
    {"jenis", PARAM_WORD, 20, false},
    {"apa", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param jobs[] = {
    {"pekerjaan", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param backups[] = {
    {"hidup", PARAM_WORD, 1, false},
    {"jam", PARAM_TEXT, 5, false},
    {"cadangan", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param settings[] = {
    {"nama", PARAM_TEXT, 4 * NETWORK_NAME_MAX, false},
    {"zona", PARAM_TEXT, 4, false},
    {"bahasa", PARAM_WORD, 8, false},
    {"alamat", PARAM_TEXT, 300, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param send[] = {
    {"seluruhnya", PARAM_NUMBER, 1, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param slims[] = {
    {"apa", PARAM_WORD, 10, false},
    {"dibuat", PARAM_TEXT, 20, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param gathers[] = {
    {"alamat", PARAM_TEXT, GATHER_URL_MAX, false},
    {"jenis", PARAM_WORD, 10, false},
    {"rentang", PARAM_NUMBER, GATHER_DAYS_MAX, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param gather[] = {
    {"apa", PARAM_WORD, 10, false}, {"jumlah", PARAM_NUMBER, 1 << 30, false},
    {"ya", PARAM_NUMBER, 1, false}, {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false}, {0},
};

#define OUTSIDE_PARAMS                                                                             \
    {"q", PARAM_TEXT, TARGET_QUERY_MAX, false}, {"f", PARAM_WORD, 10, false},                      \
        {"kabar", PARAM_WORD, 20, false},                                                          \
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

static const struct param target[] = {
    {"apa", PARAM_WORD, 10, false},
    {"jenis", PARAM_WORD, 10, false},
    {"nama", PARAM_TEXT, TARGETS_NAME_MAX, false},
    {"alamat", PARAM_TEXT, TARGETS_ADDRESS_MAX, false},
    {"basis", PARAM_TEXT, TARGETS_VALUE_MAX, false},
    {"sintaks", PARAM_TEXT, TARGETS_VALUE_MAX, false},
    {"huruf", PARAM_WORD, 10, false},
    {"versi", PARAM_TEXT, 4, false},
    {"indeks", PARAM_TEXT, TARGETS_VALUE_MAX, false},
    {"detik", PARAM_NUMBER, TARGET_SECONDS_MAX, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param piece[] = {
    {"nama", PARAM_TEXT, 1000, false},
    {"ukuran", PARAM_TEXT, 15, false},
    {"dari", PARAM_TEXT, 15, false},
    {"seluruhnya", PARAM_NUMBER, 1, false},
    {0},
};

static const struct param load[] = {
    {"seluruhnya", PARAM_NUMBER, 1, false}, {"dasar", PARAM_NUMBER, 1 << 30, false},
    {"ya", PARAM_NUMBER, 1, false},         {"kolom", PARAM_WORD, 40, true},
    {"lembar", PARAM_TEXT, 200, false},     {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},         {0},
};

static const struct param books[] = {
    {"q", PARAM_TEXT, SEARCH_QUERY_MAX, false},
    {"kurang", PARAM_WORD, 20, false},
    {"hal", PARAM_NUMBER, 100000, false},
    {"sebelum", PARAM_NUMBER, 1 << 30, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param live[] = {
    {"potongan", PARAM_NUMBER, 1, false}, {"lang", PARAM_WORD, 8, false}, {0}};

static const struct param live_setting[] = {{"apa", PARAM_WORD, 10, false},
                                            {"jenis", PARAM_WORD, 10, false},
                                            {"alamat", PARAM_TEXT, LIVE_URL_MAX, false},
                                            {"pola", PARAM_TEXT, LIVE_PATTERN_MAX, false},
                                            {"kabar", PARAM_WORD, 20, false},
                                            {"lang", PARAM_WORD, 8, false},
                                            {0}};

static const struct param taken[] = {
    {"isi", PARAM_WORD, 20, true}, {"lang", PARAM_WORD, 8, false}, {0}};

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

/* A record as text, and what goes with it. */
static const struct param marc[] = {
    {"teks", PARAM_LINES, CHECK_TEXT_MAX, false},
    {"tetap", PARAM_TEXT, 8, true},
    {"tetap-asal", PARAM_LINES, 2000, false},
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
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param entry[] = {
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

static const struct param editions[] = {
    {"dari", PARAM_NUMBER, 1000, false}, {"lang", PARAM_WORD, 8, false}, {0}};

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

static const struct param merge[] = {
    {"q", PARAM_TEXT, SEARCH_QUERY_MAX, false},
    {"data", PARAM_NUMBER, 1 << 30, true},
    {"langkah", PARAM_WORD, 5, false},
    {"dilihat", PARAM_WORD, 40, false},
    {"alasan", PARAM_TEXT, 2000, false},
    {"putusan", PARAM_NUMBER, 1 << 30, false},
    {"sebelum", PARAM_WORD, 20, false},
    {"kabar", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

/* ---- of the interface for programs; static/openapi.json says the same ---- */

#define CURSOR                                                                                     \
    {                                                                                              \
        "cursor", PARAM_TEXT, CURSOR_MAX, false                                                    \
    }

static const struct param api_titles[] = {
    SEARCH_PARAMS, {"limit", PARAM_NUMBER, SEARCH_LIMIT_MAX, false},
    CURSOR,        {"facets", PARAM_TEXT, 200, false},
    {0},
};

static const struct param api_libraries[] = {
    {"jenis", PARAM_WORD, 20, false},     {"provinsi", PARAM_WORD, 2, false},
    {"limit", PARAM_NUMBER, 1000, false}, CURSOR,
    {"lang", PARAM_WORD, 8, false},       {0},
};

static const struct param api_changes[] = {
    {"since", PARAM_TEXT, 40, false},
    {"until", PARAM_TEXT, 40, false},
    {"library", PARAM_WORD, 100, false},
    {"network", PARAM_NUMBER, 1 << 30, false},
    {"include", PARAM_WORD, 10, false},
    {"limit", PARAM_NUMBER, 1000, false},
    CURSOR,
    {"lang", PARAM_WORD, 8, false},
    {0},
};

#define PAGE  "private, no-cache"
#define NEVER "no-store"
#define SAME  "public, no-cache"
#define EVER  "public, max-age=31536000, immutable"
#define DAY   "public, max-age=86400"

const struct route routes[] = {
    {HTTP_GET, "/", page_home, PERM_PUBLIC, PAGE, none, IN_HELP | READER | INDEXED, MSG_route_home},
    {HTTP_GET, "/cari", page_search, PERM_PUBLIC, PAGE, search, IN_HELP | READER | PAID | INDEXED,
     MSG_route_search},
    {HTTP_GET, "/cari/rinci", page_advanced, PERM_PUBLIC, PAGE, advanced, IN_HELP,
     MSG_route_advanced},
    {HTTP_POST, "/cari", page_search_person, PERM_PUBLIC, NEVER, search, 0, MSG_route_search},
    {HTTP_GET, "/cari/nilai", page_values, PERM_PUBLIC, PAGE, values, PAID | INDEXED,
     MSG_route_values},
    {HTTP_GET, "/cari.atom", page_feed, PERM_PUBLIC, PAGE, feed, IN_HELP | PAID | MACHINES,
     MSG_route_feed},
    {HTTP_GET, "/saran", page_suggest, PERM_PUBLIC, PAGE, suggest, 0, MSG_route_suggest},
    {HTTP_GET, "/unduh", page_download, PERM_PUBLIC, NEVER, download, IN_HELP | PAID,
     MSG_route_download},
    {HTTP_GET, "/daftar", page_list, PERM_PUBLIC, PAGE, list, IN_HELP | READER, MSG_route_list},
    {HTTP_GET, "/jelajah", page_browse, PERM_PUBLIC, PAGE, browse, IN_HELP | INDEXED,
     MSG_route_browse},
    {HTTP_GET, "/jelajah/{list}", page_browse, PERM_PUBLIC, PAGE, browse, INDEXED,
     MSG_route_browse},
    {HTTP_GET, "/b/{id}.marcxml", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_marcxml},
    {HTTP_GET, "/b/{id}.mfhd", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_mfhd},
    {HTTP_GET, "/b/{id}.iso20775", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_iso20775},
    {HTTP_GET, "/b/{id}.mods", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_mods},
    {HTTP_GET, "/b/{id}.dc", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_form_dc},
    {HTTP_GET, "/b/{id}.mrc", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_mrc},
    {HTTP_GET, "/b/{id}.ris", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_ris},
    {HTTP_GET, "/b/{id}.bib", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_bib},
    {HTTP_GET, "/b/{id}.jsonld", page_title_form, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_jsonld},
    {HTTP_GET, "/b/{id}.txt", page_title_cited, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_form_txt},
    {HTTP_GET, "/b/{id}", page_title, PERM_PUBLIC, PAGE, none, IN_HELP | READER, MSG_route_title},
    {HTTP_GET, "/b/{id}/tersedia", page_live, PERM_PUBLIC, NEVER, live, IN_HELP | READER,
     MSG_route_live},
    {HTTP_GET, "/b/{id}/marc", page_title_marc, PERM_PUBLIC, PAGE, none, 0, MSG_route_marc},
    {HTTP_GET, "/oai", page_oai, PERM_PUBLIC, NEVER, none, IN_HELP | PROTOCOL, MSG_route_oai},
    {HTTP_POST, "/oai", page_oai, PERM_PUBLIC, NEVER, none, PROTOCOL, MSG_route_oai},
    {HTTP_GET, "/sru", page_sru, PERM_PUBLIC, NEVER, none, IN_HELP | PROTOCOL | PAID | MACHINES,
     MSG_route_sru},
    {HTTP_POST, "/sru", page_sru, PERM_PUBLIC, NEVER, none, PROTOCOL | PAID | MACHINES,
     MSG_route_sru},
    {HTTP_GET, "/sru/{database}", page_sru, PERM_PUBLIC, NEVER, none, PROTOCOL | PAID | MACHINES,
     MSG_route_sru},
    {HTTP_POST, "/sru/{database}", page_sru, PERM_PUBLIC, NEVER, none, PROTOCOL | PAID | MACHINES,
     MSG_route_sru},
    {HTTP_GET, "/daia", page_daia, PERM_PUBLIC, NEVER, none, IN_HELP | PROTOCOL | PAID | MACHINES,
     MSG_route_daia},
    {HTTP_GET, "/index.php", page_slims_peer, PERM_PUBLIC, NEVER, none,
     IN_HELP | PROTOCOL | PAID | MACHINES, MSG_route_slims_peer},
    {HTTP_GET, "/ucs.php", page_push_hello, PERM_PUBLIC, NEVER, none, IN_HELP, MSG_route_push},
    {HTTP_POST, "/ucs.php", page_push, PERM_PUBLIC, NEVER, none, PUSHED, MSG_route_push},
    {HTTP_GET, "/ucpoll.php", page_push_hello, PERM_PUBLIC, NEVER, none, 0, MSG_route_push},
    {HTTP_POST, "/ucpoll.php", page_push, PERM_PUBLIC, NEVER, none, PUSHED, MSG_route_push},
    {HTTP_GET, "/uc-ops.php", page_push_hello, PERM_PUBLIC, NEVER, none, 0, MSG_route_push},
    {HTTP_POST, "/uc-ops.php", page_push, PERM_PUBLIC, NEVER, none, PUSHED, MSG_route_push},
    {HTTP_GET, "/unapi", page_unapi, PERM_PUBLIC, PAGE, unapi, IN_HELP, MSG_route_unapi},
    {HTTP_GET, "/b/{id}/riwayat", page_title_history, PERM_PUBLIC, NEVER, merge, IN_HELP,
     MSG_route_title_history},
    {HTTP_GET, "/b/{id}/gabung", page_merge, PERM_CATALOGUE, NEVER, merge, 0, MSG_route_merge},
    {HTTP_GET, "/b/{id}/pisah", page_split, PERM_CATALOGUE, NEVER, merge, 0, MSG_route_split},
    {HTTP_POST, "/b/{id}/pisah", page_split_post, PERM_CATALOGUE, NEVER, merge, 0, MSG_route_split},
    {HTTP_GET, "/b/{id}/edisi", page_editions, PERM_PUBLIC, PAGE, editions, 0, MSG_route_editions},
    {HTTP_GET, "/b/{id}/perbaiki", page_mend, PERM_CATALOGUE, NEVER, mend, 0, MSG_route_mend},
    {HTTP_POST, "/b/{id}/perbaiki", page_mend_set, PERM_CATALOGUE, NEVER, mend, 0, MSG_route_mend},
    {HTTP_POST, "/b/{id}/perbaiki/batal", page_mend_undo, PERM_CATALOGUE, NEVER, mend, 0,
     MSG_route_mend},
    {HTTP_GET, "/perpustakaan", page_libraries, PERM_PUBLIC, PAGE, libraries, IN_HELP,
     MSG_route_libraries},
    {HTTP_GET, "/perpustakaan/{slug}", page_library, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_library},
    {HTTP_GET, "/perpustakaan/{slug}/foto", page_photo, PERM_PUBLIC, DAY, photo, 0,
     MSG_route_photo},
    {HTTP_GET, "/jejaring/{network}", page_network, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_network},
    {HTTP_GET, "/undangan", page_code_form, PERM_PUBLIC, NEVER, none, IN_HELP,
     MSG_route_invitation},
    {HTTP_POST, "/undangan", page_code_take, PERM_PUBLIC, NEVER, join, 0, MSG_route_invitation},
    {HTTP_GET, "/undangan/{token}", page_invitation, PERM_PUBLIC, NEVER, none, 0,
     MSG_route_invitation},
    {HTTP_POST, "/undangan/{token}", page_join, PERM_PUBLIC, NEVER, join, 0, MSG_route_invitation},
    {HTTP_GET, "/gabung/{id}", page_join_open, PERM_PUBLIC, NEVER, none, 0, MSG_route_join},
    {HTTP_POST, "/gabung/{id}", page_join_open_send, PERM_PUBLIC, NEVER, join, 0, MSG_route_join},
    {HTTP_GET, "/bantuan", page_help, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_help},
    {HTTP_GET, "/sambung", page_connect, PERM_PUBLIC, PAGE, none, IN_HELP | SCRIPT,
     MSG_route_connect},
    {HTTP_GET, "/sambung/api", page_connect_api, PERM_PUBLIC, PAGE, none, IN_HELP | SCRIPT,
     MSG_route_connect_api},
    {HTTP_GET, "/sambung/api/{operation}", page_connect_operation, PERM_PUBLIC, PAGE, none,
     SCRIPT | PAID, MSG_route_connect_api},
    {HTTP_GET, "/sambung/{file}", page_connect_file, PERM_PUBLIC, PAGE, none, 0,
     MSG_route_connect_file},
    {HTTP_GET, "/privasi", page_privacy, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_privacy},
    {HTTP_GET, "/awal/{token}", page_setup, PERM_PUBLIC, NEVER, none, 0, MSG_route_setup},
    {HTTP_POST, "/awal/{token}", page_setup_network, PERM_PUBLIC, NEVER, setup, 0, MSG_route_setup},
    {HTTP_GET, "/awal/{token}/pengelola", page_setup_person, PERM_PUBLIC, NEVER, none, 0,
     MSG_route_setup},
    {HTTP_POST, "/awal/{token}/pengelola", page_setup_coordinator, PERM_PUBLIC, NEVER, setup, 0,
     MSG_route_setup},
    {HTTP_GET, "/mulai", page_start, PERM_OPERATE, NEVER, staff, 0, MSG_route_start},
    {HTTP_POST, "/mulai", page_start_post, PERM_OPERATE, NEVER, start, 0, MSG_route_start},
    {HTTP_POST, "/mulai/contoh", page_start_sample, PERM_OPERATE, NEVER, start, 0, MSG_route_start},
    {HTTP_GET, "/masuk", page_signin, PERM_PUBLIC, NEVER, signin, 0, MSG_route_signin},
    {HTTP_POST, "/masuk", page_signin_post, PERM_PUBLIC, NEVER, signin, 0, MSG_route_signin},
    {HTTP_POST, "/keluar", page_leave, PERM_PUBLIC, NEVER, none, 0, MSG_route_leave},
    {HTTP_GET, "/sandi", page_code, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_POST, "/sandi", page_code_post, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_POST, "/sandi/kirim", page_code_send, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_GET, "/akun", page_account, PERM_SIGNED_IN, NEVER, account, 0, MSG_route_account},
    {HTTP_POST, "/akun/sandi", page_account_password, PERM_SIGNED_IN, NEVER, account, 0,
     MSG_route_account},
    {HTTP_POST, "/akun/tutup", page_account_close, PERM_SIGNED_IN, NEVER, account, 0,
     MSG_route_account},
    {HTTP_GET, "/staf", page_staff, PERM_SIGNED_IN, NEVER, staff, 0, MSG_route_staff},
    {HTTP_GET, "/staf/{agency}", page_own, PERM_LOOK, NEVER, staff, 0, MSG_route_staff},
    {HTTP_GET, "/staf/{agency}/unduh/{form}", page_take, PERM_CATALOGUE, NEVER, taken, 0,
     MSG_route_take},
    {HTTP_GET, "/staf/{agency}/mutu", page_quality, PERM_LOOK, NEVER, staff, INDEXED,
     MSG_route_quality},
    {HTTP_GET, "/staf/{agency}/mutu/lengkapi", page_filling, PERM_CATALOGUE, NEVER, taken, INDEXED,
     MSG_route_filling},
    {HTTP_GET, "/staf/{agency}/mutu/{mark}.csv", page_quality_csv, PERM_LOOK, NEVER, none, 0,
     MSG_route_quality},
    {HTTP_POST, "/staf/{agency}/buku/{record}/pakai", page_book_suggested, PERM_CATALOGUE, NEVER,
     suggested, 0, MSG_route_book},
    {HTTP_GET, "/staf/{agency}/buku", page_books, PERM_LOOK, NEVER, books, 0, MSG_route_books},
    {HTTP_GET, "/staf/{agency}/buku/baru", page_book_new, PERM_CATALOGUE, NEVER, book, SCRIPT,
     MSG_route_book},
    {HTTP_POST, "/staf/{agency}/buku/baru", page_book_new_post, PERM_CATALOGUE, NEVER, entry,
     SCRIPT, MSG_route_book},
    {HTTP_GET, "/staf/{agency}/buku/unduh", page_record_files, PERM_LOOK, NEVER, record_files, 0,
     MSG_route_record_files},
    {HTTP_GET, "/staf/{agency}/buku/suntingan", page_edited, PERM_LOOK, NEVER, staff, 0,
     MSG_route_edited},
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
    {HTTP_GET, "/staf/{agency}/buku/{record}/ubah", page_book_edit, PERM_CATALOGUE, NEVER, book,
     SCRIPT, MSG_route_book},
    {HTTP_POST, "/staf/{agency}/buku/{record}/ubah", page_book_edit_post, PERM_CATALOGUE, NEVER,
     entry, SCRIPT, MSG_route_book},
    {HTTP_GET, "/staf/{agency}/buku/{record}/marc", page_marc, PERM_CATALOGUE, NEVER, marc, SCRIPT,
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
    {HTTP_GET, "/staf/{agency}/profil", page_profile, PERM_MANAGE, NEVER, profile, 0,
     MSG_route_profile},
    {HTTP_POST, "/staf/{agency}/profil", page_profile_save, PERM_MANAGE, NEVER, profile, 0,
     MSG_route_profile},
    {HTTP_POST, "/staf/{agency}/foto", page_profile_photo, PERM_MANAGE, NEVER, profile, 0,
     MSG_route_profile},
    {HTTP_GET, "/staf/{agency}/syarat", page_conditions, PERM_LOOK, NEVER, conditions, 0,
     MSG_route_conditions},
    {HTTP_POST, "/staf/{agency}/syarat", page_conditions_save, PERM_MANAGE, NEVER, conditions, 0,
     MSG_route_conditions},
    {HTTP_GET, "/staf/{agency}/riwayat", page_staff_history, PERM_LOOK, NEVER, history, 0,
     MSG_route_history},
    {HTTP_GET, "/staf/{agency}/orang", page_people, PERM_LOOK, NEVER, people, 0, MSG_route_people},
    {HTTP_POST, "/staf/{agency}/orang", page_people_add, PERM_MANAGE, NEVER, people, 0,
     MSG_route_people},
    {HTTP_POST, "/staf/{agency}/orang/kode", page_people_code, PERM_MANAGE, NEVER, people, 0,
     MSG_route_people},
    {HTTP_POST, "/staf/{agency}/orang/akhiri", page_people_end, PERM_MANAGE, NEVER, people, 0,
     MSG_route_people},
    {HTTP_GET, "/staf/{agency}/kirim", page_send, PERM_LOOK, NEVER, send, SCRIPT, MSG_route_send},
    {HTTP_POST, "/staf/{agency}/kirim", page_send_post, PERM_CATALOGUE, NEVER, send,
     FORM_FILE | SCRIPT, MSG_route_send},
    {HTTP_POST, "/staf/{agency}/kirim/mulai", page_send_begin, PERM_CATALOGUE, NEVER, piece, 0,
     MSG_route_send},
    {HTTP_GET, "/staf/{agency}/kirim/{upload}", page_send_offset, PERM_CATALOGUE, NEVER, none, 0,
     MSG_route_send},
    {HTTP_POST, "/staf/{agency}/kirim/{upload}", page_send_piece, PERM_CATALOGUE, NEVER, piece,
     RAW_FILE, MSG_route_send},
    {HTTP_POST, "/staf/{agency}/kirim/{upload}/selesai", page_send_finish, PERM_CATALOGUE, NEVER,
     piece, 0, MSG_route_send},
    {HTTP_GET, "/staf/{agency}/slims", page_slims, PERM_LOOK, NEVER, slims, 0, MSG_route_slims},
    {HTTP_POST, "/staf/{agency}/slims", page_slims_post, PERM_MANAGE, NEVER, slims, 0,
     MSG_route_slims},
    {HTTP_GET, "/staf/{agency}/ketersediaan", page_live_setting, PERM_LOOK, NEVER, live_setting, 0,
     MSG_route_live_setting},
    {HTTP_POST, "/staf/{agency}/ketersediaan", page_live_setting_post, PERM_MANAGE, NEVER,
     live_setting, 0, MSG_route_live_setting},
    {HTTP_GET, "/staf/{agency}/panen", page_gathers, PERM_LOOK, NEVER, gathers, 0,
     MSG_route_gather},
    {HTTP_POST, "/staf/{agency}/panen", page_gathers_post, PERM_MANAGE, NEVER, gathers, 0,
     MSG_route_gather},
    {HTTP_GET, "/staf/{agency}/panen/{id}", page_gather, PERM_LOOK, NEVER, gather, 0,
     MSG_route_gather},
    {HTTP_POST, "/staf/{agency}/panen/{id}", page_gather_post, PERM_CATALOGUE, NEVER, gather, 0,
     MSG_route_gather},
    {HTTP_GET, "/staf/{agency}/muatan/{load}", page_load, PERM_LOOK, NEVER, staff, 0,
     MSG_route_load},
    {HTTP_POST, "/staf/{agency}/muatan/{load}/baca", page_load_read, PERM_CATALOGUE, NEVER, load, 0,
     MSG_route_load},
    {HTTP_POST, "/staf/{agency}/muatan/{load}/terbitkan", page_load_publish, PERM_CATALOGUE, NEVER,
     load, 0, MSG_route_load},
    {HTTP_POST, "/staf/{agency}/muatan/{load}/batalkan", page_load_undo, PERM_CATALOGUE, NEVER,
     load, 0, MSG_route_load},
    {HTTP_POST, "/staf/{agency}/muatan/{load}/buang", page_load_discard, PERM_CATALOGUE, NEVER,
     load, 0, MSG_route_load},
    {HTTP_GET, "/staf/{agency}/muatan/{load}/tolakan.csv", page_load_rejects, PERM_CATALOGUE, NEVER,
     none, 0, MSG_route_load},
    {HTTP_GET, "/staf/{agency}/muatan/{load}/tolakan.xlsx", page_load_sheet, PERM_CATALOGUE, NEVER,
     none, 0, MSG_route_load},
    {HTTP_GET, "/staf/{agency}/muatan/{load}/tolakan.mrc", page_load_raw, PERM_CATALOGUE, NEVER,
     none, 0, MSG_route_load},
    {HTTP_GET, "/jejaring/{network}/orang", page_people, PERM_COORDINATE, NEVER, people, 0,
     MSG_route_people},
    {HTTP_POST, "/jejaring/{network}/orang", page_people_add, PERM_COORDINATE, NEVER, people, 0,
     MSG_route_people},
    {HTTP_POST, "/jejaring/{network}/orang/kode", page_people_code, PERM_COORDINATE, NEVER, people,
     0, MSG_route_people},
    {HTTP_POST, "/jejaring/{network}/orang/akhiri", page_people_end, PERM_COORDINATE, NEVER, people,
     0, MSG_route_people},
    {HTTP_GET, "/jejaring/{network}/kelola", page_manage, PERM_COORDINATE, NEVER, manage, 0,
     MSG_route_manage},
    {HTTP_POST, "/jejaring/{network}/kelola/undang", page_invite, PERM_COORDINATE, NEVER, manage, 0,
     MSG_route_manage},
    {HTTP_POST, "/jejaring/{network}/kelola/cabut", page_invite_revoke, PERM_COORDINATE, NEVER,
     manage, 0, MSG_route_manage},
    {HTTP_POST, "/jejaring/{network}/kelola/jawab", page_answer, PERM_COORDINATE, NEVER, manage, 0,
     MSG_route_manage},
    {HTTP_POST, "/jejaring/{network}/kelola/akhiri", page_member_end, PERM_COORDINATE, NEVER,
     manage, 0, MSG_route_manage},
    {HTTP_GET, "/jejaring/{network}/panen", page_network_gathers, PERM_COORDINATE, NEVER, staff, 0,
     MSG_route_gather_network},
    {HTTP_GET, "/jejaring/{network}/katalog", page_targets, PERM_COORDINATE, NEVER, target, 0,
     MSG_route_targets},
    {HTTP_POST, "/jejaring/{network}/katalog", page_targets_post, PERM_COORDINATE, NEVER, target, 0,
     MSG_route_targets},
    {HTTP_GET, "/jejaring/{network}/katalog/{target}", page_target, PERM_COORDINATE, NEVER, target,
     0, MSG_route_targets},
    {HTTP_POST, "/jejaring/{network}/katalog/{target}", page_target_post, PERM_COORDINATE, NEVER,
     target, 0, MSG_route_targets},
    {HTTP_GET, "/jejaring/{network}/profil", page_network_form, PERM_COORDINATE, NEVER, network, 0,
     MSG_route_network_profile},
    {HTTP_POST, "/jejaring/{network}/profil", page_network_save, PERM_COORDINATE, NEVER, network, 0,
     MSG_route_network_profile},
    {HTTP_POST, "/jejaring/{network}/profil/baru", page_network_add, PERM_COORDINATE, NEVER,
     network, 0, MSG_route_network_profile},
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
    {HTTP_GET, "/sistem", page_health_report, PERM_OPERATE, NEVER, staff, 0, MSG_route_system},
    {HTTP_GET, "/sistem/cadangan", page_backups, PERM_OPERATE, NEVER, backups, 0,
     MSG_route_backups},
    {HTTP_POST, "/sistem/cadangan", page_backup_now, PERM_OPERATE, NEVER, backups, 0,
     MSG_route_backups},
    {HTTP_POST, "/sistem/cadangan/jadwal", page_backup_times, PERM_OPERATE, NEVER, backups, 0,
     MSG_route_backups},
    {HTTP_POST, "/sistem/cadangan/berkas", page_backup_file, PERM_OPERATE, NEVER, backups, 0,
     MSG_route_backups},
    {HTTP_GET, "/sistem/pekerjaan", page_jobs, PERM_OPERATE, NEVER, jobs, 0, MSG_route_jobs},
    {HTTP_POST, "/sistem/pekerjaan/batal", page_job_cancel, PERM_OPERATE, NEVER, jobs, 0,
     MSG_route_jobs},
    {HTTP_GET, "/sistem/orang", page_everybody, PERM_OPERATE, NEVER, staff, 0, MSG_route_people},
    {HTTP_GET, "/sistem/pengaturan", page_settings, PERM_OPERATE, NEVER, settings, 0,
     MSG_route_settings},
    {HTTP_POST, "/sistem/pengaturan", page_settings_set, PERM_OPERATE, NEVER, settings, 0,
     MSG_route_settings},
    {HTTP_GET, "/sistem/katalog", page_targets, PERM_OPERATE, NEVER, target, 0, MSG_route_targets},
    {HTTP_POST, "/sistem/katalog", page_targets_post, PERM_OPERATE, NEVER, target, 0,
     MSG_route_targets},
    {HTTP_GET, "/sistem/katalog/{target}", page_target, PERM_OPERATE, NEVER, target, 0,
     MSG_route_targets},
    {HTTP_POST, "/sistem/katalog/{target}", page_target_post, PERM_OPERATE, NEVER, target, 0,
     MSG_route_targets},
    {HTTP_GET, "/sistem/riwayat", page_all_history, PERM_OPERATE, NEVER, history, 0,
     MSG_route_history},
    {HTTP_GET, "/sistem/catatan", page_log, PERM_OPERATE, NEVER, staff, 0, MSG_route_log},
    {HTTP_GET, API_PATH, page_api, PERM_PUBLIC, SAME, none, IN_HELP, MSG_route_api},
    {HTTP_GET, API_PATH "/", page_api, PERM_PUBLIC, SAME, none, 0, MSG_route_api},
    {HTTP_GET, API_PATH "/openapi.json", page_api_openapi, PERM_PUBLIC, SAME, none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/problems/{name}", page_api_problem, PERM_PUBLIC, SAME, none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/titles", page_api_titles, PERM_PUBLIC, SAME, api_titles, PAID | MACHINES,
     MSG_route_api},
    {HTTP_GET, API_PATH "/titles/{id}", page_api_title, PERM_PUBLIC, SAME, none, 0, MSG_route_api},
    {HTTP_GET, API_PATH "/titles/{id}/holdings", page_api_holdings, PERM_PUBLIC, SAME, none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/libraries", page_api_libraries, PERM_PUBLIC, SAME, api_libraries, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/libraries/{slug}", page_api_library, PERM_PUBLIC, SAME, none, 0,
     MSG_route_api},
    {HTTP_POST, API_PATH "/libraries/{agency}/records", page_api_send, PERM_PUBLIC, NEVER, none,
     PUSHED, MSG_route_api},
    {HTTP_DELETE, API_PATH "/libraries/{agency}/records/{number}", page_api_withdraw, PERM_PUBLIC,
     NEVER, none, 0, MSG_route_api},
    {HTTP_GET, API_PATH "/networks", page_api_networks, PERM_PUBLIC, SAME, none, 0, MSG_route_api},
    {HTTP_GET, API_PATH "/networks/{network}", page_api_network, PERM_PUBLIC, SAME, none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/suggestions", page_api_suggestions, PERM_PUBLIC, SAME, suggest, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/changes", page_api_changes, PERM_PUBLIC, SAME, api_changes, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/dump", page_api_dump, PERM_PUBLIC, SAME, none, 0, MSG_route_api},
    {HTTP_GET, "/healthz", page_health, PERM_PUBLIC, NEVER, none, 0, MSG_route_health},
    {HTTP_GET, "/readyz", page_ready, PERM_PUBLIC, NEVER, none, 0, MSG_route_ready},
    {HTTP_GET, "/metrics", page_metrics, PERM_PUBLIC, NEVER, none, 0, MSG_route_metrics},
    {HTTP_GET, "/robots.txt", page_robots, PERM_PUBLIC, DAY, none, 0, MSG_route_robots},
    {HTTP_GET, "/sitemap.xml", page_sitemap_index, PERM_PUBLIC, DAY, none, 0, MSG_route_sitemap},
    {HTTP_GET, "/sitemap/{part}.xml", page_sitemap, PERM_PUBLIC, DAY, none, 0, MSG_route_sitemap},
    {HTTP_GET, "/opensearch.xml", page_opensearch, PERM_PUBLIC, DAY, none, IN_HELP,
     MSG_route_opensearch},
    {HTTP_GET, "/favicon.ico", page_favicon, PERM_PUBLIC, DAY, none, 0, MSG_route_favicon},
    {HTTP_GET, "/s/{name}", page_static, PERM_PUBLIC, EVER, none, 0, MSG_route_static},
    {0},
};
