/* title_field.c -- names of fields. */
#include "catalog/title_field.h"

static const char *const names[TITLE_FIELDS] = {
    [TITLE_TITLE] = "title",
    [TITLE_PART] = "part",
    [TITLE_RESPONSIBILITY] = "responsibility",
    [TITLE_NAMES] = "names",
    [TITLE_EDITION] = "edition",
    [TITLE_PUBLISHER] = "publisher",
    [TITLE_PLACE] = "place",
    [TITLE_YEAR] = "year",
    [TITLE_EXTENT] = "extent",
    [TITLE_FREQUENCY] = "frequency",
    [TITLE_SERIES] = "series",
    [TITLE_HOST] = "host",
    [TITLE_FORMAT] = "format",
    [TITLE_LANGUAGE] = "language",
    [TITLE_NUMBERS] = "numbers",
    [TITLE_SUBJECTS] = "subjects",
    [TITLE_CLASSIFICATION] = "classification",
    [TITLE_SUMMARY] = "summary",
    [TITLE_CONTENTS] = "contents",
    [TITLE_NOTES] = "notes",
    [TITLE_LINKS] = "links",
};

const char *title_field_name(enum title_field f)
{
    return names[f];
}

bool title_field_parse(struct str name, enum title_field *ret)
{
    for (enum title_field f = 0; f < TITLE_FIELDS; f++) {
        if (!str_eq(name, str_of(names[f]))) continue;
        *ret = f;
        return true;
    }
    return false;
}
