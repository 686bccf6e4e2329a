/* staff.c -- modules and submenus as one table. Permissions are not repeated here: an entry is
 * shown when its route would let the actor in. */
#include "web/staff.h"

#include "base/checked.h"
#include "web/visitor.h"

enum staff_module { STAFF_HOME, STAFF_BIB, STAFF_LIBRARY, STAFF_NETWORK, STAFF_SYSTEM, MODULES };

static const enum msg module_words[MODULES] = {
    [STAFF_HOME] = MSG_staff_home,       [STAFF_BIB] = MSG_staff_bib,
    [STAFF_LIBRARY] = MSG_staff_library, [STAFF_NETWORK] = MSG_staff_network,
    [STAFF_SYSTEM] = MSG_staff_system,
};

struct staff_entry {
    enum staff_module module;
    const char *pattern; /* of a route */
    enum msg words;
    const char *also; /* pages of this beginning belong to it too; NULL: none */
};

static const struct staff_entry entries[] = {
    {STAFF_HOME, "/staf/{agency}", MSG_staff_overview, NULL},
    {STAFF_HOME, "/staf", MSG_staff_places, NULL},
    {STAFF_BIB, "/staf/{agency}/buku", MSG_staff_books, NULL},
    {STAFF_BIB, "/staf/{agency}/buku/baru", MSG_staff_add, NULL},
    {STAFF_BIB, "/staf/{agency}/buku/salin", MSG_staff_copy, NULL},
    {STAFF_BIB, "/staf/{agency}/buku/luar", MSG_staff_outside, NULL},
    {STAFF_BIB, "/staf/{agency}/kirim", MSG_staff_send, "/staf/{agency}/muatan"},
    {STAFF_BIB, "/staf/{agency}/slims", MSG_staff_slims, NULL},
    {STAFF_BIB, "/staf/{agency}/panen", MSG_staff_gather, NULL},
    {STAFF_BIB, "/staf/{agency}/mutu", MSG_own_quality, NULL},
    {STAFF_BIB, "/tinjau", MSG_staff_review, "/b/{id}"},
    {STAFF_BIB, "/staf/{agency}/buku/label", MSG_staff_print, NULL},
    {STAFF_LIBRARY, "/staf/{agency}/profil", MSG_staff_profile, NULL},
    {STAFF_LIBRARY, "/staf/{agency}/syarat", MSG_staff_conditions, NULL},
    {STAFF_LIBRARY, "/staf/{agency}/ketersediaan", MSG_live_setting, NULL},
    {STAFF_LIBRARY, "/staf/{agency}/orang", MSG_staff_people, NULL},
    {STAFF_LIBRARY, "/staf/{agency}/riwayat", MSG_staff_history, NULL},
    {STAFF_NETWORK, "/jejaring/{network}/kelola", MSG_staff_manage, NULL},
    {STAFF_NETWORK, "/jejaring/{network}/panen", MSG_staff_gather_network, NULL},
    {STAFF_NETWORK, "/jejaring/{network}/katalog", MSG_staff_targets, NULL},
    {STAFF_NETWORK, "/jejaring/{network}/profil", MSG_staff_network_profile, NULL},
    {STAFF_NETWORK, "/jejaring/{network}/orang", MSG_staff_coordinators, NULL},
    {STAFF_SYSTEM, "/sistem", MSG_system_health, NULL},
    {STAFF_SYSTEM, "/sistem/cadangan", MSG_system_backups, NULL},
    {STAFF_SYSTEM, "/sistem/pekerjaan", MSG_system_jobs, NULL},
    {STAFF_SYSTEM, "/sistem/orang", MSG_system_people, NULL},
    {STAFF_SYSTEM, "/sistem/pengaturan", MSG_system_settings, NULL},
    {STAFF_SYSTEM, "/sistem/katalog", MSG_staff_targets, NULL},
    {STAFF_SYSTEM, "/sistem/kendali", MSG_system_authority, NULL},
    {STAFF_SYSTEM, "/sistem/riwayat", MSG_staff_history, NULL},
    {STAFF_SYSTEM, "/sistem/catatan", MSG_system_log, NULL},
};

/* What the addresses of this page are about. */
struct context {
    struct str slug, agency_name, network_name;
    int64_t agency, network;
    const char *role;
};

static const struct route *route_of(const char *pattern)
{
    struct route_walk walk = {routes, NULL};
    const struct route *r;
    while ((r = route_next(&walk)) != NULL)
        if (r->method == HTTP_GET && str_eq(str_of(r->pattern), str_of(pattern))) return r;
    return NULL;
}

/* The agency and network of the address, else the first ones the person has a role in. */
static enum err find_context(struct ask *k, struct context *ret)
{
    struct role_rows roles = {0};
    struct context c = {.slug = k->agency.slug,
                        .agency_name = k->agency.name,
                        .agency = k->agency.id,
                        .network = k->in_network};
    enum err e = role_of_person(k->db, k->me.id, k->out.now, k->mem, &roles);
    for (size_t i = 0; !e && i < roles.n; i++) {
        const struct role_row *r = &roles.item[i];
        if (r->agency && !c.agency) {
            c.agency = r->agency;
            c.slug = r->slug;
            c.agency_name = r->where;
        }
        if (r->network && !c.network) c.network = r->network;
        if (r->network == c.network && r->network) c.network_name = r->where;
        bool here = k->agency.id ? r->agency == k->agency.id : true;
        if (!c.role && here) c.role = role_name(r->kind);
    }
    if (!c.role && roles.n) c.role = role_name(roles.item[0].kind);
    *ret = c;
    return e;
}

/* The entry's address in this context; empty when it needs what the context has not. */
static struct str address_in(struct ask *k, const struct context *c, const char *pattern)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 10);
    struct str rest = str_of(pattern), part;
    str_split(&rest, '/', &part);
    while (str_split(&rest, '/', &part)) {
        buf_add_char(&b, '/');
        if (str_eq(part, STR("{agency}"))) {
            if (!c->agency) return (struct str){0};
            buf_add(&b, c->slug);
        } else if (str_eq(part, STR("{network}"))) {
            if (!c->network) return (struct str){0};
            buf_add_i64(&b, c->network);
        } else {
            buf_add(&b, part);
        }
    }
    return arena_copy(k->mem, buf_str(&b));
}

/* Whether the route would let the actor in; failures of the database count as no. */
static bool may_open(struct ask *k, const struct context *c, const char *pattern)
{
    const struct route *r = route_of(pattern);
    struct str p = str_of(pattern);
    if (!r) return false;
    if (str_find(p, STR("{agency}")) < p.n)
        return actor_may_agency(k->db, &k->actor, r->permission, c->agency) == OK;
    if (str_find(p, STR("{network}")) < p.n)
        return actor_may_network(k->db, &k->actor, r->permission, c->network) == OK;
    return actor_may(&k->actor, r->permission) == OK;
}

static bool begins(const char *pattern, struct str here)
{
    struct str p = str_of(pattern);
    return p.n && str_starts(here, p) && (here.n == p.n || here.p[p.n] == '/');
}

/* The entry the page belongs to: the longest pattern that begins the route's. */
static size_t current_entry(const struct ask *k)
{
    size_t best = COUNT(entries), length = 0;
    struct str here = str_of(k->route->pattern);
    for (size_t i = 0; i < COUNT(entries); i++) {
        size_t n = str_of(entries[i].pattern).n;
        if (begins(entries[i].also, here)) return i;
        if (!begins(entries[i].pattern, here) || n <= length) continue;
        best = i;
        length = n;
    }
    return best;
}

static void add_links(struct ask *k, const struct context *c, struct staff_frame *f)
{
    size_t current = current_entry(k);
    enum staff_module here = current < COUNT(entries) ? entries[current].module : STAFF_HOME;
    bool has[MODULES] = {false};
    f->modules = arena_array(k->mem, struct staff_link, MODULES);
    f->entries = arena_array(k->mem, struct staff_link, COUNT(entries));
    for (size_t i = 0; i < COUNT(entries); i++) {
        const struct staff_entry *e = &entries[i];
        struct str address = address_in(k, c, e->pattern);
        if (!address.n || !may_open(k, c, e->pattern)) continue;
        if (!has[e->module])
            f->modules[f->n_modules++] = (struct staff_link){
                .address = address, .words = module_words[e->module], .current = e->module == here};
        has[e->module] = true;
        if (e->module == here)
            f->entries[f->n_entries++] =
                (struct staff_link){.address = address, .words = e->words, .current = i == current};
    }
}

enum err staff_frame(struct ask *k, struct str title, struct staff_frame *ret)
{
    struct context c;
    struct staff_frame f = {.around = around_form(k, title), .flash = flash_of(k)};
    enum err e = find_context(k, &c);
    if (e) return e;
    f.around.icons |= ICON(CHECK) | ICON(CROSS) | ICON(STAFF);
    f.place = k->in_network ? c.network_name : k->agency.id ? c.agency_name : k->network.name;
    if (c.role) f.role = named_text(k, "role", c.role);
    add_links(k, &c, &f);
    *ret = f;
    return OK;
}

void staff_refresh(struct ask *k, int seconds)
{
    http_set(k->rq, k->rs, "Refresh", arena_printf(k->mem, "%d", seconds));
}

struct str staff_address(const struct ask *k, const char *rest)
{
    return arena_printf(k->mem, "/staf/%.*s%s", STR_ARG(k->agency.slug), rest);
}
