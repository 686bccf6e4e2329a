/* marc_check.c -- fields, indicators and subfields against the rules. */
#include <string.h>

#include "base/checked.h"
#include "record/iso2709.h"
#include "record/marc_check_internal.h"
#include "record/marc_rules.h"

bool check_is_error(enum check c)
{
    return c < CHECK_TAG_UNKNOWN;
}

/* Errors are told after the limit too, a few: they keep the record from being saved. */
void check_tell(const struct checking *c, const struct found *f)
{
    struct oddity one = {.what = f->what, .line = f->line, .code = f->code, .more = f->more};
    bool error = check_is_error(f->what);
    if (error) c->to->errors++;
    if (c->to->n >= ODDITIES_MAX + (error ? 10 : 0)) return;
    if (f->field) memcpy(one.tag, f->field->tag, 3);
    one.text = fault_excerpt(c->a, str_slice(f->text, 0, CHECK_EXCERPT_MAX));
    VEC_PUSH(c->a, c->to, one);
}

/* ---- subfields ---- */

static bool allows(const char *codes, char code)
{
    return codes[0] == '*' || (code && strchr(codes, code) != NULL);
}

static void check_subfields(const struct checking *c, const struct marc_rule *rule,
                            const struct marc_field *f, int line)
{
    bool seen[256] = {false};
    size_t at = 0;
    char code;
    struct str value;
    struct found x = {.line = line, .field = f};
    while (marc_subfield(f, &at, &code, &value)) {
        x.code = code;
        x.text = value;
        x.what = CHECK_SUB_EMPTY;
        if (str_trim(value).n == 0) check_tell(c, &x);
        x.what = CHECK_SUB_UNKNOWN;
        bool once = rule && allows(rule->once, code), many = rule && allows(rule->many, code);
        if (rule && !once && !many) check_tell(c, &x);
        x.what = CHECK_SUB_REPEATED;
        if (once && !many && seen[(unsigned char)code]) check_tell(c, &x);
        seen[(unsigned char)code] = true;
    }
    for (const char *need = rule ? rule->needed : ""; *need; need++) {
        x = (struct found){CHECK_SUB_MISSING, line, f, *need, {0}, {0}};
        if (!seen[(unsigned char)*need]) check_tell(c, &x);
    }
}

/* "0, 1, #" */
static struct str allowed_values(struct arena *a, const char *values)
{
    struct strs list = {0};
    for (; *values; values++)
        VEC_PUSH(a, &list, *values == ' ' ? STR("\\") : ((struct str){values, 1}));
    return arena_join(a, list.item, list.n, STR(", "));
}

static void check_indicators(const struct checking *c, const struct marc_rule *rule,
                             const struct marc_field *f, int line)
{
    for (int i = 0; i < 2; i++) {
        if (allows(rule->ind[i], f->ind[i])) continue;
        const struct found x = {.what = CHECK_IND_WRONG,
                                .line = line,
                                .field = f,
                                .code = (char)('1' + i),
                                .text = f->ind[i] == ' ' ? STR("\\") : (struct str){&f->ind[i], 1},
                                .more = allowed_values(c->a, rule->ind[i])};
        check_tell(c, &x);
    }
}

/* ---- fields ---- */

/* U+202A to U+202E, U+2066 to U+2069. */
static bool turns_direction(struct str s)
{
    for (size_t i = 0; i + 2 < s.n; i++) {
        if (s.p[i] != '\xE2') continue;
        unsigned char x = (unsigned char)s.p[i + 1], y = (unsigned char)s.p[i + 2];
        if ((x == 0x80 && y >= 0xAA && y <= 0xAE) || (x == 0x81 && y >= 0xA6 && y <= 0xA9))
            return true;
    }
    return false;
}

enum { FIELD_BYTES_MAX = 9999 - 3 };

static void check_field(const struct checking *c, const struct marc_field *f, int line)
{
    const struct marc_rule *rule = marc_rule_of(f->tag);
    struct found x = {.line = line, .field = f, .text = f->data};
    x.what = CHECK_FIELD_LONG;
    x.more = arena_printf(c->a, "%zu", f->data.n + 3);
    if (f->data.n > FIELD_BYTES_MAX) check_tell(c, &x);
    x.more = (struct str){0};
    x.what = CHECK_DIRECTION;
    if (turns_direction(f->data)) check_tell(c, &x);
    x.what = CHECK_TAG_UNKNOWN;
    if (!rule && !marc_tag_is_local(f->tag)) check_tell(c, &x);
    if (f->control) {
        check_fixed(c, f, line);
        return;
    }
    x.what = CHECK_NO_SUBFIELD;
    if (f->data.n < 2 || f->data.p[0] != '\x1F') {
        check_tell(c, &x);
        return;
    }
    if (rule) check_indicators(c, rule, f, line);
    check_subfields(c, rule, f, line);
    check_values(c, f, line);
}

static bool came_before(const struct marc *m, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (memcmp(m->field[k].tag, m->field[i].tag, 3) == 0) return true;
    return false;
}

static void check_whole(const struct checking *c)
{
    struct buf CLEANUP(buf_release) bytes = BUF(1 << 20);
    struct bib b;
    bib_from_marc(c->m, NULL, c->a, &b, NULL);
    if (b.title.n == 0) check_tell(c, &(struct found){.what = CHECK_NO_TITLE});
    if (c->to->errors == 0 && iso2709_write(c->m, &bytes))
        check_tell(c, &(struct found){.what = CHECK_RECORD_LONG});
    if (!marc_find(c->m, "008", 0)) check_tell(c, &(struct found){.what = CHECK_NO_FIXED});
}

void marc_check(const struct marc *m, const int *line, struct arena *a, struct oddities *to)
{
    const struct checking c = {m, a, to};
    check_leader(&c);
    check_whole(&c);
    for (size_t i = 0; i < m->n && to->n < ODDITIES_MAX; i++) {
        const struct marc_field *f = &m->field[i];
        const struct marc_rule *rule = marc_rule_of(f->tag);
        int at = line ? line[i] : (int)i + 2;
        if (rule && !rule->repeats && came_before(m, i))
            check_tell(&c, &(struct found){.what = CHECK_TAG_REPEATED, .line = at, .field = f});
        check_field(&c, f, at);
    }
}
