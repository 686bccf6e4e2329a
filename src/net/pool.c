/* pool.c -- threads that take jobs from two bounded queues. */
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
    int max;           /* of each queue */
    int others, share; /* how many threads are at LANE_OTHERS, and may be */
    bool ending;
    int threads;
    pthread_t *thread;
};

static bool take_from(struct pool *p, enum lane lane, struct job *ret)
{
    struct queue *q = &p->queue[lane];
    if (q->n == 0 || (lane == LANE_OTHERS && p->others == p->share)) return false;
    *ret = q->job[q->first];
    q->first = (q->first + 1) % p->max;
    q->n--;
    p->others += lane == LANE_OTHERS;
    return true;
}

/* Works until there is nothing left and the pool ends. */
static void *work(void *arg)
{
    struct pool *p = arg;
    struct job job;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        bool first = take_from(p, LANE_FIRST, &job);
        if (!first && !take_from(p, LANE_OTHERS, &job)) {
            if (p->ending) break;
            pthread_cond_wait(&p->work, &p->lock);
            continue;
        }
        pthread_mutex_unlock(&p->lock);
        job.run(job.arg);
        pthread_mutex_lock(&p->lock);
        p->others -= !first;
        if (!first) pthread_cond_signal(&p->work); /* there is a place among them */
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct pool *pool_new(int threads, int kept, int queue_max)
{
    struct pool *p = mem_zero(1, sizeof *p);
    p->max = queue_max;
    p->share = threads - kept;
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
