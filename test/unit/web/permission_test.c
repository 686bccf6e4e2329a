/* permission_test.c -- every route of the site by every kind of person, in the own and in a foreign
 * library and network: who may not is refused, whoever may is not. What a role may is written here
 * a second time, on purpose. */
#include <stdlib.h>

#include "base/checked.h"
#include "catalog/follow.h"
#include "catalog/store.h"
#include "network/person.h"
#include "test.h"
#include "web/internal.h"
#include "web/visitor.h"

enum who { STRANGER, NOBODY, HEAD, DESK, CATALOGUER, MANAGER, COORDINATOR, FOREIGN, PEOPLE };
enum where { OWN_AGENCY, FOREIGN_AGENCY, HOME_NETWORK, OTHER_NETWORK, ANYWHERE, WHERES };

/* Letters of enum permission in its order: Public Signed-in Look Desk Catalogue Manage coOrdinate
 * opeRate. The coordinator is of the home network, in which both libraries are; the foreign one is
 * of another network with no library. */
static const char letters[] = "PSLDCMOR";
static const char *const allowed[PEOPLE][WHERES] = {
    [STRANGER] = {"P", "P", "P", "P", "P"},
    [NOBODY] = {"PS", "PS", "PS", "PS", "PS"},
    [HEAD] = {"PSL", "PS", "PS", "PS", "PSL"},
    [DESK] = {"PSLD", "PS", "PS", "PS", "PSLD"},
    [CATALOGUER] = {"PSLDC", "PS", "PS", "PS", "PSLDC"},
    [MANAGER] = {"PSLDCM", "PS", "PS", "PS", "PSLDCM"},
    [COORDINATOR] = {"PSLDCM", "PSLDCM", "PSLDCMO", "PS", "PSLDCMOR"},
    [FOREIGN] = {"PS", "PS", "PS", "PSLDCMO", "PSLDCMO"},
};

struct site {
    struct arena *mem;
    struct store *store;
    struct web_config config;
    struct web *web;
    struct index_reader *index;
    int64_t home, other, a, b;
    int64_t person[PEOPLE];
};

static const struct actor keeper = {.kind = ACTOR_OPERATOR};

static int64_t person(struct site *s, const char *login, enum role_kind kind, int64_t agency,
                      int64_t network)
{
    struct person_order o = {.name = STR("Orang"),
                             .login = str_of(login),
                             .kind = kind,
                             .agency = agency,
                             .network = network};
    int64_t id = 0;
    if (person_add(s->store->db, &keeper, &o, 1, &id)) abort();
    return id;
}

static void people(struct site *s)
{
    struct role_rows rows;
    s->person[NOBODY] = person(s, "n@contoh.id", ROLE_DESK, s->a, 0);
    if (role_of_person(s->store->db, s->person[NOBODY], 2, s->mem, &rows) ||
        role_end(s->store->db, &keeper, rows.item[0].id, 2))
        abort();
    s->person[HEAD] = person(s, "h@contoh.id", ROLE_HEAD, s->a, 0);
    s->person[DESK] = person(s, "d@contoh.id", ROLE_DESK, s->a, 0);
    s->person[CATALOGUER] = person(s, "c@contoh.id", ROLE_CATALOGUER, s->a, 0);
    s->person[MANAGER] = person(s, "m@contoh.id", ROLE_MANAGER, s->a, 0);
    s->person[COORDINATOR] = person(s, "o@contoh.id", ROLE_COORDINATOR, 0, s->home);
    s->person[FOREIGN] = person(s, "f@contoh.id", ROLE_COORDINATOR, 0, s->other);
}

static void site_open(struct arena *mem, struct site *s)
{
    const char *dir = test_dir(mem);
    struct network home = {.name = STR("Rumah")}, other = {.name = STR("Lain")};
    struct agency a = {.name = STR("Satu")}, b = {.name = STR("Dua")};
    *s = (struct site){.mem = mem};
    if (store_create(dir, env_system(), &s->store) ||
        network_add(s->store->db, &keeper, &home, 1, &s->home) ||
        network_add(s->store->db, &keeper, &other, 1, &s->other) ||
        agency_add(s->store->db, &keeper, &a, 1, &s->a) ||
        agency_add(s->store->db, &keeper, &b, 1, &s->b) || follow_make_sure(s->store) ||
        index_reader_open(dir, &s->index))
        abort();
    people(s);
    s->config = (struct web_config){
        .db = db_pool_new(s->store->db_path, DB_READ, 2),
        .writers = db_pool_new(s->store->db_path, DB_WRITE, 2),
        .index = s->index,
        .dir = dir,
        .env = env_system(),
    };
    s->web = web_new(&s->config);
}

static void site_close(struct site *s)
{
    web_free(s->web);
    index_reader_close(s->index);
    db_pool_free(s->config.db);
    db_pool_free(s->config.writers);
    store_close(s->store);
}

/* The pattern with its places filled. */
static struct str path_in(struct site *s, const char *pattern, enum where in)
{
    struct buf CLEANUP(buf_release) b = BUF(1000);
    struct str rest = str_of(pattern), part;
    int64_t network = in == OTHER_NETWORK ? s->other : s->home;
    str_split(&rest, '/', &part);
    while (str_split(&rest, '/', &part)) {
        buf_add_char(&b, '/');
        if (str_eq(part, STR("{agency}")))
            buf_add(&b, in == FOREIGN_AGENCY ? STR("dua") : STR("satu"));
        else if (str_eq(part, STR("{network}")))
            buf_add_i64(&b, network);
        else if (part.n && part.p[0] == '{') {
            buf_add_char(&b, '1');
            buf_add(&b, str_slice(part, str_find_char(part, '}', 0) + 1, part.n));
        } else
            buf_add(&b, part);
    }
    return arena_copy(s->mem, buf_str(&b));
}

static void add_header(struct site *s, struct http_request *rq, const char *name, struct str value)
{
    VEC_PUSH(s->mem, &rq->header, (struct http_pair){str_of(name), value});
}

/* What a browser of this person sends; forms carry the right token and nothing else. */
static struct http_request request(struct site *s, const struct route *r, enum who who,
                                   enum where in)
{
    struct http_request rq = {.method = r->method,
                              .path = path_in(s, r->pattern, in),
                              .host = STR("katalog.example"),
                              .peer = STR("203.0.113.7"),
                              .id = STR("abcdefghij"),
                              .mem = s->mem};
    struct str secret = STR(""), cookie = STR("silang_token=0123456789abcdefghij0123");
    if (s->person[who] &&
        session_open(s->store->db, s->person[who], false, env_system(), s->mem, &secret))
        abort();
    if (secret.n)
        cookie = arena_printf(s->mem, "%.*s; silang=%.*s", STR_ARG(cookie), STR_ARG(secret));
    add_header(s, &rq, "cookie", cookie);
    if (r->method != HTTP_POST) return rq;
    add_header(s, &rq, "sec-fetch-site", STR("same-origin"));
    struct ask k = {.config = &s->config, .rq = &rq, .mem = s->mem};
    k.session.id = secret.n ? 1 : 0;
    struct str token = visitor_token(&k);
    rq.body = arena_printf(s->mem, "token=%.*s", STR_ARG(token));
    return rq;
}

/* The server asks before it takes a body that is streamed: refused there, refused at all. */
static enum err stream_body(struct site *s, const struct route *r, struct http_request *rq)
{
    void *sink = NULL;
    struct str token = str_slice(rq->body, 6, rq->body.n); /* "token=..." */
    struct str part = arena_printf(s->mem,
                                   "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n"
                                   "%.*s\r\n--b--\r\n",
                                   STR_ARG(token));
    if (!(r->flags & (FORM_FILE | RAW_FILE))) return OK;
    add_header(s, rq, "content-type", STR("multipart/form-data; boundary=b"));
    add_header(s, rq, "x-token", token);
    enum err e = web_stream.open(s->web, rq, &sink);
    if (e || !sink) return e;
    if (r->flags & FORM_FILE) e = web_stream.write(sink, part);
    web_stream.close(sink, true);
    return e;
}

static bool refused(const struct http_response *rs)
{
    if (rs->status == 403) return true;
    for (size_t i = 0; rs->status == 303 && i < rs->header.n; i++)
        if (str_eq_nocase(rs->header.item[i].name, STR("location")))
            return str_starts(rs->header.item[i].value, STR("/masuk?kembali="));
    return false;
}

static void try_one(struct site *s, const struct route *r, enum who who, enum where in)
{
    struct http_request rq = request(s, r, who, in);
    struct http_response rs = {.status = 200};
    enum err e = stream_body(s, r, &rq);
    if (e == ERR_DENIED) rs.status = 403;
    if (!e) web_dispatch(s->web, routes, &rq, &rs);
    bool may = str_find_char(str_of(allowed[who][in]), letters[r->permission], 0) <
               str_of(allowed[who][in]).n;
    if (refused(&rs) == may)
        test_fail(__FILE__, __LINE__, "%s %s by %d in %d: status %d, but %s",
                  r->method == HTTP_POST ? "POST" : "GET", r->pattern, (int)who, (int)in, rs.status,
                  may ? "may" : "may not");
    if (rs.status == 500)
        test_fail(__FILE__, __LINE__, "%s by %d: status 500", r->pattern, (int)who);
    if (!may && str_find(buf_str(&rs.body), STR("class=\"subnav\"")) < rs.body.n)
        test_fail(__FILE__, __LINE__, "%s by %d: a staff page shows", r->pattern, (int)who);
    buf_release(&rs.body);
}

TEST(every_route_lets_in_whom_it_should_and_nobody_else)
{
    struct site s;
    int tried = 0;
    site_open(mem, &s);
    struct route_walk walk = {routes, NULL};
    const struct route *r;
    while ((r = route_next(&walk)) != NULL) {
        struct str p = str_of(r->pattern);
        bool agency = str_find(p, STR("{agency}")) < p.n;
        bool network = str_find(p, STR("{network}")) < p.n;
        for (enum who who = STRANGER; who < PEOPLE; who++)
            for (enum where in = OWN_AGENCY; in < WHERES; in++) {
                bool fits = in <= FOREIGN_AGENCY ? agency
                            : in == ANYWHERE     ? !agency && !network
                                                 : network;
                if (!fits) continue;
                try_one(&s, r, who, in);
                tried++;
            }
    }
    CHECK(tried > 300);
    site_close(&s);
}

TEST(a_stolen_session_is_worth_nothing_after_signing_out)
{
    struct site s;
    struct session found;
    site_open(mem, &s);
    static const struct route leave = {HTTP_POST, "/keluar", page_home, PERM_PUBLIC,
                                       "",        NULL,      0,         MSG_route_leave};
    struct http_request rq = request(&s, &leave, MANAGER, ANYWHERE);
    struct str cookie = http_cookie(&rq, "silang");
    struct http_response rs = {.status = 200};
    CHECK_INT(session_find(s.store->db, cookie, env_system()->now(env_system()), &found), OK);
    web_dispatch(s.web, routes, &rq, &rs);
    CHECK_INT(rs.status, 303);
    buf_release(&rs.body);
    CHECK_INT(session_find(s.store->db, cookie, env_system()->now(env_system()), &found),
              ERR_NOT_FOUND);
    site_close(&s);
}

TEST(the_token_of_one_session_opens_no_form_of_another)
{
    struct site s;
    site_open(mem, &s);
    static const struct route end = {
        HTTP_POST,       "/staf/{agency}/orang/akhiri", page_home, PERM_PUBLIC, "", NULL, 0,
        MSG_route_people};
    struct http_request one = request(&s, &end, MANAGER, OWN_AGENCY);
    struct http_request two = request(&s, &end, MANAGER, OWN_AGENCY);
    struct http_response rs = {.status = 200};
    two.body = one.body;
    web_dispatch(s.web, routes, &two, &rs);
    CHECK_INT(rs.status, 403);
    buf_release(&rs.body);
    site_close(&s);
}

static void answer(struct site *s, struct http_request *rq)
{
    struct http_response rs = {.status = 200};
    web_dispatch(s->web, routes, rq, &rs);
    buf_release(&rs.body);
}

TEST(whose_session_was_found_to_hold_goes_first_until_it_ends)
{
    struct site s;
    site_open(mem, &s);
    static const struct route staff = {HTTP_GET, "/staf", page_home, PERM_PUBLIC,
                                       "",       NULL,    0,         MSG_route_leave};
    struct http_request rq = request(&s, &staff, DESK, ANYWHERE), forged = rq, leave = rq;
    forged.header = (struct http_pairs){0};
    add_header(&s, &forged, "cookie", STR("silang=0123456789abcdefghij0123456789"));
    CHECK(!web_goes_first(s.web, &rq)); /* nobody knows yet */
    answer(&s, &rq);
    CHECK(web_goes_first(s.web, &rq));
    answer(&s, &forged);
    CHECK(!web_goes_first(s.web, &forged));
    CHECK(web_goes_first(s.web, &rq));
    struct ask k = {.config = &s.config, .rq = &rq, .mem = mem, .session.id = 1};
    leave.method = HTTP_POST;
    leave.path = STR("/keluar");
    add_header(&s, &leave, "sec-fetch-site", STR("same-origin"));
    leave.body = arena_printf(mem, "token=%.*s", STR_ARG(visitor_token(&k)));
    answer(&s, &leave);
    CHECK(!web_goes_first(s.web, &rq));
    site_close(&s);
}
