/* web.h -- the pages: one table of routes, one dispatcher, one file per page. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "db/pool.h"
#include "i18n/i18n.h"
#include "index/index.h"
#include "net/http.h"

struct web_config {
    struct db_pool *db;      /* readers: what GET is answered from */
    struct db_pool *writers; /* what POST writes with; NULL: nothing can be changed */
    struct index_reader *index;
    const struct thesaurus *thesaurus; /* NULL: words are sought in one language */
    const struct env *env;
    const char *dir;     /* the data folder, for uploads and administration; NULL: neither */
    enum zone zone;      /* when the setting "zone" says nothing */
    bool mail;           /* a mail server is known: codes can be sent */
    size_t cache_bytes;  /* for answers to searches; 0: none is kept */
    int search_seconds;  /* what strangers may ask for (budget.h); 0: no limit */
    struct str base_url; /* "https://katalog.example.id"; empty: relative addresses only */
    struct str z3950;    /* set by web_serves_z3950; empty: it is not served */
};

struct web;

/* What *config points to must outlive it. */
struct web *web_new(const struct web_config *config);
void web_free(struct web *w);

/* Where Z39.50 is served, "0.0.0.0:210", for the page that tells of it. Before anybody asks. */
void web_serves_z3950(struct web *w, struct str listening);

/* For bodies that are too large to be collected: uploads. Its context is the struct web. */
extern const struct http_stream web_stream;

/* An http_handler; `web` is the struct web. */
void web_handle(void *web, struct http_request *rq, struct http_response *rs);

/* For http_config.logged: addresses with a token are logged as their pattern, and of one that is no
 * page of ours only the first segment: it may be one of those, mistyped. */
struct str web_logged(void *web, struct str path);

/* Who is signed in goes before strangers (http_config.first). */
bool web_goes_first(void *web, const struct http_request *rq);

/* What searches may take long (http_config.dear). */
bool web_is_dear(void *web, const struct http_request *rq);

/* For http_config.page. */
struct str web_refused(void *web, const struct http_request *rq, int status);

#endif
