/* The keys of descriptions: where they lie, how they come home, what is known to be there. */
#include "world.h"

#include <unistd.h>

#include "base/hash.h"
#include "catalog/keys_home.h"
#include "catalog/keys.h"

enum { LARGE = KEYS_RECENT_FROM + 1 };

static int64_t count(struct world *w, const struct sql *s)
{
    int64_t n = -1;
    CHECK(db_get_int(w->store->db, &n, s) == OK);
    return n;
}

static int64_t at_home(struct world *w)
{
    return count(w, SQL("SELECT count(*) FROM description_key"));
}

static int64_t waiting(struct world *w)
{
    return count(w, SQL("SELECT count(*) FROM recent_key"));
}

/* As if it had so many descriptions: one more that nothing leads to. */
static enum err grow(struct db *db, void *ctx)
{
    return db_exec(db,
                   SQL("INSERT INTO description (id, digest, facts, marks)"
                       " VALUES (?1, ?2, ?2, '')"),
                   I(*(const int64_t *)ctx), BLOB(((struct str){ctx, sizeof(int64_t)})));
}

static void make_large(struct world *w)
{
    int64_t newest = LARGE;
    CHECK(db_write(w->store->db, grow, &newest) == OK);
}

static int64_t digest(int64_t n)
{
    return digest_key((struct str){(const char *)&n, sizeof n});
}

struct range {
    int64_t from, to;
};

static enum err put_range(struct db *db, void *ctx)
{
    const struct range *r = ctx;
    int64_t newest = 0;
    enum err e = keys_newest(db, &newest);
    for (int64_t i = r->from; !e && i < r->to; i++) e = keys_put(db, newest, digest(i), i);
    return e;
}

static void put(struct world *w, int64_t from, int64_t to)
{
    CHECK(db_write(w->store->db, put_range, &(struct range){from, to}) == OK);
}

static enum err settle(struct db *db, void *ctx)
{
    struct store *s = ctx;
    return keys_settle(db, keys_home_gathering(s), keys_home_settled(s));
}

static size_t found(struct world *w, int64_t n)
{
    struct key_ids ids = {0};
    const struct key_filter *home = keys_home_known(w->store);
    CHECK(keys_under(w->store->db, home, digest(n), 10, w->mem, &ids) == OK);
    CHECK(!ids.n || ids.item[0] == n);
    return ids.n;
}

static const struct key_filter *known(struct world *w)
{
    for (int i = 0; i < 1000 && !keys_home_known(w->store); i++) usleep(10000);
    return keys_home_known(w->store);
}

TEST(a_filter_has_what_was_added_and_little_else)
{
    enum { MANY = 100000 };
    struct key_filter *f = key_filter_new(MANY);
    int lost = 0, wrong = 0;
    for (int64_t i = 0; i < MANY; i++) key_filter_add(f, digest(i));
    for (int64_t i = 0; i < MANY; i++) lost += !key_filter_may_have(f, digest(i));
    for (int64_t i = MANY; i < 2 * MANY; i++) wrong += key_filter_may_have(f, digest(i));
    CHECK_INT(lost, 0);
    CHECK(wrong < MANY / 20);
    CHECK_INT(key_filter_count(f), MANY);
    key_filter_free(f);
}

TEST(a_filter_for_nothing_has_nothing)
{
    struct key_filter *f = key_filter_new(0);
    CHECK(!key_filter_may_have(f, digest(1)));
    CHECK(!key_filter_may_have(f, 0));
    key_filter_add(f, INT64_MAX);
    key_filter_add(f, 0);
    CHECK(key_filter_may_have(f, INT64_MAX) && key_filter_may_have(f, 0));
    key_filter_free(f);
}

TEST(keys_of_a_small_catalogue_come_home_at_once_those_of_a_large_one_wait)
{
    struct world w = world_make(mem);
    put(&w, 1, 3);
    CHECK_INT(at_home(&w), 2);
    make_large(&w);
    put(&w, 3, 4); /* of an old description too: what is at home comes by settling only */
    CHECK_INT(at_home(&w), 2);
    CHECK_INT(waiting(&w), 1);
    for (int64_t i = 1; i < 4; i++) CHECK_INT(found(&w, i), 1);
    world_end(&w);
}

TEST(keys_come_home_in_turns_and_are_known_to_be_there)
{
    struct world w = world_make(mem);
    make_large(&w);
    keys_home_begin(w.store);
    keys_home_want(w.store, LARGE);
    CHECK(known(&w) != NULL);
    const int64_t most = keys_waiting_most(LARGE);
    put(&w, 1, most);
    CHECK(db_write(w.store->db, settle, w.store) == OK);
    CHECK_INT(at_home(&w), 0); /* not yet too many */
    put(&w, most, most + 2);
    for (int i = 0; i < 3; i++) CHECK(db_write(w.store->db, settle, w.store) == OK);
    CHECK(at_home(&w) > 0 && at_home(&w) <= KEYS_SETTLED);
    CHECK_INT(at_home(&w) + waiting(&w), most + 1);
    CHECK_INT(key_filter_count(known(&w)), at_home(&w));
    for (int64_t i = 1; i <= most; i += 97) CHECK_INT(found(&w, i), 1);
    CHECK_INT(found(&w, most + 5), 0);
    world_end(&w);
}

TEST(what_is_at_home_is_read_only_when_that_is_worth_it)
{
    struct world w = world_make(mem);
    keys_home_begin(w.store);
    keys_home_want(w.store, 1000000); /* a small catalogue */
    CHECK(keys_home_gathering(w.store) == NULL);
    world_end(&w);

    w = world_make(mem);
    make_large(&w);
    keys_home_begin(w.store);
    keys_home_want(w.store, 100); /* a small load */
    CHECK(keys_home_gathering(w.store) == NULL);
    keys_home_want(w.store, LARGE);
    CHECK(keys_home_gathering(w.store) != NULL);
    world_end(&w);
}

TEST(what_was_known_is_forgotten_when_somebody_else_wrote_between_two_loads)
{
    struct world w = world_make(mem);
    struct store *other = NULL;
    int64_t another = LARGE + 5;
    make_large(&w);
    keys_home_begin(w.store);
    keys_home_want(w.store, LARGE);
    CHECK(known(&w) != NULL);
    keys_home_end(w.store);
    keys_home_begin(w.store);
    CHECK(keys_home_known(w.store) != NULL);
    keys_home_end(w.store);
    CHECK(store_open(w.dir, DB_WRITE, w.store->env, &other) == OK);
    CHECK(db_write(other->db, grow, &another) == OK);
    store_close(other);
    keys_home_begin(w.store);
    CHECK(keys_home_known(w.store) == NULL);
    world_end(&w);
}

/* ---- through a load ---- */

static enum err bring_all_home(struct db *db, void *ctx)
{
    (void)ctx;
    enum err e = db_exec(db, SQL("INSERT INTO description_key (keyed, description)"
                                 " SELECT keyed, description FROM recent_key"));
    return e ? e : db_exec(db, SQL("DELETE FROM recent_key"));
}

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"
#define ROW(title, isbn, publisher, pages, author, codes)                                          \
    title ",Text,," isbn "," publisher ",1998," pages ",,,Indonesia,Jakarta,,,,,\"<" author        \
          ">\",," codes "\n"

static const char BOOKS[] =
    HEADER ROW("Saman", "9789799023551", "Gramedia", "", "Ayu Utami", "<A1>")
        ROW("Larung", "9789799023636", "Gramedia", "", "Ayu Utami", "<A2>");
/* Not the same facts, so that they are found by what they have in common. */
static const char MORE[] =
    HEADER ROW("Larung", "9789799023636", "KPG", "259 hlm", "Ayu Utami", "<B1>")
        ROW("Supernova", "", "Truedee", "", "Dee", "<B2>")
            ROW("Saman", "9789799023551", "KPG", "198 hlm", "Ayu Utami", "<B3>");

#define ALL_OF_THEM                                                                                \
    "Larung / Ayu Utami / 1998 = 2\n"                                                              \
    "Saman / Ayu Utami / 1998 = 2\n"                                                               \
    "Supernova / Dee / 1998 = 1\n"

static enum err shrink(struct db *db, void *ctx)
{
    return db_exec(db, SQL("DELETE FROM description WHERE id = ?1"), I(*(const int64_t *)ctx));
}

TEST(a_load_finds_what_is_at_home_by_what_is_known)
{
    struct world w = world_make(mem);
    int64_t first = world_library(&w, "Satu"), second = world_library(&w, "Dua");
    make_large(&w);
    world_load(&w, first, BOOKS);
    CHECK(waiting(&w) > 0 && at_home(&w) == 0);
    CHECK(db_write(w.store->db, bring_all_home, NULL) == OK);
    keys_home_begin(w.store);
    keys_home_want(w.store, LARGE);
    CHECK(known(&w) != NULL);
    keys_home_end(w.store);
    world_load(&w, second, MORE);
    CHECK(keys_home_known(w.store) != NULL);
    CHECK_STR(str_of(world_state(&w)), ALL_OF_THEM);
    world_end(&w);
}

TEST(a_catalogue_that_became_small_again_is_not_looked_at_by_what_was_known)
{
    struct world w = world_make(mem);
    int64_t first = world_library(&w, "Satu"), second = world_library(&w, "Dua"), newest = LARGE;
    make_large(&w);
    keys_home_begin(w.store);
    keys_home_want(w.store, LARGE);
    CHECK(known(&w) != NULL);
    keys_home_end(w.store);
    CHECK(db_write(w.store->db, shrink, &newest) == OK);
    world_load(&w, first, BOOKS);
    CHECK(keys_home_known(w.store) == NULL);
    world_load(&w, second, MORE);
    CHECK_STR(str_of(world_state(&w)), ALL_OF_THEM);
    world_end(&w);
}
