/* pool.c -- threads that take jobs from a bounded queue. */
#include "base/mem.h"
#include "net/internal.h"

struct job {
    pool_job *run;
    void *arg;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *queue; /* a ring */
    int first, n, max;
    bool ending;
    int threads;
    pthread_t *thread;
};

static bool take(struct pool *p, struct job *ret)
{
    pthread_mutex_lock(&p->lock);
    while (p->n == 0 && !p->ending) pthread_cond_wait(&p->work, &p->lock);
    bool got = p->n > 0;
    if (got) {
        *ret = p->queue[p->first];
        p->first = (p->first + 1) % p->max;
        p->n--;
    }
    pthread_mutex_unlock(&p->lock);
    return got;
}

static void *work(void *arg)
{
    struct job job;
    while (take(arg, &job)) job.run(job.arg);
    return NULL;
}

struct pool *pool_new(int threads, int queue_max)
{
    struct pool *p = mem_zero(1, sizeof *p);
    p->max = queue_max;
    p->queue = mem_zero((size_t)queue_max, sizeof *p->queue);
    p->thread = mem_zero((size_t)threads, sizeof *p->thread);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    for (int i = 0; i < threads; i++)
        if (pthread_create(&p->thread[p->threads], NULL, work, p) == 0) p->threads++;
    if (p->threads) return p;
    pool_free(p);
    return NULL;
}

bool pool_submit(struct pool *p, pool_job *job, void *arg)
{
    pthread_mutex_lock(&p->lock);
    bool room = p->n < p->max && !p->ending;
    if (room) {
        p->queue[(p->first + p->n++) % p->max] = (struct job){job, arg};
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
    mem_free(p->queue);
    mem_free(p->thread);
    mem_free(p);
}
