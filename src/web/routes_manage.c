/* routes_manage.c -- who looks after networks and the installation; the first start. */
#include "catalog/targets.h"
#include "network/agency.h"
#include "network/network.h"
#include "network/password.h"
#include "network/person.h"
#include "peer/target.h"
#include "web/coordinate.h"
#include "web/gather.h"
#include "work/seal.h"
#include "web/routes.h"
#include "web/setup.h"
#include "web/staff.h"
#include "web/system.h"
#include "web/targets.h"

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

static const struct param setup[] = {
    {"nama", PARAM_TEXT, NETWORK_NAME_MAX, false},
    {"zona", PARAM_TEXT, 4, false},
    {"bahasa", PARAM_WORD, 8, false},
    {"akun", PARAM_TEXT, LOGIN_MAX, false},
    {"sandi", PARAM_TEXT, PASSWORD_MAX, false},
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

static const struct param authority[] = {
    {"nama", PARAM_TEXT, AUTHORITY_SOURCE_MAX, false},
    {"kabar", PARAM_WORD, 20, false},
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

static const struct param target[] = {
    {"akun", PARAM_TEXT, GATHER_LOGIN_MAX, false},
    {"sandi", PARAM_TEXT, SEAL_TEXT_MAX, false},
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

const struct route routes_manage[] = {
    {HTTP_GET, "/awal/{token}", page_setup, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_setup},
    {HTTP_POST, "/awal/{token}", page_setup_network, PERM_PUBLIC, NEVER, setup, 0, MSG_route_setup},
    {HTTP_GET, "/awal/{token}/pengelola", page_setup_person, PERM_PUBLIC, NEVER, params_none, 0,
     MSG_route_setup},
    {HTTP_POST, "/awal/{token}/pengelola", page_setup_coordinator, PERM_PUBLIC, NEVER, setup, 0,
     MSG_route_setup},
    {HTTP_GET, "/mulai", page_start, PERM_OPERATE, NEVER, params_staff, 0, MSG_route_start},
    {HTTP_POST, "/mulai", page_start_post, PERM_OPERATE, NEVER, start, 0, MSG_route_start},
    {HTTP_POST, "/mulai/contoh", page_start_sample, PERM_OPERATE, NEVER, start, 0, MSG_route_start},
    {HTTP_GET, "/jejaring/{network}/orang", page_people, PERM_COORDINATE, NEVER, params_people, 0,
     MSG_route_people},
    {HTTP_POST, "/jejaring/{network}/orang", page_people_add, PERM_COORDINATE, NEVER, params_people,
     0, MSG_route_people},
    {HTTP_POST, "/jejaring/{network}/orang/kode", page_people_code, PERM_COORDINATE, NEVER,
     params_people, 0, MSG_route_people},
    {HTTP_POST, "/jejaring/{network}/orang/akhiri", page_people_end, PERM_COORDINATE, NEVER,
     params_people, 0, MSG_route_people},
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
    {HTTP_GET, "/jejaring/{network}/panen", page_network_gathers, PERM_COORDINATE, NEVER,
     params_staff, 0, MSG_route_gather_network},
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
    {HTTP_GET, "/sistem", page_health_report, PERM_OPERATE, NEVER, params_staff, 0,
     MSG_route_system},
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
    {HTTP_GET, "/sistem/orang", page_everybody, PERM_OPERATE, NEVER, params_staff, 0,
     MSG_route_people},
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
    {HTTP_GET, "/sistem/kendali", page_authority, PERM_OPERATE, NEVER, authority, 0,
     MSG_route_authority},
    {HTTP_POST, "/sistem/kendali", page_authority_send, PERM_OPERATE, NEVER, authority, FORM_FILE,
     MSG_route_authority},
    {HTTP_POST, "/sistem/kendali/muat", page_authority_load, PERM_OPERATE, NEVER, authority, 0,
     MSG_route_authority},
    {HTTP_POST, "/sistem/kendali/buang", page_authority_drop, PERM_OPERATE, NEVER, authority, 0,
     MSG_route_authority},
    {HTTP_POST, "/sistem/kendali/batal", page_authority_undo, PERM_OPERATE, NEVER, authority, 0,
     MSG_route_authority},
    {HTTP_GET, "/sistem/riwayat", page_all_history, PERM_OPERATE, NEVER, params_history, 0,
     MSG_route_history},
    {HTTP_GET, "/sistem/catatan", page_log, PERM_OPERATE, NEVER, params_staff, 0, MSG_route_log},
    {0},
};
