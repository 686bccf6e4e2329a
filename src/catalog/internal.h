/* internal.h -- what load.c and preview.c share of the life of a load. */
#ifndef CATALOG_INTERNAL_H
#define CATALOG_INTERNAL_H

#include "base/lock.h"
#include "catalog/stage.h"

extern const struct load_watch load_nobody;

/* Waits for the right to load, and takes back what a killed process left. */
MUST enum err load_take_turn(struct store *store, const struct load_watch *watch, struct lock *ret);

/* The feed of uploads of an agency, made when there is none. Inside db_write. */
MUST enum err load_feed(struct db *db, int64_t agency, int64_t now, int64_t *ret);

/* The mapping by which a file is read: what is said of it, then what the feed remembers. */
MUST enum err load_mapping(struct db *db, int64_t agency, struct str own, struct arena *a,
                           struct str *ret);

/* Reads the whole file into deliveries and counts them in s->report. */
MUST enum err load_stage(struct stage *s);

/* Puts a staged load in force; the load is 'staging' or 'preview'. What cannot be had whole is
 * taken back. */
MUST enum err load_put_in_force(struct store *store, const struct actor *actor, int64_t load,
                                const struct load_watch *watch);

/* A line of the audit log about the load, with the name of its file; nothing when `actor` is NULL.
 * Inside db_write. */
MUST enum err load_audit(struct db *db, const struct actor *actor, int64_t load, const char *action,
                         int64_t now);

/* Writes what staging counted. Inside db_write. */
MUST enum err load_write_counts(struct db *db, int64_t load, const struct load_report *r);

/* The agency of a load when the actor may `p` there; ERR_NOT_FOUND otherwise. */
MUST enum err load_agency(struct db *db, const struct actor *actor, enum permission p, int64_t load,
                          int64_t *ret);

#endif
