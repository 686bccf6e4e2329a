/* import_all.c -- silang import-all: a folder of files, each named after the library it is of. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/checked.h"
#include "catalog/follow.h"
#include "catalog/quality.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

enum { INDEX_PATIENCE = 60 };

struct all {
    struct run *r;
    struct store *store;
    struct load_watch watch;
    int64_t files, loaded, partly, records;
};

/* ---- the folder ---- */

static int by_name(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

/* What is hidden is no delivery; what lies in folders of the folder is left alone. */
static enum err list_files(const char *folder, struct arena *a, struct strs *ret)
{
    struct strs list = {0};
    DIR *d = opendir(folder);
    if (!d) return err_from_errno(errno);
    for (struct dirent *f; (f = readdir(d));)
        if (f->d_name[0] != '.' && f->d_type != DT_DIR)
            VEC_PUSH(a, &list, arena_copy(a, str_of(f->d_name)));
    closedir(d);
    if (list.n) qsort(list.item, list.n, sizeof list.item[0], by_name);
    *ret = list;
    return OK;
}

/* "smpn-2-bantul.2026.mrc" is of smpn-2-bantul. */
static struct str library_of(struct str file)
{
    return str_slice(file, 0, str_find_char(file, '.', 0));
}

/* ---- what became of a file ---- */

static struct str reason_of(const struct run *r, enum err e, const struct fault *why)
{
    return e == ERR_FORMAT && why->reason ? fault_sentence(r, why) : named(r, "err", err_name(e));
}

static void begin_json(struct all *x, struct str file)
{
    struct buf *b = &x->r->out;
    buf_add(b, x->files++ ? STR(",{\"file\":") : STR("[{\"file\":"));
    buf_add_json(b, file);
}

static void refused(struct all *x, struct str file, enum err e, struct str sentence)
{
    say2(x->r, MSG_cmd_import_file_refused, file, sentence);
    begin_json(x, file);
    buf_printf(&x->r->out, ",\"error\":\"%s\",\"message\":", err_name(e));
    buf_add_json(&x->r->out, sentence);
    buf_add_char(&x->r->out, '}');
}

static void taken(struct all *x, struct str file, int64_t library, const struct load_report *l)
{
    say2(x->r, MSG_cmd_import_file, file, import_counts(x->r, l));
    begin_json(x, file);
    buf_printf(&x->r->out, ",\"library\":%lld,", (long long)library);
    import_json(&x->r->out, l);
    buf_add_char(&x->r->out, '}');
    x->loaded++;
    x->partly += l->rejected > 0;
    x->records += l->read - l->rejected;
}

/* ---- one after the other ---- */

static enum err load_file(struct all *x, struct str file)
{
    struct run *r = x->r;
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct load_order order = {.file_name = file, .dry_run = r->opt[OPT_DRY_RUN] != NULL};
    struct load_report report;
    struct fault why = {.reason = REASON_NONE};
    order.path = arena_cstr(a, arena_printf(a, "%s/%.*s", r->arg[0], STR_ARG(file)));
    enum err e = library_named(r, x->store->db, library_of(file), &order.agency);
    if (e == ERR_NOT_FOUND) {
        struct str name = library_of(file);
        refused(x, file, e, msg_text(a, r->lang, MSG_cmd_no_library, &name, 1));
        return OK;
    }
    if (!e && !order.dry_run) e = quality_keep(x->store, order.agency, &cmd_operator);
    if (!e) e = load_run(x->store, &cmd_operator, &order, &x->watch, a, &why, &report);
    if (e == ERR_INTERRUPTED || e == ERR_FULL) return e;
    if (e)
        refused(x, file, e, reason_of(r, e, &why));
    else
        taken(x, file, order.agency, &report);
    return OK;
}

static enum err load_all(struct all *x, const struct strs *files)
{
    struct follow_along *along = x->r->opt[OPT_DRY_RUN] ? NULL : follow_along_start(x->store);
    enum err e = OK;
    for (size_t i = 0; !e && i < files->n; i++) e = load_file(x, files->item[i]);
    follow_along_finish(along, e ? NULL : &x->watch);
    return e || x->r->opt[OPT_DRY_RUN] ? e : follow_now(x->store, &x->watch, INDEX_PATIENCE);
}

static enum exit_code run_import_all(struct run *r)
{
    struct store CLEANUP(store_closep) *s = NULL;
    struct progress progress;
    struct strs files = {0};
    enum err e = list_files(r->arg[0], r->mem, &files);
    if (e) return fail_with(r, e, MSG_cmd_no_file, str_of(r->arg[0]));
    if (!files.n) return fail_with(r, ERR_NOT_FOUND, MSG_cmd_import_all_none, str_of(r->arg[0]));
    if (!open_store(r, DB_WRITE, &s)) return EXIT_FAILED;
    struct all x = {.r = r, .store = s, .watch = {progress_show, stop_asked, NULL, &progress}};
    stop_on_signals();
    progress_begin(&progress, r);
    e = load_all(&x, &files);
    progress_end(&progress);
    if (e) return fail(r, e);
    say3(r, MSG_cmd_import_all_done, number_text(r, x.loaded), number_text(r, (int64_t)files.n),
         number_text(r, x.records));
    buf_add(&r->out, STR("]\n"));
    if (!r->json) r->out.n = 0;
    if (!x.loaded) return EXIT_FAILED;
    return x.partly || x.loaded < (int64_t)files.n ? EXIT_PARTLY : EXIT_OK;
}

const struct command cmd_import_all = {
    .name = "import-all",
    .synopsis = "--data DIR [--dry-run] [--json] FOLDER",
    .help = MSG_help_import_all,
    .options = BIT(OPT_DATA) | BIT(OPT_DRY_RUN),
    .args_min = 1,
    .args_max = 1,
    .run = run_import_all,
};
