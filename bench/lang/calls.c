/* Calls of plain functions: Fibonacci, Takeuchi and Ackermann. */
#include <stdio.h>
#include <stdlib.h>

static long fib(long n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static long tak(long x, long y, long z)
{
    if (y >= x)
        return z;
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

static long ackermann(long m, long n)
{
    if (m == 0)
        return n + 1;
    if (n == 0)
        return ackermann(m - 1, 1);
    return ackermann(m - 1, ackermann(m, n - 1));
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]);
    printf("%ld\n", fib(size));
    printf("%ld\n", tak(size - 10, (size - 10) * 2 / 3, (size - 10) / 3));
    printf("%ld\n", ackermann(2, size * 8));
    return 0;
}
