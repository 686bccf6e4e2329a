/* cluster_test.c -- titles are a function of records and decisions, and nothing else. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/decision.h"
#include "catalog/rebuild.h"
#include "catalog/title_id.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"

/* ---- a made-up stock of books that resemble each other ---- */

struct chance {
    uint64_t state;
};

static unsigned draw(struct chance *c, unsigned n)
{
    c->state = c->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(c->state >> 33) % n;
}

static const char *const titles[] = {"Laskar Pelangi",         "Laskar pelangi : sebuah novel",
                                     "Lasykar Pelangi",        "Matematika kelas X",
                                     "Matematika kelas XI",    "Matematika",
                                     "Matematika jilid 2",     "Bumi Manusia",
                                     "Bumi manusia : roman",   "Buku guru IPA kelas 7",
                                     "Buku siswa IPA kelas 7", "Ensiklopedi anak"};
static const char *const authors[] = {"<Andrea Hirata>", "<Hirata, Andrea>", "<Sukino>",
                                      "<Pramoedya Ananta Toer>", ""};
static const char *const publishers[] = {"Bentang", "Bentang Pustaka", "Erlangga", ""};
static const char *const isbns[] = {"", "", "9789793062792", "9789793062808", "979-3062-79-7"};
static const char *const editions[] = {"", "", "Cet. 2", "Ed. 2"};

static void add_row(struct buf *b, struct chance *c)
{
    buf_printf(b, "%s,Text,%s,%s,%s,%s,,,,Indonesia,Jakarta,,,,,\"%s\",,\n",
               titles[draw(c, sizeof titles / sizeof *titles)], editions[draw(c, 4)],
               isbns[draw(c, 5)], publishers[draw(c, 4)],
               draw(c, 3) ? draw(c, 2) ? "2005" : "2006" : "", authors[draw(c, 5)]);
}

enum { LIBRARIES = 5, ROWS = 7 };

static const char *stock(struct arena *a, uint64_t seed)
{
    struct chance c = {seed};
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR(HEADER));
    for (int i = 0; i < ROWS; i++) add_row(&b, &c);
    return arena_cstr(a, buf_str(&b));
}

/* ---- the titles as text that does not depend on numbers: each as the sorted list of its records,
 * a record as "library/row of its file" ---- */

static int by_text(const void *p, const void *q)
{
    return strcmp(*(const char *const *)p, *(const char *const *)q);
}

static const char *partition(struct world *w)
{
    enum { MAX = 400 };
    const char *line[MAX];
    size_t n = 0;
    struct db_rows CLEANUP(db_done) r = db_query(
        w->store->db,
        SQL("SELECT r.title, g.name, (SELECT max(d.place) FROM delivery d WHERE d.record = r.id)"
            " AS place FROM record r JOIN feed f ON f.id = r.feed"
            " JOIN agency g ON g.id = f.agency"
            " WHERE r.version IS NOT NULL AND r.kind = 0 ORDER BY r.title, g.name, place"));
    int64_t last = 0;
    while (db_next(&r) && n < MAX) {
        const char *one = arena_cstr(
            w->mem, arena_printf(w->mem, "%s/%lld", arena_cstr(w->mem, db_text(&r, 1, w->mem)),
                                 (long long)db_int(&r, 2)));
        bool same = n && db_int(&r, 0) == last;
        last = db_int(&r, 0);
        if (same)
            line[n - 1] = arena_cstr(w->mem, arena_printf(w->mem, "%s %s", line[n - 1], one));
        else
            line[n++] = one;
    }
    qsort(line, n, sizeof line[0], by_text);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    for (size_t i = 0; i < n; i++) buf_printf(&b, "%s\n", line[i]);
    return arena_cstr(w->mem, buf_str(&b));
}

/* The same with the numbers of titles. */
static const char *numbered(struct world *w)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct db_rows CLEANUP(db_done) r =
        db_query(w->store->db, SQL("SELECT id, title FROM record WHERE version IS NOT NULL"
                                   " AND kind = 0 ORDER BY id"));
    while (db_next(&r))
        buf_printf(&b, "%lld %lld\n", (long long)db_int(&r, 0), (long long)db_int(&r, 1));
    return arena_cstr(w->mem, buf_str(&b));
}

/* The second time nothing is left to be done. */
static void rebuild(struct world *w)
{
    struct rebuild_report r;
    CHECK(rebuild_run(w->store, &world_operator, NULL, &r) == OK);
    CHECK(rebuild_run(w->store, &world_operator, NULL, &r) == OK);
    CHECK_INT(r.moved, 0);
}

/* ---- any order of loading ---- */

struct shuffled {
    struct world w;
    int64_t library[LIBRARIES], load[LIBRARIES];
};

static void shuffle(struct chance *c, int *order)
{
    for (int i = 0; i < LIBRARIES; i++) order[i] = i;
    for (int i = LIBRARIES - 1; i > 0; i--) {
        int k = (int)draw(c, (unsigned)i + 1), t = order[i];
        order[i] = order[k];
        order[k] = t;
    }
}

static struct shuffled load_in_order(struct arena *mem, uint64_t seed, const int *order)
{
    struct shuffled s = {.w = world_make(mem)};
    for (int i = 0; i < LIBRARIES; i++) {
        char name[] = {'P', (char)('0' + order[i]), 0};
        s.library[order[i]] = world_library(&s.w, name);
        s.load[order[i]] =
            world_load(&s.w, s.library[order[i]], stock(mem, seed * 100 + (uint64_t)order[i])).id;
    }
    return s;
}

TEST(titles_do_not_depend_on_the_order_of_loading)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct chance c = {seed};
        int order[LIBRARIES] = {0, 1, 2, 3, 4};
        struct shuffled first = load_in_order(mem, seed, order);
        const char *want = partition(&first.w);
        rebuild(&first.w);
        CHECK_STR(str_of(partition(&first.w)), want);
        CHECK_INT(world_faults(&first.w), 0);
        shuffle(&c, order);
        struct shuffled other = load_in_order(mem, seed, order);
        CHECK_STR(str_of(partition(&other.w)), want);
        rebuild(&other.w);
        CHECK_STR(str_of(partition(&other.w)), want);
        world_end(&first.w);
        world_end(&other.w);
    }
}

TEST(rebuilt_after_undoing_and_loading_in_any_order_titles_have_the_same_ids)
{
    for (uint64_t seed = 21; seed <= 26; seed++) {
        struct chance c = {seed};
        int order[LIBRARIES] = {0, 1, 2, 3, 4};
        struct shuffled s = load_in_order(mem, seed, order);
        rebuild(&s.w);
        const char *want = numbered(&s.w), *parts = partition(&s.w);
        shuffle(&c, order);
        for (int i = 0; i < LIBRARIES; i++) CHECK(world_undo(&s.w, s.load[order[i]]) == OK);
        CHECK_STR(str_of(partition(&s.w)), "");
        shuffle(&c, order);
        for (int i = 0; i < LIBRARIES; i++)
            world_load(&s.w, s.library[order[i]], stock(mem, seed * 100 + (uint64_t)order[i]));
        CHECK_STR(str_of(partition(&s.w)), parts);
        rebuild(&s.w);
        CHECK_STR(str_of(numbered(&s.w)), want);
        CHECK_INT(world_faults(&s.w), 0);
        world_end(&s.w);
    }
}
