/* doctor.c -- silang doctor. */
#include "work/doctor.h"

#include "cmd/cmd.h"
#include "cmd/commands.h"
#include "web/finding.h"

static void print_json(struct run *r, const struct finding *f, const struct finding_words *w,
                       bool first)
{
    buf_printf(&r->out, "%s{\"key\":\"%s\",\"level\":\"%s\",\"what\":", first ? "" : ",", f->key,
               doctor_level_name(f->level));
    buf_add_json(&r->out, w->what);
    buf_add(&r->out, STR(",\"why\":"));
    buf_add_json(&r->out, w->why);
    buf_add(&r->out, STR(",\"do\":"));
    buf_add_json(&r->out, w->act);
    buf_add_char(&r->out, '}');
}

static void print_text(struct run *r, const struct finding *f, const struct finding_words *w)
{
    buf_printf(&r->out, "%.*s: %.*s\n", STR_ARG(w->level), STR_ARG(w->what));
    if (f->level == DOCTOR_GOOD) return;
    buf_add(&r->out, STR("    "));
    msg_add(&r->out, r->lang, MSG_cmd_doctor_why, &w->why, 1);
    buf_add(&r->out, STR("\n    "));
    msg_add(&r->out, r->lang, MSG_cmd_doctor_do, &w->act, 1);
    buf_add_char(&r->out, '\n');
}

static int64_t count(const struct findings *list, enum doctor_level level)
{
    int64_t n = 0;
    for (size_t i = 0; i < list->n; i++) n += list->item[i].level == level;
    return n;
}

static enum exit_code conclude(struct run *r, const struct findings *list)
{
    switch (doctor_worst(list)) {
    case DOCTOR_BAD: say1(r, MSG_cmd_doctor_bad, number_text(r, count(list, DOCTOR_BAD))); break;
    case DOCTOR_WARN: say1(r, MSG_cmd_doctor_look, number_text(r, count(list, DOCTOR_WARN))); break;
    default: say(r, MSG_cmd_doctor_good); return EXIT_OK;
    }
    return doctor_worst(list) == DOCTOR_BAD ? EXIT_FAILED : EXIT_PARTLY;
}

static enum exit_code run_doctor(struct run *r)
{
    struct progress p;
    const struct load_watch watch = {progress_show, stop_asked, NULL, &p};
    const struct doctor_order order = {
        .dir = data_dir(r), .env = r->env, .full = r->opt[OPT_FULL] != NULL, .watch = &watch};
    struct findings list;
    progress_begin(&p, r);
    enum err e = doctor_run(&order, r->mem, &list);
    progress_end(&p);
    if (e == ERR_NOT_FOUND) return fail_with(r, e, MSG_cmd_no_data, str_of(order.dir));
    if (e) return fail(r, e);
    if (r->json) buf_add_char(&r->out, '[');
    for (size_t i = 0; i < list.n; i++) {
        struct finding_words w = finding_words(r->mem, r->lang, ZONE_WIB, &list.item[i]);
        if (r->json)
            print_json(r, &list.item[i], &w, i == 0);
        else
            print_text(r, &list.item[i], &w);
    }
    if (r->json) buf_add(&r->out, STR("]\n"));
    return conclude(r, &list);
}

const struct command cmd_doctor = {
    .name = "doctor",
    .synopsis = "--data DIR [--full] [--json]",
    .help = MSG_help_doctor,
    .options = BIT(OPT_DATA) | BIT(OPT_FULL),
    .run = run_doctor,
};
