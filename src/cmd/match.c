/* match.c -- silang match judge: what the judge says of pairs, and why. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/checked.h"
#include "cmd/commands.h"
#include "cmd/match.h"

enum { FLUSH_AT = 1 << 20, UNKNOWN_TOLD = 20, KEY_MAX = 50 };

struct judging {
    struct run *r;
    const char *path;
    struct match_records records;
    struct match_tally tally;
    bool failed; /* standard output takes no more */
};

/* ---- one line a pair ---- */

static void flush(struct judging *j, size_t from)
{
    struct buf *o = &j->r->out;
    if (o->n < from) return;
    j->failed = j->failed || fwrite(o->p, 1, o->n, stdout) != o->n;
    buf_clear(o);
}

static struct str words_for(const struct run *r, enum match_sign s)
{
    return named(r, "match", match_sign_name(s));
}

static void print_json(struct judging *j, struct str x, struct str y, const struct match_result *m)
{
    struct buf *o = &j->r->out;
    buf_add(o, STR("{\"id1\":"));
    buf_add_json(o, x);
    buf_add(o, STR(",\"id2\":"));
    buf_add_json(o, y);
    if (!m) {
        buf_add(o, STR(",\"verdict\":\"unknown\"}\n"));
        return;
    }
    buf_printf(o, ",\"verdict\":\"%s\",\"score\":%d,\"veto\":%s,\"reasons\":[",
               verdict_name(m->verdict), m->score, m->veto ? "true" : "false");
    for (size_t i = 0; i < m->n_reasons; i++) {
        buf_printf(o, "%s{\"sign\":\"%s\",\"points\":%d,\"words\":", i ? "," : "",
                   match_sign_name(m->reason[i].sign), m->reason[i].points);
        buf_add_json(o, words_for(j->r, m->reason[i].sign));
        buf_add_char(o, '}');
    }
    buf_add(o, STR("]}\n"));
}

static void add_field(struct buf *o, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_add_char(o, s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static void print_line(struct judging *j, struct str x, struct str y, const struct match_result *m)
{
    struct buf *o = &j->r->out;
    add_field(o, x);
    buf_add_char(o, '\t');
    add_field(o, y);
    if (!m) {
        buf_add(o, STR("\tunknown\t\t\n"));
        return;
    }
    buf_printf(o, "\t%s\t%d\t", verdict_name(m->verdict), m->score);
    for (size_t i = 0; i < m->n_reasons; i++) {
        buf_printf(o, "%s%s", i ? "; " : "", match_sign_is_veto(m->reason[i].sign) ? "! " : "");
        buf_add(o, words_for(j->r, m->reason[i].sign));
        buf_printf(o, " %+d", m->reason[i].points);
    }
    buf_add_char(o, '\n');
}

static void print(struct judging *j, struct str x, struct str y, const struct match_result *m)
{
    if (j->r->json)
        print_json(j, x, y, m);
    else
        print_line(j, x, y, m);
    flush(j, FLUSH_AT);
}

static bool judge(const struct match_record *x, const struct match_record *y,
                  struct match_result *ret)
{
    struct match_facts f, g;
    if (!match_facts_unpack(x->facts, &f) || !match_facts_unpack(y->facts, &g)) return false;
    match_judge(&f, &g, ret);
    return true;
}

/* ---- pairs that are given ---- */

static void tell_unknown(struct judging *j, const struct match_pair *p, struct str id)
{
    if (j->tally.unknown++ >= UNKNOWN_TOLD) return;
    say3(j->r, MSG_match_unknown, number_text(j->r, p->line), id.n ? id : STR("-"),
         str_of(j->path));
}

static void judge_pair(struct judging *j, const struct match_pair *p)
{
    const struct match_record *x = match_find_record(&j->records, p->x);
    const struct match_record *y = match_find_record(&j->records, p->y);
    struct match_result m;
    if (!x) tell_unknown(j, p, p->x);
    if (!y) tell_unknown(j, p, p->y);
    bool judged = x && y && judge(x, y, &m);
    if (judged) j->tally.pair[p->label][m.verdict]++;
    print(j, p->x, p->y, judged ? &m : NULL);
}

static enum exit_code judge_pairs(struct judging *j, const char *path)
{
    struct match_pairs pairs = {0};
    if (!match_read_pairs(j->r, path, &j->records, &pairs)) return EXIT_FAILED;
    for (size_t i = 0; i < pairs.n && !j->failed; i++) judge_pair(j, &pairs.item[i]);
    if (j->tally.unknown > UNKNOWN_TOLD)
        say1(j->r, MSG_match_unknown_more, number_text(j->r, j->tally.unknown - UNKNOWN_TOLD));
    match_say_summary(j->r, &j->tally);
    return j->tally.unknown ? EXIT_PARTLY : EXIT_OK;
}

/* ---- all pairs that share a key ---- */

struct bearer {
    int64_t key;
    uint32_t record;
};

struct meeting {
    uint32_t x, y;
};

static int by_key(const void *x, const void *y)
{
    const struct bearer *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

static int by_records(const void *x, const void *y)
{
    const struct meeting *a = x, *b = y;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

struct meetings {
    struct meeting *item;
    size_t n, cap;
};

/* Pairs of records with a key in common that at most KEY_MAX have; each once. */
static void find_meetings(const struct judging *j, struct meetings *ret)
{
    size_t n = 0, kept = 0;
    struct bearer *b = arena_array(j->r->mem, struct bearer, j->records.n * MATCH_KEYS_MAX);
    for (size_t i = 0; i < j->records.n; i++) {
        struct match_facts f;
        if (!match_facts_unpack(j->records.item[i].facts, &f)) continue;
        for (size_t k = 0; k < f.n_keys; k++) b[n++] = (struct bearer){f.key[k], (uint32_t)i};
    }
    qsort(b, n, sizeof b[0], by_key);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && b[to].key == b[from].key;) to++;
        for (size_t i = from; to - from <= KEY_MAX && i < to; i++)
            for (size_t k = i + 1; k < to; k++)
                VEC_PUSH(j->r->mem, ret, (struct meeting){b[i].record, b[k].record});
    }
    qsort(ret->item, ret->n, sizeof ret->item[0], by_records);
    for (size_t i = 0; i < ret->n; i++)
        if (!kept || by_records(&ret->item[kept - 1], &ret->item[i]))
            ret->item[kept++] = ret->item[i];
    ret->n = kept;
}

static enum exit_code judge_meetings(struct judging *j)
{
    struct meetings met = {0};
    find_meetings(j, &met);
    for (size_t i = 0; i < met.n && !j->failed; i++) {
        const struct match_record *x = &j->records.item[met.item[i].x];
        const struct match_record *y = &j->records.item[met.item[i].y];
        struct match_result m;
        if (x->facts.p != y->facts.p && judge(x, y, &m)) print(j, x->id, y->id, &m);
    }
    return EXIT_OK;
}

static enum exit_code run_judge(struct run *r)
{
    struct judging j = {.r = r, .path = r->opt[OPT_RECORDS]};
    stop_on_signals();
    if (!match_read_records(r, j.path, &j.records)) return EXIT_FAILED;
    if (j.records.refused || j.records.unnumbered)
        say2(r, MSG_match_left_out, number_text(r, (int64_t)j.records.refused),
             number_text(r, (int64_t)j.records.unnumbered));
    if (j.records.repeated)
        say1(r, MSG_match_repeated, number_text(r, (int64_t)j.records.repeated));
    enum exit_code code =
        r->opt[OPT_PAIRS] ? judge_pairs(&j, r->opt[OPT_PAIRS]) : judge_meetings(&j);
    flush(&j, 0);
    if (!j.failed) return code;
    return fail(r, err_from_errno(errno));
}

const struct command cmd_match_judge = {
    .name = "match judge",
    .synopsis = "--records FILE [--pairs FILE] [--json]",
    .help = MSG_help_match_judge,
    .options = BIT(OPT_RECORDS) | BIT(OPT_PAIRS),
    .required = BIT(OPT_RECORDS),
    .run = run_judge,
};
