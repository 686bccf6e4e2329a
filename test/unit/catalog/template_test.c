/* template_test.c -- beginnings of records under a name: kept, renamed, deleted and had back. */
#include "base/checked.h"
#include "catalog/template.h"
#include "record/marc_check.h"
#include "world.h"

static const char record[] =
    "=LDR  00000nam\\a2200000\\i\\4500\n=001  7\n=008  "
    "261128s2020\\\\\\\\io\\\\\\\\\\\\\\\\\\\\\\\\"
    "000\\0\\ind\\d\n=020  \\\\$a9789793062792\n=245  10$aSaman\n=650  \\4$aFiksi\n"
    "=852  \\\\$pB1\n=952  \\\\$pBudi\n";

static struct marc record_of(struct arena *mem, const char *text)
{
    struct marc m;
    int *line;
    struct oddities found = {0};
    marc_text_read(str_of(text), mem, &m, &line, &found);
    return m;
}

static enum err keep(struct world *w, int64_t agency, const char *name, bool replace, int64_t *ret)
{
    const struct marc m = record_of(w->mem, record);
    const struct template_order o = {agency, str_of(name), &m, replace};
    return template_add(w->store->db, &world_operator, &o, 10, ret);
}

static struct template_rows list(struct world *w, int64_t agency, bool deleted)
{
    struct template_rows rows = {0};
    CHECK(template_list(w->store->db, &world_operator, agency, deleted, 20, w->mem, &rows) == OK);
    return rows;
}

TEST(a_template_keeps_what_is_not_one_records_own)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), id = 0;
    struct marc m;
    CHECK(keep(&w, a, "  Novel  ", false, &id) == OK);
    CHECK_STR(list(&w, a, false).item[0].name, "Novel");
    CHECK(template_get(w.store->db, &world_operator, a, id, mem, &m) == OK);
    struct str text = marc_text_write(&m, mem);
    CHECK(str_find(text, STR("=650  \\4$aFiksi")) < text.n);
    CHECK(str_find(text, STR("=245  10$a\n")) < text.n);
    static const char *const own[] = {"=001", "9789793062792", "Saman", "B1", "Budi"};
    for (size_t i = 0; i < COUNT(own); i++) CHECK(str_find(text, str_of(own[i])) >= text.n);
    world_end(&w);
}

TEST(a_name_stands_once_and_is_replaced_when_asked)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B"), id = 0, other = 0;
    CHECK(keep(&w, a, "Novel", false, &id) == OK);
    CHECK(keep(&w, a, "Novel", false, &other) == ERR_CONFLICT);
    CHECK(keep(&w, b, "Novel", false, &other) == OK);
    CHECK(keep(&w, a, "Novel", true, &other) == OK);
    CHECK_INT(list(&w, a, false).n, 1);
    CHECK_INT(list(&w, a, true).item[0].id, id);
    CHECK(keep(&w, a, " ", false, &other) == ERR_ARG);
    CHECK(keep(&w, a, "a\nb", false, &other) == ERR_ARG);
    CHECK(keep(&w, a, "Komik", false, &id) == OK);
    CHECK(template_rename(w.store->db, &world_operator, a, id, STR("Novel"), 20) == ERR_CONFLICT);
    CHECK(template_rename(w.store->db, &world_operator, a, id, STR("Buku anak"), 20) == OK);
    CHECK_STR(list(&w, a, false).item[0].name, "Buku anak");
    CHECK(template_rename(w.store->db, &world_operator, a, id, STR(""), 20) == ERR_ARG);
    world_end(&w);
}

TEST(a_deleted_template_can_be_had_back_for_a_month)
{
    struct world w = world_make(mem);
    const int64_t month = (int64_t)TEMPLATE_DAYS * 86400 * 1000000;
    int64_t a = world_library(&w, "A"), id = 0, other = 0, rows = 0;
    struct marc m;
    struct db *db = w.store->db;
    CHECK(keep(&w, a, "Novel", false, &id) == OK);
    CHECK(template_delete(db, &world_operator, a, id, 30) == OK);
    CHECK(template_delete(db, &world_operator, a, id, 30) == ERR_NOT_FOUND);
    CHECK(template_get(db, &world_operator, a, id, mem, &m) == ERR_NOT_FOUND);
    CHECK_INT(list(&w, a, false).n, 0);
    CHECK(keep(&w, a, "Novel", false, &other) == OK);
    CHECK(template_restore(db, &world_operator, a, id, 31) == ERR_CONFLICT);
    CHECK(template_rename(db, &world_operator, a, other, STR("Roman"), 31) == OK);
    CHECK(template_restore(db, &world_operator, a, id, 32) == OK);
    CHECK(template_get(db, &world_operator, a, id, mem, &m) == OK);
    CHECK(template_delete(db, &world_operator, a, id, 33) == OK);
    struct template_rows gone;
    CHECK(template_list(db, &world_operator, a, true, 34 + month, mem, &gone) == OK);
    CHECK_INT(gone.n, 0);
    CHECK(template_delete(db, &world_operator, a, other, 34 + month) == OK);
    CHECK(db_get_int(db, &rows, SQL("SELECT count(*) FROM record_template")) == OK);
    CHECK_INT(rows, 1); /* the month of the other is over */
    world_end(&w);
}

TEST(templates_are_for_those_who_catalogue_in_their_library)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), b = world_library(&w, "B"), id = 0;
    const struct actor_role role = {.kind = ROLE_DESK, .agency = a};
    const struct actor desk = {.kind = ACTOR_PERSON, .person = 1, .role = &role, .n_roles = 1};
    const struct marc m = record_of(mem, record);
    const struct template_order o = {.agency = a, .name = STR("X"), .marc = &m};
    struct template_rows rows;
    struct marc got;
    struct db *db = w.store->db;
    CHECK(template_add(db, &desk, &o, 1, &id) == ERR_DENIED);
    CHECK(keep(&w, a, "Novel", false, &id) == OK);
    CHECK(template_rename(db, &desk, a, id, STR("X"), 1) == ERR_DENIED);
    CHECK(template_delete(db, &desk, a, id, 1) == ERR_DENIED);
    CHECK(template_restore(db, &desk, a, id, 1) == ERR_DENIED);
    CHECK(template_list(db, &desk, a, false, 1, mem, &rows) == OK);
    CHECK(template_list(db, &desk, b, false, 1, mem, &rows) == ERR_DENIED);
    CHECK(template_get(db, &world_operator, b, id, mem, &got) == ERR_NOT_FOUND);
    CHECK(template_delete(db, &world_operator, b, id, 1) == ERR_NOT_FOUND);
    world_end(&w);
}

TEST(a_library_has_no_more_templates_than_can_be_shown)
{
    struct world w = world_make(mem);
    int64_t a = world_library(&w, "A"), id = 0;
    for (int i = 0; i < TEMPLATES_MAX; i++)
        CHECK(keep(&w, a, arena_cstr(mem, arena_printf(mem, "T%d", i)), false, &id) == OK);
    CHECK(keep(&w, a, "Lebih", false, &id) == ERR_LIMIT);
    CHECK(keep(&w, a, "T7", true, &id) == OK);
    CHECK_INT(list(&w, a, false).n, TEMPLATES_MAX);
    world_end(&w);
}
