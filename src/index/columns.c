/* columns.c -- blocks of columns as bytes. */
#include "index/columns.h"

#include <string.h>

#include "base/checked.h"

struct header {
    uint32_t magic, n_ords, n_keys, unused;
};

enum { MAGIC = 0x334B4C42 }; /* "BLK3" */

static uint16_t cut16(size_t n)
{
    return (uint16_t)MIN(n, (size_t)UINT16_MAX);
}

static uint8_t cut8(size_t n)
{
    return (uint8_t)MIN(n, (size_t)UINT8_MAX);
}

static int16_t year16(int year)
{
    return (int16_t)MAX(MIN(year, 9999), -9999);
}

static void add_ords(struct buf *to, const uint32_t *ord, size_t n, uint32_t *count)
{
    n = cut16(n);
    buf_add(to, (struct str){(const char *)ord, n * sizeof *ord});
    *count += (uint32_t)n;
}

static void fill_row(const struct row_values *v, struct column_row *row, struct buf *ords,
                     struct buf *keys, uint32_t *n_ords)
{
    struct str title = str_slice(v->sort_title, 0, SORT_KEY_MAX);
    struct str author = str_slice(v->sort_author, 0, SORT_KEY_MAX);
    *row = (struct column_row){
        .present = v->present,
        .format = (uint8_t)v->format,
        .year = year16(v->year),
        .year_end = year16(v->year_end),
        .n_agencies = cut16(v->n_agencies),
        .n_languages = cut16(v->n_languages),
        .n_authors = cut16(v->n_authors),
        .n_subjects = cut16(v->n_subjects),
        .n_marks = cut16(v->n_marks),
        .quality = (uint8_t)v->quality,
        .title_words = (uint8_t)MIN(v->title_words, UINT8_MAX),
        .title_short = (uint8_t)MIN(v->title_short, UINT8_MAX),
        .n_series = cut8(v->n_series),
        .n_classes = cut8(v->n_classes),
        .title_length = (uint8_t)title.n,
        .author_length = (uint8_t)author.n,
        .ords = *n_ords,
        .keys = (uint32_t)keys->n,
    };
    add_ords(ords, v->agencies, v->n_agencies, n_ords);
    add_ords(ords, v->languages, v->n_languages, n_ords);
    add_ords(ords, v->authors, v->n_authors, n_ords);
    add_ords(ords, v->subjects, v->n_subjects, n_ords);
    add_ords(ords, v->marks, v->n_marks, n_ords);
    add_ords(ords, v->series, cut8(v->n_series), n_ords);
    add_ords(ords, v->classes, cut8(v->n_classes), n_ords);
    buf_add(keys, title);
    buf_add(keys, author);
}

void block_write(const struct row_values value[BLOCK_ROWS], struct buf *to)
{
    struct column_row row[BLOCK_ROWS];
    struct buf CLEANUP(buf_release) ords = BUF(1 << 28);
    struct buf CLEANUP(buf_release) keys = BUF(1 << 28);
    uint32_t n_ords = 0;
    memset(row, 0, sizeof row); /* padding too: equal columns are equal bytes */
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        if (value[i].present) fill_row(&value[i], &row[i], &ords, &keys, &n_ords);
    struct header h = {MAGIC, n_ords, (uint32_t)keys.n, 0};
    buf_add(to, (struct str){(const char *)&h, sizeof h});
    buf_add(to, (struct str){(const char *)row, sizeof row});
    buf_add(to, buf_str(&ords));
    buf_add(to, buf_str(&keys));
}

static bool row_ok(const struct column_row *r, const struct header *h)
{
    uint64_t ords = (uint64_t)r->ords + r->n_agencies + r->n_languages + r->n_authors +
                    r->n_subjects + r->n_marks + r->n_series + r->n_classes;
    uint64_t keys = (uint64_t)r->keys + r->title_length + r->author_length;
    return !r->present || (ords <= h->n_ords && keys <= h->n_keys &&
                           r->title_length <= SORT_KEY_MAX && r->author_length <= SORT_KEY_MAX);
}

enum err block_read(struct str bytes, struct block *ret)
{
    struct header h;
    size_t fixed = sizeof h + sizeof(struct column_row[BLOCK_ROWS]);
    if (bytes.n < fixed || (uintptr_t)bytes.p % sizeof(uint32_t)) return ERR_FORMAT;
    memcpy(&h, bytes.p, sizeof h);
    if (h.magic != MAGIC || bytes.n != fixed + (size_t)h.n_ords * sizeof(uint32_t) + h.n_keys)
        return ERR_FORMAT;
    struct block b = {
        .row = (const void *)(bytes.p + sizeof h),
        .ords = (const void *)(bytes.p + fixed),
        .keys = bytes.p + fixed + (size_t)h.n_ords * sizeof(uint32_t),
    };
    for (size_t i = 0; i < BLOCK_ROWS; i++)
        if (!row_ok(&b.row[i], &h)) return ERR_FORMAT;
    *ret = b;
    return OK;
}

void block_row(const struct block *b, size_t i, struct row_values *ret)
{
    const struct column_row *r = &b->row[i];
    const char *keys = b->keys + r->keys;
    ret->present = r->present != 0;
    ret->format = r->format;
    ret->year = r->year;
    ret->year_end = r->year_end;
    ret->n_agencies = r->n_agencies;
    ret->n_languages = r->n_languages;
    ret->n_authors = r->n_authors;
    ret->n_subjects = r->n_subjects;
    ret->n_marks = r->n_marks;
    ret->n_series = r->n_series;
    ret->n_classes = r->n_classes;
    ret->quality = r->quality;
    ret->title_words = r->title_words;
    ret->title_short = r->title_short;
    ret->sort_title = (struct str){keys, r->title_length};
    ret->sort_author = (struct str){keys + r->title_length, r->author_length};
    ret->agencies = b->ords + r->ords;
    ret->languages = ret->agencies + r->n_agencies;
    ret->authors = ret->languages + r->n_languages;
    ret->subjects = ret->authors + r->n_authors;
    ret->marks = ret->subjects + r->n_subjects;
    ret->series = ret->marks + r->n_marks;
    ret->classes = ret->series + r->n_series;
}
