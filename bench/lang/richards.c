/* Function pointers and linked structures: a simulated operating system's scheduler. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B, TASKS };
enum { DEVICE_PACKET, WORK_PACKET };
enum { PACKET_SIZE = 4 };

typedef struct Packet {
    struct Packet *link;
    int ident, kind, datum;
    int data[PACKET_SIZE];
} Packet;

typedef struct System System;

typedef struct Task {
    System *system;
    struct Task *(*handle)(struct Task *, Packet *);
    struct Task *link;
    Packet *queue;
    int ident, priority;
    bool has_packet, is_waiting, is_held;
    int control, count, target;
    Packet *work, *device;
} Task;

struct System {
    Task *tasks, *table[TASKS];
    long holds, sent;
};

static Packet *append(Packet *packet, Packet *queue)
{
    packet->link = NULL;
    if (!queue)
        return packet;
    Packet *last = queue;
    while (last->link)
        last = last->link;
    last->link = packet;
    return queue;
}

static Task *add_packet(Task *self, Packet *packet, Task *old)
{
    if (self->queue) {
        append(packet, self->queue);
        return old;
    }
    self->queue = packet;
    self->has_packet = true;
    return self->priority > old->priority ? self : old;
}

static Task *run(Task *self)
{
    Packet *packet = NULL;
    if (self->is_waiting && self->has_packet && !self->is_held) {
        packet = self->queue;
        self->queue = packet->link;
        self->is_waiting = false;
        self->has_packet = self->queue != NULL;
    }
    return self->handle(self, packet);
}

static Task *wait_for_packet(Task *self)
{
    self->is_waiting = true;
    return self;
}

static Task *hold(Task *self)
{
    self->system->holds++;
    self->is_held = true;
    return self->link;
}

static Task *find(System *system, int ident)
{
    if (!system->table[ident])
        abort();
    return system->table[ident];
}

static Task *release(Task *self, int ident)
{
    Task *task = find(self->system, ident);
    task->is_held = false;
    return task->priority > self->priority ? task : self;
}

static Task *send(Task *self, Packet *packet)
{
    Task *task = find(self->system, packet->ident);
    self->system->sent++;
    packet->link = NULL;
    packet->ident = self->ident;
    return add_packet(task, packet, self);
}

static Task *idle(Task *self, Packet *packet)
{
    (void)packet;
    if (--self->count == 0)
        return hold(self);
    if ((self->control & 1) == 0) {
        self->control /= 2;
        return release(self, DEVICE_A);
    }
    self->control = (self->control / 2) ^ 0xD008;
    return release(self, DEVICE_B);
}

static Task *work(Task *self, Packet *packet)
{
    if (!packet)
        return wait_for_packet(self);
    self->target = self->target == HANDLER_A ? HANDLER_B : HANDLER_A;
    packet->ident = self->target;
    packet->datum = 0;
    for (int i = 0; i < PACKET_SIZE; i++) {
        if (++self->count > 26)
            self->count = 1;
        packet->data[i] = 64 + self->count;
    }
    return send(self, packet);
}

static Task *handler(Task *self, Packet *packet)
{
    if (packet) {
        if (packet->kind == WORK_PACKET)
            self->work = append(packet, self->work);
        else
            self->device = append(packet, self->device);
    }
    Packet *job = self->work;
    if (!job)
        return wait_for_packet(self);
    if (job->datum >= PACKET_SIZE) {
        self->work = job->link;
        return send(self, job);
    }
    Packet *device = self->device;
    if (!device)
        return wait_for_packet(self);
    self->device = device->link;
    device->datum = job->data[job->datum++];
    return send(self, device);
}

static Task *device(Task *self, Packet *packet)
{
    if (packet) {
        self->device = packet;
        return hold(self);
    }
    Packet *pending = self->device;
    if (!pending)
        return wait_for_packet(self);
    self->device = NULL;
    return send(self, pending);
}

static Task *create(System *system, Task *(*handle)(Task *, Packet *), int ident, int priority,
                    Packet *queue, bool ready)
{
    Task *task = calloc(1, sizeof *task);
    task->system = system;
    task->handle = handle;
    task->link = system->tasks;
    task->ident = ident;
    task->priority = priority;
    task->queue = queue;
    task->has_packet = queue != NULL;
    task->is_waiting = !ready;
    system->tasks = system->table[ident] = task;
    return task;
}

static Packet *packets(int count, int ident, int kind)
{
    Packet *queue = NULL;
    for (; count > 0; count--) {
        Packet *packet = calloc(1, sizeof *packet);
        packet->link = queue;
        packet->ident = ident;
        packet->kind = kind;
        queue = packet;
    }
    return queue;
}

int main(int argc, char **argv)
{
    long holds = 0, sent = 0;
    for (long i = atol(argv[argc - 1]); i > 0; i--) {
        System system = {0};
        Task *first = create(&system, idle, IDLE, 0, NULL, true);
        first->control = 1;
        first->count = 10000;
        create(&system, work, WORKER, 1000, packets(2, WORKER, WORK_PACKET), false)->target =
            HANDLER_A;
        create(&system, handler, HANDLER_A, 2000, packets(3, DEVICE_A, DEVICE_PACKET), false);
        create(&system, handler, HANDLER_B, 3000, packets(3, DEVICE_B, DEVICE_PACKET), false);
        create(&system, device, DEVICE_A, 4000, NULL, false);
        create(&system, device, DEVICE_B, 5000, NULL, false);
        for (Task *task = system.tasks; task;) {
            bool is_stopped = task->is_held || (!task->has_packet && task->is_waiting);
            task = is_stopped ? task->link : run(task);
        }
        holds += system.holds;
        sent += system.sent;
    }
    printf("%ld %ld\n", holds, sent);
    return 0;
}
