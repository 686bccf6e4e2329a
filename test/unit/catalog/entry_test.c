/* entry_test.c -- records typed in by hand: versions, numbers of copies, two librarians at once,
 * and that nobody waits for an import. */
#include <pthread.h>
#include <unistd.h>

#include "catalog/entry.h"
#include "network/audit.h"
#include "record/bib_typed.h"
#include "world.h"

static struct entry_order order_of(struct arena *mem, int64_t library, const char *title)
{
    struct typed t = {.title = str_of(title),
                      .year = STR("2005"),
                      .format = FORMAT_BOOK,
                      .call_number = STR("813 HIR l")};
    struct entry_order o = {.agency = library};
    t.name[t.n_names++] = (struct typed_name){.name = STR("Hirata, Andrea")};
    bib_from_typed(&t, NULL, mem, &o.entry.bib, NULL);
    return o;
}

static struct entry_result save(struct world *w, const struct entry_order *o)
{
    struct entry_result r;
    CHECK(entry_save(w->store->db, &world_operator, o, 1000, w->mem, &r) == OK);
    return r;
}

static struct entry_view get(struct world *w, int64_t library, int64_t record)
{
    struct entry_view v = {0};
    CHECK(entry_get(w->store->db, &world_operator, library, record, w->mem, &v) == OK);
    return v;
}

/* The record as a form would send it back, unchanged. */
static struct entry_order again(struct world *w, int64_t library, int64_t record)
{
    struct entry_view v = get(w, library, record);
    return (struct entry_order){
        .agency = library, .record = record, .version = v.version, .entry = v.entry};
}

TEST(a_saved_entry_is_found_at_once_and_reads_back)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "Taman Baca");
    struct entry_order o = order_of(mem, library, "Laskar pelangi : sebuah novel");
    o.new_items = 3;
    o.new_place = STR("Rak 2");
    o.entry.copied = STR("SMA Contoh");
    struct entry_result r = save(&w, &o);
    CHECK_INT(r.codes.n, 3);
    CHECK_STR(r.codes.item[2], "B00003");
    CHECK_INT(world_count(&w, "laskar pelangi"), 1);
    struct entry_view v = get(&w, library, r.record);
    CHECK(v.typed && v.version == r.version && v.address.n);
    CHECK_STR(v.entry.bib.title, "Laskar pelangi : sebuah novel");
    CHECK_STR(v.entry.bib.title_short, "Laskar pelangi");
    CHECK_STR(v.entry.copied, "SMA Contoh");
    CHECK_INT(v.entry.bib.items.n, 3);
    CHECK_STR(v.entry.bib.items.item[1].code, "B00002");
    CHECK_STR(v.entry.bib.items.item[1].call_number, "813 HIR l");
    CHECK_STR(v.entry.bib.items.item[1].place, "Rak 2");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(saving_what_is_there_changes_nothing)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct entry_order o = order_of(mem, library, "Saman");
    o.new_items = 1;
    struct entry_result r = save(&w, &o);
    struct entry_order same = again(&w, library, r.record);
    struct entry_result s = save(&w, &same);
    CHECK_INT(s.load, 0);
    CHECK_INT(s.version, r.version);
    world_end(&w);
}

TEST(a_form_sent_twice_is_one_record)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct entry_order o = order_of(mem, library, "Saman");
    o.nonce = STR("abc");
    o.new_items = 2;
    struct entry_result first = save(&w, &o), second = save(&w, &o);
    CHECK_INT(second.record, first.record);
    CHECK_INT(world_count(&w, ""), 1);
    CHECK_INT(get(&w, library, first.record).entry.bib.items.n, 2);
    world_end(&w);
}

TEST(of_two_librarians_the_second_is_told_and_nothing_is_lost)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct entry_order o = order_of(mem, library, "Saman");
    struct entry_result r = save(&w, &o), s;
    struct entry_order first = again(&w, library, r.record), second = first;
    first.entry.bib.publisher = STR("KPG");
    second.entry.bib.place = STR("Jakarta");
    save(&w, &first);
    CHECK(entry_save(w.store->db, &world_operator, &second, 1, mem, &s) == ERR_CONFLICT);
    CHECK(s.why == ENTRY_CHANGED);
    CHECK_STR(get(&w, library, r.record).entry.bib.publisher, "KPG");
    CHECK_INT(s.version, get(&w, library, r.record).version);
    second.version = s.version; /* seen, and meant */
    save(&w, &second);
    CHECK_STR(get(&w, library, r.record).entry.bib.place, "Jakarta");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(changes_are_taken_back_one_after_another)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct entry_order o = order_of(mem, library, "Saman");
    struct entry_result r = save(&w, &o);
    struct entry_order change = again(&w, library, r.record);
    change.entry.bib.title = change.entry.bib.title_short = STR("Larung");
    struct entry_result c = save(&w, &change);
    CHECK_INT(world_count(&w, "larung"), 1);
    CHECK(entry_withdraw(w.store->db, &world_operator, library, r.record, r.version, 2) ==
          ERR_CONFLICT);
    CHECK(entry_withdraw(w.store->db, &world_operator, library, r.record, c.version, 2) == OK);
    CHECK_INT(world_count(&w, ""), 0);
    CHECK_INT(get(&w, library, r.record).version, 0);

    struct entry_changes h = {0};
    for (int step = 0; step < 3; step++) {
        int64_t last = 0;
        CHECK(entry_history(w.store->db, &world_operator, library, r.record, mem, &h) == OK);
        CHECK_INT(h.n, 3);
        for (size_t i = 0; i < h.n; i++)
            if (h.item[i].last) last = h.item[i].load;
        CHECK(entry_undo(w.store->db, &world_operator, library, r.record, last, 3) == OK);
        CHECK(entry_undo(w.store->db, &world_operator, library, r.record, last, 3) == ERR_CONFLICT);
        CHECK_INT(world_count(&w, "larung"), step == 0);
        CHECK_INT(world_count(&w, "saman"), step == 1);
    }
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(numbers_are_never_used_twice)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A"), other = world_library(&w, "B");
    struct numbering n = {STR("TB-"), 3, 7};
    CHECK(numbering_set(w.store->db, &world_operator, library, &n, 1) == OK);
    n.prefix = STR("TB ");
    CHECK(numbering_set(w.store->db, &world_operator, library, &n, 1) == ERR_ARG);

    struct entry_order o = order_of(mem, library, "Saman");
    o.new_items = 2;
    struct entry_result r = save(&w, &o), s;
    CHECK_STR(r.codes.item[0], "TB-007");
    struct entry_order less = again(&w, library, r.record);
    less.entry.bib.items.n = 1; /* TB-008 is thrown away */
    less.entry.bib.items.item[0].code = STR("TB-020");
    save(&w, &less);
    struct entry_order more = order_of(mem, library, "Larung");
    more.new_items = 1;
    CHECK_STR(save(&w, &more).codes.item[0], "TB-021");

    struct entry_order taken = order_of(mem, library, "Cala Ibi");
    VEC_PUSH(mem, &taken.entry.bib.items, (struct bib_item){.code = STR("TB-020"), .copies = 1});
    CHECK(entry_save(w.store->db, &world_operator, &taken, 1, mem, &s) == ERR_CONFLICT);
    CHECK(s.why == ENTRY_CODE_TAKEN);
    CHECK_INT(s.taken, r.record);
    taken.entry.bib.items.item[0].code = STR("TB-007"); /* of nobody now */
    save(&w, &taken);
    taken.agency = other; /* another library may have the same numbers */
    taken.entry.bib.items.item[0].code = STR("TB-020");
    save(&w, &taken);

    struct entry_view v;
    size_t item = 9;
    CHECK(entry_by_code(w.store->db, &world_operator, library, STR("TB-020"), mem, &v, &item) ==
          OK);
    CHECK_INT(v.record, r.record);
    CHECK_INT(item, 0);
    CHECK(entry_by_code(w.store->db, &world_operator, library, STR("TB-008"), mem, &v, &item) ==
          ERR_NOT_FOUND);
    world_end(&w);
}

TEST(the_same_code_twice_and_codes_nobody_can_read_are_refused)
{
    struct world w = world_make(mem);
    struct entry_result s;
    struct entry_order o = order_of(mem, world_library(&w, "A"), "Saman");
    VEC_PUSH(mem, &o.entry.bib.items, (struct bib_item){.code = STR("1"), .copies = 1});
    VEC_PUSH(mem, &o.entry.bib.items, (struct bib_item){.code = STR("1"), .copies = 1});
    CHECK(entry_save(w.store->db, &world_operator, &o, 1, mem, &s) == ERR_CONFLICT);
    CHECK(s.why == ENTRY_CODE_TWICE);
    o.entry.bib.items.item[1].code = STR("a\nb");
    CHECK(entry_save(w.store->db, &world_operator, &o, 1, mem, &s) == ERR_CONFLICT);
    CHECK(s.why == ENTRY_CODE_WRONG);
    o.entry.bib.title = STR("");
    CHECK(entry_save(w.store->db, &world_operator, &o, 1, mem, &s) == ERR_ARG);
    CHECK_INT(world_count(&w, ""), 0);
    world_end(&w);
}

TEST(every_status_and_every_role_reads_back)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct entry_order o = order_of(mem, library, "Berkala");
    o.entry.bib.format = FORMAT_SERIAL;
    o.entry.bib.frequency = STR("Bulanan");
    for (int s = ITEM_UNSTATED; s < ITEM_HIDDEN; s++)
        VEC_PUSH(mem, &o.entry.bib.items,
                 (struct bib_item){.code = arena_printf(mem, "K%d", s),
                                   .status = (enum item_status)s,
                                   .copies = 1,
                                   .coverage = s == 2 ? STR("1998-2004") : STR("")});
    for (int r = ROLE_EDITOR; r <= ROLE_CONTRIBUTOR; r++)
        VEC_PUSH(mem, &o.entry.bib.names,
                 (struct bib_name){.name = arena_printf(mem, "Nama %d", r),
                                   .role = (enum name_role)r,
                                   .corporate = r == ROLE_EDITOR});
    int64_t record = save(&w, &o).record;
    struct bib b = get(&w, library, record).entry.bib;
    CHECK(b.format == FORMAT_SERIAL);
    CHECK_STR(b.frequency, "Bulanan");
    for (int s = ITEM_UNSTATED; s < ITEM_HIDDEN; s++)
        CHECK(b.items.item[s].status == (enum item_status)s);
    CHECK_STR(b.items.item[2].coverage, "1998-2004");
    CHECK_INT(b.names.n, 5);
    for (size_t i = 1; i < b.names.n; i++) CHECK(b.names.item[i].role == (enum name_role)i);
    CHECK(b.names.item[1].corporate && !b.names.item[2].corporate);
    world_end(&w);
}

TEST(an_entry_joins_the_title_a_file_brought_and_leaves_the_file_alone)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B");
    static const char file[] =
        "title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,language,place,"
        "classification,notes,image,sor,authors,topics,item_code\n"
        "Saman,Text,,9789799023171,KPG,1998,,,813,Indonesia,Jakarta,813,,,,<Ayu Utami>,,<X1>\n";
    world_load(&w, a, file);
    struct entry_order o = order_of(mem, b, "Saman");
    VEC_PUSH(mem, &o.entry.bib.isbns, STR("9789799023171"));
    o.entry.bib.year = 1998;
    o.entry.bib.year_text = STR("1998");
    o.entry.bib.names.item[0].name = STR("Ayu Utami");
    int64_t record = save(&w, &o).record;
    CHECK_INT(world_count(&w, "saman"), 1);
    CHECK_STR(str_of(world_state(&w)), "Saman / Ayu Utami / 1998 = 2\n");
    CHECK(entry_withdraw(w.store->db, &world_operator, a, 1, get(&w, a, 1).version, 1) ==
          ERR_NOT_FOUND);
    CHECK(!get(&w, a, 1).typed);
    CHECK_INT(world_load(&w, a, file).unchanged, 1);
    CHECK(entry_withdraw(w.store->db, &world_operator, b, record, get(&w, b, record).version, 1) ==
          OK);
    CHECK_STR(str_of(world_state(&w)), "Saman / Ayu Utami / 1998 = 1\n");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(who_may_not_catalogue_changes_nothing)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A"), other = world_library(&w, "B");
    struct entry_order o = order_of(mem, library, "Saman");
    struct entry_result r = save(&w, &o), s;
    struct entry_view v;
    static const enum role_kind kinds[] = {ROLE_DESK, ROLE_HEAD, ROLE_CATALOGUER};
    for (size_t i = 0; i < 3; i++) { /* the last is a cataloguer, but elsewhere */
        const struct actor_role role = {.kind = kinds[i], .agency = i == 2 ? other : library};
        const struct actor who = {
            .kind = ACTOR_PERSON, .person = 1, .at = 5, .role = &role, .n_roles = 1};
        CHECK(entry_save(w.store->db, &who, &o, 1, mem, &s) == ERR_DENIED);
        CHECK(entry_withdraw(w.store->db, &who, library, r.record, r.version, 1) == ERR_DENIED);
        CHECK(entry_undo(w.store->db, &who, library, r.record, r.load, 1) == ERR_DENIED);
        CHECK(entry_get(w.store->db, &who, library, r.record, mem, &v) ==
              (i == 2 ? ERR_DENIED : OK));
    }
    CHECK(entry_get(w.store->db, &world_operator, other, r.record, mem, &v) == ERR_NOT_FOUND);
    CHECK(entry_withdraw(w.store->db, &world_operator, other, r.record, r.version, 1) ==
          ERR_NOT_FOUND);
    world_end(&w);
}

TEST(the_newest_entries_come_first_page_after_page)
{
    struct world w = world_make(mem);
    int64_t library = world_library(&w, "A");
    struct entry_views page = {0};
    for (int i = 0; i < 5; i++) {
        struct entry_order o =
            order_of(mem, library, arena_cstr(mem, arena_printf(mem, "Judul %c", 'a' + i)));
        save(&w, &o);
    }
    CHECK(entry_list(w.store->db, &world_operator, library, 0, 2, mem, &page) == OK);
    CHECK_STR(page.item[0].entry.bib.title, "Judul e");
    CHECK(entry_list(w.store->db, &world_operator, library, page.item[1].record, 9, mem, &page) ==
          OK);
    CHECK_INT(page.n, 3);
    CHECK_STR(page.item[0].entry.bib.title, "Judul c");
    world_end(&w);
}

/* ---- while a file is loaded ---- */

struct loading {
    struct world *w;
    int64_t library;
    const char *text;
    volatile bool done;
};

static void *load_file(void *arg)
{
    struct loading *l = arg;
    struct store *own = NULL;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    CHECK(store_open(l->w->dir, DB_WRITE, env_system(), &own) == OK);
    struct world w = {.mem = a, .dir = l->w->dir, .store = own};
    world_load(&w, l->library, l->text);
    store_close(own);
    l->done = true;
    return NULL;
}

TEST(an_entry_does_not_wait_for_an_import)
{
    struct world w = world_make(mem);
    int64_t village = world_library(&w, "Desa"), big = world_library(&w, "Kota");
    struct buf CLEANUP(buf_release) file = BUF(8 << 20);
    buf_add(&file, STR("title,gmd,edition,isbn_issn,publisher,year,collation,series,call_number,"
                       "language,place,classification,notes,image,sor,authors,topics,item_code\n"));
    for (int i = 0; i < 1500; i++)
        buf_printf(&file,
                   "Judul nomor %d,Text,,,KPG,%d,,,813,Indonesia,Jakarta,813,,,,"
                   "<Pengarang %d>,,<X%d>\n",
                   i, 1990 + i % 30, i, i);
    struct loading l = {&w, big, arena_cstr(mem, buf_str(&file)), false};
    pthread_t thread;
    const struct env *env = env_system();
    int64_t longest = 0;
    int during = 0;
    CHECK(pthread_create(&thread, NULL, load_file, &l) == 0);
    for (int i = 0; !l.done && i < 400; i++) {
        struct entry_order o =
            order_of(mem, village, arena_cstr(mem, arena_printf(mem, "Buku %d", i)));
        int64_t before = env->monotonic(env);
        save(&w, &o);
        int64_t took = env->monotonic(env) - before;
        longest = took > longest ? took : longest;
        during += !l.done;
        usleep(20000);
    }
    pthread_join(thread, NULL);
    CHECK(during > 3);
    if (longest >= 1500000)
        test_fail(__FILE__, __LINE__, "a save took %lld ms", (long long)longest / 1000);
    CHECK_INT(world_count(&w, "judul nomor"), 1500);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}
