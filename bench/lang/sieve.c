/* Arrays of ints and bools: primes by sieving, and a matrix product. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long *primes(long limit, long *count)
{
    bool *is_prime = malloc(limit + 1);
    memset(is_prime, true, limit + 1);
    is_prime[0] = is_prime[1] = false;
    for (long number = 2; number * number <= limit; number++)
        if (is_prime[number])
            for (long multiple = number * number; multiple <= limit; multiple += number)
                is_prime[multiple] = false;
    long found = 0, space = 16;
    long *result = malloc(space * sizeof *result);
    for (long number = 0; number <= limit; number++)
        if (is_prime[number]) {
            if (found == space)
                result = realloc(result, (space *= 2) * sizeof *result);
            result[found++] = number;
        }
    free(is_prime);
    *count = found;
    return result;
}

static long **matrix(long size)
{
    long **rows = malloc(size * sizeof *rows);
    for (long row = 0; row < size; row++)
        rows[row] = malloc(size * sizeof **rows);
    return rows;
}

static void product(long size, long **a, long **b, long **result)
{
    for (long row = 0; row < size; row++)
        for (long column = 0; column < size; column++) {
            long total = 0;
            for (long i = 0; i < size; i++)
                total += a[row][i] * b[i][column];
            result[row][column] = total;
        }
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]), count, total = 0;
    long *found = primes(size * size * 20, &count);
    printf("%ld %ld\n", count, found[count - 1]);
    long **a = matrix(size), **b = matrix(size), **c = matrix(size);
    for (long row = 0; row < size; row++)
        for (long column = 0; column < size; column++) {
            a[row][column] = row * column % 10;
            b[row][column] = row - column;
        }
    product(size, a, b, c);
    for (long row = 0; row < size; row++)
        for (long column = 0; column < size; column++)
            total += c[row][column];
    printf("%ld %ld\n", total, c[size - 1][size / 2]);
    return 0;
}
