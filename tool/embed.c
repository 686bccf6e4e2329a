/* embed.c -- static files as a C table: immutable names, and forms compressed once and for all.
 *
 *     embed OUT.c OUT.h FILE ...
 *
 * silang.css becomes "silang.1f3a9c2b.css" (a hash of its content, so that it may be cached for
 * ever), with gzip and brotli forms where they are smaller, and a macro STATIC_silang_css with its
 * address. */
#include <brotli/encode.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct bytes {
    unsigned char *p;
    size_t n;
};

static struct bytes read_file(const char *path)
{
    struct bytes b = {malloc(1 << 22), 0};
    FILE *f = fopen(path, "rb");
    if (!f || !b.p) {
        perror(path);
        exit(1);
    }
    b.n = fread(b.p, 1, 1 << 22, f);
    fclose(f);
    return b;
}

/* CSS without comments and indentation; everything else as it is. */
static void squeeze_css(struct bytes *b)
{
    size_t to = 0;
    for (size_t i = 0; i < b->n; i++) {
        if (i + 1 < b->n && b->p[i] == '/' && b->p[i + 1] == '*') {
            while (i + 1 < b->n && !(b->p[i] == '*' && b->p[i + 1] == '/')) i++;
            i++;
            continue;
        }
        unsigned char c = b->p[i], last = to ? b->p[to - 1] : '\n';
        if (isspace(c)) c = last == '\n' ? 0 : c == '\n' ? '\n' : last == ' ' ? 0 : ' ';
        if (c) b->p[to++] = c;
    }
    b->n = to;
}

static uint64_t hash(struct bytes b)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < b.n; i++) h = (h ^ b.p[i]) * UINT64_C(1099511628211);
    return h ^ h >> 32;
}

static struct bytes gzip(struct bytes b)
{
    z_stream z = {0};
    struct bytes out = {malloc(b.n + 1000), 0};
    if (!out.p || deflateInit2(&z, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY) != Z_OK) exit(1);
    z.next_in = b.p;
    z.avail_in = (unsigned)b.n;
    z.next_out = out.p;
    z.avail_out = (unsigned)(b.n + 1000);
    if (deflate(&z, Z_FINISH) != Z_STREAM_END) exit(1);
    out.n = z.total_out;
    deflateEnd(&z);
    return out;
}

static struct bytes brotli(struct bytes b)
{
    struct bytes out = {malloc(b.n + 1000), b.n + 1000};
    if (!out.p || !BrotliEncoderCompress(11, 22, BROTLI_MODE_TEXT, b.n, b.p, &out.n, out.p))
        exit(1);
    return out;
}

static const char *type_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot && strcmp(dot, ".css") == 0) return "text/css; charset=utf-8";
    if (dot && strcmp(dot, ".svg") == 0) return "image/svg+xml";
    if (dot && strcmp(dot, ".png") == 0) return "image/png";
    if (dot && strcmp(dot, ".js") == 0) return "text/javascript; charset=utf-8";
    if (dot && strcmp(dot, ".json") == 0) return "application/json";
    if (dot && strcmp(dot, ".txt") == 0) return "text/plain; charset=utf-8";
    fprintf(stderr, "%s: what type is this?\n", name);
    exit(1);
}

static void write_bytes(FILE *c, const char *what, int i, struct bytes b)
{
    fprintf(c, "static const unsigned char %s_%d[] = {", what, i);
    for (size_t k = 0; k < b.n; k++) fprintf(c, "%s%u,", k % 24 ? "" : "\n", b.p[k]);
    fprintf(c, "};\n");
}

static void write_macro(FILE *h, const char *name, const char *dot, uint32_t digest)
{
    fprintf(h, "#define STATIC_");
    for (const char *p = name; *p; p++) fputc(isalnum((unsigned char)*p) ? *p : '_', h);
    fprintf(h, " \"/s/%.*s.%08x%s\"\n", (int)(dot - name), name, digest, dot);
}

int main(int argc, char **argv)
{
    FILE *c = argc > 2 ? fopen(argv[1], "w") : NULL, *h = argc > 2 ? fopen(argv[2], "w") : NULL;
    if (!c || !h) {
        fputs("usage: embed OUT.c OUT.h FILE ...\n", stderr);
        return 2;
    }
    fprintf(c, "/* Made by tool/embed.c; do not edit. */\n#include \"web/static.h\"\n\n");
    fprintf(h, "/* Made by tool/embed.c; do not edit. */\n#ifndef STATIC_NAMES_H\n"
               "#define STATIC_NAMES_H\n\n");
    char *table = NULL;
    size_t size = 0;
    FILE *t = open_memstream(&table, &size);
    for (int i = 3; i < argc; i++) {
        const char *name = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
        const char *dot = strrchr(name, '.');
        struct bytes plain = read_file(argv[i]);
        if (strcmp(dot, ".css") == 0) squeeze_css(&plain);
        struct bytes gz = gzip(plain), br = brotli(plain);
        uint32_t digest = (uint32_t)hash(plain);
        write_bytes(c, "plain", i, plain);
        write_bytes(c, "gz", i, gz);
        write_bytes(c, "br", i, br);
        write_macro(h, name, dot, digest);
        fprintf(t,
                "    {\"%.*s.%08x%s\", \"%s\", {(const char *)plain_%d, %zu}, {(const char *)gz_%d,"
                " %zu}, {(const char *)br_%d, %zu}},\n",
                (int)(dot - name), name, digest, dot, type_of(name), i, plain.n, i, gz.n, i, br.n);
        free(plain.p);
        free(gz.p);
        free(br.p);
    }
    fclose(t);
    fprintf(c,
            "\nconst struct static_file static_files[] = {\n%s};\n"
            "const int static_files_n = %d;\n",
            table, argc - 3);
    fprintf(h, "\n#endif\n");
    free(table);
    return (fclose(c) | fclose(h)) != 0;
}
