/* match_pairs.c -- a table of pairs, as people and programs write them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "cmd/match.h"
#include "record/csv.h"

enum { FILE_MAX = 256 << 20, HEAD_MAX = 64 << 10, SAMPLE_ROWS = 200, COLUMNS_MAX = 32 };

/* ---- the file ---- */

static bool read_file(struct run *r, const char *path, struct buf *to)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *room;
    size_t n = 0;
    if (!f) {
        fail_with(r, err_from_errno(errno), MSG_cmd_no_file, str_of(path));
        return false;
    }
    while ((room = buf_reserve(to, 1 << 16)) && (n = fread(room, 1, 1 << 16, f)) > 0) to->n += n;
    bool bad = ferror(f) != 0;
    if (f != stdin) fclose(f);
    if (bad || to->full) fail_with(r, ERR_IO, MSG_cmd_no_file, str_of(path));
    return !bad && !to->full;
}

struct row {
    int64_t line;
    struct strs value;
};

struct rows {
    struct row *item;
    size_t n, cap;
};

static void read_rows(struct run *r, struct str text, struct rows *ret)
{
    struct csv_dialect d = csv_guess(str_slice(text, 0, HEAD_MAX));
    int64_t line = 1;
    while (text.n) {
        struct csv_row row = csv_next(text, true, d, r->mem);
        if (row.kind == CSV_END) return;
        if (row.kind == CSV_ROW) {
            for (size_t i = 0; i < row.column.n; i++)
                row.column.item[i] = str_trim(row.column.item[i]);
            VEC_PUSH(r->mem, ret, (struct row){line + row.fault.line - 1, row.column});
        }
        line += row.lines;
        text = str_slice(text, row.length, text.n);
    }
}

/* ---- its columns ---- */

static bool one_of(struct str s, const char *list)
{
    struct str rest = str_of(list), one;
    while (str_split(&rest, ' ', &one))
        if (str_eq_nocase(one, s)) return true;
    return false;
}

static enum label label_of(struct str s)
{
    if (one_of(s, "1 true t yes y ya same match matched sama cocok duplicate dup positive pos 1.0"))
        return LABEL_SAME;
    if (one_of(s, "0 false f no n tidak different differ nonmatch non-match unmatched beda berbeda "
                  "distinct negative neg 0.0 -1 bukan"))
        return LABEL_DIFFERENT;
    return LABEL_NONE;
}

static struct str value(const struct row *row, int column)
{
    return column >= 0 && (size_t)column < row->value.n ? row->value.item[column] : (struct str){0};
}

/* The column whose heading is one of these words; -1: none. */
static int column_called(const struct row *head, const char *names)
{
    for (size_t i = 0; i < head->value.n && i < COLUMNS_MAX; i++)
        if (one_of(head->value.item[i], names)) return (int)i;
    return -1;
}

static size_t hits(const struct rows *rows, int column, const struct match_records *known)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n && i < SAMPLE_ROWS; i++)
        n += match_find_record(known, value(&rows->item[i], column)) != NULL;
    return n;
}

/* Whether all values of the column after the first row are labels. */
static bool is_label_column(const struct rows *rows, int column, size_t from)
{
    size_t labels = 0;
    for (size_t i = from; i < rows->n && i < from + SAMPLE_ROWS; i++) {
        struct str v = value(&rows->item[i], column);
        if (v.n && !label_of(v)) return false;
        labels += v.n > 0;
    }
    return labels > 0;
}

struct layout {
    int x, y, label;
    size_t first; /* row of data */
};

static void find_ids(const struct rows *rows, const struct match_records *known, struct layout *l)
{
    size_t best = 0, second = 0;
    int columns[2] = {0, 1};
    for (int c = 0; c < COLUMNS_MAX && rows->n && (size_t)c < rows->item[0].value.n; c++) {
        size_t n = hits(rows, c, known);
        if (n > best) {
            second = best, columns[1] = columns[0];
            best = n, columns[0] = c;
        } else if (n > second) {
            second = n, columns[1] = c;
        }
    }
    if (second == 0) return;
    l->x = MIN(columns[0], columns[1]);
    l->y = MAX(columns[0], columns[1]);
}

static struct layout find_layout(const struct rows *rows, const struct match_records *known)
{
    static const char firsts[] = "id1 id_1 id-1 a id_a ida left left_id id_left record1 record_1 "
                                 "rec1 control1 001_1 001a x first pertama no1 ltable_id source";
    static const char seconds[] =
        "id2 id_2 id-2 b id_b idb right right_id id_right record2 record_2 "
        "rec2 control2 001_2 001b y second kedua no2 rtable_id target";
    static const char labels[] =
        "label labels same match is_match ismatch matched gold truth true_label "
        "expected class y_true sama cocok duplicate is_duplicate verdict target_label";
    struct layout l = {0, 1, -1, 0};
    if (rows->n == 0) return l;
    const struct row *head = &rows->item[0];
    int x = column_called(head, firsts), y = column_called(head, seconds);
    bool named = x >= 0 && y >= 0 && x != y;
    find_ids(rows, known, &l);
    if (named && hits(rows, x, known) + hits(rows, y, known) >=
                     hits(rows, l.x, known) + hits(rows, l.y, known))
        l.x = x, l.y = y;
    bool ids =
        match_find_record(known, value(head, l.x)) || match_find_record(known, value(head, l.y));
    int label = column_called(head, labels);
    l.first = !ids && (named || label >= 0 || hits(rows, l.x, known) > 0);
    if (l.first && label >= 0 && label != l.x && label != l.y && is_label_column(rows, label, 1))
        l.label = label;
    for (int c = 0; l.label < 0 && c < COLUMNS_MAX && (size_t)c < head->value.n; c++)
        if (c != l.x && c != l.y && c > MIN(l.x, l.y) && is_label_column(rows, c, l.first))
            l.label = c;
    return l;
}

bool match_read_pairs(struct run *r, const char *path, const struct match_records *known,
                      struct match_pairs *ret)
{
    struct buf CLEANUP(buf_release) text = BUF(FILE_MAX);
    struct rows rows = {0};
    if (!read_file(r, path, &text)) return false;
    read_rows(r, arena_copy(r->mem, buf_str(&text)), &rows);
    struct layout l = find_layout(&rows, known);
    ret->labelled = l.label >= 0;
    for (size_t i = l.first; i < rows.n; i++) {
        const struct row *row = &rows.item[i];
        struct match_pair p = {row->line, value(row, l.x), value(row, l.y),
                               label_of(value(row, l.label))};
        if (p.x.n || p.y.n) VEC_PUSH(r->mem, ret, p);
    }
    if (ret->n) return true;
    fail_with(r, ERR_FORMAT, MSG_match_no_pairs, str_of(path));
    return false;
}
