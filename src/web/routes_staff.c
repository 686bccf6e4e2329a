/* routes_staff.c -- a library at work: its own pages, people, deliveries, connections. */
#include "catalog/gather.h"
#include "catalog/live.h"
#include "network/password.h"
#include "web/books.h"
#include "web/gather.h"
#include "work/seal.h"
#include "web/live.h"
#include "web/load_view.h"
#include "web/profile.h"
#include "web/push.h"
#include "web/routes.h"
#include "web/staff.h"

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

static const struct param account[] = {
    {"lama", PARAM_TEXT, PASSWORD_MAX, false},
    {"baru", PARAM_TEXT, PASSWORD_MAX, false},
    {"sesi", PARAM_NUMBER, 1 << 30, false},
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
    {"akun", PARAM_TEXT, GATHER_LOGIN_MAX, false},
    {"sandi", PARAM_TEXT, SEAL_TEXT_MAX, false},
    {"apa", PARAM_WORD, 10, false},
    {"jumlah", PARAM_NUMBER, 1 << 30, false},
    {"ya", PARAM_NUMBER, 1, false},
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

static const struct param live_setting[] = {{"apa", PARAM_WORD, 10, false},
                                            {"jenis", PARAM_WORD, 10, false},
                                            {"alamat", PARAM_TEXT, LIVE_URL_MAX, false},
                                            {"pola", PARAM_TEXT, LIVE_PATTERN_MAX, false},
                                            {"kabar", PARAM_WORD, 20, false},
                                            {"lang", PARAM_WORD, 8, false},
                                            {0}};

const struct route routes_staff[] = {
    {HTTP_GET, "/akun", page_account, PERM_SIGNED_IN, NEVER, account, 0, MSG_route_account},
    {HTTP_POST, "/akun/sandi", page_account_password, PERM_SIGNED_IN, NEVER, account, 0,
     MSG_route_account},
    {HTTP_POST, "/akun/tutup", page_account_close, PERM_SIGNED_IN, NEVER, account, 0,
     MSG_route_account},
    {HTTP_GET, "/staf", page_staff, PERM_SIGNED_IN, NEVER, params_staff, 0, MSG_route_staff},
    {HTTP_GET, "/staf/{agency}", page_own, PERM_LOOK, NEVER, params_staff, 0, MSG_route_staff},
    {HTTP_GET, "/staf/{agency}/unduh/{form}", page_take, PERM_CATALOGUE, NEVER, params_taken, 0,
     MSG_route_take},
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
    {HTTP_GET, "/staf/{agency}/riwayat", page_staff_history, PERM_LOOK, NEVER, params_history, 0,
     MSG_route_history},
    {HTTP_GET, "/staf/{agency}/orang", page_people, PERM_LOOK, NEVER, params_people, 0,
     MSG_route_people},
    {HTTP_POST, "/staf/{agency}/orang", page_people_add, PERM_MANAGE, NEVER, params_people, 0,
     MSG_route_people},
    {HTTP_POST, "/staf/{agency}/orang/kode", page_people_code, PERM_MANAGE, NEVER, params_people, 0,
     MSG_route_people},
    {HTTP_POST, "/staf/{agency}/orang/akhiri", page_people_end, PERM_MANAGE, NEVER, params_people,
     0, MSG_route_people},
    {HTTP_GET, "/staf/{agency}/kirim", page_send, PERM_LOOK, NEVER, send, SCRIPT, MSG_route_send},
    {HTTP_POST, "/staf/{agency}/kirim", page_send_post, PERM_CATALOGUE, NEVER, send,
     FORM_FILE | SCRIPT, MSG_route_send},
    {HTTP_POST, "/staf/{agency}/kirim/mulai", page_send_begin, PERM_CATALOGUE, NEVER, piece, 0,
     MSG_route_send},
    {HTTP_GET, "/staf/{agency}/kirim/{upload}", page_send_offset, PERM_CATALOGUE, NEVER,
     params_none, 0, MSG_route_send},
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
    {HTTP_GET, "/staf/{agency}/muatan/{load}", page_load, PERM_LOOK, NEVER, params_staff, 0,
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
     params_none, 0, MSG_route_load},
    {HTTP_GET, "/staf/{agency}/muatan/{load}/tolakan.xlsx", page_load_sheet, PERM_CATALOGUE, NEVER,
     params_none, 0, MSG_route_load},
    {HTTP_GET, "/staf/{agency}/muatan/{load}/tolakan.mrc", page_load_raw, PERM_CATALOGUE, NEVER,
     params_none, 0, MSG_route_load},
    {0},
};
