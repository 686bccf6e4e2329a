/* visitor.c -- cookies: the session, and the token of forms against forgery. */
#include "web/visitor.h"

#include "base/hash.h"
#include "base/log.h"
#include "base/secret.h"
#include "db/pool.h"
#include "web/internal.h"

enum { TOKEN_MIN = 20 };

static bool over_tls(struct str base_url)
{
    return str_starts(base_url, STR("https://"));
}

/* "__Host-" makes browsers refuse the cookie from any other host or over plain HTTP; on the plain
 * HTTP of a school network there is no such protection to be had. */
static const char *session_cookie(struct str base_url)
{
    return over_tls(base_url) ? "__Host-silang" : "silang";
}

bool web_goes_first(void *web, const struct http_request *rq)
{
    const struct web *w = web;
    return known_has(w->known, http_cookie(rq, session_cookie(w->config.base_url)));
}

static void set_cookie(struct ask *k, const char *name, struct str value, int64_t seconds)
{
    struct str life =
        seconds ? arena_printf(k->mem, "; Max-Age=%lld", (long long)seconds) : STR("");
    if (value.n == 0) life = STR("; Max-Age=0");
    http_set(k->rq, k->rs, "Set-Cookie",
             arena_printf(k->mem, "%s=%.*s; Path=/%.*s; HttpOnly; SameSite=Lax%s", name,
                          STR_ARG(value), STR_ARG(life),
                          over_tls(k->config->base_url) ? "; Secure" : ""));
}

enum err visitor_find(struct ask *k)
{
    struct str secret = http_cookie(k->rq, session_cookie(k->config->base_url));
    int64_t now = k->out.now;
    k->actor = (struct actor){.kind = ACTOR_STRANGER, .at = now};
    if (secret.n == 0) return OK;
    enum err e = session_find(k->db, secret, now, &k->session);
    if (!e) e = person_get(k->db, k->session.person, k->mem, &k->me);
    if (!e) e = actor_of_person(k->db, k->session.person, now, k->mem, &k->actor);
    known_set(k->web->known, secret, e == OK);
    if (!e) return OK;
    k->session = (struct session){0};
    k->me = (struct person){0};
    return e == ERR_NOT_FOUND ? OK : e;
}

void visitor_touch(struct ask *k)
{
    struct db *db = NULL;
    if (!k->session.id || k->out.now - k->session.seen < SESSION_STALE || !k->config->writers)
        return;
    enum err e = db_pool_get(k->config->writers, &db);
    if (!e) {
        e = session_touch(db, k->session.id, k->out.now);
        db_pool_put(k->config->writers, db);
    }
    if (e) log_line(LOG_WARN, k->rq->id, "session: %s", err_name(e));
}

enum err visitor_enter(struct ask *k, int64_t person, bool kept)
{
    struct str secret;
    enum err e = OK;
    if (k->session.id) e = session_close(k->db, k->session.person, k->session.id);
    if (!e) e = session_open(k->db, person, kept, k->config->env, k->mem, &secret);
    if (!e)
        set_cookie(k, session_cookie(k->config->base_url), secret,
                   kept ? SESSION_KEPT_LIFE / 1000000 : 0);
    return e;
}

enum err visitor_leave(struct ask *k)
{
    known_set(k->web->known, http_cookie(k->rq, session_cookie(k->config->base_url)), false);
    set_cookie(k, session_cookie(k->config->base_url), (struct str){0}, 0);
    return k->session.id ? session_close(k->db, k->session.person, k->session.id) : OK;
}

/* ---- forms ---- */

static struct str token_of_session(struct ask *k)
{
    struct str part[] = {STR("silang form"),
                         http_cookie(k->rq, session_cookie(k->config->base_url))};
    struct digest d = digest_of_parts(part, 2);
    struct buf CLEANUP(buf_release) hex = BUF(64);
    for (size_t i = 0; i < sizeof d.byte; i++) buf_printf(&hex, "%02x", d.byte[i]);
    return arena_copy(k->mem, buf_str(&hex));
}

struct str visitor_token(struct ask *k)
{
    if (k->session.id) return token_of_session(k);
    struct str kept = http_cookie(k->rq, "silang_token");
    if (kept.n >= TOKEN_MIN) return kept;
    if (!k->fresh_token.n) {
        k->fresh_token = secret_make(k->config->env, k->mem, SECRET_DIGITS);
        set_cookie(k, "silang_token", k->fresh_token, 0);
    }
    return k->fresh_token;
}

/* The host of "scheme://host/...". */
static struct str host_of(struct str url)
{
    size_t from = str_find(url, STR("://"));
    if (from > url.n) return (struct str){0};
    return str_slice(url, from + 3, str_find_char(url, '/', from + 3));
}

bool visitor_sent(struct ask *k, struct str token)
{
    struct str site = http_header(k->rq, "sec-fetch-site"), origin = http_header(k->rq, "origin"),
               referer = http_header(k->rq, "referer");
    if (site.n && !str_eq(site, STR("same-origin"))) return false;
    if (origin.n && !str_eq(host_of(origin), k->rq->host)) return false;
    if (!site.n && !origin.n && !str_eq(host_of(referer), k->rq->host)) return false;
    if (!k->session.id && http_cookie(k->rq, "silang_token").n < TOKEN_MIN) return false;
    return secret_same(token, visitor_token(k));
}
