/* Iteration by resumable objects: pipelines of simple ones, and one over a tree. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Source {
    int (*next)(struct Source *, long *);
} Source;

typedef struct {
    Source source;
    long number, limit;
} CountUp;

static int count_up_next(Source *source, long *item)
{
    CountUp *self = (CountUp *)source;
    if (self->number >= self->limit)
        return 0;
    *item = self->number++;
    return 1;
}

typedef struct {
    Source source;
    Source *numbers;
    long factor;
} Filter;

static int squares_next(Source *source, long *item)
{
    Filter *self = (Filter *)source;
    long number;
    if (!self->numbers->next(self->numbers, &number))
        return 0;
    *item = number * number;
    return 1;
}

static int without_multiples_next(Source *source, long *item)
{
    Filter *self = (Filter *)source;
    while (self->numbers->next(self->numbers, item))
        if (*item % self->factor != 0)
            return 1;
    return 0;
}

typedef struct Tree {
    struct Tree *left, *right;
    long value;
} Tree;

static Tree *build(long low, long high)
{
    if (low >= high)
        return NULL;
    long middle = (low + high) / 2;
    Tree *tree = malloc(sizeof *tree);
    *tree = (Tree){build(low, middle), build(middle + 1, high), middle};
    return tree;
}

enum { DEPTH_MAX = 64 };

typedef struct {
    Source source;
    const Tree *stack[DEPTH_MAX];
    int depth;
} Walk;

static void descend(Walk *self, const Tree *tree)
{
    for (; tree; tree = tree->left)
        self->stack[self->depth++] = tree;
}

static int walk_next(Source *source, long *item)
{
    Walk *self = (Walk *)source;
    if (self->depth == 0)
        return 0;
    const Tree *tree = self->stack[--self->depth];
    *item = tree->value;
    descend(self, tree->right);
    return 1;
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]), total = 0, item;
    CountUp numbers = {{count_up_next}, 0, size * 10};
    Filter squares = {{squares_next}, &numbers.source, 0};
    Filter filtered = {{without_multiples_next}, &squares.source, 3};
    Source *volatile pipeline = &filtered.source;
    while (pipeline->next(pipeline, &item))
        total += item & 0xFF;
    printf("%ld\n", total);
    total = 0;
    numbers.number = 0;
    pipeline = &numbers.source;
    while (pipeline->next(pipeline, &item))
        total += item & 0xF;
    printf("%ld\n", total);
    Walk walk = {{walk_next}, {NULL}, 0};
    uint32_t checksum = 0;
    descend(&walk, build(0, size));
    pipeline = &walk.source;
    while (pipeline->next(pipeline, &item))
        checksum = checksum * 31 + (uint32_t)item;
    printf("%u\n", checksum);
    return 0;
}
