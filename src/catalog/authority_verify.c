/* authority_verify.c -- are the forms in the truth those that the records say? */
#include "catalog/authority.h"
#include "catalog/authority_forms.h"
#include "catalog/source_marc.h"

struct sums {
    uint64_t n, mixed;
};

static uint64_t feed(uint64_t h, struct str s)
{
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return (h ^ s.n) * UINT64_C(0x94d049bb133111eb);
}

static void add(struct sums *s, const struct authority_form *f)
{
    uint64_t h = UINT64_C(1469598103934665603) + (uint64_t)f->kind * 3 + (uint64_t)f->relation;
    const struct str part[] = {f->sort, f->text, f->target_sort, f->target, f->words};
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) h = feed(h, part[i]);
    s->n++;
    s->mixed += h ^ h >> 29;
}

static enum err sum_stored(struct db *db, int64_t record, struct sums *ret)
{
    struct db_rows CLEANUP(db_done) r =
        db_query(db,
                 SQL("SELECT kind, relation, sort, text, target_sort, target, words"
                     " FROM authority_form WHERE authority = ?1"),
                 I(record));
    while (db_next(&r)) {
        struct authority_form f = {.kind = (enum heading_kind)db_int(&r, 0),
                                   .relation = (enum authority_relation)db_int(&r, 1),
                                   .sort = db_peek(&r, 2),
                                   .text = db_peek(&r, 3),
                                   .target_sort = db_peek(&r, 4),
                                   .target = db_peek(&r, 5),
                                   .words = db_peek(&r, 6)};
        add(ret, &f);
    }
    return r.status;
}

static bool sum_bytes(struct str bytes, struct str format, struct arena *a, struct sums *ret)
{
    enum source_format form;
    struct marc m;
    struct authority_forms forms;
    enum reason why;
    if (!source_format_parse(format, &form)) return false;
    if (source_marc_read(bytes, form, a, &m, NULL)) return false;
    if (authority_forms_of(&m, a, &forms, &why, NULL)) return false;
    for (size_t i = 0; i < forms.n; i++) add(ret, &forms.item[i]);
    return true;
}

static enum err check_counts(struct db *db, struct arena *a, authority_fault_fn *fn, void *ctx)
{
    struct db_rows CLEANUP(db_done) r = db_query(
        db, SQL("SELECT l.source, l.records, (SELECT count(*) FROM authority x WHERE x.load = l.id)"
                " FROM authority_load l WHERE l.state = 'current'"));
    while (db_next(&r))
        if (db_int(&r, 1) != db_int(&r, 2))
            fn(ctx, arena_printf(a, "authority file %.*s counts %lld records, and has %lld",
                                 STR_ARG(db_peek(&r, 0)), (long long)db_int(&r, 1),
                                 (long long)db_int(&r, 2)));
    return r.status;
}

enum err authority_verify(struct db *db, authority_fault_fn *fn, void *ctx)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    enum err e = check_counts(db, a, fn, ctx);
    if (e) return e;
    struct db_rows CLEANUP(db_done) r =
        db_query(db, SQL("SELECT x.id, x.bytes, l.format FROM authority x JOIN authority_load l"
                         " ON l.id = x.load WHERE l.state = 'current' ORDER BY x.id"));
    while (!e && db_next(&r)) {
        struct sums stored = {0}, said = {0};
        arena_reset(a);
        bool readable = sum_bytes(db_peek(&r, 1), db_text(&r, 2, a), a, &said);
        e = sum_stored(db, db_int(&r, 0), &stored);
        if (!e && (!readable || stored.n != said.n || stored.mixed != said.mixed))
            fn(ctx, arena_printf(a, "authority record %lld has forms that its bytes do not say",
                                 (long long)db_int(&r, 0)));
    }
    return e ? e : r.status;
}
