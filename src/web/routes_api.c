/* routes_api.c -- the interface for programs; static/openapi.json says the same. */
#include "catalog/search.h"
#include "share/api_json.h"
#include "share/cursor.h"
#include "web/api.h"
#include "web/routes.h"

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

const struct route routes_api[] = {
    {HTTP_GET, API_PATH, page_api, PERM_PUBLIC, SAME, params_none, IN_HELP, MSG_route_api},
    {HTTP_GET, API_PATH "/", page_api, PERM_PUBLIC, SAME, params_none, 0, MSG_route_api},
    {HTTP_GET, API_PATH "/openapi.json", page_api_openapi, PERM_PUBLIC, SAME, params_none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/problems/{name}", page_api_problem, PERM_PUBLIC, SAME, params_none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/titles", page_api_titles, PERM_PUBLIC, SAME, api_titles, PAID | MACHINES,
     MSG_route_api},
    {HTTP_GET, API_PATH "/titles/{id}", page_api_title, PERM_PUBLIC, SAME, params_none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/titles/{id}/holdings", page_api_holdings, PERM_PUBLIC, SAME, params_none,
     0, MSG_route_api},
    {HTTP_GET, API_PATH "/libraries", page_api_libraries, PERM_PUBLIC, SAME, api_libraries, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/libraries/{slug}", page_api_library, PERM_PUBLIC, SAME, params_none, 0,
     MSG_route_api},
    {HTTP_POST, API_PATH "/libraries/{agency}/records", page_api_send, PERM_PUBLIC, NEVER,
     params_none, PUSHED, MSG_route_api},
    {HTTP_DELETE, API_PATH "/libraries/{agency}/records/{number}", page_api_withdraw, PERM_PUBLIC,
     NEVER, params_none, 0, MSG_route_api},
    {HTTP_GET, API_PATH "/networks", page_api_networks, PERM_PUBLIC, SAME, params_none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/networks/{network}", page_api_network, PERM_PUBLIC, SAME, params_none, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/suggestions", page_api_suggestions, PERM_PUBLIC, SAME, params_suggest, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/changes", page_api_changes, PERM_PUBLIC, SAME, api_changes, 0,
     MSG_route_api},
    {HTTP_GET, API_PATH "/dump", page_api_dump, PERM_PUBLIC, SAME, params_none, 0, MSG_route_api},
    {0},
};
