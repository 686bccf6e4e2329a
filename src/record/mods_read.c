/* mods_read.c -- see mods_read.h. Only the children of <mods> itself describe it; what stands in
 * relatedItem is another publication. */
#include "record/mods_read.h"

#include "base/checked.h"
#include "record/bib_parts.h"

struct reader {
    struct arena *a;
    struct bib *b;
};

static bool has_value(const struct xml_node *n, const char *attribute, const char *value)
{
    return str_eq_nocase(xml_value(n, attribute), str_of(value));
}

/* ---- titles ---- */

static struct str title_of(struct arena *a, const struct xml_node *info)
{
    struct str main[] = {xml_path(info, "nonSort"), xml_path(info, "title")};
    struct str title = arena_join(a, main, COUNT(main), STR(" "));
    struct str whole[] = {title, xml_path(info, "subTitle")};
    return title.n ? arena_join(a, whole, COUNT(whole), STR(" : ")) : title;
}

static void take_title(struct reader *r, const struct xml_node *n)
{
    struct str text = title_of(r->a, n);
    struct str part[] = {xml_path(n, "partNumber"), xml_path(n, "partName")};
    if (has_value(n, "type", "uniform")) {
        if (r->b->uniform.n == 0) r->b->uniform = text;
    } else if (xml_value(n, "type").n || r->b->title.n) {
        bib_add(r->a, &r->b->other_titles, marc_trim_punctuation(text));
    } else {
        bib_read_title(r->b, text);
        r->b->part = arena_join(r->a, part, COUNT(part), STR(", "));
    }
}

/* ---- names ---- */

/* "Hirata" and "Andrea" as family and given name, or one part as it is. */
static struct str name_of(struct arena *a, const struct xml_node *n)
{
    struct str family = {0}, given = {0}, rest = {0};
    for (const struct xml_node *p = xml_child(n, "namePart"); p; p = xml_after(p, "namePart")) {
        if (has_value(p, "type", "family"))
            family = p->text;
        else if (has_value(p, "type", "given"))
            given = p->text;
        else if (!xml_value(p, "type").n && rest.n == 0)
            rest = p->text;
    }
    struct str parts[] = {family, given};
    return family.n ? arena_join(a, parts, COUNT(parts), STR(", ")) : rest.n ? rest : given;
}

static enum name_role role_of(const struct xml_node *n)
{
    enum name_role role = ROLE_AUTHOR;
    const struct xml_node *of = xml_child(n, "role");
    for (const struct xml_node *t = xml_child(of, "roleTerm"); t; t = xml_after(t, "roleTerm")) {
        if (str_eq_nocase(t->text, STR("Primary Author"))) return ROLE_AUTHOR; /* SLiMS */
        if (bib_role_of(t->text, &role)) return role;
    }
    return role;
}

static void take_name(struct reader *r, const struct xml_node *n)
{
    struct bib_name name = {.name = marc_trim_punctuation(name_of(r->a, n)),
                            .role = role_of(n),
                            .corporate = has_value(n, "type", "corporate") ||
                                         has_value(n, "type", "conference")};
    if (name.name.n == 0 || r->b->names.n >= BIB_VALUES_MAX) return;
    bool main = false;
    for (size_t i = 0; i < r->b->names.n; i++) main = main || r->b->names.item[i].main;
    name.main = !main && name.role == ROLE_AUTHOR;
    VEC_PUSH(r->a, &r->b->names, name);
}

/* ---- what it is ---- */

static enum format format_of(struct str type)
{
    static const struct {
        struct str word;
        enum format format;
    } table[] = {
        {STR_INIT("cartographic"), FORMAT_MAP},         {STR_INIT("notated music"), FORMAT_SCORE},
        {STR_INIT("recording-musical"), FORMAT_MUSIC},  {STR_INIT("sound recording"), FORMAT_AUDIO},
        {STR_INIT("moving image"), FORMAT_VIDEO},       {STR_INIT("still image"), FORMAT_IMAGE},
        {STR_INIT("software"), FORMAT_SOFTWARE},        {STR_INIT("mixed material"), FORMAT_KIT},
        {STR_INIT("three dimensional"), FORMAT_OBJECT}, {STR_INIT("periodical"), FORMAT_SERIAL},
    };
    for (size_t i = 0; i < COUNT(table); i++)
        if (bib_mentions(type, table[i].word)) return table[i].format;
    return bib_format_of(type);
}

static void take_type(struct reader *r, const struct xml_node *n)
{
    enum format f = format_of(n->text);
    bool vague = r->b->format == FORMAT_UNKNOWN || r->b->format == FORMAT_BOOK;
    if (f != FORMAT_UNKNOWN && vague) r->b->format = f;
    if (has_value(n, "manuscript", "yes")) r->b->format = FORMAT_MANUSCRIPT;
}

/* SLiMS calls everything mixed material and says here what it is. */
static void take_physical(struct reader *r, const struct xml_node *n)
{
    const struct xml_node *form = xml_child(n, "form");
    enum format f =
        form && has_value(form, "authority", "gmd") ? bib_format_of(form->text) : FORMAT_UNKNOWN;
    if (f != FORMAT_UNKNOWN) r->b->format = f;
    if (r->b->extent.n == 0) r->b->extent = marc_trim_punctuation(xml_path(n, "extent"));
}

static void take_place(struct reader *r, const struct xml_node *origin)
{
    for (const struct xml_node *p = xml_child(origin, "place"); p; p = xml_after(p, "place")) {
        const struct xml_node *t = xml_child(p, "placeTerm");
        struct str text = t ? t->text : p->text;
        if (t && has_value(t, "type", "code"))
            r->b->country = text.n <= 3 ? text : r->b->country;
        else if (r->b->place.n == 0)
            r->b->place = marc_trim_punctuation(text);
    }
}

static void take_origin(struct reader *r, const struct xml_node *n)
{
    struct bib *b = r->b;
    struct str date = xml_path(n, "dateIssued"), issuance = xml_path(n, "issuance");
    if (date.n == 0) date = xml_path(n, "copyrightDate");
    if (date.n == 0) date = xml_path(n, "dateCreated");
    take_place(r, n);
    if (b->publisher.n == 0) b->publisher = marc_trim_punctuation(xml_path(n, "publisher"));
    if (b->edition.n == 0) b->edition = marc_trim_punctuation(xml_path(n, "edition"));
    if (b->frequency.n == 0) b->frequency = xml_path(n, "frequency");
    if (b->year_text.n == 0) {
        b->year_text = date;
        b->year = bib_year(date, &b->year_end);
    }
    bool serial =
        bib_mentions(issuance, STR("serial")) || bib_mentions(issuance, STR("continuing"));
    if (serial) b->format = FORMAT_SERIAL;
}

static void take_language(struct reader *r, const struct xml_node *n)
{
    const struct xml_node *t = xml_child(n, "languageTerm");
    if (!t) bib_add(r->a, &r->b->languages, bib_language(n->text));
    for (; t; t = xml_after(t, "languageTerm"))
        bib_add(r->a, &r->b->languages, bib_language(t->text));
}

/* The parts of one heading: "Fiksi Indonesia -- Abad 20". */
static void take_subject(struct reader *r, const struct xml_node *n)
{
    struct strs parts = {0};
    for (const struct xml_node *p = n->first; p; p = p->next) {
        struct str text = p->text;
        if (str_eq(p->name, STR("name"))) text = name_of(r->a, p);
        if (str_eq(p->name, STR("titleInfo"))) text = title_of(r->a, p);
        text = marc_trim_punctuation(text);
        bool code = str_eq(p->name, STR("geographicCode"));
        if (text.n && !code && !bib_says_nothing(text)) VEC_PUSH(r->a, &parts, text);
    }
    if (!n->first && n->text.n) VEC_PUSH(r->a, &parts, n->text);
    if (parts.n) bib_add(r->a, &r->b->subjects, arena_join(r->a, parts.item, parts.n, STR(" -- ")));
}

static void take_note(struct reader *r, const struct xml_node *n)
{
    if (bib_says_nothing(n->text)) return;
    if (has_value(n, "type", "statement of responsibility") && r->b->responsibility.n == 0)
        r->b->responsibility = n->text;
    else
        bib_add(r->a, &r->b->notes, n->text);
}

/* ---- relations and numbers ---- */

static void take_related(struct reader *r, const struct xml_node *n)
{
    struct bib *b = r->b;
    const struct xml_node *info = xml_child(n, "titleInfo");
    struct str title = title_of(r->a, info), part = xml_path(info, "partNumber"), issn = {0};
    if (title.n == 0) title = xml_path(n, "title"); /* SLiMS */
    for (const struct xml_node *i = xml_child(n, "identifier"); i; i = xml_after(i, "identifier"))
        if (has_value(i, "type", "issn")) issn = i->text;
    if (title.n == 0 || bib_says_nothing(title)) return;
    struct bib_link link = {title, issn};
    if (has_value(n, "type", "series")) {
        bib_read_series(r->a, b, title);
        if (b->series.n && part.n) b->series.item[b->series.n - 1].volume = part;
    } else if (has_value(n, "type", "host")) {
        struct str both[] = {title, part};
        b->host_title = title;
        b->host_part = part;
        b->host_number = issn;
        b->host = arena_join(r->a, both, COUNT(both), STR(". "));
    } else if (has_value(n, "type", "original")) {
        bib_add(r->a, &b->originals, title);
    } else if (has_value(n, "type", "preceding")) {
        bib_add(r->a, &b->earlier, title);
        VEC_PUSH(r->a, &b->before, link);
    } else if (has_value(n, "type", "succeeding")) {
        bib_add(r->a, &b->later, title);
        VEC_PUSH(r->a, &b->after, link);
    }
}

static void take_identifier(struct reader *r, const struct xml_node *n)
{
    bool number = has_value(n, "type", "isbn") || has_value(n, "type", "issn");
    if (number && !bib_says_nothing(n->text)) bib_add_number(r->a, r->b, n->text);
}

/* ---- copies ---- */

static void take_copy(struct reader *r, const struct xml_node *c, struct str shelf)
{
    struct bib_item item = {.code = xml_path(c, "numerationAndChronology"),
                            .call_number = xml_path(c, "shelfLocator"),
                            .place = xml_path(c, "subLocation"),
                            .copies = 1};
    if (item.code.n == 0) item.code = xml_path(c, "itemIdentifier");
    if (item.place.n == 0) item.place = xml_path(c, "sublocation");
    if (item.call_number.n == 0) item.call_number = shelf;
    if (item.code.n + item.call_number.n + item.place.n && r->b->items.n < BIB_VALUES_MAX)
        VEC_PUSH(r->a, &r->b->items, item);
}

static void take_location(struct reader *r, const struct xml_node *n)
{
    struct str shelf = xml_path(n, "shelfLocator");
    if (r->b->call_number.n == 0 && !bib_says_nothing(shelf)) r->b->call_number = shelf;
    for (const struct xml_node *u = xml_child(n, "url"); u; u = xml_after(u, "url"))
        bib_add(r->a, &r->b->urls, u->text);
    for (const struct xml_node *h = xml_child(n, "holdingSimple"); h;
         h = xml_after(h, "holdingSimple"))
        for (const struct xml_node *c = xml_child(h, "copyInformation"); c;
             c = xml_after(c, "copyInformation"))
            take_copy(r, c, shelf);
}

/* ---- all ---- */

static const struct {
    struct str name;
    void (*take)(struct reader *r, const struct xml_node *n);
} elements[] = {
    {STR_INIT("titleInfo"), take_title},     {STR_INIT("name"), take_name},
    {STR_INIT("typeOfResource"), take_type}, {STR_INIT("genre"), take_type},
    {STR_INIT("originInfo"), take_origin},   {STR_INIT("language"), take_language},
    {STR_INIT("subject"), take_subject},     {STR_INIT("note"), take_note},
    {STR_INIT("relatedItem"), take_related}, {STR_INIT("identifier"), take_identifier},
    {STR_INIT("location"), take_location},
};

static void take(struct reader *r, const struct xml_node *n)
{
    for (size_t i = 0; i < COUNT(elements); i++)
        if (str_eq(n->name, elements[i].name)) elements[i].take(r, n);
    if (str_eq(n->name, STR("physicalDescription"))) take_physical(r, n);
    if (str_eq(n->name, STR("abstract")) && r->b->summary.n == 0) r->b->summary = n->text;
    if (str_eq(n->name, STR("tableOfContents")) && r->b->contents.n == 0) r->b->contents = n->text;
    bool ddc = !xml_value(n, "authority").n || has_value(n, "authority", "ddc");
    if (str_eq(n->name, STR("classification")) && (ddc || r->b->classification.n == 0))
        r->b->classification = bib_says_nothing(n->text) ? (struct str){0} : n->text;
}

void mods_describe(const struct xml_node *mods, struct arena *a, struct bib *ret)
{
    *ret = (struct bib){0};
    struct reader r = {.a = a, .b = ret};
    for (const struct xml_node *n = mods->first; n; n = n->next) take(&r, n);
    ret->control = xml_path(mods, "recordInfo/recordIdentifier");
    if (ret->control.n == 0) ret->control = xml_value(mods, "ID");
    if (ret->format == FORMAT_UNKNOWN) ret->format = FORMAT_BOOK;
    if (ret->format == FORMAT_SERIAL && ret->host_number.n)
        bib_add_number(a, ret, ret->host_number);
    ret->online = ret->urls.n && ret->items.n == 0 && ret->format == FORMAT_ARTICLE;
}
