/* progress.c -- how far long work is: a bar that is redrawn, or a line now and then. */
#include <stdio.h>

#include "base/checked.h"
#include "cmd/cmd.h"

enum { BAR_EVERY_US = 100000, LINE_EVERY_US = 10000000, BAR_WIDTH = 24 };

void progress_begin(struct progress *p, const struct run *r)
{
    int64_t now = r->env->monotonic(r->env);
    *p = (struct progress){.r = r, .started = now, .last_shown = now, .phase_started = now};
}

static enum msg phase_name(enum load_phase phase)
{
    switch (phase) {
    case LOAD_WAITING: return MSG_progress_waiting;
    case LOAD_READING: return MSG_progress_reading;
    case LOAD_COMPARING: return MSG_progress_comparing;
    case LOAD_PUBLISHING: return MSG_progress_publishing;
    case LOAD_UNDOING: return MSG_progress_undoing;
    case LOAD_INDEXING: return MSG_progress_indexing;
    case LOAD_COPYING: return MSG_progress_copying;
    case LOAD_PACKING: return MSG_progress_packing;
    case LOAD_UNPACKING: return MSG_progress_unpacking;
    }
    return MSG_progress_reading;
}

static void draw_bar(const struct load_progress *n, struct buf *line)
{
    int filled = n->all ? (int)(n->done * BAR_WIDTH / n->all) : 0;
    buf_add(line, STR(" ["));
    for (int i = 0; i < BAR_WIDTH; i++) buf_add_char(line, i < filled ? '#' : '.');
    buf_printf(line, "] %3d%%", n->all ? (int)(n->done * 100 / n->all) : 0);
}

/* Records a second (not of backups, which count bytes) and the seconds left, when something can be
 * said of them. */
static void add_rate(const struct progress *p, const struct load_progress *n, int64_t now,
                     struct buf *line)
{
    int64_t took = MAX(now - p->phase_started, (int64_t)1);
    int64_t records = n->phase == LOAD_READING ? n->records : n->done;
    struct arena *a = p->r->mem;
    if (took < 200000 || records == 0) return;
    buf_add_char(line, ' ');
    if (n->phase < LOAD_COPYING)
        msg_add(
            line, p->r->lang, MSG_progress_rate,
            (struct str[]){number_text(p->r, records), number_text(p->r, records * 1000000 / took)},
            2);
    if (!n->all || n->done <= 0) return;
    int64_t left = (int64_t)((double)took * (double)(n->all - n->done) / (double)n->done / 1e6);
    buf_add_char(line, ' ');
    msg_add(line, p->r->lang, MSG_progress_left,
            (struct str[]){arena_printf(a, "%lld", (long long)left)}, 1);
}

void progress_show(void *progress, const struct load_progress *n)
{
    struct progress *p = progress;
    int64_t now = p->r->env->monotonic(p->r->env);
    if (n->phase != p->phase) p->phase_started = now;
    bool first = n->phase != p->phase || n->phase == LOAD_WAITING;
    p->phase = n->phase;
    if (now - p->last_shown < (p->r->tty ? BAR_EVERY_US : LINE_EVERY_US) && !first) return;
    p->last_shown = now;

    struct buf CLEANUP(buf_release) line = BUF(400);
    if (p->r->tty) buf_add(&line, STR("\r\x1b[K"));
    msg_add(&line, p->r->lang, phase_name(n->phase), NULL, 0);
    if (n->phase != LOAD_WAITING) {
        if (p->r->tty) draw_bar(n, &line);
        add_rate(p, n, now, &line);
    }
    if (!p->r->tty) buf_add_char(&line, '\n');
    fwrite(line.p, 1, line.n, stderr);
    p->drawn = true;
}

void progress_end(struct progress *p)
{
    if (p->drawn && p->r->tty) fputs("\r\x1b[K", stderr);
}
