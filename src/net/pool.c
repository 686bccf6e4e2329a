/* pool.c -- threads that take jobs from bounded queues, one a lane. */
#include "base/checked.h"
#include "base/mem.h"
#include "net/internal.h"

struct job {
    pool_job *run;
    void *arg;
};

struct queue { /* a ring */
    struct job *job;
    int first, n;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct queue queue[LANES];
    int max;         /* of each queue */
    int busy[LANES]; /* how many threads are at a job of the lane */
    int share, dear; /* how many may be at LANE_OTHERS and LANE_DEAR together, and at LANE_DEAR */
    bool ending;
    int threads;
    pthread_t *thread;
};

static bool may_take(const struct pool *p, enum lane lane)
{
    if (lane == LANE_FIRST) return true;
    if (p->busy[LANE_OTHERS] + p->busy[LANE_DEAR] >= p->share) return false;
    return lane != LANE_DEAR || p->busy[LANE_DEAR] < p->dear;
}

static bool take_from(struct pool *p, enum lane lane, struct job *ret)
{
    struct queue *q = &p->queue[lane];
    if (q->n == 0 || !may_take(p, lane)) return false;
    *ret = q->job[q->first];
    q->first = (q->first + 1) % p->max;
    q->n--;
    p->busy[lane]++;
    return true;
}

/* The lane it came from; LANES: there is nothing to be taken. Of what is dear there is always one
 * at work, so that it only waits. */
static enum lane take(struct pool *p, struct job *ret)
{
    const enum lane next[] = {LANE_FIRST, p->busy[LANE_DEAR] ? LANE_OTHERS : LANE_DEAR, LANE_OTHERS,
                              LANE_DEAR};
    for (size_t i = 0; i < COUNT(next); i++)
        if (take_from(p, next[i], ret)) return next[i];
    return LANES;
}

/* Works until there is nothing left and the pool ends. */
static void *work(void *arg)
{
    struct pool *p = arg;
    struct job job;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        enum lane lane = take(p, &job);
        if (lane == LANES) {
            if (p->ending) break;
            pthread_cond_wait(&p->work, &p->lock);
            continue;
        }
        pthread_mutex_unlock(&p->lock);
        job.run(job.arg);
        pthread_mutex_lock(&p->lock);
        p->busy[lane]--;
        if (lane != LANE_FIRST) pthread_cond_signal(&p->work); /* there is a place among them */
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct pool *pool_new(int threads, int kept, int queue_max)
{
    struct pool *p = mem_zero(1, sizeof *p);
    p->max = queue_max;
    p->share = threads - kept;
    p->dear = MAX(p->share * 2 / 3, 1);
    for (int i = 0; i < LANES; i++)
        p->queue[i].job = mem_zero((size_t)queue_max, sizeof(struct job));
    p->thread = mem_zero((size_t)threads, sizeof *p->thread);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    for (int i = 0; i < threads; i++)
        if (pthread_create(&p->thread[p->threads], NULL, work, p) == 0) p->threads++;
    if (p->threads) return p;
    pool_free(p);
    return NULL;
}

bool pool_submit(struct pool *p, enum lane lane, pool_job *job, void *arg)
{
    pthread_mutex_lock(&p->lock);
    struct queue *q = &p->queue[lane];
    bool room = q->n < p->max && !p->ending;
    if (room) {
        q->job[(q->first + q->n++) % p->max] = (struct job){job, arg};
        pthread_cond_signal(&p->work);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

void pool_free(struct pool *p)
{
    if (!p) return;
    pthread_mutex_lock(&p->lock);
    p->ending = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->threads; i++) pthread_join(p->thread[i], NULL);
    pthread_cond_destroy(&p->work);
    pthread_mutex_destroy(&p->lock);
    for (int i = 0; i < LANES; i++) mem_free(p->queue[i].job);
    mem_free(p->thread);
    mem_free(p);
}
