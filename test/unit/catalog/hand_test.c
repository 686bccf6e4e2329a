/* hand_test.c -- edits by hand of what another system sends, against loads in any order. */
#include "catalog/entry.h"
#include "catalog/hand.h"
#include "record/iso2709.h"
#include "record/marc_check.h"
#include "record/marc_form.h"
#include "world.h"

#define HEAD "=LDR  00000nam\\a2200000\\i\\4500\n=001  7\n=003  S\n"
static const char one[] = HEAD "=245  10$aSaman\n=300  \\\\$a198 hlm.\n=500  \\\\$aSistem\n";
static const char two[] = HEAD "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aSistem\n";
static const char three[] = HEAD "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aSistem baru\n";

static struct str text(struct world *w, int64_t library)
{
    struct entry_view v;
    struct marc m;
    if (entry_get(w->store->db, &world_operator, library, 1, w->mem, &v)) return STR("none");
    if (!v.version) return STR("gone");
    if (hand_marc(w->store->db, v.version, w->mem, &m)) return STR("unread");
    struct str s = marc_text_write(&m, w->mem), head = STR(HEAD);
    return str_slice(s, head.n, s.n);
}

/* Saves the record with `from` in its text replaced; `seen`: chosen beside that version. */
static struct entry_result edit_beside(struct world *w, int64_t library, const char *from,
                                       const char *to, int64_t seen)
{
    struct entry_view v = {0};
    struct marc m;
    int *line;
    struct oddities found = {0};
    struct entry_result r = {0};
    CHECK(entry_get(w->store->db, &world_operator, library, 1, w->mem, &v) == OK);
    CHECK(hand_marc(w->store->db, v.version, w->mem, &m) == OK);
    struct str s = marc_text_write(&m, w->mem);
    size_t at = str_find(s, str_of(from));
    CHECK(at < s.n);
    s = arena_printf(w->mem, "%.*s%s%.*s", (int)at, s.p, to,
                     STR_ARG(str_slice(s, at + str_of(from).n, s.n)));
    marc_text_read(s, w->mem, &m, &line, &found);
    const struct entry_order o = {.agency = library,
                                  .record = 1,
                                  .version = v.version,
                                  .seen = seen,
                                  .marc = &m,
                                  .why = STR("salah ketik")};
    CHECK(entry_save(w->store->db, &world_operator, &o, 2000, w->mem, &r) == OK);
    return r;
}

static struct entry_result edit(struct world *w, int64_t library, const char *from, const char *to)
{
    return edit_beside(w, library, from, to, 0);
}

static struct hand_state state(struct world *w)
{
    struct hand_state h = {0};
    CHECK(hand_state(w->store->db, 1, w->mem, &h) == OK);
    return h;
}

TEST(an_edit_outlives_the_same_file_and_takes_what_the_next_one_changes_elsewhere)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, one);
    CHECK(edit(&w, a, "$aSistem", "$aKami").load != 0);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a198 hlm.\n=500  \\\\$aKami\n");
    CHECK_INT(world_load(&w, a, one).unchanged, 1);
    CHECK(!state(&w).brought);
    CHECK_INT(world_faults(&w), 0);
    CHECK_INT(world_load(&w, a, two).changed, 1);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK(state(&w).brought && state(&w).clash == 0);
    world_load(&w, a, three);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK_INT(state(&w).clash, 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(loads_are_undone_under_an_edit_in_any_order)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    int64_t first = world_load(&w, a, one).id;
    edit(&w, a, "$aSistem", "$aKami");
    int64_t second = world_load(&w, a, two).id;
    CHECK(world_undo(&w, second) == OK);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a198 hlm.\n=500  \\\\$aKami\n");
    second = world_load(&w, a, two).id;
    CHECK(world_undo(&w, first) == OK);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK(world_undo(&w, second) == OK);
    CHECK_STR(text(&w, a), "gone");
    CHECK_INT(world_count(&w, "saman"), 0);
    world_load(&w, a, two);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* What the clash page shows: how many fields both changed. */
TEST(a_field_that_both_changed_waits_for_a_choice_whatever_is_edited_meanwhile)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, one);
    edit(&w, a, "$aSistem", "$aKami");
    int64_t third = world_load(&w, a, three).id;
    CHECK_INT(state(&w).clash, 1);
    edit(&w, a, "Saman", "Larung");
    CHECK(state(&w).brought);
    CHECK_INT(state(&w).clash, 1);
    edit(&w, a, "Larung", "Bilangan Fu");
    CHECK_INT(state(&w).clash, 1);
    CHECK_STR(text(&w, a), "=245  10$aBilangan Fu\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK(world_undo(&w, third) == OK);
    CHECK_STR(text(&w, a), "=245  10$aBilangan Fu\n=300  \\\\$a198 hlm.\n=500  \\\\$aKami\n");
    CHECK_INT(state(&w).clash, 0);
    world_load(&w, a, three);
    CHECK_INT(state(&w).clash, 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(keeping_ones_own_settles_it_and_only_beside_what_the_source_says_now)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, one);
    edit(&w, a, "$aSistem", "$aKami");
    world_load(&w, a, three);
    int64_t over = state(&w).over;
    CHECK_INT(edit_beside(&w, a, "$aKami", "$aKami", over).load, 0);
    CHECK_INT(state(&w).clash, 1);
    int64_t settled = edit_beside(&w, a, "$aKami", "$aKami", state(&w).sent).load;
    CHECK(settled != 0);
    CHECK(!state(&w).brought);
    CHECK_INT(edit_beside(&w, a, "$aKami", "$aKami", state(&w).sent).load, 0);
    CHECK(entry_undo(w.store->db, &world_operator, a, 1, settled, 3000) == OK);
    CHECK_INT(state(&w).clash, 1);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(what_a_person_writes_after_a_clash_is_the_persons_also_when_the_source_said_so_before)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, one);
    edit(&w, a, "$aSistem", "$aKami");
    world_load(&w, a, three);
    edit(&w, a, "$aKami", "$aSistem");
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aSistem\n");
    edit(&w, a, "200", "201");
    CHECK_INT(state(&w).clash, 0);
    edit(&w, a, "$aSistem", "$aSistem baru");
    CHECK(!state(&w).brought);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(a_record_its_system_withdraws_is_gone_whoever_edited_it)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, one);
    edit(&w, a, "Saman", "Larung");
    CHECK_INT(world_count(&w, "larung"), 1);
    world_load_whole(&w, a,
                     "=LDR  00000nam\\a2200000\\i\\4500\n=001  8\n=003  S\n=245  10$aLain\n");
    CHECK_STR(text(&w, a), "gone");
    CHECK_INT(world_count(&w, "larung"), 0);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* What holds, as a file of ISO 2709. */
static const char *as_file(struct world *w)
{
    struct marc m;
    struct buf CLEANUP(buf_release) b = BUF(1 << 16);
    CHECK(hand_record(w->store->db, 1, w->mem, &m) == OK);
    CHECK(iso2709_write(&m, &b) == OK);
    return arena_cstr(w->mem, buf_str(&b));
}

TEST(what_is_put_together_outlives_a_preview_that_had_the_same_bytes_first)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    int64_t first = world_load(&w, a, one).id;
    edit(&w, a, "$aSistem", "$aKami");
    int64_t second = world_load(&w, a, two).id;
    const char *both = as_file(&w);
    CHECK(world_undo(&w, second) == OK && world_undo(&w, first) == OK);
    world_end(&w);

    w = world_make(mem);
    a = world_library(&w, "A");
    world_load(&w, a, one);
    edit(&w, a, "$aSistem", "$aKami");
    int64_t waits = world_preview(&w, a, false, both);
    world_load(&w, a, two);
    CHECK(preview_discard(w.store, &world_operator, waits) == OK);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

/* Edits while the load comes into force, which is then stopped. */
struct edits {
    struct world *w;
    int64_t library;
    bool done;
};

static void edit_on_the_way(void *ctx, const struct load_progress *p)
{
    struct edits *x = ctx;
    if (p->phase != LOAD_PUBLISHING || p->done == 0 || x->done) return;
    x->done = true;
    edit(x->w, x->library, "$aSistem", "$aKami");
}

static bool has_edited(void *ctx)
{
    return ((struct edits *)ctx)->done;
}

TEST(an_edit_over_a_load_that_was_stopped_outlives_its_preview)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    struct edits x = {&w, a, false};
    const struct load_watch watch = {.progress = edit_on_the_way, .stop = has_edited, .ctx = &x};
    enum preview_outcome outcome;
    world_load(&w, a, one);
    int64_t load = world_preview(&w, a, false, two);
    const struct preview_consent consent = {world_row(&w, load).basis, false};
    CHECK(preview_publish(w.store, &world_operator, load, &consent, &watch, &outcome) ==
          ERR_INTERRUPTED);
    CHECK(x.done);
    CHECK_INT(world_row(&w, load).state, LOAD_PREVIEW);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a198 hlm.\n=500  \\\\$aKami\n");
    CHECK(preview_discard(w.store, &world_operator, load) == OK);
    CHECK_INT(world_load(&w, a, three).changed, 1);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a200 hlm.\n=500  \\\\$aKami\n");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(an_edit_is_taken_back_one_at_a_time)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    world_load(&w, a, one);
    int64_t first = edit(&w, a, "$aSistem", "$aKami").load;
    int64_t second = edit(&w, a, "$aKami", "$aKita").load;
    CHECK(entry_undo(w.store->db, &world_operator, a, 1, first, 3000) == ERR_CONFLICT);
    CHECK(entry_undo(w.store->db, &world_operator, a, 1, second, 3000) == OK);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a198 hlm.\n=500  \\\\$aKami\n");
    CHECK(entry_undo(w.store->db, &world_operator, a, 1, first, 3000) == OK);
    CHECK_STR(text(&w, a), "=245  10$aSaman\n=300  \\\\$a198 hlm.\n=500  \\\\$aSistem\n");
    CHECK_INT(state(&w).load, 0);
    CHECK_INT(world_load(&w, a, one).unchanged, 1);
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}

TEST(every_save_is_kept_with_its_reason)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    struct entry_changes list;
    world_load(&w, a, one);
    edit(&w, a, "$aSistem", "$aKami");
    CHECK(entry_history(w.store->db, &world_operator, a, 1, mem, &list) == OK);
    CHECK_INT(list.n, 2);
    CHECK_STR(list.item[0].why, "salah ketik");
    CHECK(list.item[0].hand && list.item[0].last && !list.item[1].hand);
    CHECK_INT(edit(&w, a, "$aKami", "$aKami").load, 0);
    world_end(&w);
}

TEST(a_record_from_outside_becomes_one_of_ours)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A");
    struct marc m;
    int *line;
    struct oddities found = {0};
    struct entry_result r;
    struct entry_view v;
    const struct actor stranger = {.kind = ACTOR_STRANGER};
    marc_text_read(str_of(one), mem, &m, &line, &found);
    marc_adopt(&m, STR("LOC"), mem, &m);
    const struct entry_copy copy = {.agency = a, .marc = &m, .from = STR("LOC")};
    CHECK(entry_take(w.store->db, &stranger, &copy, 5, mem, &r) == ERR_DENIED);
    CHECK(entry_take(w.store->db, &world_operator, &copy, 5, mem, &r) == OK);
    CHECK(entry_get(w.store->db, &world_operator, a, r.record, mem, &v) == OK);
    CHECK_STR(v.entry.copied, "LOC");
    CHECK_STR(v.entry.bib.title, "Saman");
    CHECK_STR(v.entry.bib.other_ids.item[0], "(S)7");
    CHECK_INT(world_faults(&w), 0);
    world_end(&w);
}
