/* foreign.c -- see foreign.h. */
#include "record/foreign.h"

#include "base/checked.h"
#include "record/dublin_core_read.h"
#include "record/iso2709.h"
#include "record/marc_text.h"
#include "record/marcxml.h"
#include "record/mods_read.h"
#include "record/unimarc.h"
#include "record/xml_frame.h"
#include "text/decode.h"
#include "text/marc8.h"
#include "text/utf8.h"

const char *foreign_form_name(enum foreign_form f)
{
    static const char *const names[] = {"marc", "unimarc", "mods", "dc", "text"};
    return names[f];
}

/* ---- MARC ---- */

static enum err take_marc(struct marc *m, struct faults *faults, struct arena *a,
                          struct foreign *ret)
{
    struct foreign f = {.form = FOREIGN_MARC};
    if (unimarc_recognise(m)) {
        f.form = FOREIGN_UNIMARC;
        unimarc_to_marc21(m, a, m, faults);
    }
    if (!bib_is_bibliographic(m)) return ERR_FORMAT;
    bib_from_marc(m, NULL, a, &f.bib, NULL);
    if (f.bib.title.n == 0) return ERR_FORMAT;
    f.marc = *m;
    f.mended = faults->n > (f.form == FOREIGN_UNIMARC);
    *ret = f;
    return OK;
}

enum err foreign_read_iso2709(struct str bytes, struct arena *a, struct foreign *ret)
{
    struct marc m;
    struct faults faults = {0};
    if (bytes.n > FOREIGN_RECORD_MAX) return ERR_FORMAT;
    struct frame f = iso2709_frame(bytes, true);
    if (f.kind != FRAME_RECORD) return ERR_FORMAT;
    struct str record = str_slice(bytes, f.skip, f.skip + f.length);
    enum err e = iso2709_parse(record, a, &m, &faults);
    if (e) return e;
    if (!unimarc_recognise(&m)) marc_in_utf8(&m, a, &m, &faults);
    return take_marc(&m, &faults, a, ret);
}

static enum err read_marcxml(struct str xml, struct arena *a, struct foreign *ret)
{
    struct marc m;
    struct faults faults = {0};
    struct frame f = marcxml_frame(xml, true);
    if (f.kind != FRAME_RECORD) return ERR_FORMAT;
    struct str record = str_slice(xml, f.skip, f.skip + f.length);
    enum err e = marcxml_parse(record, a, &m, &faults);
    if (!e) e = take_marc(&m, &faults, a, ret);
    if (!e) ret->xml = record;
    return e;
}

/* ---- other XML ---- */

static enum err read_described(struct str xml, enum foreign_form form, struct arena *a,
                               struct foreign *ret)
{
    struct foreign f = {.form = form};
    struct faults faults = {0};
    struct xml_node *root = NULL;
    enum err e = xml_tree_read(xml, a, &root, &faults);
    if (e) return e;
    if (form == FOREIGN_MODS)
        mods_describe(root, a, &f.bib);
    else
        dublin_core_describe(root, a, &f.bib);
    if (f.bib.title.n == 0) return ERR_FORMAT;
    bib_to_marc(&f.bib, a, &f.marc);
    f.mended = faults.n > 0;
    f.xml = xml;
    *ret = f;
    return OK;
}

enum err foreign_read_xml(struct str xml, struct arena *a, struct foreign *ret)
{
    if (xml.n > FOREIGN_RECORD_MAX) return ERR_FORMAT;
    if (str_find(xml, STR("datafield")) < xml.n) return read_marcxml(xml, a, ret);
    struct frame f = mods_frame(xml, true);
    if (f.kind == FRAME_RECORD)
        return read_described(str_slice(xml, f.skip, f.skip + f.length), FOREIGN_MODS, a, ret);
    return read_described(str_trim(xml), FOREIGN_DUBLIN_CORE, a, ret);
}

/* ---- text ---- */

static struct str in_utf8(struct str s, struct arena *a)
{
    size_t bad = 0;
    if (utf8_valid(s)) return s;
    struct str text = marc8_utf8(a, s, &bad, NULL);
    return bad ? latin1_utf8(a, s) : text;
}

enum err foreign_read_text(struct str bytes, struct arena *a, struct foreign *ret)
{
    struct foreign f = {.form = FOREIGN_TEXT};
    f.text = utf8_clean(a, in_utf8(str_slice(bytes, 0, FOREIGN_TEXT_MAX), a));
    struct str rest = f.text, line;
    while (f.bib.title.n == 0 && rest.n && str_split(&rest, '\n', &line))
        f.bib.title = utf8_cut(str_trim(line), 300);
    if (f.bib.title.n == 0) return ERR_FORMAT;
    *ret = f;
    return OK;
}
