/* columns.c -- silang columns: what the columns of a table are taken for, before it is loaded. */
#include "base/checked.h"
#include "catalog/source.h"
#include "cmd/cmd.h"
#include "cmd/commands.h"

static const char *const confidence_names[] = {"certain", "doubtful", "unknown"};

static struct str kind_of(struct run *r, const struct source_form *f)
{
    if (f->format != SOURCE_TABLE) return str_of(source_format_name(f->format));
    if (f->facts.workbook) return arena_printf(r->mem, "xlsx, %zu", f->facts.sheets);
    const char *encoding = table_encoding_name(f->facts.encoding);
    if (f->facts.separator == '\t') return arena_printf(r->mem, "TSV, %s", encoding);
    return arena_printf(r->mem, "CSV \"%c\", %s", f->facts.separator, encoding);
}

static struct str examples_of(struct run *r, const struct column *c)
{
    return arena_join(r->mem, c->example, COLUMN_EXAMPLES, STR(" | "));
}

static void print_column(struct run *r, const struct column *c)
{
    struct str name = c->name.n ? c->name : str_of("-");
    struct str field = named(r, "column", column_field_name(c->field));
    struct str sure = named(r, "sure", confidence_names[c->confidence]);
    buf_printf(&r->out, "%-3s %.*s\n      %s: %.*s (%.*s)\n", c->letters, STR_ARG(name),
               column_field_name(c->field), STR_ARG(field), STR_ARG(sure));
    struct str examples = examples_of(r, c);
    if (c->field != COLUMN_PRIVATE && examples.n)
        buf_printf(&r->out, "      %.*s\n", STR_ARG(examples));
}

static void print_text(struct run *r, const struct source_form *f)
{
    struct str kind = kind_of(r, f);
    buf_printf(&r->out, "%.*s\n", STR_ARG(kind));
    for (size_t i = 0; i < f->facts.sheets; i++) {
        const struct xlsx_sheet *s = &f->facts.sheet[i];
        buf_printf(&r->out, "  %c %.*s (%lld)\n", i == f->facts.chosen ? '*' : ' ',
                   STR_ARG(s->name), (long long)s->cells);
    }
    for (size_t i = 0; i < f->columns.n; i++) print_column(r, &f->columns.item[i]);
}

static void json_column(struct run *r, const struct column *c)
{
    buf_printf(&r->out, "{\"column\":\"%s\",\"name\":", c->letters);
    buf_add_json(&r->out, c->name);
    buf_printf(&r->out, ",\"field\":\"%s\",\"confidence\":\"%s\",\"filled\":%zu,\"examples\":[",
               column_field_name(c->field), confidence_names[c->confidence], c->filled);
    for (size_t i = 0; i < COLUMN_EXAMPLES && c->example[i].n; i++) {
        if (i) buf_add_char(&r->out, ',');
        buf_add_json(&r->out, c->example[i]);
    }
    buf_add(&r->out, STR("]}"));
}

static void print_json(struct run *r, const struct source_form *f)
{
    struct buf *o = &r->out;
    buf_printf(o, "{\"format\":\"%s\"", source_format_name(f->format));
    if (f->format == SOURCE_TABLE) {
        if (f->facts.workbook) {
            buf_add(o, STR(",\"sheet\":"));
            buf_add_json(o, f->facts.sheet[f->facts.chosen].name);
            buf_printf(o, ",\"sheets\":%zu", f->facts.sheets);
        } else {
            buf_printf(
                o, ",\"encoding\":\"%s\",\"separator\":", table_encoding_name(f->facts.encoding));
            buf_add_json(o, (struct str){&f->facts.separator, 1});
        }
        buf_printf(o, ",\"heading_rows\":%d,\"usable\":%s,\"columns\":[", f->heading_rows,
                   f->usable ? "true" : "false");
        for (size_t i = 0; i < f->columns.n; i++) {
            if (i) buf_add_char(o, ',');
            json_column(r, &f->columns.item[i]);
        }
        buf_add_char(o, ']');
    }
    buf_add(o, STR("}\n"));
}

static enum exit_code run_columns(struct run *r)
{
    struct source_form form;
    struct fault why;
    enum err e = source_look(r->arg[0], mapping_option(r), r->mem, &form, &why);
    if (e) return explain_file(r, e, &why);
    if (r->json)
        print_json(r, &form);
    else
        print_text(r, &form);
    return EXIT_OK;
}

const struct command cmd_columns = {
    .name = "columns",
    .synopsis = "[--columns COLUMNS] [--sheet NAME] [--json] FILE",
    .help = MSG_help_columns,
    .options = BIT(OPT_COLUMNS) | BIT(OPT_SHEET),
    .args_min = 1,
    .args_max = 1,
    .run = run_columns,
};
