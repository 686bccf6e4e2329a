/* openurl.h -- a description as an OpenURL ContextObject in key/value form (ANSI/NISO Z39.88-2004),
 * which stands in pages as COinS (the title of a span of class Z3988) for reference managers. */
#ifndef RECORD_OPENURL_H
#define RECORD_OPENURL_H

#include "base/buf.h"
#include "record/bib.h"

/* Appends "ctx_ver=Z39.88-2004&rft_val_fmt=...", percent-encoded, not escaped for HTML. Books and
 * what is like them, dissertations, journals and articles have formats of their own, all others
 * come as Dublin Core. `address` is that of the title's page and may be empty. */
void openurl_write(const struct bib *b, struct str address, struct buf *to);

#endif
