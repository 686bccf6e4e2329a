/* forms_test.c -- which words meet: roots, old spelling, numerals, plurals (stem.h, forms.h). */
#include "test.h"

#include <stdio.h>

#include "text/forms_memory.h"
#include "text/stops.h"
#include "text/terms.h"

/* The forms between blanks. */
static struct str forms(struct arena *mem, const char *word)
{
    struct stems s = {.n = 0};
    forms_of(str_of(word), &s);
    struct str all = arena_join(mem, s.item, s.n, STR(" "));
    return all.n ? all : STR("");
}

TEST(what_is_written_a_writer_and_to_write_meet)
{
    CHECK_STR(forms(mem, "menulis"), "tulis nulis");
    CHECK_STR(forms(mem, "penulis"), "tulis nulis");
    CHECK_STR(forms(mem, "tulisan"), "tulis");
    CHECK_STR(forms(mem, "menuliskan"), "tulis nulis");
    CHECK_STR(forms(mem, "tulis"), "");
}

TEST(prefixes_and_suffixes_come_off_together)
{
    CHECK_STR(forms(mem, "perpustakaan"), "pustaka");
    CHECK_STR(forms(mem, "kesehatan"), "sehat");
    CHECK_STR(forms(mem, "pemberdayaan"), "daya");
    CHECK_STR(forms(mem, "berdasarkan"), "dasar");
    CHECK_STR(forms(mem, "tindakan"), "tindak");
    CHECK_STR(forms(mem, "memperbaiki"), "baiki baik");
    CHECK_STR(forms(mem, "negeriku"), "negeri");
    CHECK_STR(forms(mem, "bukunya"), "buku");
}

TEST(roots_that_look_otherwise_stay_whole)
{
    CHECK_STR(forms(mem, "sekolah"), "");
    CHECK_STR(forms(mem, "menteri"), "");
    CHECK_STR(forms(mem, "keberanian"), "berani");
    CHECK_STR(forms(mem, "media"), "");
    CHECK_STR(forms(mem, "ikan"), "");
    CHECK_STR(forms(mem, "belajar"), "ajar");
}

TEST(old_spelling_is_the_present_one)
{
    CHECK_STR(forms(mem, "soekarno"), "sukarno");
    CHECK_STR(forms(mem, "tjerita"), "cerita");
    CHECK_STR(forms(mem, "djakarta"), "jakarta");
    CHECK_STR(forms(mem, "pantjasila"), "pancasila");
    CHECK_STR(forms(mem, "mentjeritakan"), "cerita");
    CHECK_STR(forms(mem, "panjang"), ""); /* "nj" inside a word is no sign of it */
}

TEST(numerals_and_doubled_words)
{
    CHECK_STR(forms(mem, "xi"), "11");
    CHECK_STR(forms(mem, "xxxix"), "39");
    CHECK_STR(forms(mem, "i"), "");
    CHECK_STR(forms(mem, "xxxx"), "");
    CHECK_STR(forms(mem, "anak2"), "anak");
    CHECK_STR(forms(mem, "h2"), "");
}

TEST(english_plurals)
{
    CHECK_STR(forms(mem, "libraries"), "library");
    CHECK_STR(forms(mem, "classes"), "class");
    CHECK_STR(forms(mem, "books"), "book");
    CHECK_STR(forms(mem, "kelas"), "");
    CHECK_STR(forms(mem, "analysis"), "");
}

static bool write_term(void *ctx, enum term_place place, struct str text, size_t from, size_t to)
{
    struct buf *b = ctx;
    (void)from;
    (void)to;
    if (place == TERM_FORM)
        buf_printf(b, "~%.*s", STR_ARG(str_slice(text, 1, text.n)));
    else
        buf_printf(b, "%s%.*s", place == TERM_PAIR ? "+" : " ", STR_ARG(text));
    return true;
}

static struct str terms(struct arena *mem, const char *text)
{
    struct buf CLEANUP(buf_release) b = BUF(10000);
    terms_each(str_of(text), write_term, &b);
    return str_trim(arena_copy(mem, buf_str(&b)));
}

TEST(forms_stand_where_their_word_stands)
{
    CHECK_STR(terms(mem, "Menulis novel"), "menulis~tulis~nulis novel");
}

TEST(dan_and_and_are_one_word)
{
    CHECK_STR(terms(mem, "Tom & Jerry"), "tom & jerry");
    CHECK_STR(terms(mem, "Tom dan Jerry"), "tom & jerry");
    CHECK_STR(terms(mem, "Tom and Jerry"), "tom & jerry");
    CHECK_STR(terms(mem, "AT&T"), "at & t");
}

TEST(letters_without_blanks_stand_in_pairs)
{
    CHECK_STR(terms(mem, "日本語 book"), "日+日本 本+本語 語 book");
    CHECK_STR(terms(mem, "ไทย"), "ไ+ไท ท+ทย ย");
    CHECK_STR(terms(mem, "日 & 本"), "日 & 本");
}

TEST(stop_words_and_honorifics)
{
    CHECK(stop_word(STR("yang")) && stop_word(STR("&")) && stop_word(STR("the")));
    CHECK(!stop_word(STR("yan")) && !stop_word(STR("")));
    CHECK(stop_honorific(STR("prof")) && !stop_honorific(STR("profesor")));
}

static bool add_form(void *ctx, struct str form)
{
    struct stems *to = ctx;
    stems_add(to, form, STR(""));
    return true;
}

/* A few thousand words for as many places, so that they take each other's, and each word twice. */
TEST(a_memory_of_forms_answers_as_without_it)
{
    static const char *const before[] = {"", "me", "pe", "ber", "di"};
    static const char *const after[] = {"", "kan", "an", "s", "2", "i"};
    static const char *const root[] = {"tulis",   "baca", "soekarno",
                                       "tjerita", "xii",  "pertanggungjawabkepemimpinanan"};
    struct forms_memory *m = forms_memory_new();
    for (int i = 0; i < 20000; i++) {
        char word[96];
        struct stems now = {.n = 0}, then = {.n = 0};
        snprintf(word, sizeof word, "%s%s%c%c%s", before[i / 2 % 5], root[i / 10 % 6],
                 'a' + i / 60 % 26, 'a' + i / 1560 % 26, after[i / 2 % 6]);
        forms_of(str_of(word), &then);
        CHECK(forms_each(m, str_of(word), add_form, &now));
        CHECK_STR(arena_join(mem, now.item, now.n, STR(" ")),
                  arena_cstr(mem, arena_join(mem, then.item, then.n, STR(" "))));
    }
    forms_memory_free(m);
}

TEST(words_are_counted_without_their_forms)
{
    CHECK_INT(terms_count(STR("Menulis dan membaca: 2 & lagi")), 6);
    CHECK_INT(terms_count(STR("")), 0);
    CHECK_INT(terms_count(STR("\xE5\x9B\xBE\xE4\xB9\xA6 abc")), 3);
}
