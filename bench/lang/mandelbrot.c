/* Floats in registers: how many points of a grid stay inside of the Mandelbrot set. */
#include <stdio.h>
#include <stdlib.h>

enum { ITERATIONS = 50 };

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]), inside = 0, steps = 0;
    for (long row = 0; row < size; row++) {
        double ci = 2.0 * (double)row / (double)size - 1.0;
        for (long column = 0; column < size; column++) {
            double cr = 2.0 * (double)column / (double)size - 1.5;
            double zr = 0.0, zi = 0.0;
            int left = ITERATIONS;
            while (left > 0 && zr * zr + zi * zi <= 4.0) {
                double next = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = next;
                left--;
            }
            steps += ITERATIONS - left;
            inside += left == 0;
        }
    }
    printf("%ld %ld\n", inside, steps);
    return 0;
}
