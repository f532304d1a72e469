/* Sorting: a quicksort of one's own on ints, and a stable sort by a key of records. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    long number, weight;
} Record;

static void quicksort(long *items, long low, long high)
{
    while (low < high) {
        long pivot = items[(low + high) / 2], left = low, right = high;
        while (left <= right) {
            while (items[left] < pivot)
                left++;
            while (items[right] > pivot)
                right--;
            if (left <= right) {
                long item = items[left];
                items[left++] = items[right];
                items[right--] = item;
            }
        }
        if (right - low < high - left) {
            quicksort(items, low, right);
            low = left;
        } else {
            quicksort(items, left, high);
            high = right;
        }
    }
}

static void merge_sort(Record **items, Record **spare, long count)
{
    if (count < 2)
        return;
    long half = count / 2, left = 0, right = half;
    merge_sort(items, spare, half);
    merge_sort(items + half, spare, count - half);
    memcpy(spare, items, half * sizeof *items);
    for (long i = 0; left < half; i++)
        if (right < count && items[right]->weight < spare[left]->weight)
            items[i] = items[right++];
        else
            items[i] = spare[left++];
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(int argc, char **argv)
{
    long size = atol(argv[argc - 1]), state = 1;
    long *numbers = malloc(size * sizeof *numbers);
    Record **records = malloc(size * sizeof *records), **spare = malloc(size * sizeof *spare);
    for (long i = 0; i < size; i++) {
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF;
        numbers[i] = state >> 8;
        records[i] = malloc(sizeof *records[i]);
        *records[i] = (Record){i, state >> 16};
    }
    uint32_t checksum = 0;
    quicksort(numbers, 0, size - 1);
    for (long i = 0; i < size; i++)
        checksum = checksum * 31 + (uint32_t)numbers[i];
    printf("%u\n", checksum);
    merge_sort(records, spare, size);
    checksum = 0;
    for (long i = 0; i < size; i++)
        checksum = checksum * 31 + (uint32_t)records[i]->number;
    printf("%u\n", checksum);
    char **names = malloc(size * sizeof *names);
    for (long i = 0; i < size; i++) {
        names[i] = malloc(12);
        sprintf(names[i], "name%ld", i & 0xFFFF);
    }
    qsort(names, size, sizeof *names, compare_names);
    checksum = 0;
    for (long i = 0; i < size; i++)
        checksum = checksum * 31 + (uint32_t)strlen(names[i]);
    printf("%u %s\n", checksum, names[size / 2]);
    for (long i = 0; i < size; i++) {
        free(records[i]);
        free(names[i]);
    }
    free(numbers);
    free(records);
    free(spare);
    free(names);
    return 0;
}
