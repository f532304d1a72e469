"""Floats in registers: how many points of a grid stay inside of the Mandelbrot set."""

import sys

ITERATIONS = 50


def main() -> None:
    size = int(sys.argv[1])
    inside = 0
    steps = 0
    for row in range(size):
        ci = 2.0 * float(row) / float(size) - 1.0
        for column in range(size):
            cr = 2.0 * float(column) / float(size) - 1.5
            zr = 0.0
            zi = 0.0
            left = ITERATIONS
            while left > 0 and zr * zr + zi * zi <= 4.0:
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                left -= 1
            steps += ITERATIONS - left
            if left == 0:
                inside += 1
    print(inside, steps)


main()
