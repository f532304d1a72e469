/* Float attributes of a few objects: planets under their own gravity. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define STEP 0.01
enum { COUNT = 5 };

typedef struct {
    double x, y, z, vx, vy, vz, mass;
} Body;

static void advance(Body *bodies)
{
    for (int i = 0; i < COUNT; i++) {
        Body *a = &bodies[i];
        for (int j = i + 1; j < COUNT; j++) {
            Body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double magnitude = STEP / (square * sqrt(square));
            a->vx -= dx * b->mass * magnitude;
            a->vy -= dy * b->mass * magnitude;
            a->vz -= dz * b->mass * magnitude;
            b->vx += dx * a->mass * magnitude;
            b->vy += dy * a->mass * magnitude;
            b->vz += dz * a->mass * magnitude;
        }
    }
    for (int i = 0; i < COUNT; i++) {
        Body *body = &bodies[i];
        body->x += STEP * body->vx;
        body->y += STEP * body->vy;
        body->z += STEP * body->vz;
    }
}

static double energy(const Body *bodies)
{
    double total = 0.0;
    for (int i = 0; i < COUNT; i++) {
        const Body *a = &bodies[i];
        total += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
        for (int j = i + 1; j < COUNT; j++) {
            const Body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            total -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return total;
}

int main(int argc, char **argv)
{
    Body bodies[COUNT] = {
        {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0},
        {4.8, -1.2, -0.1, 0.6, 2.8, -0.02, 0.04},
        {8.3, 4.1, -0.4, -1.0, 1.8, 0.01, 0.01},
        {12.9, -15.1, -0.2, 1.1, 0.9, -0.01, 0.002},
        {15.4, -25.9, 0.2, 1.0, 0.6, -0.03, 0.002},
    };
    printf("%.9f\n", energy(bodies));
    for (long step = atol(argv[argc - 1]); step > 0; step--)
        advance(bodies);
    printf("%.9f\n", energy(bodies));
    return 0;
}
