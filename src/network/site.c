/* site.c -- see site.h. */
#include "network/site.h"

#include "base/ascii.h"
#include "network/audit.h"
#include "network/network.h"
#include "network/setting.h"

enum { URL_MAX = 200 };

bool site_url_ok(struct str url)
{
    if (url.n == 0) return true;
    if (url.n > URL_MAX) return false;
    size_t from = str_starts(url, STR("https://")) ? 8 : str_starts(url, STR("http://")) ? 7 : 0;
    if (!from || url.n == from) return false;
    for (size_t i = from; i < url.n; i++) {
        char c = url.p[i];
        bool fine = ascii_is_letter(c) || ascii_is_digit(c) || c == '.' || c == '-' || c == ':' ||
                    c == '[' || c == ']';
        if (!fine) return false;
    }
    return true;
}

enum err site_get(struct db *db, struct arena *a, struct site *ret)
{
    struct network n;
    struct site s;
    enum err e = network_home(db, a, &n);
    if (!e) e = setting_get(db, "zone", a, &s.zone);
    if (!e) e = setting_get(db, "lang", a, &s.lang);
    if (!e) e = setting_get(db, "base_url", a, &s.base_url);
    if (e) return e;
    s.name = n.name;
    *ret = s;
    return OK;
}

struct setting_site {
    const struct actor *actor;
    struct site site;
    int64_t now;
};

static enum err set(struct db *db, void *ctx)
{
    const struct setting_site *c = ctx;
    int64_t home = 0;
    enum err e = db_get_int(db, &home,
                            SQL("UPDATE network SET name = ?1 WHERE id = (SELECT min(id) FROM"
                                " network) RETURNING id"),
                            T(c->site.name));
    if (!e) e = setting_put(db, "zone", c->site.zone);
    if (!e) e = setting_put(db, "lang", c->site.lang);
    if (!e) e = setting_put(db, "base_url", c->site.base_url);
    if (e) return e;
    return audit_add(
        db, c->actor,
        &(struct audit_entry){c->now, 0, "setting.change", "network", home, c->site.name});
}

enum err site_set(struct db *db, const struct actor *actor, const struct site *site, int64_t now)
{
    struct setting_site c = {actor, *site, now};
    c.site.name = str_trim(site->name);
    c.site.base_url = str_trim(site->base_url);
    while (str_ends(c.site.base_url, STR("/"))) c.site.base_url.n--;
    enum err e = actor_may(actor, PERM_OPERATE);
    if (e) return e;
    if (!network_name_ok(c.site.name) || !site_url_ok(c.site.base_url)) return ERR_ARG;
    return db_write(db, set, &c);
}
