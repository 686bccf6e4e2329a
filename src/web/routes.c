/* routes.c -- the site map: every address, who may, what it takes, how long it may be kept. */
#include "web/page.h"

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

#define PAGE  "private, no-cache"
#define NEVER "no-store"
#define EVER  "public, max-age=31536000, immutable"
#define DAY   "public, max-age=86400"

const struct route routes[] = {
    {HTTP_GET, "/", page_home, PERM_PUBLIC, PAGE, none, true, MSG_route_home},
    {HTTP_GET, "/cari", page_search, PERM_PUBLIC, PAGE, search, true, MSG_route_search},
    {HTTP_GET, "/b/{id}", page_title, PERM_PUBLIC, PAGE, none, true, MSG_route_title},
    {HTTP_GET, "/b/{id}/marc", page_title_marc, PERM_PUBLIC, PAGE, none, true, MSG_route_marc},
    {HTTP_GET, "/perpustakaan", page_libraries, PERM_PUBLIC, PAGE, libraries, true,
     MSG_route_libraries},
    {HTTP_GET, "/perpustakaan/{slug}", page_library, PERM_PUBLIC, PAGE, none, true,
     MSG_route_library},
    {HTTP_GET, "/bantuan", page_help, PERM_PUBLIC, PAGE, none, true, MSG_route_help},
    {HTTP_GET, "/privasi", page_privacy, PERM_PUBLIC, PAGE, none, true, MSG_route_privacy},
    {HTTP_GET, "/awal/{token}", page_setup, PERM_PUBLIC, NEVER, none, false, MSG_route_setup},
    {HTTP_GET, "/healthz", page_health, PERM_PUBLIC, NEVER, none, false, MSG_route_health},
    {HTTP_GET, "/readyz", page_ready, PERM_PUBLIC, NEVER, none, false, MSG_route_ready},
    {HTTP_GET, "/robots.txt", page_robots, PERM_PUBLIC, DAY, none, false, MSG_route_robots},
    {HTTP_GET, "/favicon.ico", page_favicon, PERM_PUBLIC, DAY, none, false, MSG_route_favicon},
    {HTTP_GET, "/s/{name}", page_static, PERM_PUBLIC, EVER, none, false, MSG_route_static},
    {0},
};
