/* sru.c -- see sru.h: the frames of answers. */
#include "share/sru.h"

#include "base/checked.h"
#include "record/xml_write.h"
#include "share/sru_internal.h"

void sru_open(const struct sru *s, const char *name, struct buf *to)
{
    const struct sru_version_words *w = sru_words(s->ask.version);
    bool scan = s->ask.operation == SRU_SCAN;
    buf_printf(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<zs:%s xmlns:zs=\"%s\">", name,
               scan ? w->scan_space : w->space);
    if (s->ask.version != SRU_2_0 || !scan) buf_printf(to, "<zs:version>%s</zs:version>", w->name);
    buf_add_char(to, '\n');
}

void sru_number(struct buf *to, const char *name, uint64_t value)
{
    buf_printf(to, "<zs:%s>%llu</zs:%s>", name, (unsigned long long)value, name);
}

void sru_diagnostic(const struct sru *s, struct sru_fault f, struct buf *to)
{
    buf_printf(to, "<diagnostic xmlns=\"%s\"><uri>info:srw/diagnostic/1/%d</uri>",
               sru_words(s->ask.version)->diagnostic, f.number);
    xml_element(to, "details", f.details);
    buf_printf(to, "<message>%s</message></diagnostic>", sru_fault_text(f.number));
}

void sru_record(const struct sru *s, const char *schema, struct str data, bool escaped,
                uint64_t position, struct str identifier, struct buf *to)
{
    const char *packing = s->ask.version == SRU_2_0 ? "recordXMLEscaping" : "recordPacking";
    buf_printf(to, "<zs:record><zs:recordSchema>%s</zs:recordSchema><zs:%s>%s</zs:%s>", schema,
               packing, escaped ? "string" : "xml", packing);
    buf_add(to, STR("<zs:recordData>"));
    if (escaped)
        xml_text(to, data);
    else
        buf_add(to, data);
    buf_add(to, STR("</zs:recordData>"));
    if (position) sru_number(to, "recordPosition", position);
    if (s->ask.version == SRU_1_2) xml_element(to, "zs:recordIdentifier", identifier);
    buf_add(to, STR("</zs:record>\n"));
}

/* A request that cannot be done: the answer of its operation with nothing but the diagnostic. */
static void refuse(struct sru *s, struct buf *to)
{
    bool scan = s->ask.operation == SRU_SCAN;
    const char *name = scan ? "scanResponse" : "searchRetrieveResponse";
    sru_open(s, name, to);
    if (!scan) sru_number(to, "numberOfRecords", 0);
    buf_add(to, STR("<zs:diagnostics>"));
    sru_diagnostic(s, s->fault, to);
    buf_add(to, STR("</zs:diagnostics>\n"));
    buf_printf(to, "</zs:%s>\n", name);
}

void sru_answer(const struct sru_site *site, struct db *db, const struct sru_argument *arg,
                size_t n, struct arena *a, struct buf *to, struct sru_reply *ret)
{
    struct sru s = {.site = *site, .db = db, .mem = a, .reply = ret};
    size_t before = to->n;
    *ret = (struct sru_reply){0};
    sru_read(arg, n, site->inside, &s.ask);
    s.fault = s.ask.fault;
    if (!s.fault.number) switch (s.ask.operation) {
        case SRU_EXPLAIN: sru_explain(&s, to); break;
        case SRU_SEARCH: sru_search(&s, to); break;
        case SRU_SCAN: sru_scan(&s, to); break;
        }
    if (!s.fault.number) return;
    to->n = before;
    refuse(&s, to);
}
