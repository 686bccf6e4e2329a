/* xml.c -- expat held to our limits; pausing is its own suspension. */
#include "record/xml.h"

#include <expat.h>
#include <string.h>

#include "base/checked.h"
#include "base/mem.h"

enum { CHUNK_BYTES = 32 << 10 };

struct xml {
    XML_Parser parser;
    struct xml_handler h;
    xml_bytes_fn *more;
    void *more_ctx;
    int depth;
    bool refused;    /* by a limit of ours */
    int64_t fed;     /* bytes given to the parser */
    int64_t last_at; /* where the last event was */
};

static struct str local_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return str_of(colon ? colon + 1 : name);
}

struct str xml_attr(const char *const *attr, struct str name)
{
    for (size_t i = 0; attr[i]; i += 2)
        if (str_eq(local_name(attr[i]), name)) return str_of(attr[i + 1]);
    return (struct str){0};
}

/* The newest expat prefers twins of 64 bits that Debian 12 has not; on the 64-bit machines we run
 * on the two are the same. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
static int64_t position(struct xml *x)
{
    return XML_GetCurrentByteIndex(x->parser);
}

int64_t xml_line(const struct xml *x)
{
    return (int64_t)XML_GetCurrentLineNumber(x->parser);
}
#pragma GCC diagnostic pop

static void refuse(struct xml *x)
{
    x->refused = true;
    XML_StopParser(x->parser, XML_FALSE);
}

static void on_start(void *ctx, const char *name, const char **attr)
{
    struct xml *x = ctx;
    x->last_at = position(x);
    if (++x->depth > XML_DEPTH_MAX ||
        XML_GetSpecifiedAttributeCount(x->parser) > 2 * XML_ATTRIBUTES_MAX) {
        refuse(x);
        return;
    }
    x->h.start(x->h.ctx, local_name(name), (const char *const *)attr);
}

static void on_end(void *ctx, const char *name)
{
    struct xml *x = ctx;
    if (x->refused) return; /* the end of an empty element still comes */
    x->last_at = position(x);
    x->depth--;
    x->h.end(x->h.ctx, local_name(name));
}

static void on_text(void *ctx, const char *text, int n)
{
    struct xml *x = ctx;
    x->last_at = position(x);
    if (x->h.text && !x->refused) x->h.text(x->h.ctx, (struct str){text, (size_t)n});
}

static void on_doctype(void *ctx, const char *name, const char *system_id, const char *public_id,
                       int internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    refuse(ctx);
}

struct xml *xml_open(struct xml_handler h, xml_bytes_fn *more, void *more_ctx)
{
    struct xml *x = mem_zero(1, sizeof *x);
    *x = (struct xml){.h = h, .more = more, .more_ctx = more_ctx};
    x->parser = XML_ParserCreate(NULL);
    if (!x->parser) mem_exhausted();
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    return x;
}

void xml_close(struct xml *x)
{
    if (!x) return;
    XML_ParserFree(x->parser);
    mem_free(x);
}

void xml_closep(struct xml **x)
{
    xml_close(*x);
    *x = NULL;
}

void xml_pause(struct xml *x)
{
    XML_StopParser(x->parser, XML_TRUE);
}

static enum err feed(struct xml *x, enum XML_Status *ret)
{
    size_t n = 0;
    if (x->fed - x->last_at > XML_TAG_MAX) return ERR_LIMIT;
    void *to = XML_GetBuffer(x->parser, CHUNK_BYTES);
    if (!to) mem_exhausted();
    enum err e = x->more(x->more_ctx, to, CHUNK_BYTES, &n);
    if (e) return e;
    x->fed += (int64_t)n;
    *ret = XML_ParseBuffer(x->parser, (int)n, n == 0);
    return OK;
}

enum err xml_run(struct xml *x)
{
    for (;;) {
        XML_ParsingStatus at;
        enum XML_Status got = XML_STATUS_OK;
        XML_GetParsingStatus(x->parser, &at);
        if (at.parsing == XML_FINISHED) return ERR_NOT_FOUND;
        if (at.parsing == XML_SUSPENDED) {
            got = XML_ResumeParser(x->parser);
        } else {
            enum err e = feed(x, &got);
            if (e) return e;
        }
        if (got == XML_STATUS_SUSPENDED) return OK;
        if (got == XML_STATUS_ERROR) return x->refused ? ERR_LIMIT : ERR_FORMAT;
    }
}
