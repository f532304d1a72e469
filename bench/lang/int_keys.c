/* A hash table with int keys: a histogram, and pairs that add up to a given sum. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FREE, USED, DELETED };

typedef struct {
    long key, value;
    int state;
} Slot;

static Slot *slots;
static size_t slot_count = 16, used, live;

static size_t place_of(long key)
{
    size_t i = ((uint64_t)key * 0x9E3779B97F4A7C15u >> 20) & (slot_count - 1);
    while (slots[i].state == DELETED || (slots[i].state == USED && slots[i].key != key))
        i = (i + 1) & (slot_count - 1);
    return i;
}

static void grow(void)
{
    Slot *old = slots;
    size_t old_count = slot_count;
    slot_count *= 2;
    slots = calloc(slot_count, sizeof *slots);
    used = live;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].state == USED)
            slots[place_of(old[i].key)] = old[i];
    free(old);
}

static void increment(long key)
{
    Slot *slot = &slots[place_of(key)];
    if (slot->state == USED) {
        slot->value++;
        return;
    }
    *slot = (Slot){key, 1, USED};
    live++;
    if (++used * 3 > slot_count * 2)
        grow();
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]), state = 42;
    slots = calloc(slot_count, sizeof *slots);
    for (long i = 0; i < size * 4; i++) {
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF;
        increment((state >> 8) % size);
    }
    long pairs = 0, removed = 0, total = 0;
    for (size_t i = 0; i < slot_count; i++)
        if (slots[i].state == USED) {
            const Slot *rest = &slots[place_of(size - slots[i].key)];
            if (rest->state == USED)
                pairs += slots[i].value * rest->value;
        }
    for (long key = 0; key < size; key += 3) {
        Slot *slot = &slots[place_of(key)];
        if (slot->state == USED) {
            removed += slot->value;
            slot->state = DELETED;
            live--;
        }
    }
    for (size_t i = 0; i < slot_count; i++)
        if (slots[i].state == USED)
            total += slots[i].value;
    printf("%zu %ld %ld %ld\n", live, pairs, removed, total);
    free(slots);
    return 0;
}
