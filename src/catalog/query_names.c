/* query_names.c -- names of fields and conditions. */
#include "catalog/query_names.h"

#include "base/checked.h"

static const struct query_name names[] = {
    {"any", INDEX_ANY, QUERY_WORDS},
    {"semua", INDEX_ANY, QUERY_WORDS},
    {"title", INDEX_TITLE, QUERY_WORDS},
    {"judul", INDEX_TITLE, QUERY_WORDS},
    {"ti", INDEX_TITLE, QUERY_WORDS},
    {"author", INDEX_AUTHOR, QUERY_WORDS},
    {"pengarang", INDEX_AUTHOR, QUERY_WORDS},
    {"au", INDEX_AUTHOR, QUERY_WORDS},
    {"subject", INDEX_SUBJECT, QUERY_WORDS},
    {"subjek", INDEX_SUBJECT, QUERY_WORDS},
    {"su", INDEX_SUBJECT, QUERY_WORDS},
    {"series", INDEX_SERIES, QUERY_WORDS},
    {"seri", INDEX_SERIES, QUERY_WORDS},
    {"publisher", INDEX_PUBLISHER, QUERY_WORDS},
    {"penerbit", INDEX_PUBLISHER, QUERY_WORDS},
    {"isbn", INDEX_ISBN, QUERY_WORDS},
    {"issn", INDEX_ISSN, QUERY_WORDS},
    {"notes", INDEX_NOTES, QUERY_WORDS},
    {"catatan", INDEX_NOTES, QUERY_WORDS},
    {"place", INDEX_PLACE, QUERY_WORDS},
    {"tempat", INDEX_PLACE, QUERY_WORDS},
    {"number", INDEX_NUMBER, QUERY_WORDS},
    {"nomor", INDEX_NUMBER, QUERY_WORDS},
    {"call", INDEX_CALL, QUERY_WORDS},
    {"nopanggil", INDEX_CALL, QUERY_WORDS},
    {"class", INDEX_CLASS, QUERY_CLASS},
    {"kelas", INDEX_CLASS, QUERY_CLASS},
    {"ddc", INDEX_CLASS, QUERY_CLASS},
    {"year", INDEX_ANY, QUERY_YEAR},
    {"tahun", INDEX_ANY, QUERY_YEAR},
    {"language", INDEX_ANY, QUERY_LANGUAGE},
    {"bahasa", INDEX_ANY, QUERY_LANGUAGE},
    {"format", INDEX_ANY, QUERY_FORMAT},
    {"bentuk", INDEX_ANY, QUERY_FORMAT},
    {"library", INDEX_ANY, QUERY_LIBRARY},
    {"perpustakaan", INDEX_ANY, QUERY_LIBRARY},
};

const struct query_name *query_name_of(struct str name)
{
    for (size_t i = 0; i < COUNT(names); i++)
        if (str_eq_nocase(name, str_of(names[i].name))) return &names[i];
    return NULL;
}
