/* request.c -- from the wire's form of a request to ours. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "net/internal.h"

/* No empty, "." or ".." segments but a last empty one ("/perpustakaan/" is a page of its own). */
static bool path_ok(struct str path)
{
    struct str rest = str_slice(path, 1, path.n), segment;
    if (path.n == 0 || path.p[0] != '/') return false;
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7F || path.p[i] == '\\') return false;
    while (path.n > 1 && str_split(&rest, '/', &segment))
        if ((segment.n == 0 && rest.p) || str_eq(segment, STR(".")) || str_eq(segment, STR("..")))
            return false;
    return true;
}

/* SLiMS puts a slash behind an address and one before its page: "//index.php" is "/index.php".
 * Nothing else has two. */
static struct str without_second_slash(struct str path)
{
    bool of_slims = str_starts(path, STR("//")) && str_ends(path, STR(".php"));
    return of_slims ? str_slice(path, 1, path.n) : path;
}

static struct str address_text(struct MHD_Connection *c, struct arena *a)
{
    char text[INET6_ADDRSTRLEN] = "";
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !info->client_addr) return (struct str){0};
    if (info->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr,
                  text, sizeof text);
    else if (info->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6,
                  &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, text,
                  sizeof text);
    struct str s = str_of(text);
    if (str_starts(s, STR("::ffff:"))) s = str_slice(s, 7, s.n);
    return arena_copy(a, s);
}

/* Behind a trusted proxy the client is the last address the proxy added. */
static struct str peer_of(struct exchange *x, const struct http_config *config)
{
    struct str direct = address_text(x->connection, x->rq.mem);
    for (size_t i = 0; i < config->trusted_proxies.n; i++) {
        if (!str_eq(config->trusted_proxies.item[i], direct)) continue;
        struct str rest = http_header(&x->rq, "x-forwarded-for"), part, last = {0};
        while (str_split(&rest, ',', &part)) last = str_trim(part);
        unsigned char parsed[16];
        const char *text = arena_cstr(x->rq.mem, last);
        if (inet_pton(AF_INET, text, parsed) == 1 || inet_pton(AF_INET6, text, parsed) == 1)
            return last;
    }
    return direct;
}

static struct str new_id(const struct env *env, struct arena *a)
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    enum { ID_LENGTH = 10 };
    unsigned char random[ID_LENGTH];
    char *p = arena_alloc(a, ID_LENGTH);
    env->random(env, random, sizeof random);
    for (int i = 0; i < ID_LENGTH; i++) p[i] = digits[random[i] % 32];
    return (struct str){p, ID_LENGTH};
}

int request_read(struct exchange *x, const struct http_config *config)
{
    struct http_request *rq = &x->rq;
    size_t question = str_find_char(x->target, '?', 0);
    rq->id = new_id(config->env, rq->mem);
    rq->peer = peer_of(x, config);
    rq->host = http_header(rq, "host");
    rq->query = str_slice(x->target, question + 1, x->target.n);
    rq->deadline_us = x->started + (int64_t)config->request_seconds * 1000000;
    if (http_decode(str_slice(x->target, 0, question), false, rq->mem, &rq->path)) return 400;
    rq->path = without_second_slash(rq->path);
    if (!path_ok(rq->path)) return 400;
    switch (http_decode_form(rq->query, rq->mem, &rq->param)) {
    case OK: return 0;
    case ERR_LIMIT: return 414;
    default: return 400;
    }
}

enum lane request_lane(const struct http_config *c, const struct http_request *rq)
{
    if (c->first && c->first(c->ctx, rq)) return LANE_FIRST;
    return c->dear && c->dear(c->ctx, rq) ? LANE_DEAR : LANE_OTHERS;
}
