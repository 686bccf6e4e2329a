/* routes.c -- the site map: every address, who may, what it takes, how long it may be kept. */
#include "network/password.h"
#include "web/page_signin.h"
#include "web/load_view.h"
#include "web/setup.h"
#include "web/staff.h"

static const struct param none[] = {{"lang", PARAM_WORD, 8, false}, {0}};

static const struct param search[] = {
    {"q", PARAM_TEXT, SEARCH_QUERY_MAX, false},
    {"f", PARAM_WORD, 12, false},
    {"jenis", PARAM_WORD, 20, true},
    {"bahasa", PARAM_WORD, 3, true},
    {"perpustakaan", PARAM_NUMBER, 1 << 30, true},
    {"subjek", PARAM_TEXT, 300, true},
    {"pengarang", PARAM_TEXT, 300, true},
    {"dari", PARAM_NUMBER, 9999, false},
    {"sampai", PARAM_NUMBER, 9999, false},
    {"urut", PARAM_WORD, 12, false},
    {"hal", PARAM_NUMBER, 100000, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param libraries[] = {
    {"jenis", PARAM_WORD, 20, false},
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
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param start[] = {
    {"nama", PARAM_TEXT, AGENCY_NAME_MAX, false},
    {"jenis", PARAM_WORD, 20, false},
    {"lang", PARAM_WORD, 8, false},
    {0},
};

static const struct param send[] = {
    {"seluruhnya", PARAM_NUMBER, 1, false},
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

#define PAGE  "private, no-cache"
#define NEVER "no-store"
#define EVER  "public, max-age=31536000, immutable"
#define DAY   "public, max-age=86400"

const struct route routes[] = {
    {HTTP_GET, "/", page_home, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_home},
    {HTTP_GET, "/cari", page_search, PERM_PUBLIC, PAGE, search, IN_HELP, MSG_route_search},
    {HTTP_GET, "/b/{id}", page_title, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_title},
    {HTTP_GET, "/b/{id}/marc", page_title_marc, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_marc},
    {HTTP_GET, "/perpustakaan", page_libraries, PERM_PUBLIC, PAGE, libraries, IN_HELP,
     MSG_route_libraries},
    {HTTP_GET, "/perpustakaan/{slug}", page_library, PERM_PUBLIC, PAGE, none, IN_HELP,
     MSG_route_library},
    {HTTP_GET, "/bantuan", page_help, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_help},
    {HTTP_GET, "/privasi", page_privacy, PERM_PUBLIC, PAGE, none, IN_HELP, MSG_route_privacy},
    {HTTP_GET, "/awal/{token}", page_setup, PERM_PUBLIC, NEVER, none, 0, MSG_route_setup},
    {HTTP_POST, "/awal/{token}", page_setup_network, PERM_PUBLIC, NEVER, setup, 0, MSG_route_setup},
    {HTTP_GET, "/awal/{token}/pengelola", page_setup_person, PERM_PUBLIC, NEVER, none, 0,
     MSG_route_setup},
    {HTTP_POST, "/awal/{token}/pengelola", page_setup_coordinator, PERM_PUBLIC, NEVER, setup, 0,
     MSG_route_setup},
    {HTTP_GET, "/mulai", page_start, PERM_OPERATE, NEVER, staff, 0, MSG_route_start},
    {HTTP_POST, "/mulai", page_start_post, PERM_OPERATE, NEVER, start, 0, MSG_route_start},
    {HTTP_GET, "/masuk", page_signin, PERM_PUBLIC, NEVER, signin, 0, MSG_route_signin},
    {HTTP_POST, "/masuk", page_signin_post, PERM_PUBLIC, NEVER, signin, 0, MSG_route_signin},
    {HTTP_POST, "/keluar", page_leave, PERM_PUBLIC, NEVER, none, 0, MSG_route_leave},
    {HTTP_GET, "/sandi", page_code, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_POST, "/sandi", page_code_post, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_GET, "/akun", page_account, PERM_SIGNED_IN, NEVER, account, 0, MSG_route_account},
    {HTTP_POST, "/akun/sandi", page_account_password, PERM_SIGNED_IN, NEVER, account, 0,
     MSG_route_account},
    {HTTP_POST, "/akun/tutup", page_account_close, PERM_SIGNED_IN, NEVER, account, 0,
     MSG_route_account},
    {HTTP_GET, "/staf", page_staff, PERM_SIGNED_IN, NEVER, staff, 0, MSG_route_staff},
    {HTTP_GET, "/staf/{agency}", page_staff_agency, PERM_LOOK, NEVER, staff, 0, MSG_route_staff},
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
    {HTTP_GET, "/healthz", page_health, PERM_PUBLIC, NEVER, none, 0, MSG_route_health},
    {HTTP_GET, "/readyz", page_ready, PERM_PUBLIC, NEVER, none, 0, MSG_route_ready},
    {HTTP_GET, "/robots.txt", page_robots, PERM_PUBLIC, DAY, none, 0, MSG_route_robots},
    {HTTP_GET, "/favicon.ico", page_favicon, PERM_PUBLIC, DAY, none, 0, MSG_route_favicon},
    {HTTP_GET, "/s/{name}", page_static, PERM_PUBLIC, EVER, none, 0, MSG_route_static},
    {0},
};
