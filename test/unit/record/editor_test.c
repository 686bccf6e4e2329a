/* editor_test.c -- a record as text and in the form: round trips, checks, and what a change leaves
 * alone. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/checked.h"
#include "record/iso2709.h"
#include "record/marc_check.h"
#include "record/marc_form.h"
#include "record/marc_merge.h"
#include "record/marc_rules.h"
#include "record/marc_text.h"
#include "record/marcjson.h"
#include "record/marcjson_write.h"
#include "record/mrk.h"
#include "test.h"

static struct marc read_text(struct arena *a, const char *text, struct oddities *to)
{
    struct marc m;
    int *line;
    struct oddities mine = {0};
    marc_text_read(str_of(text), a, &m, &line, to ? to : &mine);
    return m;
}

static struct str text_of(struct arena *a, const struct marc *m)
{
    return marc_text_write(m, a);
}

#define LEADER "=LDR  00000nam\\a2200000\\i\\4500\n"
#define FIXED  "=008  980101s1998\\\\\\\\io\\a\\\\\\\\\\\\\\\\\\\\000\\1\\ind\\d\n"
static const char saman[] =
    LEADER "=001  x1\n" FIXED "=020  \\\\$a9799023173$q(soft)\n"
           "=040  \\\\$aJKPNPNA$bind\n=082  04$a899.221$223\n=100  1\\$aUtami, Ayu.\n"
           "=245  10$aSaman :$bnovel /$cAyu Utami.\n=264  \\1$aJakarta :$bKPG,$c1998.\n"
           "=300  \\\\$ax, 198 hlm. ;$c21 cm\n=490  1\\$aSeri sastra ;$v3\n=500  \\\\$aPemenang "
           "sayembara.\n"
           "=583  1\\$adibersihkan$xrahasia\n=650  \\0$aIndonesian fiction.$0(DLC)sh1\n"
           "=650  \\4$aFiksi Indonesia$yAbad 20\n=700  1\\$aUtomo, S.,$epenyunting\n"
           "=830  \\0$aSeri sastra (KPG) ;$v3\n=940  \\\\$ax$zz {lcub}y{rcub} {dollar}5\n=999  "
           "\\\\$alokal\n";

TEST(the_text_of_a_record_reads_back_byte_for_byte)
{
    struct oddities found = {0};
    struct marc m = read_text(mem, saman, &found);
    CHECK_INT(found.errors, 0);
    CHECK_INT(m.n, 18);
    CHECK_STR(text_of(mem, &m), saman);
    CHECK_STR(marc_value(&m, "940", 'z'), "z {y} $5");
}

TEST(each_line_is_a_field_or_told)
{
    struct oddities found = {0};
    struct marc m =
        read_text(mem, LEADER "245 10 $aSaman\r\n\n=24\n=650  $aFiksi\nnonsense\n", &found);
    CHECK_INT(m.n, 1);
    CHECK_STR(m.field[0].data, "\x1F"
                               "aSaman");
    CHECK_INT(found.n, 3);
    CHECK_INT(found.item[0].line, 4);
    CHECK_INT(found.item[1].line, 5);
    CHECK_INT(found.item[2].line, 6);
    CHECK(found.item[2].what == CHECK_LINE_ODD);
    CHECK_INT(found.errors, 3);
    found = (struct oddities){0};
    (void)read_text(mem, "=245  10$aSaman\n", &found);
    CHECK(found.item[0].what == CHECK_LEADER_NONE);
    found = (struct oddities){0};
    (void)read_text(mem, "=LDR  00000nam\n=LDR  00000nam\n", &found);
    CHECK(found.item[0].what == CHECK_LEADER_ODD && found.item[1].what == CHECK_LEADER_TWICE);
}

static struct oddities check_text(struct arena *a, const char *text)
{
    struct oddities found = {0};
    struct marc m;
    int *line;
    marc_text_read(str_of(text), a, &m, &line, &found);
    marc_check(&m, line, a, &found);
    return found;
}

static bool found(const struct oddities *f, enum check what, int line)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->item[i].what == what && f->item[i].line == line) return true;
    return false;
}

TEST(a_good_record_has_no_findings)
{
    struct oddities f = check_text(mem, saman);
    CHECK_INT(f.n, 0);
}

TEST(what_is_odd_is_told_with_its_line)
{
    struct oddities f = check_text(
        mem, LEADER "=008  980101s1998\\\\\\\\qq\\a\\\\\\\\Z\\\\\\\\\\000\\1\\xyz\\d\n" /* 2 */
                    "=020  \\\\$a9799023174\n=022  \\\\$a1234-5678\n"                   /* 3 4 */
                    "=041  0\\$aindo\n=100  9\\$aA\n=100  1\\$bB\n"                     /* 5 6 7 */
                    "=245  10$aX$aY$j\n=264  \\1$c19x8\n=321  zz\n"                     /* 8 9 10 */
                    "=401  \\\\$ax\n=044  \\\\$azz\n=006  a\n"); /* 11 12 13 */
    CHECK(found(&f, CHECK_COUNTRY, 2) && found(&f, CHECK_LANGUAGE, 2) && found(&f, CHECK_CODE, 2));
    CHECK(found(&f, CHECK_ISBN, 3) && found(&f, CHECK_ISSN, 4) && found(&f, CHECK_LANGUAGE, 5));
    CHECK(found(&f, CHECK_IND_WRONG, 6) && found(&f, CHECK_TAG_REPEATED, 7));
    CHECK(found(&f, CHECK_SUB_MISSING, 7) && found(&f, CHECK_SUB_REPEATED, 8));
    CHECK(found(&f, CHECK_SUB_UNKNOWN, 8) && found(&f, CHECK_SUB_EMPTY, 8));
    CHECK(found(&f, CHECK_YEAR, 9) && found(&f, CHECK_NO_SUBFIELD, 10));
    CHECK(found(&f, CHECK_TAG_UNKNOWN, 11) && found(&f, CHECK_COUNTRY, 12));
    CHECK(found(&f, CHECK_LENGTH, 13));
    CHECK_INT(f.errors, 1);
    f = check_text(mem, LEADER "=500  \\\\$ax\xE2\x80\xAEy\n");
    CHECK(found(&f, CHECK_NO_TITLE, 0) && found(&f, CHECK_NO_FIXED, 0));
    CHECK(found(&f, CHECK_DIRECTION, 2));
    f = check_text(mem, "=LDR  00000nz\\ a2200000 i 4500\n=245  10$aX\n");
    CHECK(found(&f, CHECK_NOT_BOOKISH, 1));
}

TEST(hostile_texts_are_bounded)
{
    struct buf CLEANUP(buf_release) b = BUF(8 << 20);
    buf_add(&b, STR(LEADER "=245  10$aX\n"));
    for (int i = 0; i < 5000; i++) buf_add(&b, STR("=zzz  ??$a<script>$a$b\n"));
    struct oddities f = check_text(mem, arena_cstr(mem, buf_str(&b)));
    CHECK(f.n <= ODDITIES_MAX + 10);
    buf_clear(&b);
    buf_add(&b, STR(LEADER "=245  10$aX\n=500  \\\\$a"));
    for (int i = 0; i < 1000000; i++) buf_add_char(&b, 'x');
    f = check_text(mem, arena_cstr(mem, buf_str(&b)));
    CHECK(found(&f, CHECK_FIELD_LONG, 3));
    buf_clear(&b);
    buf_add(&b, STR(LEADER "=245  10$aX\n"));
    for (int i = 0; i < 5000; i++) buf_add(&b, STR("=500  \\\\$aNote of some length\n"));
    f = check_text(mem, arena_cstr(mem, buf_str(&b)));
    CHECK(found(&f, CHECK_RECORD_LONG, 0));
}

/* ---- the form ---- */

static struct marc change(struct arena *a, const struct marc *m, void (*touch)(struct typed *))
{
    struct bib was, now;
    struct typed before, after;
    struct marc out;
    bib_from_marc(m, NULL, a, &was, NULL);
    typed_from_bib(&was, a, &before);
    after = before;
    touch(&after);
    bib_from_typed(&after, &was, a, &now, NULL);
    const struct marc_form form = {m, &was, &before, &after, &now, true};
    marc_form_apply(&form, a, &out);
    return out;
}

/* The lines that are only in one of the two, "-" and "+" before them. */
static struct str difference(struct arena *a, const struct marc *x, const struct marc *y)
{
    struct merge_rows rows;
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    CHECK(marc_compare_rows(x, y, a, &rows) == OK);
    for (size_t i = 0; i < rows.n; i++) {
        if (rows.item[i].how == MERGE_SAME) continue;
        if (rows.item[i].mine) buf_add_char(&b, '-'), mrk_field_write(rows.item[i].mine, &b);
        if (rows.item[i].theirs) buf_add_char(&b, '+'), mrk_field_write(rows.item[i].theirs, &b);
        buf_add_char(&b, '\n');
    }
    return arena_copy(a, buf_str(&b));
}

static void touch_nothing(struct typed *t)
{
    (void)t;
}
static void touch_title(struct typed *t)
{
    t->title = STR("Saman : sebuah novel");
}
static void touch_responsibility(struct typed *t)
{
    t->responsibility = (struct str){0};
}
static void touch_year(struct typed *t)
{
    t->year = STR("2001");
}
static void touch_subjects(struct typed *t)
{
    t->subjects = STR("Indonesian fiction\nNovel");
}
static void touch_names(struct typed *t)
{
    t->name[0].name = STR("Utami, Justina Ayu");
}
static void touch_series(struct typed *t)
{
    t->series = STR("Seri lain ; 4");
}
static void touch_notes(struct typed *t)
{
    t->notes = STR("Pemenang sayembara.\nCetakan kedua");
}
static void touch_numbers(struct typed *t)
{
    t->numbers = STR("9786020331607");
}
static void touch_call(struct typed *t)
{
    t->call_number = STR("899.221 AYU s");
    t->classification = STR("899.2213");
}
static void touch_format(struct typed *t)
{
    t->format = FORMAT_MAP;
    t->language = STR("eng");
}

TEST(a_form_sent_back_untouched_changes_nothing)
{
    struct marc m = read_text(mem, saman, NULL), out = change(mem, &m, touch_nothing);
    CHECK_STR(text_of(mem, &out), saman);
}

TEST(a_changed_text_changes_its_field_and_no_other)
{
    static const struct {
        void (*touch)(struct typed *t);
        const char *difference;
    } cases[] = {
        {touch_title, "-=245  10$aSaman :$bnovel /$cAyu Utami.+=245  10$aSaman :$bsebuah novel "
                      "/$cAyu Utami.\n"},
        {touch_responsibility,
         "-=245  10$aSaman :$bnovel /$cAyu Utami.+=245  10$aSaman :$bnovel\n"},
        {touch_year, "-=008  980101s1998\\\\\\\\io\\a\\\\\\\\\\\\\\\\\\\\000\\1\\ind\\d+=008  "
                     "980101s2001\\\\\\\\io\\a\\\\\\\\\\\\\\\\\\\\000\\1\\ind\\d\n-=264  "
                     "\\1$aJakarta :$bKPG,$c1998.+=264  \\1$aJakarta :$bKPG,$c2001\n"},
        {touch_subjects, "-=650  \\4$aFiksi Indonesia$yAbad 20+=650  \\4$aNovel\n"},
        {touch_names, "-=100  1\\$aUtami, Ayu.+=100  1\\$aUtami, Justina Ayu$4aut\n"},
        {touch_series, "-=490  1\\$aSeri sastra ;$v3+=490  0\\$aSeri lain$v4\n"
                       "-=830  \\0$aSeri sastra (KPG) ;$v3\n"},
        {touch_notes, "+=500  \\\\$aCetakan kedua\n"},
        {touch_numbers, "-=020  \\\\$a9799023173$q(soft)+=020  \\\\$a9786020331607\n"},
        {touch_call, "-=082  04$a899.221$223+=082  04$a899.2213$223\n+=099  \\\\$a899.221 AYU s\n"},
    };
    struct marc m = read_text(mem, saman, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct marc out = change(mem, &m, cases[i].touch);
        CHECK_STR(difference(mem, &m, &out), cases[i].difference);
    }
    struct marc out = change(mem, &m, touch_format);
    CHECK(out.leader[6] == 'e');
    CHECK_STR(str_slice(marc_control(&out, "008"), 35, 38), "eng");
}

/* ---- two and three states ---- */

TEST(of_two_edits_each_keeps_what_the_other_left_alone)
{
    struct marc base = read_text(mem, LEADER "=245  10$aA\n=300  \\\\$a1\n=500  \\\\$ax\n", NULL);
    struct marc mine =
        read_text(mem, LEADER "=245  10$aB\n=300  \\\\$a1\n=500  \\\\$ax\n=650  \\4$aM\n", NULL);
    struct marc theirs = read_text(mem, LEADER "=245  10$aA\n=300  \\\\$a2\n=650  \\4$aT\n", NULL);
    struct merge_rows rows;
    struct marc out;
    CHECK(marc_merge_rows(&base, &mine, &theirs, mem, &rows) == OK);
    marc_merge(&rows, NULL, &mine, mem, &out);
    CHECK_STR(text_of(mem, &out),
              LEADER "=245  10$aB\n=300  \\\\$a2\n=650  \\4$aM\n=650  \\4$aT\n");
    CHECK(rows.item[0].mine && memcmp(rows.item[0].mine->tag, "LDR", 3) == 0);
}

/* Old systems write the leader as a field of its own too. */
TEST(a_field_named_like_the_leader_is_a_field)
{
    struct marc_field odd[] = {{.tag = {'2', '4', '5'},
                                .ind = {'1', '0'},
                                .data = STR("\x1F"
                                            "aA")},
                               {.tag = {'L', 'D', 'R'},
                                .ind = {' ', ' '},
                                .data = STR("\x1F"
                                            "ax")}};
    struct marc base = read_text(mem, LEADER "=245  10$aA\n", NULL), mine = base, out;
    struct marc theirs = read_text(mem, LEADER "=245  10$aA\n=500  \\\\$aB\n", NULL);
    struct merge_rows rows;
    mine.field = odd;
    mine.n = COUNT(odd);
    CHECK(marc_merge_rows(&base, &mine, &theirs, mem, &rows) == OK);
    marc_merge(&rows, NULL, &mine, mem, &out);
    CHECK_INT(out.n, 3);
    CHECK(memcmp(out.leader, mine.leader, sizeof out.leader) == 0);
}

TEST(what_both_changed_is_chosen)
{
    struct marc base = read_text(mem, LEADER "=245  10$aA\n", NULL);
    struct marc mine = read_text(mem, LEADER "=245  10$aB\n", NULL);
    struct marc theirs = read_text(mem, LEADER "=245  10$aC\n", NULL);
    struct merge_rows rows;
    struct marc out;
    CHECK(marc_merge_rows(&base, &mine, &theirs, mem, &rows) == OK);
    CHECK_INT(rows.n, 2);
    CHECK(rows.item[1].how == MERGE_CLASH);
    marc_merge(&rows, NULL, &mine, mem, &out);
    CHECK_STR(marc_value(&out, "245", 'a'), "B");
    marc_merge(&rows, "mt", &mine, mem, &out);
    CHECK_STR(marc_value(&out, "245", 'a'), "C");
}

TEST(a_field_taken_away_by_one_and_changed_by_the_other_is_asked_about)
{
    struct marc base = read_text(mem, LEADER "=245  10$aA\n=500  \\\\$ax\n", NULL);
    struct marc mine = read_text(mem, LEADER "=245  10$aA\n", NULL);
    struct marc theirs = read_text(mem, LEADER "=245  10$aA\n=500  \\\\$axy\n", NULL);
    struct merge_rows rows;
    struct marc out;
    CHECK(marc_merge_rows(&base, &mine, &theirs, mem, &rows) == OK);
    CHECK(rows.item[2].how == MERGE_CLASH);
    marc_merge(&rows, NULL, &mine, mem, &out);
    CHECK_INT(out.n, 1);
    marc_merge(&rows, "mmt", &mine, mem, &out);
    CHECK_STR(marc_value(&out, "500", 'a'), "xy");
}

/* ---- beginnings and forms ---- */

TEST(a_record_from_elsewhere_keeps_its_number_and_leaves_its_copies)
{
    struct marc m = read_text(mem,
                              LEADER "=001  42\n=003  SMAN\n=245  10$aA\n=590  \\\\$al\n"
                                     "=852  \\\\$pB1\n=952  \\\\$pB2\n",
                              NULL);
    struct marc out;
    marc_adopt(&m, STR("SMAN 1"), mem, &out);
    CHECK_STR(text_of(mem, &out), LEADER "=035  \\\\$a(SMAN)42\n=040  \\\\$aSMAN 1\n=245  10$aA\n");
}

TEST(an_empty_record_of_each_kind_passes_the_checks_but_for_its_title)
{
    for (int f = 0; f < FORMAT_COUNT; f++) {
        struct marc m;
        struct oddities found = {0};
        marc_blank((enum format)f, STR("261128"), mem, &m);
        marc_check(&m, NULL, mem, &found);
        for (size_t i = 0; i < found.n; i++) {
            if (found.item[i].what == CHECK_CODE)
                fprintf(stderr, "  %d %.*s\n", f, STR_ARG(found.item[i].more));
            CHECK(found.item[i].what == CHECK_NO_TITLE);
        }
        CHECK_INT(marc_control(&m, "008").n, 40);
    }
}

/* The code that is told of an empty record of the kind with these characters in 008; "": none. */
static struct str code_told(struct arena *mem, enum format f, size_t at, const char *codes)
{
    struct marc m;
    struct oddities found = {0};
    marc_blank(f, STR("261128"), mem, &m);
    for (size_t i = 0; i < m.n; i++)
        if (memcmp(m.field[i].tag, "008", 3) == 0)
            memcpy((char *)(uintptr_t)m.field[i].data.p + at, codes, strlen(codes));
    marc_check(&m, NULL, mem, &found);
    for (size_t i = 0; i < found.n; i++)
        if (found.item[i].what == CHECK_CODE)
            return arena_printf(mem, "%.*s %.*s", STR_ARG(found.item[i].more),
                                STR_ARG(found.item[i].text));
    return STR("");
}

TEST(codes_of_two_characters_are_one_code)
{
    CHECK_STR(code_told(mem, FORMAT_SCORE, 18, "snu"), "");
    CHECK_STR(code_told(mem, FORMAT_SCORE, 18, "||u"), "");
    CHECK_STR(code_told(mem, FORMAT_SCORE, 18, "qqu"), "008/18-19 qq");
    CHECK_STR(code_told(mem, FORMAT_SCORE, 18, "s u"), "008/18-19 s\\");
    CHECK_STR(code_told(mem, FORMAT_MAP, 22, "bd"), "");
    CHECK_STR(code_told(mem, FORMAT_MAP, 22, "b1"), "008/22-23 b1");
    CHECK_STR(code_told(mem, FORMAT_VIDEO, 18, "090"), ""); /* minutes are no list */
    CHECK_STR(code_told(mem, FORMAT_BOOK, 15, "sz "), "");  /* nor are countries here */
}

TEST(the_fields_people_fill_are_there_and_leave_nothing_behind_when_they_are_not)
{
    for (int f = 0; f < FORMAT_COUNT; f++) {
        struct marc m, blank;
        struct oddities found = {0};
        marc_skeleton((enum format)f, true, STR("261128"), mem, &m);
        marc_blank((enum format)f, STR("261128"), mem, &blank);
        marc_check(&m, NULL, mem, &found);
        for (size_t i = 0; i < found.n; i++)
            CHECK(found.item[i].what == CHECK_NO_TITLE || found.item[i].what == CHECK_SUB_EMPTY);
        CHECK(m.n > blank.n + 5);
        marc_drop_empty(&m, mem);
        CHECK_INT(m.n, blank.n);
    }
}

TEST(marc_in_json_reads_back)
{
    struct buf CLEANUP(buf_release) b = BUF(1 << 20);
    struct marc m = read_text(mem, saman, NULL), again;
    marcjson_write(&m, &b);
    CHECK(marcjson_parse(buf_str(&b), mem, &again, NULL) == OK);
    CHECK_STR(text_of(mem, &again), saman);
}

/* ---- real records ---- */

/* Every record of a file: as text and back, through the form untouched, and with another title. */
static size_t walk(struct str bytes, struct arena *a)
{
    size_t n = 0;
    for (size_t at = 0; at < bytes.n && n < 2000;) {
        struct frame f = iso2709_frame(str_slice(bytes, at, bytes.n), true);
        struct str one = str_slice(bytes, at + f.skip, at + f.skip + f.length);
        struct marc raw, m, out;
        struct merge_rows rows;
        struct oddities seen = {0};
        int *line;
        size_t changed = 0;
        if (f.kind == FRAME_END) break;
        at += f.skip + f.length;
        arena_reset(a);
        if (f.kind != FRAME_RECORD || iso2709_parse(one, a, &raw, NULL)) continue;
        if (!bib_is_bibliographic(&raw)) continue;
        marc_in_utf8(&raw, a, &m, NULL);
        n++;
        struct str text = text_of(a, &m);
        marc_text_read(text, a, &out, &line, &seen);
        CHECK_STR(text_of(a, &out), arena_cstr(a, text));
        out = change(a, &m, touch_nothing);
        CHECK_STR(text_of(a, &out), arena_cstr(a, text));
        out = change(a, &m, touch_title);
        CHECK(marc_compare_rows(&m, &out, a, &rows) == OK);
        for (size_t i = 0; i < rows.n; i++) changed += rows.item[i].how != MERGE_SAME;
        CHECK(changed <= 1);
        CHECK(marc_merge_rows(&m, &out, &m, a, &rows) == OK);
        marc_merge(&rows, NULL, &out, a, &raw);
        CHECK_STR(text_of(a, &raw), arena_cstr(a, text_of(a, &out)));
    }
    return n;
}

TEST(our_records_come_back_as_they_were)
{
    struct arena *CLEANUP(arena_freep) a = arena_new();
    CHECK(walk(test_file(mem, "test/data/records.mrc"), a) > 0);
}

TEST(real_records_come_back_as_they_were)
{
    static const char *const files[] = {"LibLime-Koha__sample_usmarc", "solrmarc__uva_001_2000",
                                        "Evergreen__lul_fre_500", "prange-metadata__bib",
                                        "mario__alma_samples"};
    const char *shared = getenv("SILANG_SHARED");
    struct arena *CLEANUP(arena_freep) a = arena_new();
    for (size_t i = 0; i < COUNT(files); i++) {
        struct str path =
            arena_printf(mem, "%s/data/marc21/original-%s.mrc", shared ? shared : "", files[i]);
        struct str bytes = test_file(mem, arena_cstr(mem, path));
        if (!bytes.p) return;
        CHECK(walk(bytes, a) > 100);
    }
}
