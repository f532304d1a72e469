/* Tasks as state machines on one run queue: a bounded queue, children awaited. */
#include <stdio.h>
#include <stdlib.h>

typedef struct Task {
    int (*step)(struct Task *); /* whether it is done */
    struct Task *next, *waiter;
    int state;
    long result, number, stop;
    struct Task *child;
} Task;

typedef struct {
    Task *first, *last;
} List;

static List ready;

static void append(List *list, Task *task)
{
    task->next = NULL;
    if (list->first)
        list->last->next = task;
    else
        list->first = task;
    list->last = task;
}

static Task *take(List *list)
{
    Task *task = list->first;
    if (task)
        list->first = task->next;
    return task;
}

static Task *spawn(int (*step)(Task *))
{
    Task *task = calloc(1, sizeof *task);
    task->step = step;
    append(&ready, task);
    return task;
}

static void run(void)
{
    for (Task *task; (task = take(&ready));)
        if (task->step(task)) {
            task->state = -1;
            if (task->waiter)
                append(&ready, task->waiter);
        }
}

enum { QUEUE_MAX = 16 };

static struct {
    long items[QUEUE_MAX];
    int start, count;
    List getters, putters;
} queue;

static int put(Task *task, long item)
{
    if (queue.count == QUEUE_MAX) {
        append(&queue.putters, task);
        return 0;
    }
    queue.items[(queue.start + queue.count++) % QUEUE_MAX] = item;
    Task *getter = take(&queue.getters);
    if (getter)
        append(&ready, getter);
    return 1;
}

static int get(Task *task, long *item)
{
    if (queue.count == 0) {
        append(&queue.getters, task);
        return 0;
    }
    *item = queue.items[queue.start];
    queue.start = (queue.start + 1) % QUEUE_MAX;
    queue.count--;
    Task *putter = take(&queue.putters);
    if (putter)
        append(&ready, putter);
    return 1;
}

static int produce(Task *task)
{
    for (; task->number < task->stop; task->number++)
        if (!put(task, task->number))
            return 0;
    return 1;
}

static int consume(Task *task)
{
    long item;
    while (get(task, &item)) {
        if (item < 0)
            return 1;
        task->result += item;
    }
    return 0;
}

enum { CONSUMERS = 3, PRODUCERS = 2 };
static Task *consumers[CONSUMERS], *producers[PRODUCERS];

static int await_task(Task *task, Task *other)
{
    if (other->state == -1)
        return 1;
    other->waiter = task;
    return 0;
}

static int pipeline(Task *task)
{
    for (; task->state < PRODUCERS; task->state++)
        if (!await_task(task, producers[task->state]))
            return 0;
    for (; task->state < PRODUCERS + CONSUMERS; task->state++)
        if (!put(task, -1))
            return 0;
    for (; task->state < PRODUCERS + 2 * CONSUMERS; task->state++) {
        Task *consumer = consumers[task->state - PRODUCERS - CONSUMERS];
        if (!await_task(task, consumer))
            return 0;
        task->result += consumer->result;
    }
    return 1;
}

static int leaf(Task *task)
{
    if (task->state++ == 0) {
        append(&ready, task);
        return 0;
    }
    task->result = task->number;
    return 1;
}

static __attribute__((noinline)) long leaf_without_wait(long number)
{
    return number & 7;
}

static int children(Task *task)
{
    for (;; task->number++) {
        if (task->child) {
            if (!await_task(task, task->child))
                return 0;
            task->result += task->child->result;
            free(task->child);
            task->child = NULL;
            task->result += leaf_without_wait(task->number);
            continue;
        }
        if (task->number == task->stop)
            return 1;
        task->child = spawn(leaf);
        task->child->number = task->number--;
    }
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]);
    for (int i = 0; i < CONSUMERS; i++)
        consumers[i] = spawn(consume);
    for (int i = 0; i < PRODUCERS; i++) {
        producers[i] = spawn(produce);
        producers[i]->number = i * size;
        producers[i]->stop = (i + 1) * size;
    }
    Task *whole = spawn(pipeline);
    run();
    printf("%ld\n", whole->result);
    Task *parent = spawn(children);
    parent->stop = size / 4;
    run();
    printf("%ld\n", parent->result);
    return 0;
}
