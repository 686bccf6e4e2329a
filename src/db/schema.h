/* schema.h -- the numbered migrations of schema/, compiled in, in the words of each engine. */
#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H

#include "base/arena.h"

struct db_migration {
    const char *name; /* "0001-catalogue.sql" */
    const char *text;
};

extern const struct db_migration db_migrations[];
extern const int db_migrations_n;

enum db_engine { DB_SQLITE, DB_POSTGRESQL };

/* Migration n (1 is the first) with {id}, {blob} and {clustered} replaced. NUL-terminated. */
const char *db_migration_text(struct arena *a, enum db_engine engine, int n);

/* A registered statement for PostgreSQL: ?1 becomes $1. NUL-terminated. Only tests speak to it so
 * far. */
const char *db_statement_postgresql(struct arena *a, const char *text);

/* Every SQL("...") linked into this program. */
struct sql;
struct db_statements {
    const struct sql *const *item;
    size_t n;
};
struct db_statements db_statements(void);

#endif
