/* targets_test.c -- who keeps other catalogues and who asks them; a record of one becomes a
 * library's own with all of its fields. */
#include "catalog/entry.h"
#include "catalog/stored.h"
#include "catalog/targets.h"
#include "network/membership.h"
#include "network/network.h"
#include "record/iso2709.h"
#include "world.h"

static int64_t network(struct world *w, const char *name)
{
    int64_t id = 0;
    struct network n = {.name = str_of(name)};
    CHECK_INT(network_add(w->store->db, &world_operator, &n, 1, &id), OK);
    return id;
}

static struct target_order order(int64_t network, const char *name, const char *address)
{
    return (struct target_order){
        .network = network, .kind = STR("sru"), .name = str_of(name), .address = str_of(address)};
}

static int64_t add(struct world *w, int64_t network, const char *name, const char *address)
{
    struct target_order o = order(network, name, address);
    int64_t id = 0;
    CHECK_INT(targets_add(w->store->db, &world_operator, &o, 5, &id), OK);
    CHECK_INT(targets_switch(w->store->db, &world_operator, id, true, 5), OK);
    return id;
}

static struct str asked_by(struct world *w, int64_t agency, int64_t at)
{
    struct actor a = world_operator;
    struct target_rows list = {0};
    struct strs names = {0};
    a.at = at;
    CHECK_INT(targets_of_agency(w->store->db, &a, agency, w->mem, &list), OK);
    for (size_t i = 0; i < list.n; i++) VEC_PUSH(w->mem, &names, list.item[i].order.name);
    return arena_join(w->mem, names.item, names.n, STR(" "));
}

TEST(a_library_asks_what_its_networks_and_the_installation_have_switched_on)
{
    struct world w = world_make(mem);
    struct db *db = w.store->db;
    int64_t library = world_library(&w, "Satu"), other = network(&w, "Lain");
    int64_t membership = 0;
    add(&w, 0, "Semua", "http://a.id/");
    add(&w, 1, "Rumah", "http://b.id/");
    int64_t far = add(&w, other, "Jauh", "http://c.id/");
    CHECK_STR(asked_by(&w, library, 100), "Semua Rumah");
    CHECK_INT(membership_add(db, &world_operator, other, library, 50, 60, &membership), OK);
    CHECK_STR(asked_by(&w, library, 100), "Semua Rumah Jauh");
    CHECK_STR(asked_by(&w, library, 40), "Semua Rumah");
    CHECK_INT(membership_end(db, &world_operator, other, library, 80, 90), OK);
    CHECK_STR(asked_by(&w, library, 100), "Semua Rumah");
    CHECK_INT(membership_add(db, &world_operator, other, library, 100, 110, &membership), OK);
    CHECK_INT(targets_switch(db, &world_operator, far, false, 120), OK);
    CHECK_STR(asked_by(&w, library, 130), "Semua Rumah");
    world_end(&w);
}

TEST(who_may_not_change_a_target_does_not_see_it)
{
    static const struct actor stranger = {.kind = ACTOR_STRANGER};
    const struct actor_role role = {.kind = ROLE_COORDINATOR, .network = 2};
    const struct actor coordinator = {
        .kind = ACTOR_PERSON, .person = 1, .role = &role, .n_roles = 1};
    struct world w = world_make(mem);
    struct db *db = w.store->db;
    struct target_order mine = order(2, "Milik", "http://d.id/"),
                        theirs = order(1, "X", "http://x/");
    struct target_row row;
    struct target_rows rows;
    int64_t id = 0;
    CHECK_INT(network(&w, "Lain"), 2);
    int64_t home = add(&w, 1, "Rumah", "http://b.id/"), all = add(&w, 0, "Semua", "http://a.id/");
    CHECK_INT(targets_add(db, &coordinator, &mine, 5, &id), OK);
    CHECK_INT(targets_add(db, &coordinator, &mine, 5, &id), ERR_CONFLICT);
    CHECK_INT(targets_add(db, &coordinator, &theirs, 5, &id), ERR_DENIED);
    CHECK_INT(targets_get(db, &coordinator, home, mem, &row), ERR_NOT_FOUND);
    CHECK_INT(targets_get(db, &coordinator, all, mem, &row), ERR_NOT_FOUND);
    CHECK_INT(targets_change(db, &coordinator, home, &mine, 6), ERR_NOT_FOUND);
    CHECK_INT(targets_switch(db, &coordinator, all, false, 6), ERR_NOT_FOUND);
    CHECK_INT(targets_remove(db, &coordinator, home, 6), ERR_NOT_FOUND);
    CHECK_INT(targets_list(db, &coordinator, 1, mem, &rows), ERR_DENIED);
    CHECK_INT(targets_list(db, &stranger, 2, mem, &rows), ERR_DENIED);
    CHECK_INT(targets_remove(db, &coordinator, id, 6), OK);
    world_end(&w);
}

static struct marc record(struct arena *mem)
{
    static const struct {
        const char *tag, *data;
    } fields[] = {{"020", "\x1F"
                          "a9789793062792"},
                  {"245", "\x1F"
                          "aLaskar pelangi"},
                  {"521", "\x1F"
                          "aRemaja"},
                  {"586", "\x1F"
                          "aHadiah"}};
    struct marc m = {.leader = "00000nam a2200000 a 450", .n = 4};
    m.field = arena_array(mem, struct marc_field, 4);
    m.leader[23] = '0';
    for (size_t i = 0; i < m.n; i++) {
        m.field[i] = (struct marc_field){.ind = {' ', ' '}, .data = str_of(fields[i].data)};
        for (int k = 0; k < 3; k++) m.field[i].tag[k] = fields[i].tag[k];
    }
    return m;
}

TEST(a_record_of_another_catalogue_is_kept_with_all_of_its_fields)
{
    struct world w = world_make(mem);
    struct marc m = record(mem), kept;
    struct stored s;
    struct faults ignored = {0};
    struct entry_result r, again;
    const struct entry_copy c = {.agency = world_library(&w, "Satu"),
                                 .marc = &m,
                                 .from = STR("Katalog Jauh"),
                                 .nonce = STR("n1"),
                                 .new_items = 2};
    CHECK_INT(entry_take(w.store->db, &world_operator, &c, 1000, mem, &r), OK);
    CHECK_INT((int)r.codes.n, 2);
    CHECK_INT(entry_take(w.store->db, &world_operator, &c, 1001, mem, &again), OK);
    CHECK_INT(again.record, r.record);
    CHECK_INT(world_count(&w, "laskar pelangi"), 1);
    CHECK_INT(stored_version(w.store->db, r.version, mem, &s), OK);
    CHECK_INT(iso2709_parse(s.bytes, mem, &kept, &ignored), OK);
    CHECK_STR(marc_value(&kept, "521", 'a'), "Remaja");
    CHECK_STR(marc_value(&kept, "586", 'a'), "Hadiah");
    CHECK_STR(marc_value(&kept, "852", 'p'), "B00001");
    CHECK_STR(marc_control(&kept, "003"), "Silang");
    m.n = 1;
    CHECK_INT(entry_take(w.store->db, &world_operator, &c, 1002, mem, &r), ERR_FORMAT);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}
