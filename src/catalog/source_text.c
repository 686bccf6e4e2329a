/* source_text.c -- see source_text.h. */
#include "catalog/source_text.h"

#include "base/checked.h"
#include "record/bibtex.h"
#include "record/marcjson.h"
#include "record/marcxml.h"
#include "record/mrk.h"
#include "record/oai.h"
#include "record/ris.h"
#include "record/xml_frame.h"
#include "text/decode.h"
#include "text/utf8.h"

/* XML may hold stray terminators, and MARC a record about XML: what the file begins with decides.
 */
static bool is_marcxml(struct str head)
{
    struct str text = str_starts(head, STR("\xEF\xBB\xBF")) ? str_slice(head, 3, head.n) : head;
    bool terminators =
        str_find_char(head, 0x1E, 0) < head.n || str_find_char(head, 0x1D, 0) < head.n;
    if (terminators && !str_starts(str_trim(text), STR("<"))) return false;
    return marcxml_recognise(head);
}

/* What a harvest kept says what it is; of others MARC goes first, for it may be in any envelope. */
static bool is_kept(struct str head, struct source_text *ret)
{
    bool marc = str_starts(head, STR(OAI_KEPT_MARC));
    *ret = (struct source_text){marc ? SOURCE_OAI_MARC : SOURCE_OAI, .frame = oai_frame};
    return marc || str_starts(head, STR(OAI_KEPT));
}

static bool is_other_xml(struct str head, struct source_text *ret)
{
    struct str text = str_starts(head, STR("\xEF\xBB\xBF")) ? str_slice(head, 3, head.n) : head;
    if (!str_starts(str_trim(text), STR("<"))) return false;
    if (oai_recognise(head))
        *ret = (struct source_text){.format = SOURCE_OAI, .frame = oai_frame};
    else if (mods_recognise(head))
        *ret = (struct source_text){.format = SOURCE_MODS, .frame = mods_frame};
    else if (dublin_core_recognise(head))
        *ret = (struct source_text){.format = SOURCE_DUBLIN_CORE, .frame = dublin_core_frame};
    else
        return false;
    return true;
}

static bool recognise(struct str head, struct source_text *ret)
{
    if (is_kept(head, ret)) return true;
    if (is_marcxml(head))
        *ret = (struct source_text){.format = SOURCE_MARCXML, .frame = marcxml_frame};
    else if (marcjson_recognise(head))
        *ret = (struct source_text){.format = SOURCE_MARCJSON, .frame = marcjson_frame};
    else if (mrk_recognise(head))
        *ret = (struct source_text){.format = SOURCE_MRK, .frame = mrk_frame};
    else if (ris_recognise(head))
        *ret = (struct source_text){.format = SOURCE_RIS, .frame = ris_frame};
    else if (bibtex_recognise(head))
        *ret = (struct source_text){.format = SOURCE_BIBTEX, .frame = bibtex_frame};
    else
        return is_other_xml(head, ret);
    return true;
}

bool source_text_recognise(struct str head, struct source_text *ret)
{
    struct buf CLEANUP(buf_release) text = BUF(4 * head.n + 1024);
    struct decoder *CLEANUP(decoder_closep) d = decoder_open(decode_wide(head));
    if (!d) return recognise(head, ret);
    decoder_add(d, head, false, &text);
    return recognise(buf_str(&text), ret);
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

static bool is_any(struct str s, const char *const *name)
{
    while (*name && !str_eq_nocase(s, str_of(*name))) name++;
    return *name != NULL;
}

/* Whether the bytes are UTF-8 for certain; a character may be cut in two at their end. */
static bool shows_utf8(struct str head)
{
    return !is_ascii(head) && utf8_valid_prefix(head) + 4 > head.n;
}

enum err source_text_begin(struct source_window *w, struct str head, struct source_text *t)
{
    static const char *const latin1[] = {"ISO-8859-1", "latin1", NULL};
    static const char *const ours[] = {"UTF-8", "UTF8", "US-ASCII", "UTF-16", "UTF-32", NULL};
    struct str wide = decode_wide(head), declared = marcxml_encoding(head);
    if (wide.n) return window_decode(w, wide);
    bool xml = t->format == SOURCE_MARCXML || t->format == SOURCE_OAI || t->format == SOURCE_MODS ||
               t->format == SOURCE_DUBLIN_CORE;
    if (!xml || declared.n == 0 || shows_utf8(head)) return OK;
    t->latin1 = is_any(declared, latin1);
    if (t->latin1 && t->format != SOURCE_MARCXML) return window_decode(w, declared);
    if (t->latin1 || is_any(declared, ours)) return OK;
    enum err e = window_decode(w, declared);
    return e == ERR_NOT_FOUND ? OK : e;
}
