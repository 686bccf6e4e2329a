/* prepare_test.c -- the truth's tables and every statement of the program on a real PostgreSQL.
 *
 * SILANG_POSTGRESQL names the database (a connection string of libpq); test/part/6-postgresql
 * starts one. Without it these tests are skipped. */
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "db/schema.h"
#include "test.h"

static PGconn *connected(struct arena *mem)
{
    const char *where = getenv("SILANG_POSTGRESQL");
    if (!where) {
        test_skip("SILANG_POSTGRESQL is not set");
        return NULL;
    }
    PGconn *c = PQconnectdb(where);
    if (PQstatus(c) == CONNECTION_OK) return c;
    test_fail(__FILE__, __LINE__, "%s", PQerrorMessage(c));
    PQfinish(c);
    (void)mem;
    return NULL;
}

static bool done(PGconn *c, PGresult *r, const char *what)
{
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK;
    if (!ok) test_fail(__FILE__, __LINE__, "%s\n    %s", what, PQerrorMessage(c));
    PQclear(r);
    return ok;
}

/* An empty schema with the tables in it. */
static bool migrate(PGconn *c, struct arena *mem)
{
    bool ok = done(c, PQexec(c, "DROP SCHEMA IF EXISTS silang_test CASCADE"), "drop schema") &&
              done(c, PQexec(c, "CREATE SCHEMA silang_test"), "create schema") &&
              done(c, PQexec(c, "SET search_path TO silang_test"), "search_path");
    for (int i = 1; ok && i <= db_migrations_n; i++)
        ok =
            done(c, PQexec(c, db_migration_text(mem, DB_POSTGRESQL, i)), db_migrations[i - 1].name);
    return ok;
}

TEST(the_tables_are_made_on_an_empty_database)
{
    PGconn *c = connected(mem);
    if (!c) return;
    if (migrate(c, mem)) {
        PGresult *r = PQexec(c, "SELECT count(*) FROM information_schema.tables"
                                " WHERE table_schema = 'silang_test'");
        CHECK(PQntuples(r) == 1 && atoi(PQgetvalue(r, 0, 0)) > 10);
        PQclear(r);
    }
    PQfinish(c);
}

/* SQLite's own words, which db/ hides from PostgreSQL. */
static bool is_of_sqlite(const char *text)
{
    return strncmp(text, "PRAGMA", 6) == 0 || strstr(text, "sqlite_") != NULL;
}

TEST(every_statement_is_prepared)
{
    PGconn *c = connected(mem);
    if (!c) return;
    struct db_statements all = db_statements();
    size_t prepared = 0, of_sqlite = 0;
    /* As many as the sources show, so that none is left out by the linker. */
    CHECK_INT(all.n, atoi(getenv("SILANG_STATEMENTS") ? getenv("SILANG_STATEMENTS") : "0"));
    bool made = migrate(c, mem);
    for (size_t i = 0; made && i < all.n; i++) {
        const char *text = db_statement_postgresql(mem, all.item[i]->text);
        if (is_of_sqlite(text))
            of_sqlite++;
        else
            prepared += done(c, PQprepare(c, "", text, 0, NULL), text);
    }
    CHECK_INT(prepared + of_sqlite, all.n);
    CHECK(of_sqlite < 5);
    PQfinish(c);
}
