/* routes_public.c -- what readers and other programs ask for without an account, signing in and
 * joining. */
#include "network/password.h"
#include "web/advanced.h"
#include "web/browse.h"
#include "web/connect.h"
#include "web/coordinate.h"
#include "web/forms_of_title.h"
#include "web/live.h"
#include "web/members.h"
#include "web/merged.h"
#include "web/page_signin.h"
#include "web/push.h"
#include "web/review.h"
#include "web/routes.h"
#include "web/search_pages.h"
#include "web/system.h"

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

static const struct param signin[] = {
    {"akun", PARAM_TEXT, 200, false}, {"sandi", PARAM_TEXT, PASSWORD_MAX, false},
    {"ingat", PARAM_WORD, 1, false},  {"kembali", PARAM_TEXT, 1000, false},
    {"kabar", PARAM_WORD, 20, false}, {"kode", PARAM_TEXT, 40, false},
    {"lang", PARAM_WORD, 8, false},   {0},
};

static const struct param live[] = {
    {"potongan", PARAM_NUMBER, 1, false}, {"lang", PARAM_WORD, 8, false}, {0}};

static const struct param editions[] = {
    {"dari", PARAM_NUMBER, 1000, false}, {"lang", PARAM_WORD, 8, false}, {0}};

const struct route routes_public[] = {
    {HTTP_GET, "/", page_home, PERM_PUBLIC, PAGE, params_none, IN_HELP | READER | INDEXED,
     MSG_route_home},
    {HTTP_GET, "/cari", page_search, PERM_PUBLIC, PAGE, search, IN_HELP | READER | PAID | INDEXED,
     MSG_route_search},
    {HTTP_GET, "/cari/rinci", page_advanced, PERM_PUBLIC, PAGE, advanced, IN_HELP,
     MSG_route_advanced},
    {HTTP_POST, "/cari", page_search_person, PERM_PUBLIC, NEVER, search, 0, MSG_route_search},
    {HTTP_GET, "/cari/nilai", page_values, PERM_PUBLIC, PAGE, values, PAID | INDEXED,
     MSG_route_values},
    {HTTP_GET, "/cari.atom", page_feed, PERM_PUBLIC, PAGE, feed, IN_HELP | PAID | MACHINES,
     MSG_route_feed},
    {HTTP_GET, "/saran", page_suggest, PERM_PUBLIC, PAGE, params_suggest, 0, MSG_route_suggest},
    {HTTP_GET, "/unduh", page_download, PERM_PUBLIC, NEVER, download, IN_HELP | PAID,
     MSG_route_download},
    {HTTP_GET, "/daftar", page_list, PERM_PUBLIC, PAGE, list, IN_HELP | READER, MSG_route_list},
    {HTTP_GET, "/jelajah", page_browse, PERM_PUBLIC, PAGE, browse, IN_HELP | INDEXED,
     MSG_route_browse},
    {HTTP_GET, "/jelajah/{list}", page_browse, PERM_PUBLIC, PAGE, browse, INDEXED,
     MSG_route_browse},
    {HTTP_GET, "/b/{id}.marcxml", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_marcxml},
    {HTTP_GET, "/b/{id}.mfhd", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_mfhd},
    {HTTP_GET, "/b/{id}.iso20775", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_iso20775},
    {HTTP_GET, "/b/{id}.mods", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_mods},
    {HTTP_GET, "/b/{id}.dc", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_dc},
    {HTTP_GET, "/b/{id}.mrc", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_mrc},
    {HTTP_GET, "/b/{id}.ris", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_ris},
    {HTTP_GET, "/b/{id}.bib", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_bib},
    {HTTP_GET, "/b/{id}.jsonld", page_title_form, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_jsonld},
    {HTTP_GET, "/b/{id}.txt", page_title_cited, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_form_txt},
    {HTTP_GET, "/b/{id}", page_title, PERM_PUBLIC, PAGE, params_none, IN_HELP | READER,
     MSG_route_title},
    {HTTP_GET, "/b/{id}/tersedia", page_live, PERM_PUBLIC, NEVER, live, IN_HELP | READER,
     MSG_route_live},
    {HTTP_GET, "/b/{id}/marc", page_title_marc, PERM_PUBLIC, PAGE, params_none, 0, MSG_route_marc},
    {HTTP_GET, "/oai", page_oai, PERM_PUBLIC, NEVER, params_none, IN_HELP | PROTOCOL,
     MSG_route_oai},
    {HTTP_POST, "/oai", page_oai, PERM_PUBLIC, NEVER, params_none, PROTOCOL, MSG_route_oai},
    {HTTP_GET, "/sru", page_sru, PERM_PUBLIC, NEVER, params_none,
     IN_HELP | PROTOCOL | PAID | MACHINES, MSG_route_sru},
    {HTTP_POST, "/sru", page_sru, PERM_PUBLIC, NEVER, params_none, PROTOCOL | PAID | MACHINES,
     MSG_route_sru},
    {HTTP_GET, "/sru/{database}", page_sru, PERM_PUBLIC, NEVER, params_none,
     PROTOCOL | PAID | MACHINES, MSG_route_sru},
    {HTTP_POST, "/sru/{database}", page_sru, PERM_PUBLIC, NEVER, params_none,
     PROTOCOL | PAID | MACHINES, MSG_route_sru},
    {HTTP_GET, "/daia", page_daia, PERM_PUBLIC, NEVER, params_none,
     IN_HELP | PROTOCOL | PAID | MACHINES, MSG_route_daia},
    {HTTP_GET, "/index.php", page_slims_peer, PERM_PUBLIC, NEVER, params_none,
     IN_HELP | PROTOCOL | PAID | MACHINES, MSG_route_slims_peer},
    {HTTP_GET, "/ucs.php", page_push_hello, PERM_PUBLIC, NEVER, params_none, IN_HELP,
     MSG_route_push},
    {HTTP_POST, "/ucs.php", page_push, PERM_PUBLIC, NEVER, params_none, PUSHED, MSG_route_push},
    {HTTP_GET, "/ucpoll.php", page_push_hello, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_push},
    {HTTP_POST, "/ucpoll.php", page_push, PERM_PUBLIC, NEVER, params_none, PUSHED, MSG_route_push},
    {HTTP_GET, "/uc-ops.php", page_push_hello, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_push},
    {HTTP_POST, "/uc-ops.php", page_push, PERM_PUBLIC, NEVER, params_none, PUSHED, MSG_route_push},
    {HTTP_GET, "/unapi", page_unapi, PERM_PUBLIC, PAGE, unapi, IN_HELP, MSG_route_unapi},
    {HTTP_GET, "/b/{id}/riwayat", page_title_history, PERM_PUBLIC, NEVER, params_merge, IN_HELP,
     MSG_route_title_history},
    {HTTP_GET, "/b/{id}/edisi", page_editions, PERM_PUBLIC, PAGE, editions, 0, MSG_route_editions},
    {HTTP_GET, "/perpustakaan", page_libraries, PERM_PUBLIC, PAGE, libraries, IN_HELP,
     MSG_route_libraries},
    {HTTP_GET, "/perpustakaan/{slug}", page_library, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_library},
    {HTTP_GET, "/perpustakaan/{slug}/foto", page_photo, PERM_PUBLIC, DAY, photo, 0,
     MSG_route_photo},
    {HTTP_GET, "/jejaring/{network}", page_network, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_network},
    {HTTP_GET, "/undangan", page_code_form, PERM_PUBLIC, NEVER, params_none, IN_HELP,
     MSG_route_invitation},
    {HTTP_POST, "/undangan", page_code_take, PERM_PUBLIC, NEVER, join, 0, MSG_route_invitation},
    {HTTP_GET, "/undangan/{token}", page_invitation, PERM_PUBLIC, NEVER, params_none, 0,
     MSG_route_invitation},
    {HTTP_POST, "/undangan/{token}", page_join, PERM_PUBLIC, NEVER, join, 0, MSG_route_invitation},
    {HTTP_GET, "/gabung/{id}", page_join_open, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_join},
    {HTTP_POST, "/gabung/{id}", page_join_open_send, PERM_PUBLIC, NEVER, join, 0, MSG_route_join},
    {HTTP_GET, "/bantuan", page_help, PERM_PUBLIC, PAGE, params_none, IN_HELP, MSG_route_help},
    {HTTP_GET, "/sambung", page_connect, PERM_PUBLIC, PAGE, params_none, IN_HELP | SCRIPT,
     MSG_route_connect},
    {HTTP_GET, "/sambung/{file}", page_connect_file, PERM_PUBLIC, PAGE, params_none, 0,
     MSG_route_connect_file},
    {HTTP_GET, "/privasi", page_privacy, PERM_PUBLIC, PAGE, params_none, IN_HELP,
     MSG_route_privacy},
    {HTTP_GET, "/masuk", page_signin, PERM_PUBLIC, NEVER, signin, 0, MSG_route_signin},
    {HTTP_POST, "/masuk", page_signin_post, PERM_PUBLIC, NEVER, signin, 0, MSG_route_signin},
    {HTTP_POST, "/keluar", page_leave, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_leave},
    {HTTP_GET, "/sandi", page_code, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_POST, "/sandi", page_code_post, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_POST, "/sandi/kirim", page_code_send, PERM_PUBLIC, NEVER, signin, 0, MSG_route_code},
    {HTTP_GET, "/healthz", page_health, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_health},
    {HTTP_GET, "/readyz", page_ready, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_ready},
    {HTTP_GET, "/metrics", page_metrics, PERM_PUBLIC, NEVER, params_none, 0, MSG_route_metrics},
    {HTTP_GET, "/robots.txt", page_robots, PERM_PUBLIC, DAY, params_none, 0, MSG_route_robots},
    {HTTP_GET, "/sitemap.xml", page_sitemap_index, PERM_PUBLIC, DAY, params_none, 0,
     MSG_route_sitemap},
    {HTTP_GET, "/sitemap/{part}.xml", page_sitemap, PERM_PUBLIC, DAY, params_none, 0,
     MSG_route_sitemap},
    {HTTP_GET, "/opensearch.xml", page_opensearch, PERM_PUBLIC, DAY, params_none, IN_HELP,
     MSG_route_opensearch},
    {HTTP_GET, "/favicon.ico", page_favicon, PERM_PUBLIC, DAY, params_none, 0, MSG_route_favicon},
    {HTTP_GET, "/s/{name}", page_static, PERM_PUBLIC, EVER, params_none, 0, MSG_route_static},
    {0},
};
