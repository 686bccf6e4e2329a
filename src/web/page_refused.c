/* page_refused.c -- what people see when a request never came to a page: not readable, too large,
 * too slow, no room. Made once, since nothing may be read or waited for then. */
#include "base/checked.h"
#include "base/mem.h"
#include "html.h"
#include "web/api.h"
#include "web/internal.h"
#include "web/view.h"

/* What it was asked for: pages differ where a form may have been taken already. */
enum way { ANY, LOOKED, SENT };

static const struct {
    int status;
    enum way way;
    enum msg heading, advice;
} texts[] = {
    {400, LOOKED, MSG_error_400, MSG_error_400_do},  {400, SENT, MSG_error_400, MSG_error_400_sent},
    {403, ANY, MSG_error_403, MSG_error_403_sent},   {404, ANY, MSG_error_404, MSG_error_404_do},
    {413, ANY, MSG_error_413, MSG_error_413_do},     {414, ANY, MSG_error_414, MSG_error_414_do},
    {431, ANY, MSG_error_431, MSG_error_431_do},     {500, LOOKED, MSG_error_500, MSG_error_500_do},
    {500, SENT, MSG_error_500, MSG_error_500_sent},  {503, LOOKED, MSG_error_503, MSG_error_503_do},
    {503, SENT, MSG_error_503, MSG_error_late_sent}, {507, ANY, MSG_error_507, MSG_error_507_do},
};

enum { TEXTS = COUNT(texts), PAGE_MAX = 64 << 10 };

struct refused {
    struct buf page[TEXTS][LANGS];
};

static void make(struct buf *to, size_t text, enum lang lang)
{
    struct arena CLEANUP(arena_freep) *a = arena_new();
    struct out o = {.to = to, .mem = a, .lang = lang};
    struct str heading = msg_text(a, lang, texts[text].heading, NULL, 0);
    const struct around f = {.title = heading, .skip_to = STR("isi"), .noindex = true};
    bool again = texts[text].way == LOOKED && texts[text].status >= 500;
    const struct error_page p = {.heading = heading,
                                 .advice = msg_text(a, lang, texts[text].advice, NULL, 0),
                                 .again = again ? STR("?") : (struct str){0},
                                 .search = texts[text].status == 414 ||
                                           (texts[text].way == LOOKED && !again),
                                 .sent = texts[text].way == SENT,
                                 .sign_in = texts[text].status == 403};
    html_unanswered(&o, &f, &p);
}

struct refused *refused_new(void)
{
    struct refused *r = mem_zero(1, sizeof *r);
    for (size_t i = 0; i < TEXTS; i++)
        for (enum lang l = 0; l < LANGS; l++) {
            r->page[i][l] = BUF(PAGE_MAX);
            make(&r->page[i][l], i, l);
        }
    return r;
}

void refused_free(struct refused *r)
{
    if (!r) return;
    for (size_t i = 0; i < TEXTS; i++)
        for (enum lang l = 0; l < LANGS; l++) buf_release(&r->page[i][l]);
    mem_free(r);
}

struct str web_refused(void *web, const struct http_request *rq, int status)
{
    const struct web *w = web;
    struct str cookie = http_cookie(rq, "bahasa"), wants = http_header(rq, "accept");
    enum lang l = LANG_ID;
    enum way other = rq->method == HTTP_POST ? LOOKED : SENT;
    if (str_find(wants, STR("text/html")) >= wants.n || api_asked(rq)) return (struct str){0};
    if (!cookie.n || !lang_parse(cookie, &l))
        l = lang_accept(http_header(rq, "accept-language"), l);
    for (size_t i = 0; i < TEXTS; i++)
        if (texts[i].status == status && texts[i].way != other)
            return buf_str(&w->refused->page[i][l]);
    return (struct str){0};
}
