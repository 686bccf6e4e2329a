/* import.c -- silang import, loads, undo. */
#include <string.h>

#include "base/checked.h"
#include "catalog/follow.h"
#include "catalog/preview.h"
#include "catalog/quality.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

enum { FAULTS_SHOWN = 20, FAULTS_JSON = 200, INDEX_PATIENCE = 60 };

struct seen_faults {
    struct run *r;
    struct strs text; /* sentences of the first ones */
    struct buf json;
    int64_t n, json_n;
};

static void json_fault(struct seen_faults *s, const struct fault *f, struct str sentence)
{
    struct buf *b = &s->json;
    buf_printf(b,
               "%s{\"reason\":\"%s\",\"rejected\":%s,\"record\":%lld,\"line\":%lld,\"byte\":%lld",
               s->json_n++ ? "," : "", reason_name(f->reason), f->fatal ? "true" : "false",
               (long long)f->record, (long long)f->line, (long long)f->byte);
    buf_add(b, STR(",\"field\":"));
    buf_add_json(b, f->column.n
                        ? f->column
                        : str_of(arena_cstr(s->r->mem, (struct str){f->field, sizeof f->field})));
    buf_add(b, STR(",\"message\":"));
    buf_add_json(b, sentence);
    buf_add_char(b, '}');
}

static void see_fault(void *ctx, const struct fault *f)
{
    struct seen_faults *s = ctx;
    if (s->json_n >= FAULTS_JSON && s->text.n >= FAULTS_SHOWN) {
        s->n += f->fatal;
        return;
    }
    struct str sentence = fault_sentence(s->r, f);
    if (f->fatal) s->n++;
    if (f->fatal && s->text.n < FAULTS_SHOWN) VEC_PUSH(s->r->mem, &s->text, sentence);
    if (s->json_n < FAULTS_JSON) json_fault(s, f, sentence);
}

/* What load_run calls back; the progress first, since it is what all of them need. */
struct watcher {
    struct progress progress;
    struct seen_faults faults;
};

static void watch_progress(void *ctx, const struct load_progress *p)
{
    progress_show(&((struct watcher *)ctx)->progress, p);
}

static void watch_fault(void *ctx, const struct fault *f)
{
    see_fault(&((struct watcher *)ctx)->faults, f);
}

struct str import_counts(const struct run *r, const struct load_report *l)
{
    return msg_text(r->mem, r->lang, MSG_cmd_import_counts,
                    (struct str[]){number_text(r, l->read), number_text(r, l->new_),
                                   number_text(r, l->changed), number_text(r, l->unchanged),
                                   number_text(r, l->deleted), number_text(r, l->rejected)},
                    6);
}

/* Whether the file has other sheets that look like lists, and nobody chose one. */
static bool leaves_sheets(struct run *r)
{
    struct source_form form;
    struct fault why;
    if (strcmp(r->arg[0], "-") == 0 || r->opt[OPT_SHEET]) return false;
    return source_look(r->arg[0], (struct str){0}, r->mem, &form, &why) == OK &&
           source_sheets_left(&form) > 0;
}

static void tell(struct run *r, const struct load_report *l, const struct seen_faults *f)
{
    struct str counts = import_counts(r, l);
    for (size_t i = 0; i < f->text.n; i++) say1(r, MSG_cmd_fault, f->text.item[i]);
    if (f->n > (int64_t)f->text.n)
        say1(r, MSG_cmd_faults_more, number_text(r, f->n - (int64_t)f->text.n));
    if (l->id)
        say2(r, MSG_cmd_import_done, arena_printf(r->mem, "%lld", (long long)l->id), counts);
    else
        say1(r, MSG_cmd_import_dry, counts);
    if (l->whole_refused) say(r, MSG_cmd_whole_refused);
    if (l->read == 0) say(r, MSG_cmd_import_nothing);
    if (l->read && str_eq(l->format, STR("slims-items"))) say(r, MSG_cmd_import_copies);
    if (str_eq(l->format, STR("table")) && leaves_sheets(r)) say(r, MSG_cmd_import_one_sheet);
    if (l->warnings) say1(r, MSG_cmd_import_warnings, number_text(r, l->warnings));
    if (l->id)
        say2(r, MSG_cmd_import_titles, number_text(r, l->titles),
             arena_printf(r->mem, "%lld", (long long)l->id));
}

void import_json(struct buf *to, const struct load_report *l)
{
    buf_printf(to,
               "\"load\":%lld,\"dry_run\":%s,\"format\":\"%.*s\",\"read\":%lld,"
               "\"new\":%lld,\"changed\":%lld,\"unchanged\":%lld,\"deleted\":%lld,"
               "\"rejected\":%lld,\"warnings\":%lld,\"titles\":",
               (long long)l->id, l->id ? "false" : "true", STR_ARG(l->format), (long long)l->read,
               (long long)l->new_, (long long)l->changed, (long long)l->unchanged,
               (long long)l->deleted, (long long)l->rejected, (long long)l->warnings);
    if (l->titles < 0)
        buf_add(to, STR("null"));
    else
        buf_add_i64(to, l->titles);
}

static void print_json(struct run *r, const struct load_report *l, const struct seen_faults *f)
{
    buf_add_char(&r->out, '{');
    import_json(&r->out, l);
    buf_printf(&r->out, ",\"withdrawal_refused\":%s,\"faults\":[",
               l->whole_refused ? "true" : "false");
    buf_add(&r->out, buf_str(&f->json));
    buf_add(&r->out, STR("]}\n"));
}

static struct str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? STR("stdin") : str_of(slash ? slash + 1 : path);
}

enum exit_code explain_file(struct run *r, enum err e, const struct fault *why)
{
    struct str path = str_of(r->arg[0]);
    if (e == ERR_FORMAT && why->reason) {
        struct str both[] = {path, fault_sentence(r, why)};
        struct str sentence = msg_text(r->mem, r->lang, MSG_cmd_file_refused, both, 2);
        return fail_with(r, e, MSG_cmd_failed, sentence);
    }
    if (e == ERR_FORMAT && why->excerpt.n)
        return fail_with(r, e, MSG_cmd_bad_columns, why->excerpt);
    if (e == ERR_FORMAT && r->opt[OPT_ITEMS])
        return fail_with(r, e, MSG_cmd_bad_items, str_of(r->opt[OPT_ITEMS]));
    if (e == ERR_NOT_FOUND || e == ERR_DENIED || e == ERR_ARG)
        return fail_with(r, e, MSG_cmd_no_file, path);
    return fail(r, e);
}

struct str mapping_option(const struct run *r)
{
    struct str items = str_of(r->opt[OPT_ITEMS]), none = {0};
    struct str columns = none, sheet = none;
    if (r->opt[OPT_COLUMNS]) columns = arena_printf(r->mem, "say %s", r->opt[OPT_COLUMNS]);
    if (r->opt[OPT_SHEET]) sheet = arena_printf(r->mem, "sheet %s", r->opt[OPT_SHEET]);
    return arena_join(r->mem, (struct str[]){items, columns, sheet}, 3, STR("\n"));
}

static enum exit_code run_import(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct follow_along *along = NULL;
    struct watcher w = {.faults = {.r = r, .json = BUF(1 << 20)}};
    struct load_watch watch = {watch_progress, stop_asked, watch_fault, &w};
    struct load_order order = {.path = r->arg[0],
                               .file_name = base_name(r->arg[0]),
                               .whole = r->opt[OPT_WHOLE] != NULL,
                               .dry_run = r->opt[OPT_DRY_RUN] != NULL,
                               .mapping = mapping_option(r)};
    struct load_report report;
    struct fault why;
    if (!open_store(r, DB_WRITE, &s) || !library_option(r, s->db, &order.agency))
        return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&w.progress, r);
    enum err e = order.dry_run ? OK : quality_keep(s, order.agency, &cmd_operator);
    if (!e && !order.dry_run) along = follow_along_start(s);
    if (!e) e = load_run(s, &cmd_operator, &order, &watch, r->mem, &why, &report);
    follow_along_finish(along, e ? NULL : &watch);
    enum err indexed = e || order.dry_run ? OK : follow_now(s, &watch, INDEX_PATIENCE);
    progress_end(&w.progress);
    if (!e) {
        tell(r, &report, &w.faults);
        if (r->json) print_json(r, &report, &w.faults);
    }
    buf_release(&w.faults.json);
    if (e) return explain_file(r, e, &why);
    if (indexed) return fail(r, indexed);
    if (report.read && report.rejected == report.read) return EXIT_FAILED;
    return report.rejected ? EXIT_PARTLY : EXIT_OK;
}

const struct command cmd_import = {
    .name = "import",
    .synopsis = "--data DIR --library ID [--whole] [--dry-run] [--items MAPPING]"
                " [--columns COLUMNS] [--sheet NAME] [--json] FILE",
    .help = MSG_help_import,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY) | BIT(OPT_WHOLE) | BIT(OPT_DRY_RUN) |
               BIT(OPT_ITEMS) | BIT(OPT_COLUMNS) | BIT(OPT_SHEET),
    .required = BIT(OPT_LIBRARY),
    .args_min = 1,
    .args_max = 1,
    .run = run_import,
};

/* ---- loads ---- */

static enum exit_code run_loads(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct load_rows list;
    int64_t limit = 0, library = 0;
    if (!option_number(r, OPT_LIMIT, 50, &limit)) return EXIT_USAGE;
    if (!open_store(r, DB_READ, &s)) return EXIT_FAILED;
    if (r->opt[OPT_LIBRARY] && !library_option(r, s->db, &library)) return EXIT_FAILED;
    enum err e = load_list(s->db, library, limit, r->mem, &list);
    if (e) return fail(r, e);
    if (r->json) buf_add_char(&r->out, '[');
    for (size_t i = 0; i < list.n; i++) {
        const struct load_row *l = &list.item[i];
        if (!r->json) {
            buf_printf(&r->out, "%5lld  %-10s  library %lld  +%lld ~%lld -%lld !%lld  %.*s\n",
                       (long long)l->id, load_state_name(l->state), (long long)l->agency,
                       (long long)l->new_, (long long)l->changed, (long long)l->deleted,
                       (long long)l->rejected, STR_ARG(l->file));
            continue;
        }
        buf_printf(&r->out,
                   "%s{\"load\":%lld,\"library\":%lld,\"state\":\"%s\",\"whole\":%s,"
                   "\"read\":%lld,\"new\":%lld,\"changed\":%lld,\"unchanged\":%lld,"
                   "\"deleted\":%lld,\"rejected\":%lld,\"file\":",
                   i ? "," : "", (long long)l->id, (long long)l->agency, load_state_name(l->state),
                   l->whole ? "true" : "false", (long long)l->read, (long long)l->new_,
                   (long long)l->changed, (long long)l->unchanged, (long long)l->deleted,
                   (long long)l->rejected);
        buf_add_json(&r->out, l->file);
        buf_add_char(&r->out, '}');
    }
    if (r->json) buf_add(&r->out, STR("]\n"));
    return EXIT_OK;
}

const struct command cmd_loads = {
    .name = "loads",
    .synopsis = "--data DIR [--library ID] [--limit N] [--json]",
    .help = MSG_help_loads,
    .options = BIT(OPT_DATA) | BIT(OPT_LIBRARY) | BIT(OPT_LIMIT),
    .run = run_loads,
};

/* ---- undo ---- */

static enum exit_code run_undo(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct watcher w = {.faults = {.r = r}};
    struct load_watch watch = {watch_progress, stop_asked, NULL, &w};
    struct str id = str_of(r->opt[OPT_LOAD]);
    int64_t load = 0;
    if (!option_number(r, OPT_LOAD, 0, &load)) return EXIT_USAGE;
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    stop_on_signals();
    progress_begin(&w.progress, r);
    enum err e = load_undo(s, &cmd_operator, load, &watch);
    if (!e) e = follow_now(s, &watch, INDEX_PATIENCE);
    progress_end(&w.progress);
    if (e == ERR_NOT_FOUND) return fail_with(r, e, MSG_cmd_no_load, id);
    if (e == ERR_CONFLICT) return fail_with(r, e, MSG_cmd_load_undone, id);
    if (e) return fail(r, e);
    say1(r, MSG_cmd_undo_done, id);
    if (r->json) buf_printf(&r->out, "{\"load\":%lld,\"state\":\"undone\"}\n", (long long)load);
    return EXIT_OK;
}

const struct command cmd_undo = {
    .name = "undo",
    .synopsis = "--data DIR --load ID [--json]",
    .help = MSG_help_undo,
    .options = BIT(OPT_DATA) | BIT(OPT_LOAD),
    .required = BIT(OPT_LOAD),
    .run = run_undo,
};
