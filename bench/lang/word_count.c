/* A hash table with string keys: the words of a text, counted and ranked. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const SYLLABLES[] = {"ka", "lo", "mi", "ren", "sta", "tu", "ve", "xon"};

typedef struct {
    char *word;
    size_t length;
    uint64_t hash;
    long times;
} Slot;

static Slot *slots;
static size_t slot_count = 16, used;

static uint64_t hash_of(const char *word, size_t length)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 1099511628211u;
    return hash;
}

static Slot *place_of(const char *word, size_t length, uint64_t hash)
{
    size_t i = hash & (slot_count - 1);
    while (slots[i].word
           && (slots[i].hash != hash || slots[i].length != length
               || memcmp(slots[i].word, word, length) != 0))
        i = (i + 1) & (slot_count - 1);
    return &slots[i];
}

static void grow(void)
{
    Slot *old = slots;
    size_t old_count = slot_count;
    slot_count *= 2;
    slots = calloc(slot_count, sizeof *slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].word)
            *place_of(old[i].word, old[i].length, old[i].hash) = old[i];
    free(old);
}

static void count_word(const char *word, size_t length)
{
    uint64_t hash = hash_of(word, length);
    Slot *slot = place_of(word, length, hash);
    if (slot->word) {
        slot->times++;
        return;
    }
    *slot = (Slot){strndup(word, length), length, hash, 1};
    if (++used * 3 > slot_count * 2)
        grow();
}

static char *text(long size)
{
    char *start = malloc(size * 13 + 1), *end = start;
    long state = 7;
    for (long i = 0; i < size; i++) {
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF;
        for (int shift = 8; shift < 17; shift += 3)
            end = stpcpy(end, SYLLABLES[(state >> shift) & 7]);
        if (state >> 30)
            end = stpcpy(end, SYLLABLES[(state >> 20) & 7]);
        *end++ = ' ';
    }
    *end = 0;
    return start;
}

int main(int argc, char **argv)
{
    slots = calloc(slot_count, sizeof *slots);
    char *words = text(atol(argv[argc - 1]));
    for (char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        if (length)
            count_word(at, length);
        at += length;
        at += *at == ' ';
    }
    free(words);
    const Slot *best = NULL;
    long total = 0;
    for (size_t i = 0; i < slot_count; i++) {
        const Slot *slot = &slots[i];
        if (!slot->word)
            continue;
        total += (long)slot->length * slot->times;
        if (!best || slot->times > best->times
            || (slot->times == best->times && strcmp(slot->word, best->word) < 0))
            best = slot;
    }
    printf("%zu %s %ld\n%ld\n", used, best->word, best->times, total);
    return 0;
}
