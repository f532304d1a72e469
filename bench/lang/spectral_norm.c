/* Lists of floats: the spectral norm of an infinite matrix, cut to a square. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double element(long row, long column)
{
    return 1.0 / (double)((row + column) * (row + column + 1) / 2 + row + 1);
}

static void times(long size, const double *vector, double *result)
{
    for (long row = 0; row < size; row++) {
        double total = 0.0;
        for (long column = 0; column < size; column++)
            total += element(row, column) * vector[column];
        result[row] = total;
    }
}

static void transposed_times(long size, const double *vector, double *result)
{
    for (long row = 0; row < size; row++) {
        double total = 0.0;
        for (long column = 0; column < size; column++)
            total += element(column, row) * vector[column];
        result[row] = total;
    }
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]);
    double *u = malloc(size * sizeof *u), *v = malloc(size * sizeof *v);
    double *between = malloc(size * sizeof *between);
    for (long i = 0; i < size; i++)
        u[i] = 1.0;
    for (int round = 0; round < 10; round++) {
        times(size, u, between);
        transposed_times(size, between, v);
        times(size, v, between);
        transposed_times(size, between, u);
    }
    double uv = 0.0, vv = 0.0;
    for (long i = 0; i < size; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    printf("%.9f\n", sqrt(uv / vv));
    free(u);
    free(v);
    free(between);
    return 0;
}
