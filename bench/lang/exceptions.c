/* Errors as results: found and handled near and far. */
#include <stdio.h>
#include <stdlib.h>

/* What a call gives: a value, or a refusal's code. */
typedef struct {
    long value;
    int is_refused;
} Result;

static __attribute__((noinline)) Result check(long number)
{
    if (number % 7 == 0)
        return (Result){number & 15, 1};
    return (Result){number & 3, 0};
}

static __attribute__((noinline)) Result nested(long number, int depth)
{
    if (depth == 0)
        return check(number);
    Result result = nested(number, depth - 1);
    if (!result.is_refused)
        result.value++;
    return result;
}

static Result guarded(long number, long *left)
{
    Result result = nested(number, 4);
    ++*left;
    return result;
}

enum { TABLE_SIZE = 128 };

static long table_keys[TABLE_SIZE], table_values[TABLE_SIZE];

static long place_of(long key)
{
    long i = key & (TABLE_SIZE - 1);
    while (table_keys[i] >= 0 && table_keys[i] != key)
        i = (i + 1) & (TABLE_SIZE - 1);
    return i;
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]), total = 0, refused = 0, missing = 0, left = 0;
    for (long i = 0; i < TABLE_SIZE; i++)
        table_keys[i] = -1;
    for (long key = 0; key < 100; key += 2) {
        long i = place_of(key);
        table_keys[i] = key;
        table_values[i] = key * 2;
    }
    for (long number = 0; number < size; number++) {
        Result result = guarded(number, &left);
        if (result.is_refused)
            refused += result.value;
        else
            total += result.value;
        long i = place_of(number % 100);
        if (table_keys[i] < 0)
            missing++;
        else
            total += table_values[i];
        result = check(number * 7 + 1);
        if (!result.is_refused)
            total += result.value;
    }
    printf("%ld %ld %ld %ld\n", total, refused, missing, left);
    return 0;
}
