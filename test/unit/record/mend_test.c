/* mend_test.c -- directories, base addresses and ends that lie: what is certain is read and told.
 */
#include "test.h"

#include <string.h>

#include "make.h"
#include "record/iso2709.h"

static const char *const saman = "001 a1\n100 1_$aUtami, Ayu\n245 10$aSaman \xC3\xA9t\xC3\xA9\n"
                                 "300 __$a205 hlm.\n650 _4$aFiksi\n";

/* "001=a1 245=Saman ... | reasons" of a record. */
static struct str fields(struct arena *a, struct str bytes)
{
    struct marc m;
    struct faults f = {0};
    struct strs said = {0};
    if (iso2709_parse(bytes, a, &m, &f)) return reasons(a, &f);
    for (size_t i = 0; i < m.n; i++) {
        const struct marc_field *x = &m.field[i];
        VEC_PUSH(
            a, &said,
            arena_printf(a, "%.3s=%.*s", x->tag, STR_ARG(x->control ? x->data : marc_sub(x, 'a'))));
    }
    struct str parts[] = {arena_join(a, said.item, said.n, STR(" ")), reasons(a, &f)};
    return arena_join(a, parts, 2, STR(" | "));
}

#define ALL "001=a1 100=Utami, Ayu 245=Saman \xC3\xA9t\xC3\xA9 300=205 hlm. 650=Fiksi"

/* The record with `with` written over the byte at `at`. */
static struct str over(struct arena *a, struct str s, size_t at, const char *with)
{
    char *p = memcpy(arena_alloc(a, s.n), s.p, s.n);
    memcpy(p + at, with, strlen(with));
    return (struct str){p, s.n};
}

static struct str without(struct arena *a, struct str s, size_t from, size_t to)
{
    struct str parts[] = {str_slice(s, 0, from), str_slice(s, to, s.n)};
    return arena_join(a, parts, 2, (struct str){0});
}

TEST(a_wrong_base_address_is_found_by_the_end_of_the_directory)
{
    struct str s = iso_of(mem, saman);
    CHECK_STR(fields(mem, s), ALL);
    CHECK_STR(fields(mem, over(mem, s, 12, "00099")), ALL " | base-wrong");
    CHECK_STR(fields(mem, over(mem, s, 12, "x   0")), ALL " | base-wrong");
    CHECK_STR(fields(mem, over(mem, s, 12, "99999")), ALL " | base-wrong");
}

TEST(entries_that_lie_are_made_up_for_by_the_order_of_the_fields)
{
    struct str s = iso_of(mem, saman);
    CHECK_STR(fields(mem, over(mem, s, 24 + 12 + 3, "0001")), ALL " | directory-mended");
    CHECK_STR(fields(mem, over(mem, s, 24 + 12 + 7, "xxxxx")), ALL " | directory-mended");
    /* lengths that do not count the terminator, and starts that add them up */
    CHECK_STR(fields(mem, over(mem, s, 24, "001000200000100001400002245001500016")),
              ALL " | directory-mended");
}

TEST(a_field_whose_tag_is_unreadable_is_left_out)
{
    CHECK_STR(fields(mem, over(mem, iso_of(mem, saman), 24 + 12,
                               "1\x01"
                               "0")),
              "001=a1 245=Saman \xC3\xA9t\xC3\xA9 300=205 hlm. 650=Fiksi | directory-bad");
}

TEST(fields_in_another_order_than_their_entries_are_never_mixed_up)
{
    /* entries of 300 and 650 change places; one length is wrong, so that something is to be mended
     */
    struct str s = iso_of(mem, saman);
    char a[13] = {0}, b[13] = {0};
    memcpy(a, s.p + 24 + 36, 12);
    memcpy(b, s.p + 24 + 48, 12);
    s = over(mem, over(mem, over(mem, s, 24 + 36, b), 24 + 48, a), 24 + 12 + 3, "0003");
    CHECK_STR(fields(mem, s), "001=a1 100=Utami, Ayu 245=Saman \xC3\xA9t\xC3\xA9 650=Fiksi "
                              "300=205 hlm. | directory-mended");
}

TEST(a_terminator_inside_a_field_is_a_blank)
{
    struct str s = iso_of(mem, saman);
    size_t at = str_find(s, STR("Saman ")) + 5;
    CHECK_STR(fields(mem, over(mem, s, at, "\x1E")), ALL " | directory-mended");
}

TEST(a_leader_that_lost_blanks_is_no_reason_to_lose_the_fields)
{
    struct str s = iso_of(mem, saman);
    CHECK_STR(fields(mem, without(mem, s, 5, 12)), ALL " | base-wrong leader-odd");
    CHECK_STR(fields(mem, without(mem, s, 17, 18)), ALL " | base-wrong leader-odd");
}

TEST(of_a_directory_with_a_hole_the_whole_entries_count)
{
    struct str s = iso_of(mem, saman);
    /* from within the entry of 100 to within that of 245: no tag of the two is certain */
    CHECK_STR(fields(mem, without(mem, s, 24 + 14, 24 + 25)),
              "001=a1 300=205 hlm. 650=Fiksi | base-wrong directory-bad");
}

TEST(a_directory_without_its_terminator_is_read_when_all_of_it_is_right)
{
    struct str s = iso_of(mem, saman);
    size_t end = 24 + 5 * 12;
    CHECK_STR(fields(mem, over(mem, s, end, " ")), ALL " | directory-mended");
}

TEST(numbers_that_outgrew_their_places_are_read)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct buf CLEANUP(buf_release) data = BUF(1 << 20);
    buf_add(&b, STR("99999nam a2299999   4500"));
    size_t start = 0;
    for (int i = 0; i < 30; i++) {
        size_t n = i == 3 ? 12000 : 5000;
        buf_printf(&b, "%03d%04zu%05zu", 500 + i, n, start);
        start += n;
        buf_add(&data, STR("  \x1F"
                           "a"));
        for (size_t k = 5; k < n; k++) buf_add_char(&data, 'x');
        buf_add_char(&data, '\x1E');
    }
    buf_add_char(&b, '\x1E');
    buf_add(&b, buf_str(&data));
    buf_add_char(&b, '\x1D');
    struct frame f = iso2709_frame(buf_str(&b), true);
    CHECK(f.kind == FRAME_RECORD && f.length == b.n);
    struct marc m;
    struct faults faults = {0};
    CHECK(iso2709_parse(buf_str(&b), mem, &m, &faults) == OK);
    CHECK_STR(reasons(mem, &faults), "base-wrong directory-mended");
    CHECK_INT(m.n, 30);
    CHECK_INT(marc_value(&m, "503", 'a').n, 12000 - 5);
    CHECK_INT(marc_value(&m, "529", 'a').n, 5000 - 5);
}

TEST(of_a_record_that_breaks_off_the_whole_fields_are_read)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, "001 a2\n245 10$aLarung\n");
    struct str parts[] = {str_slice(a, 0, a.n - 8), b};
    struct str file = arena_join(mem, parts, 2, (struct str){0});
    struct frame f = iso2709_frame(file, true);
    CHECK(f.kind == FRAME_RECORD && f.fault.reason == REASON_RECORD_CUT);
    CHECK_INT(f.length, a.n - 8);
    CHECK_STR(fields(mem, str_slice(file, 0, f.length)),
              "001=a1 100=Utami, Ayu 245=Saman \xC3\xA9t\xC3\xA9 300=205 hlm.");
    /* and of one that breaks off in its directory none */
    CHECK_STR(fields(mem, str_slice(a, 0, 50)), "!base-bad");
}

TEST(a_last_record_without_its_end_mark_is_read)
{
    struct str a = iso_of(mem, saman);
    struct frame f = iso2709_frame(str_slice(a, 0, a.n - 1), true);
    CHECK(f.kind == FRAME_RECORD && f.fault.reason == REASON_TERMINATOR_LOST);
    f = iso2709_frame(over(mem, a, a.n - 1, "\n"), true);
    CHECK(f.kind == FRAME_RECORD && f.fault.reason == REASON_TERMINATOR_LOST);
    f = iso2709_frame(str_slice(a, 0, a.n - 3), true);
    CHECK(f.kind == FRAME_BAD && f.fault.reason == REASON_TRUNCATED);
}
