/* say.c -- sentences for people, on standard error. */
#include <stdio.h>

#include "base/checked.h"
#include "cmd/cmd.h"

void say_args(const struct run *r, enum msg m, const struct str *arg, size_t n)
{
    struct buf CLEANUP(buf_release) line = BUF(16 << 10);
    msg_add(&line, r->lang, m, arg, n);
    buf_add_char(&line, '\n');
    fwrite(line.p, 1, line.n, stderr);
}

void say(const struct run *r, enum msg m)
{
    say_args(r, m, NULL, 0);
}

void say1(const struct run *r, enum msg m, struct str a)
{
    say_args(r, m, &a, 1);
}

void say2(const struct run *r, enum msg m, struct str a, struct str b)
{
    say_args(r, m, (struct str[]){a, b}, 2);
}

void say3(const struct run *r, enum msg m, struct str a, struct str b, struct str c)
{
    say_args(r, m, (struct str[]){a, b, c}, 3);
}

struct str number_text(const struct run *r, int64_t n)
{
    struct buf CLEANUP(buf_release) b = BUF(64);
    add_number(&b, r->lang, n);
    return arena_copy(r->mem, buf_str(&b));
}

struct str named(const struct run *r, const char *prefix, const char *name)
{
    enum msg m;
    const char *key = arena_cstr(r->mem, arena_printf(r->mem, "%s.%s", prefix, name));
    return msg_find(key, &m) ? msg_text(r->mem, r->lang, m, NULL, 0) : str_of(name);
}

static void error_json(struct run *r, enum err e, struct str sentence)
{
    if (!r->json) return;
    buf_add(&r->out, STR("{\"error\":"));
    buf_add_json(&r->out, str_of(err_name(e)));
    buf_add(&r->out, STR(",\"message\":"));
    buf_add_json(&r->out, sentence);
    buf_add(&r->out, STR("}\n"));
}

enum exit_code fail_with(struct run *r, enum err e, enum msg m, struct str a)
{
    struct str sentence = msg_text(r->mem, r->lang, m, &a, 1);
    fprintf(stderr, "silang: %.*s\n", STR_ARG(sentence));
    error_json(r, e, sentence);
    return EXIT_FAILED;
}

enum exit_code fail(struct run *r, enum err e)
{
    return fail_with(r, e, MSG_cmd_failed, named(r, "err", err_name(e)));
}

struct str fault_sentence(const struct run *r, const struct fault *f)
{
    struct arena *a = r->mem;
    struct str what = named(r, "reason", reason_name(f->reason));
    struct str field =
        f->column.n ? f->column : str_of(arena_cstr(a, (struct str){f->field, sizeof f->field}));
    if (field.n) what = msg_text(a, r->lang, MSG_cmd_fault_field, (struct str[]){field, what}, 2);
    if (f->excerpt.n) what = arena_printf(a, "%.*s (%.*s)", STR_ARG(what), STR_ARG(f->excerpt));
    if (f->line)
        return msg_text(a, r->lang, MSG_cmd_fault_at_line,
                        (struct str[]){arena_printf(a, "%lld", (long long)f->line), what}, 2);
    if (f->record)
        return msg_text(a, r->lang, MSG_cmd_fault_at_record,
                        (struct str[]){arena_printf(a, "%lld", (long long)f->record),
                                       arena_printf(a, "%lld", (long long)f->byte), what},
                        3);
    return what;
}
