/* iso2709_test.c -- good records come through unchanged, bad ones say why and cost no other. */
#include "test.h"

#include <string.h>

#include "make.h"
#include "record/iso2709.h"

static const char *const saman = "001 a1\n245 10$aSaman :$bnovel /$cAyu Utami.\n650 _4$aFiksi\n";
static const char *const larung = "001 a2\n245 10$aLarung /$cAyu Utami.\n";

static struct str glue(struct arena *a, struct str x, struct str y)
{
    struct str parts[] = {x, y};
    return arena_join(a, parts, 2, STR(""));
}

/* What a file gives: "a1 a2 | reasons", by the record's 001. */
static struct str read_file(struct arena *a, struct str s)
{
    struct strs ids = {0};
    struct faults faults = {0};
    for (;;) {
        struct frame f = iso2709_frame(s, true);
        if (f.kind == FRAME_END) break;
        CHECK(f.kind != FRAME_MORE && f.skip + f.length > 0 && f.skip + f.length <= s.n);
        if (f.kind == FRAME_MORE || f.skip + f.length == 0) break;
        if (f.fault.reason) fault_add(&faults, a, f.fault);
        struct marc m;
        if (f.kind == FRAME_RECORD &&
            iso2709_parse(str_slice(s, f.skip, f.skip + f.length), a, &m, &faults) == OK)
            VEC_PUSH(a, &ids, marc_control(&m, "001"));
        s = str_slice(s, f.skip + f.length, s.n);
    }
    struct str parts[] = {arena_join(a, ids.item, ids.n, STR(" ")), reasons(a, &faults)};
    return arena_join(a, parts, 2, STR(" | "));
}

TEST(what_is_written_is_read_back_the_same)
{
    struct marc m = marc_of(mem, saman), back;
    CHECK(iso2709_parse(iso_of(mem, saman), mem, &back, NULL) == OK);
    CHECK_INT(back.n, m.n);
    for (size_t i = 0; i < m.n; i++) {
        CHECK(memcmp(back.field[i].tag, m.field[i].tag, 3) == 0);
        CHECK(memcmp(back.field[i].ind, m.field[i].ind, 2) == 0);
        CHECK(str_eq(back.field[i].data, m.field[i].data));
    }
    CHECK(back.leader[9] == 'a');
}

TEST(a_record_too_long_for_iso2709_is_refused_by_the_writer)
{
    char *text = arena_alloc(mem, 10010);
    memset(text, 'x', 10000);
    struct marc m = marc_of(mem, larung);
    m.field[1].data = (struct str){text, 9999};
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    CHECK(iso2709_write(&m, &b) == ERR_LIMIT);
    CHECK_INT(b.n, 0);
}

/* Records, fields and bytes of values in ISO 2709. */
static struct str counted(struct arena *a, struct str s, const char *tag)
{
    size_t records = 0, fields = 0, bytes = 0;
    for (struct frame f; (f = iso2709_frame(s, true)).kind == FRAME_RECORD; records++) {
        struct marc m;
        CHECK(f.fault.reason == REASON_NONE);
        CHECK(iso2709_parse(str_slice(s, 0, f.length), a, &m, NULL) == OK);
        CHECK_STR(marc_value(&m, "245", 'a'), "Larung /");
        for (const struct marc_field *x = marc_find(&m, tag, 0); x; x = marc_after(&m, tag, x)) {
            fields++;
            bytes += marc_sub(x, 'a').n;
        }
        s = str_slice(s, f.length, s.n);
    }
    return arena_printf(a, "%zu records, %zu fields, %zu bytes", records, fields, bytes);
}

static struct marc with_fields(struct arena *a, const char *tag, size_t n, size_t bytes)
{
    struct marc m = marc_of(a, larung);
    struct marc_field *field = arena_array(a, struct marc_field, m.n + n);
    char *text = arena_alloc(a, bytes + 2);
    memset(text, 'x', bytes + 2);
    for (size_t i = 20; i < bytes; i += 20) text[i] = ' ';
    memcpy(text,
           "\x1F"
           "a",
           2);
    for (size_t i = 0; i < m.n; i++) field[i] = m.field[i];
    for (size_t i = m.n; i < m.n + n; i++) {
        field[i] = (struct marc_field){.ind = {' ', ' '}, .data = {text, bytes + 2}};
        memcpy(field[i].tag, tag, 3);
    }
    m.field = field;
    m.n += n;
    return m;
}

TEST(what_is_too_long_for_iso2709_is_divided_and_nothing_is_lost)
{
    struct buf CLEANUP(buf_release) b = BUF(4 << 20);
    struct marc m = with_fields(mem, "505", 1, 25000);
    CHECK(iso2709_write_divided(&m, mem, &b) == OK);
    CHECK_STR(counted(mem, buf_str(&b), "505"), "1 records, 3 fields, 25000 bytes");
    buf_clear(&b);
    m = with_fields(mem, "952", 3000, 100);
    CHECK(iso2709_write_divided(&m, mem, &b) == OK);
    CHECK_STR(counted(mem, buf_str(&b), "952"), "4 records, 3000 fields, 300000 bytes");
    buf_clear(&b);
    m = with_fields(mem, "500", 3000, 100);
    CHECK(iso2709_write_divided(&m, mem, &b) == ERR_LIMIT);
    m = with_fields(mem, "100", 1, 10000);
    CHECK(iso2709_write_divided(&m, mem, &b) == ERR_LIMIT);
    CHECK_INT(b.n, 0);
}

TEST(what_cannot_be_divided_is_written_so_that_it_is_read_again)
{
    for (size_t n = 1; n < 50; n += 20) {
        struct buf CLEANUP(buf_release) b = BUF(4 << 20);
        struct marc m = with_fields(mem, "100", n, 12000), back;
        struct faults f = {0};
        CHECK(iso2709_write_long(&m, &b) == OK);
        CHECK_INT(iso2709_frame(buf_str(&b), true).length, b.n);
        CHECK(iso2709_parse(buf_str(&b), mem, &back, &f) == OK);
        CHECK_STR(reasons(mem, &f), "directory-mended");
        CHECK_INT(back.n, m.n);
        CHECK_INT(back.field[m.n - 1].data.n, 12002);
    }
}

TEST(records_follow_each_other_with_or_without_line_breaks)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, larung);
    CHECK_STR(read_file(mem, glue(mem, a, b)), "a1 a2");
    CHECK_STR(read_file(mem, glue(mem, glue(mem, a, STR("\r\n\r\n")), b)), "a1 a2");
    CHECK_STR(read_file(mem, glue(mem, glue(mem, STR("\xEF\xBB\xBF"), a), STR("\x1A"))), "a1");
    CHECK_STR(read_file(mem, STR("")), "");
    CHECK_STR(read_file(mem, STR(" \r\n")), "");
}

TEST(a_length_that_is_wrong_is_corrected_by_the_terminator)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, larung);
    static const char *const lengths[] = {"00099", "00140", "00500", "99999"};
    for (size_t i = 0; i < 4; i++) {
        char *wrong = memcpy(arena_alloc(mem, a.n), a.p, a.n);
        memcpy(wrong, lengths[i], 5);
        struct str file = glue(mem, (struct str){wrong, a.n}, b);
        CHECK_STR(read_file(mem, file), "a1 a2 | length-wrong");
    }
}

TEST(a_length_that_is_no_number_is_said_and_survived)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, larung);
    char *wrong = memcpy(arena_alloc(mem, a.n), a.p, a.n);
    memcpy(wrong, "    x", 5);
    CHECK_STR(read_file(mem, glue(mem, (struct str){wrong, a.n}, b)), "a1 a2 | length-wrong");
}

TEST(a_lost_terminator_does_not_swallow_the_next_record)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, larung);
    CHECK_STR(read_file(mem, glue(mem, str_slice(a, 0, a.n - 1), b)), "a1 a2 | terminator-lost");
    /* cut inside a field: the others are whole */
    CHECK_STR(read_file(mem, glue(mem, str_slice(a, 0, a.n - 9), b)), "a1 a2 | record-cut");
}

TEST(a_file_that_ends_inside_a_record_keeps_the_others)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, larung);
    for (size_t n = 1; n < b.n - 1; n += 7)
        CHECK_STR(read_file(mem, glue(mem, a, str_slice(b, 0, n))), "a1 | !truncated");
}

TEST(a_picture_or_a_letter_is_one_fault)
{
    char *noise = arena_alloc(mem, 5000);
    for (size_t i = 0; i < 5000; i++) noise[i] = (char)(i * i * 31 + i / 7);
    memcpy(noise, "\x89PNG\r\n\x1A\n", 8);
    CHECK_STR(read_file(mem, (struct str){noise, 5000}), "!not-iso2709");
    CHECK(!iso2709_recognise((struct str){noise, 5000}));
    CHECK(!iso2709_recognise(STR("")));
    CHECK(iso2709_recognise(glue(mem, STR("\r\n"), iso_of(mem, saman))));
    CHECK(iso2709_recognise(glue(mem, (struct str){noise, 5000}, iso_of(mem, saman))));
    CHECK_STR(read_file(mem, STR("Kepada Yth. Bapak dan Ibu, bersama ini kami kirimkan ...")),
              "!not-iso2709");
}

TEST(a_leader_inside_xml_or_text_is_no_record)
{
    CHECK_STR(read_file(mem, STR("<collection><record><leader>00714cam a2200205 a 4500</leader>"
                                 "<controlfield tag=\"001\">1</controlfield></record>\n"
                                 "<record><leader>00814cam a2200205 a 4500</leader></record>")),
              "!not-iso2709");
    CHECK_STR(read_file(mem, STR("=LDR  00714cam a2200205 a 4500\n=001  1\n=245  10$aA\n")),
              "!not-iso2709");
}

TEST(a_directory_that_looks_like_a_leader_is_none)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, larung);
    char *p = memcpy(arena_alloc(mem, a.n), a.p, a.n);
    memcpy(p, "00099", 5); /* so that the record is searched */
    memcpy(p + 24, "001000810000220022824500", 24);
    CHECK_STR(read_file(mem, glue(mem, (struct str){p, a.n}, b)),
              "a1 a2 | length-wrong directory-mended");
}

TEST(reading_goes_on_at_the_next_leader_after_garbage)
{
    struct str a = iso_of(mem, saman), b = iso_of(mem, larung);
    struct str file = glue(mem, glue(mem, a, STR("12 <html>\x1D\x1E garbage \0\0 here 4500 ")), b);
    CHECK_STR(read_file(mem, file), "a1 a2 | !not-iso2709");
}

TEST(lengths_counted_in_characters_are_survived)
{
    struct str a = iso_of(mem, "001 a1\n245 10$aBezbar\xC3\xBC"
                               "a\n500 __$a\xC3\xA9t\xC3\xA9\n650 _4$aFiksi\n");
    /* as if lengths had been computed before the text became UTF-8 */
    struct str wrong = replaced(mem, a, STR("245001400003"), STR("245001300003"));
    wrong = replaced(mem, wrong, STR("500001000017"), STR("500000800016"));
    CHECK(!str_eq(a, wrong));
    struct marc m;
    struct faults f = {0};
    CHECK(iso2709_parse(wrong, mem, &m, &f) == OK);
    CHECK_STR(reasons(mem, &f), "directory-mended");
    CHECK_STR(marc_value(&m, "500", 'a'), "\xC3\xA9t\xC3\xA9");
    CHECK_STR(marc_value(&m, "650", 'a'), "Fiksi");
}

TEST(an_entry_that_points_outside_costs_its_field_only)
{
    struct str a = iso_of(mem, saman);
    char *p = memcpy(arena_alloc(mem, a.n), a.p, a.n);
    memcpy(p + 24 + 12 + 7, "99999", 5);
    /* one field fewer than entries, so that order does not help */
    struct str wrong = replaced(mem, (struct str){p, a.n}, STR("\x1E\x1D"), STR("x\x1D"));
    struct marc m;
    struct faults f = {0};
    CHECK(iso2709_parse(wrong, mem, &m, &f) == OK);
    CHECK_STR(marc_control(&m, "001"), "a1");
    CHECK(marc_find(&m, "245", 0) == NULL);
    CHECK_STR(marc_value(&m, "650", 'a'), "Fiksix");
    CHECK(f.n == 2 && memcmp(f.item[0].field, "245", 4) == 0 && !f.item[0].fatal);
    CHECK_INT(f.item[0].byte, 36);
}

TEST(fields_that_share_bytes_never_grow_past_the_record)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    size_t n = 3000, base = 24 + 12 * n + 1;
    buf_printf(&b, "%05zunam a22%05zu   4500", base + 5002, base);
    for (size_t i = 0; i < n; i++) buf_add(&b, STR("500500000000"));
    buf_add_char(&b, '\x1E');
    for (size_t i = 0; i < 4999; i++) buf_add_char(&b, 'x');
    buf_add(&b, STR("\x1E\x1D"));
    struct marc m;
    struct faults f = {0};
    CHECK(iso2709_parse(buf_str(&b), mem, &m, &f) == OK);
    size_t total = 0;
    for (size_t i = 0; i < m.n; i++) total += m.field[i].data.n;
    CHECK(total <= b.n);
    CHECK(f.n <= 10);
}

TEST(a_refused_record_has_one_reason)
{
    struct marc m;
    struct faults f = {0};
    CHECK(iso2709_parse(STR("00030nam a2200025   4500\x1E    \x1D"), mem, &m, &f) == ERR_FORMAT);
    CHECK_STR(reasons(mem, &f), "!directory-bad");
    f.n = 0;
    CHECK(iso2709_parse(STR("00030nam a2200025   4500nothing"), mem, &m, &f) == ERR_FORMAT);
    CHECK_STR(reasons(mem, &f), "!base-bad");
}

TEST(a_window_that_grows_byte_by_byte_gives_the_same_record)
{
    struct str a = glue(mem, STR("\r\n"), iso_of(mem, saman));
    for (size_t n = 0; n < a.n; n++)
        CHECK_INT(iso2709_frame(str_slice(a, 0, n), false).kind, FRAME_MORE);
    struct frame f = iso2709_frame(a, false);
    CHECK_INT(f.kind, FRAME_RECORD);
    CHECK_INT(f.skip, 2);
    CHECK_INT(f.length, a.n - 2);
    CHECK_INT(f.fault.reason, REASON_NONE);
}

TEST(framing_never_asks_for_more_than_the_limit)
{
    char *p = arena_alloc(mem, MARC_RECORD_MAX);
    memset(p, ' ', MARC_RECORD_MAX);
    struct str s = {p, MARC_RECORD_MAX};
    struct frame f = iso2709_frame(s, false);
    CHECK(f.kind == FRAME_BAD && f.skip + f.length > 0);
    memcpy(p, "99999nam a2200025   4500", 24);
    f = iso2709_frame(s, false);
    CHECK(f.kind == FRAME_BAD && f.length > 0);
    CHECK_INT(f.fault.reason, REASON_RECORD_TOO_LONG);
    memset(p, 'x', MARC_RECORD_MAX);
    f = iso2709_frame(s, false);
    CHECK(f.kind == FRAME_BAD && f.length > 0);
}
