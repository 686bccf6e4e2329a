/* dispatch_test.c -- what the dispatcher decides before any page: routes, parameters, permission,
 * forged forms, headers, languages; with a table of routes made for the purpose. */
#include <stdio.h>
#include <stdlib.h>

#include "base/checked.h"
#include "catalog/follow.h"
#include "catalog/store.h"
#include "test.h"
#include "web/internal.h"

static int pages_run;

static enum err page_ran(struct ask *k)
{
    pages_run++;
    buf_add(&k->rs->body, STR("ran"));
    return OK;
}

static enum err page_broken(struct ask *k)
{
    (void)k;
    return ERR_IO;
}

/* Fails in the way of its number. */
static enum err page_fails(struct ask *k)
{
    static const enum err ways[] = {ERR_ARG,  ERR_DENIED, ERR_NOT_FOUND, ERR_CONFLICT, ERR_BUSY,
                                    ERR_BUSY, ERR_IO,     ERR_DAMAGED,   ERR_FULL};
    int64_t n = k->form.n ? form_number(k, "n", 0) : ask_number(k, "n", 0);
    if (n == 5) k->wait_us = 7000000;
    return ways[n];
}

static const struct param params[] = {
    {"q", PARAM_TEXT, 5, false},     {"n", PARAM_NUMBER, 10, false},
    {"jenis", PARAM_WORD, 20, true}, {"token", PARAM_TEXT, 100, false},
    {"lang", PARAM_WORD, 8, false},  {0},
};

static const struct route table[] = {
    {HTTP_GET, "/lihat", page_ran, PERM_PUBLIC, "no-store", params, 0, MSG_route_home},
    {HTTP_POST, "/kirim", page_ran, PERM_PUBLIC, "no-store", params, 0, MSG_route_home},
    {HTTP_GET, "/kelola", page_ran, PERM_OPERATE, "no-store", params, 0, MSG_route_home},
    {HTTP_GET, "/rusak", page_broken, PERM_PUBLIC, "no-store", params, 0, MSG_route_home},
    {HTTP_GET, "/gagal", page_fails, PERM_PUBLIC, "no-store", params, 0, MSG_route_home},
    {HTTP_POST, "/gagal", page_fails, PERM_PUBLIC, "no-store", params, 0, MSG_route_home},
    {HTTP_GET, "/b/{id}", page_ran, PERM_PUBLIC, "no-store", params, 0, MSG_route_home},
    {0},
};

struct site {
    struct arena *mem;
    struct store *store;
    struct web_config config;
    struct web *web;
};

static struct site site_open(struct arena *mem)
{
    static const struct actor keeper = {.kind = ACTOR_OPERATOR};
    struct site s = {.mem = mem};
    const char *dir = test_dir(mem);
    int64_t network = 0;
    if (store_create(dir, env_system(), &s.store) ||
        network_add(s.store->db, &keeper, &(struct network){.name = STR("Uji")}, 1, &network) ||
        follow_make_sure(s.store))
        abort();
    s.config.env = env_system();
    s.config.db = db_pool_new(s.store->db_path, DB_READ, 2);
    s.web = web_new(&s.config);
    pages_run = 0;
    return s;
}

static void site_close(struct site *s)
{
    web_free(s->web);
    db_pool_free(s->config.db);
    store_close(s->store);
}

static struct http_request request(struct site *s, enum http_method method, const char *path,
                                   const char *query)
{
    struct http_request rq = {.method = method,
                              .path = str_of(path),
                              .query = str_of(query),
                              .host = STR("katalog.example"),
                              .peer = STR("203.0.113.7"),
                              .id = STR("abcdefghij"),
                              .mem = s->mem};
    CHECK_INT(http_decode_form(rq.query, s->mem, &rq.param), OK);
    return rq;
}

static void header(struct site *s, struct http_request *rq, const char *name, const char *value)
{
    VEC_PUSH(s->mem, &rq->header, (struct http_pair){str_of(name), str_of(value)});
}

static int status_of(struct site *s, struct http_request *rq, struct http_response *ret)
{
    *ret = (struct http_response){.status = 200};
    web_dispatch(s->web, (const struct route *const[]){table, NULL}, rq, ret);
    return ret->status;
}

static int get(struct site *s, const char *path, const char *query)
{
    struct http_response rs;
    struct http_request rq = request(s, HTTP_GET, path, query);
    int status = status_of(s, &rq, &rs);
    buf_release(&rs.body);
    return status;
}

TEST(routes_are_found_by_path_and_method)
{
    struct site s = site_open(mem);
    struct http_response rs;
    CHECK_INT(get(&s, "/lihat", ""), 200);
    CHECK_INT(get(&s, "/b/7kq2", ""), 200);
    CHECK_INT(get(&s, "/b/", ""), 404);
    CHECK_INT(get(&s, "/b/7kq2/x", ""), 404);
    CHECK_INT(get(&s, "/lihat/", ""), 404);
    CHECK_INT(get(&s, "/LIHAT", ""), 404);
    CHECK_INT(get(&s, "/kirim", ""), 405);
    struct http_request rq = request(&s, HTTP_POST, "/lihat", "");
    CHECK_INT(status_of(&s, &rq, &rs), 405);
    buf_release(&rs.body);
    rq = request(&s, HTTP_HEAD, "/lihat", "");
    CHECK_INT(status_of(&s, &rq, &rs), 200);
    buf_release(&rs.body);
    site_close(&s);
}

TEST(the_log_has_no_token_and_nothing_of_addresses_that_are_none)
{
    static const char *const logged[][2] = {
        {"/b/7kq2", "/b/7kq2"},
        {"/cari", "/cari"},
        {"/", "/"},
        {"/undangan/abcdefghjk", "/undangan/{token}"},
        {"/undangan/abcdefghjk/", "/undangan/"},
        {"/awal/abcdefghjk/lagi", "/awal/"},
        {"/%75ndangan/abcdefghjk", "/%75ndangan/"},
        {"/sandi/abcd-efgh", "/sandi/"},
        {"//undangan/abcdefghjk", "//"},
        {"/tidak-ada", "/tidak-ada"},
        {"", ""},
    };
    (void)mem;
    for (size_t i = 0; i < COUNT(logged); i++)
        CHECK_STR(web_logged(NULL, str_of(logged[i][0])), logged[i][1]);
}

TEST(parameters_are_held_to_the_table)
{
    struct site s = site_open(mem);
    CHECK_INT(get(&s, "/lihat", "q=abcde&n=10&jenis=a&jenis=b"), 200);
    CHECK_INT(get(&s, "/lihat", "q=abcdef"), 400);
    CHECK_INT(get(&s, "/lihat", "q=a&q=b"), 400);
    CHECK_INT(get(&s, "/lihat", "n=11"), 400);
    CHECK_INT(get(&s, "/lihat", "n=-1"), 400);
    CHECK_INT(get(&s, "/lihat", "n=1e3"), 400);
    CHECK_INT(get(&s, "/lihat", "jenis=A"), 400);
    CHECK_INT(get(&s, "/lihat", "q=%01"), 400);
    CHECK_INT(get(&s, "/lihat", "admin=1"), 400);
    CHECK_INT(get(&s, "/lihat", "utm_source=x&fbclid=y"), 200);
    CHECK_INT(pages_run, 2);
    site_close(&s);
}

/* A form as a browser on our own page sends it. */
static struct http_request own_form(struct site *s)
{
    struct http_request rq = request(s, HTTP_POST, "/kirim", "");
    header(s, &rq, "sec-fetch-site", "same-origin");
    header(s, &rq, "origin", "http://katalog.example");
    header(s, &rq, "cookie", "silang_token=0123456789abcdefghij0123");
    rq.body = STR("token=0123456789abcdefghij0123&q=a");
    return rq;
}

static int post(struct site *s, struct http_request *rq)
{
    struct http_response rs;
    int status = status_of(s, rq, &rs);
    buf_release(&rs.body);
    return status;
}

TEST(a_form_of_ours_is_taken)
{
    struct site s = site_open(mem);
    struct http_request rq = own_form(&s);
    CHECK_INT(post(&s, &rq), 200);
    CHECK_INT(pages_run, 1);
    site_close(&s);
}

TEST(forged_forms_are_refused)
{
    struct site s = site_open(mem);
    struct http_request rq = request(&s, HTTP_POST, "/kirim", "");
    CHECK_INT(post(&s, &rq), 403); /* from nowhere */

    rq = own_form(&s);
    rq.header.item[0].value = STR("cross-site");
    CHECK_INT(post(&s, &rq), 403);
    rq = own_form(&s);
    rq.header.item[0].value = STR("same-site"); /* another host of the same domain */
    CHECK_INT(post(&s, &rq), 403);
    rq = own_form(&s);
    rq.header.item[1].value = STR("http://jahat.example");
    CHECK_INT(post(&s, &rq), 403);
    rq = own_form(&s);
    rq.header.item[1].value = STR("null");
    CHECK_INT(post(&s, &rq), 403);
    rq = own_form(&s);
    rq.body = STR("token=0123456789abcdefghij0124&q=a");
    CHECK_INT(post(&s, &rq), 403);
    rq = own_form(&s);
    rq.body = STR("q=a");
    CHECK_INT(post(&s, &rq), 403);
    rq = own_form(&s);
    rq.header.item[2].value = STR("silang_token=kurang");
    rq.body = STR("token=kurang&q=a");
    CHECK_INT(post(&s, &rq), 403);
    rq = own_form(&s);
    rq.header.n = 2; /* no cookie */
    CHECK_INT(post(&s, &rq), 403);
    CHECK_INT(pages_run, 0);
    site_close(&s);
}

static struct str answer_header(const struct http_response *rs, const char *name)
{
    for (size_t i = 0; i < rs->header.n; i++)
        if (str_eq_nocase(rs->header.item[i].name, str_of(name))) return rs->header.item[i].value;
    return (struct str){0};
}

TEST(every_answer_carries_the_headers_errors_too)
{
    static const char *const paths[] = {"/lihat", "/tidak-ada", "/kelola", "/rusak", "/kirim"};
    struct site s = site_open(mem);
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct http_request rq = request(&s, HTTP_GET, paths[i], "");
        struct http_response rs;
        status_of(&s, &rq, &rs);
        CHECK(str_starts(answer_header(&rs, "Content-Security-Policy"), STR("default-src 'none'")));
        CHECK_STR(answer_header(&rs, "X-Content-Type-Options"), "nosniff");
        CHECK_STR(answer_header(&rs, "Referrer-Policy"), "same-origin");
        CHECK(answer_header(&rs, "Set-Cookie").n == 0);
        buf_release(&rs.body);
    }
    site_close(&s);
}

TEST(a_stranger_is_asked_to_sign_in_and_brought_back)
{
    struct site s = site_open(mem);
    struct http_request rq = request(&s, HTTP_GET, "/kelola", "");
    struct http_response rs;
    CHECK_INT(status_of(&s, &rq, &rs), 303);
    CHECK_STR(answer_header(&rs, "Location"), "/masuk?kembali=%2Fkelola");
    buf_release(&rs.body);
    CHECK_INT(pages_run, 0);
    site_close(&s);
}

TEST(an_old_browser_that_sends_only_a_referer_is_believed)
{
    struct site s = site_open(mem);
    struct http_request rq = own_form(&s);
    rq.header.item[0] = (struct http_pair){STR("referer"), STR("http://katalog.example/lihat?q=a")};
    rq.header.item[1] = (struct http_pair){STR("accept"), STR("*/*")};
    CHECK_INT(post(&s, &rq), 200);
    rq.header.item[0].value = STR("http://jahat.example/katalog.example/");
    CHECK_INT(post(&s, &rq), 403);
    site_close(&s);
}

TEST(fields_of_a_form_are_held_to_the_table)
{
    struct site s = site_open(mem);
    struct http_request rq = own_form(&s);
    rq.body = STR("token=0123456789abcdefghij0123&q=abcdef");
    CHECK_INT(post(&s, &rq), 400);
    rq.body = STR("token=0123456789abcdefghij0123&admin=1");
    CHECK_INT(post(&s, &rq), 400);
    rq.body = STR("token=0123456789abcdefghij0123&q=a%zz");
    CHECK_INT(post(&s, &rq), 400);
    CHECK_INT(pages_run, 0);
    site_close(&s);
}

TEST(an_error_shows_its_number_and_no_inside)
{
    struct site s = site_open(mem);
    struct http_request rq = request(&s, HTTP_GET, "/rusak", "");
    struct http_response rs;
    CHECK_INT(status_of(&s, &rq, &rs), 500);
    struct str body = buf_str(&rs.body);
    CHECK(str_find(body, STR("abcdefghij")) < body.n);
    CHECK(str_find(body, STR("silang.db")) > body.n);
    CHECK(str_find(body, STR("SELECT")) > body.n);
    buf_release(&rs.body);
    site_close(&s);
}

TEST(every_failure_has_its_words_in_both_languages_and_a_way_on)
{
    static const struct {
        const char *query;
        int status;
        const char *id, *en;
    } ways[] = {
        {"n=0", 400, "Permintaan ini tidak dapat dibaca", "This request cannot be read"},
        {"n=1", 403, "Silakan masuk dulu", "Please sign in first"},
        {"n=2", 404, "Halaman ini tidak ada", "This page does not exist"},
        {"n=3", 409, "Ini sudah berubah sementara itu", "This has changed meanwhile"},
        {"n=4", 503, "Sebentar, katalog sedang sibuk", "One moment, the catalogue is busy"},
        {"n=5", 429, "Terlalu banyak pencarian", "Too many searches"},
        {"n=6", 500, "Kesalahan: halaman ini tidak bisa", "Error: this page cannot be shown"},
        {"n=7", 503, "Pencarian sedang dipulihkan", "Search is being restored"},
        {"n=8", 507, "Ruang di server habis", "There is no room left on the server"},
    };
    struct site s = site_open(mem);
    for (size_t i = 0; i < 2 * COUNT(ways); i++) {
        struct http_response rs;
        struct http_request rq = request(&s, HTTP_GET, "/gagal", ways[i / 2].query);
        header(&s, &rq, "accept-language", i % 2 ? "en" : "id");
        int status = status_of(&s, &rq, &rs);
        struct str body = buf_str(&rs.body),
                   words = str_of(i % 2 ? ways[i / 2].en : ways[i / 2].id);
        CHECK_INT(status, ways[i / 2].status);
        CHECK(str_find(body, words) < body.n);
        CHECK(str_find(body, STR("href=\"/\"")) < body.n);
        CHECK(str_find(body, STR("href=\"/bantuan\"")) < body.n);
        buf_release(&rs.body);
    }
    site_close(&s);
}

/* The answer to a form that failed in the way of `n`, from the page `referer`. */
static struct str failed_form(struct site *s, const char *n, const char *referer)
{
    struct http_response rs;
    struct http_request rq = own_form(s);
    rq.path = STR("/gagal");
    rq.body = arena_printf(s->mem, "token=0123456789abcdefghij0123&n=%s", n);
    header(s, &rq, "referer", referer);
    status_of(s, &rq, &rs);
    struct str body = arena_copy(s->mem, buf_str(&rs.body));
    buf_release(&rs.body);
    return body;
}

static bool says(struct str body, const char *words)
{
    return str_find(body, str_of(words)) < body.n;
}

TEST(a_form_that_failed_leads_back_to_its_page_and_says_whether_it_was_done)
{
    struct site s = site_open(mem);
    struct str busy = failed_form(&s, "4", "http://katalog.example/masuk?kembali=%2Fstaf");
    CHECK(says(busy, "Tidak ada yang tersimpan"));
    CHECK(says(busy, "Yang Anda ketik masih ada"));
    CHECK(says(busy, "href=\"/masuk\" target=\"_blank\""));
    CHECK(says(busy, "href=\"/masuk?lang=en\"")); /* the address of the form is no page */
    CHECK(!says(busy, "Coba lagi"));
    CHECK(
        says(failed_form(&s, "6", "http://katalog.example/masuk"), "apakah perubahan Anda sudah"));
    CHECK(says(failed_form(&s, "3", "http://katalog.example/masuk"), "Buka lagi halamannya"));
    site_close(&s);
}

TEST(a_form_that_failed_leads_nowhere_else)
{
    static const char *const strange[] = {
        "http://jahat.example/masuk",      "http://katalog.example.jahat/masuk",
        "http://katalog.example//jahat",   "http://katalog.example/keluar", /* takes forms only */
        "http://katalog.example/tiada",    "http://katalog.example",
        "javascript://katalog.example/",   "katalog.example/masuk",
        "http://u:p@katalog.example/masuk"};
    struct site s = site_open(mem);
    for (size_t i = 0; i < COUNT(strange); i++) {
        struct str body = failed_form(&s, "3", strange[i]);
        CHECK(says(body, "Ini sudah berubah sementara itu"));
        CHECK(i == 6 || !says(body, "Buka lagi halamannya</a>"));
        CHECK(says(body, "href=\"/?lang=en\""));
        CHECK(!says(body, "jahat"));
        CHECK(!says(body, "javascript"));
    }
    site_close(&s);
}

TEST(what_never_comes_to_a_page_has_one_for_browsers_and_a_line_for_programs)
{
    static const int statuses[] = {400, 403, 404, 413, 414, 431, 500, 503, 507};
    struct site s = site_open(mem);
    for (size_t i = 0; i < COUNT(statuses); i++) {
        struct http_request rq = request(&s, HTTP_POST, "/kirim", "");
        CHECK_INT(web_refused(s.web, &rq, statuses[i]).n, 0);
        header(&s, &rq, "accept", "text/html,*/*;q=0.8");
        struct str page = web_refused(s.web, &rq, statuses[i]);
        CHECK(str_find(page, STR("<html lang=\"id\">")) < page.n);
        CHECK(str_find(page, STR("href=\"/bantuan\"")) < page.n);
        header(&s, &rq, "accept-language", "en-GB");
        page = web_refused(s.web, &rq, statuses[i]);
        CHECK(str_find(page, STR("<html lang=\"en\">")) < page.n);
        rq = request(&s, HTTP_POST, "/api/v1/records", "");
        header(&s, &rq, "accept", "text/html");
        CHECK_INT(web_refused(s.web, &rq, statuses[i]).n, 0);
    }
    site_close(&s);
}

TEST(the_language_is_asked_for_remembered_or_guessed)
{
    struct site s = site_open(mem);
    static const struct {
        const char *query, *cookie, *accept, *want;
    } cases[] = {
        {"", "", "", "<html lang=\"id\""},
        {"", "", "en-GB,en;q=0.9,id;q=0.3", "<html lang=\"en\""},
        {"", "", "fr, de;q=0.5", "<html lang=\"id\""},
        {"", "bahasa=en", "id", "<html lang=\"en\""},
        {"lang=id", "bahasa=en", "en", "<html lang=\"id\""},
        {"lang=xx", "bahasa=en", "id", "<html lang=\"en\""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct http_request rq = request(&s, HTTP_GET, "/tidak-ada", cases[i].query);
        struct http_response rs;
        header(&s, &rq, "cookie", cases[i].cookie);
        header(&s, &rq, "accept-language", cases[i].accept);
        status_of(&s, &rq, &rs);
        struct str body = buf_str(&rs.body);
        CHECK(str_find(body, str_of(cases[i].want)) < body.n);
        buf_release(&rs.body);
    }
    site_close(&s);
}

/* "/b/{id}.mods" as "/b/x.mods". */
static struct str address_of(struct arena *mem, const char *pattern)
{
    struct str parts = {0}, rest = str_of(pattern), piece;
    while (str_split(&rest, '{', &piece)) {
        parts = arena_printf(mem, "%.*s%.*s", STR_ARG(parts), STR_ARG(piece));
        if (!rest.n) break;
        struct str name;
        (void)str_split(&rest, '}', &name);
        parts = arena_printf(mem, "%.*sx", STR_ARG(parts));
    }
    return parts;
}

TEST(no_route_hides_another)
{
    struct route_walk walk = {routes, NULL};
    const struct route *r, *first;
    int tried = 0;
    for (; (r = route_next(&walk)) != NULL; tried++) {
        struct route_walk again = {routes, NULL};
        struct route_segments seg;
        struct str path = address_of(mem, r->pattern);
        while ((first = route_next(&again)) != NULL)
            if (first->method == r->method && route_matches(first->pattern, path, &seg)) break;
        if (first != r) printf("  %s is never asked\n", r->pattern);
        CHECK(first == r);
    }
    CHECK(tried > 200);
}
