/* hostile_test.c -- records made to be merged wrongly, and titles of very many records: no wrong
 * merge, nothing without bound. */
#include "world.h"

#define HEADER                                                                                     \
    "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"      \
    "classification,notes,image,sor,authors,topics,item_code\n"

static void add_book(struct buf *b, struct str title, struct str isbn, struct str year,
                     struct str author)
{
    buf_printf(b, "\"%.*s\",Text,,%.*s,Balai Pustaka,%.*s,,,,Indonesia,Jakarta,,,,,\"<%.*s>\",,\n",
               STR_ARG(title), STR_ARG(isbn), STR_ARG(year), STR_ARG(author));
}

static struct str word(struct arena *a, int n)
{
    static const char *const syllable[] = {"ba", "cu", "de", "fi", "go", "ha", "ki", "lo",
                                           "ma", "ne", "pu", "ra", "si", "tu", "wo", "ya"};
    return arena_printf(a, "%s%s%s", syllable[n & 15], syllable[n >> 4 & 15],
                        syllable[(n >> 8 & 15) ^ 5]);
}

static int64_t titles(struct world *w)
{
    int64_t n = 0;
    CHECK(db_get_int(w->store->db, &n,
                     SQL("SELECT count(DISTINCT title) FROM record WHERE version IS NOT NULL"
                         " AND kind = 0")) == OK);
    return n;
}

TEST(five_hundred_books_under_one_isbn_stay_five_hundred_titles)
{
    enum { BOOKS = 500 };
    struct world w = world_make(mem);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR(HEADER));
    for (int i = 0; i < BOOKS; i++)
        add_book(&b,
                 arena_printf(mem, "%.*s %.*s", STR_ARG(word(mem, i)), STR_ARG(word(mem, i * 7))),
                 STR("9789793062792"), arena_printf(mem, "%d", 1950 + i % 70), word(mem, i * 13));
    world_load(&w, world_library(&w, "A"), arena_cstr(mem, buf_str(&b)));
    CHECK_INT(titles(&w), BOOKS);
    world_load(&w, world_library(&w, "B"), arena_cstr(mem, buf_str(&b)));
    CHECK_INT(titles(&w), BOOKS);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* Each book shares all but one word of its title with the one before. */
TEST(a_chain_of_neighbours_does_not_become_one_title)
{
    enum { BOOKS = 120, WORDS = 6 };
    struct world w = world_make(mem);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    buf_add(&b, STR(HEADER));
    for (int i = 0; i < BOOKS; i++) {
        struct str part[WORDS];
        for (int k = 0; k < WORDS; k++) part[k] = word(mem, i + k);
        add_book(&b, arena_join(mem, part, WORDS, STR(" ")), STR("9789793062792"), STR("2005"),
                 STR("Andrea Hirata"));
    }
    world_load(&w, world_library(&w, "A"), arena_cstr(mem, buf_str(&b)));
    CHECK(titles(&w) > BOOKS / 3);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(volumes_classes_and_audiences_stay_apart_whatever_else_is_the_same)
{
    static const char *const pair[][2] = {
        {"Matematika jilid 1", "Matematika jilid 2"},
        {"Matematika kelas X", "Matematika kelas XI"},
        {"Matematika semester 1", "Matematika semester 2"},
        {"Buku guru matematika", "Buku siswa matematika"},
        {"Matematika jilid 1 kelas X", "Matematika jilid 1 kelas XI"},
    };
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        struct world w = world_make(mem);
        struct buf CLEANUP(buf_release) b = BUF(1 << 20);
        buf_add(&b, STR(HEADER));
        for (int k = 0; k < 2; k++)
            add_book(&b, str_of(pair[i][k]), STR("9789793062792"), STR("2005"), STR("Sukino"));
        world_load(&w, world_library(&w, "A"), arena_cstr(mem, buf_str(&b)));
        world_load(&w, world_library(&w, "B"), arena_cstr(mem, buf_str(&b)));
        CHECK_INT(titles(&w), 2);
        CHECK_INT(world_faults(&w), 0);
        world_end(&w);
    }
}

TEST(a_title_of_sixty_kilobytes_is_a_title_like_any_other)
{
    struct world w = world_make(mem);
    struct buf CLEANUP(buf_release) b = BUF(1 << 20), title = BUF(1 << 17);
    for (int i = 0; title.n < 60000; i++) buf_printf(&title, "%.*s ", STR_ARG(word(mem, i * 37)));
    buf_add(&b, STR(HEADER));
    add_book(&b, buf_str(&title), STR(""), STR("2005"), STR("Andrea Hirata"));
    add_book(&b, str_slice(buf_str(&title), 30000, 60000), STR(""), STR("2005"),
             STR("Andrea Hirata"));
    const char *file = arena_cstr(mem, buf_str(&b));
    world_load(&w, world_library(&w, "A"), file);
    CHECK_INT(titles(&w), 2);
    world_load(&w, world_library(&w, "B"), file);
    CHECK_INT(titles(&w), 2);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* A textbook that every school has, and each keyed it a little differently. */
TEST(a_book_of_very_many_libraries_is_one_title)
{
    enum { LIBRARIES = 300, SHOWN = 260 };
    struct world w = world_make(mem);
    int64_t first = 0;
    for (int i = 0; i < LIBRARIES; i++) {
        struct buf CLEANUP(buf_release) b = BUF(1 << 16);
        int64_t library = world_library(&w, arena_cstr(mem, arena_printf(mem, "P%d", i)));
        buf_add(&b, STR(HEADER));
        buf_printf(&b,
                   "Matematika untuk SMA kelas X,Text,,9789793062792,Balai Pustaka,2005,%d hlm,,,"
                   "Indonesia,Jakarta,,catatan %d,,,\"<Sukino>\",<%.*s>,\n",
                   200 + i % 3, i, STR_ARG(word(mem, i * 11)));
        world_load(&w, library, arena_cstr(mem, buf_str(&b)));
        if (i == SHOWN) first = titles(&w);
    }
    CHECK_INT(first, 1);
    CHECK_INT(titles(&w), 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}
