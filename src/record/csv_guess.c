/* csv_guess.c -- which separator and which escape a file uses: try them, count columns. */
#include "base/checked.h"
#include "record/csv.h"

enum { GUESS_ROWS = 40, GUESS_BYTES = 64 << 10 };

struct score {
    int agree;      /* rows with as many columns as the first */
    int rows;       /* rows read, bad ones included */
    size_t columns; /* of the first row */
    bool all_quoted;
};

/* Whether the row's bytes start and end with a quote and each separator stands between quotes. */
static bool is_quoted_throughout(struct str row, size_t columns, char separator)
{
    row = str_trim(row);
    if (str_starts(row, STR("\xEF\xBB\xBF"))) row = str_slice(row, 3, row.n);
    char between[] = {'"', separator, '"'};
    struct str mark = {between, 3};
    if (row.n && row.p[row.n - 1] == separator) { /* SLiMS ends its header so */
        row.n--;
        columns -= columns > 0;
    }
    if (row.n < 2 || row.p[0] != '"' || row.p[row.n - 1] != '"') return false;
    size_t n = 1;
    for (size_t at; (at = str_find(row, mark)) <= row.n; n++) row = str_slice(row, at + 2, row.n);
    return n >= columns;
}

static struct score score_of(struct str head, struct csv_dialect d)
{
    bool whole = head.n < GUESS_BYTES;
    struct arena *CLEANUP(arena_freep) a = arena_new();
    struct score s = {.all_quoted = true};
    while (s.rows < GUESS_ROWS) {
        struct csv_row row = csv_next(head, true, d, a);
        if (row.kind == CSV_END) break;
        bool cut = !whole && row.length >= head.n && s.rows > 0; /* ends inside this row */
        if (row.kind == CSV_ROW && !cut) {
            if (s.rows == 0) s.columns = row.column.n;
            size_t n = row.column.n;
            /* a header may end with a separator too many */
            s.agree += n == s.columns || (s.rows > 0 && n + 1 == s.columns);
            s.all_quoted &= is_quoted_throughout(str_slice(head, 0, row.length), n, d.separator);
        }
        s.rows += !cut;
        head = str_slice(head, row.length, head.n);
    }
    return s;
}

/* More agreeing rows in proportion; then more columns. */
static bool is_better(struct score a, struct score b)
{
    if ((a.columns > 1) != (b.columns > 1)) return a.columns > 1;
    int64_t left = (int64_t)a.agree * b.rows, right = (int64_t)b.agree * a.rows;
    if (a.columns > 2 * b.columns && left * 2 > right) return true;
    if (b.columns > 2 * a.columns && right * 2 > left) return false;
    if (left != right) return left > right;
    return a.columns > b.columns;
}

struct csv_dialect csv_guess(struct str head)
{
    static const char separators[] = {',', ';', '\t', '|'};
    head = str_slice(head, 0, GUESS_BYTES);
    struct csv_dialect best = {',', '"'};
    struct score best_score = score_of(head, best);
    for (size_t i = 0; i < COUNT(separators); i++) {
        struct csv_dialect ways[] = {
            {separators[i], '"'}, {separators[i], '\\'}, {separators[i], 0}};
        for (size_t k = 0; k < COUNT(ways); k++) {
            if (ways[k].escape == '\\' && str_find(head, STR("\\\"")) > head.n) continue;
            struct score s = score_of(head, ways[k]);
            if (ways[k].escape == 0 && !s.all_quoted) continue;
            if (!is_better(s, best_score)) continue;
            best = ways[k];
            best_score = s;
        }
    }
    /* Where every field is quoted, reading quotes as bare is never worse and often right. */
    struct csv_dialect bare = {best.separator, 0};
    struct score s = score_of(head, bare);
    if (best.escape == '"' && s.all_quoted && s.rows && s.columns > 1 && !is_better(best_score, s))
        best = bare;
    return best;
}
