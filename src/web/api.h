/* api.h -- the interface for programs, /api/v1: what its pages share.
 *
 * Answers are JSON; what is wrong is told as application/problem+json (RFC 9457) with a sentence in
 * the language asked for. There are no cookies: a program is a stranger, or a library's own system
 * that shows its key (catalog/push.h). What is said here stands in static/openapi.json too, and a
 * test holds one to the other. */
#ifndef WEB_API_H
#define WEB_API_H

#include "record/json_write.h"
#include "share/api_json.h"
#include "share/cursor.h"
#include "web/page.h"

enum { API_ANSWER_MAX = 1 << 20 /* a list ends early rather than grow beyond it */ };

/* The address belongs to the interface, whether or not it is one there is. */
bool api_asked(const struct http_request *rq);

/* Reading is open to pages of any origin (Fetch Standard, CORS protocol), without cookies. */
void api_headers(struct http_request *rq, struct http_response *rs);

/* OPTIONS on an address there is: which methods it has. False: it is something else. */
bool api_preflight(struct ask *k);

/* ---- problems ---- */

/* Answers with a problem; `name` is the end of its type, and also the messages "api.NAME" and
 * "api.NAME-do", which is the detail unless `detail` is given. k->bad is the parameter at fault. */
enum err api_problem(struct ask *k, int status, const char *name, struct str detail);

/* The same, and the object is left open for more members. */
struct json_out api_problem_begin(struct ask *k, int status, const char *name, struct str detail);

/* The problem that a status of the dispatcher is. `seconds`: for 429 and 503, when to come back. */
void api_status(struct ask *k, int status, int64_t seconds);

/* ---- answers ---- */

/* An answer of JSON on its way into the body. */
struct json_out api_begin(struct ask *k);

/* It has its tag now; 304 when the reader has it already. */
enum err api_end(struct ask *k);

/* ---- lists ---- */

/* Where the list goes on: *ret_at stays as it is without a cursor. ERR_FORMAT: the cursor is of
 * another list or damaged; the problem has been answered then. */
MUST enum err api_cursor(struct ask *k, const char *list, int64_t *ret_at);

/* "cursor" and "next": the rest of this list; also as a header (RFC 8288). */
void api_next(struct ask *k, struct json_out *j, const char *list, int64_t at, bool more);

/* ---- pages ---- */

page_fn page_api, page_api_openapi, page_api_problem, page_api_suggestions;
page_fn page_api_titles, page_api_title, page_api_holdings;
page_fn page_api_libraries, page_api_library, page_api_networks, page_api_network;
page_fn page_api_changes, page_api_dump;
page_fn page_api_send, page_api_withdraw;

#endif
