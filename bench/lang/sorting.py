"""Sorting: a quicksort of one's own on ints, and sort with a key on records."""

import sys


class Record:
    def __init__(self, number: int, weight: int) -> None:
        self.number = number
        self.weight = weight


def quicksort(items: list[int], low: int, high: int) -> None:
    while low < high:
        pivot = items[(low + high) // 2]
        left = low
        right = high
        while left <= right:
            while items[left] < pivot:
                left += 1
            while items[right] > pivot:
                right -= 1
            if left <= right:
                items[left], items[right] = items[right], items[left]
                left += 1
                right -= 1
        if right - low < high - left:
            quicksort(items, low, right)
            low = left
        else:
            quicksort(items, left, high)
            high = right


def main() -> None:
    size = int(sys.argv[1])
    state = 1
    numbers: list[int] = []
    records: list[Record] = []
    for index in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        numbers.append(state >> 8)
        records.append(Record(index, state >> 16))
    quicksort(numbers, 0, size - 1)
    checksum = 0
    for number in numbers:
        checksum = (checksum * 31 + number) & 0xFFFFFFFF
    print(checksum)
    records.sort(key=lambda record: record.weight)
    checksum = 0
    for record in records:
        checksum = (checksum * 31 + record.number) & 0xFFFFFFFF
    print(checksum)
    names = sorted(f"name{number & 0xFFFF}" for number in range(size))
    checksum = 0
    for name in names:
        checksum = (checksum * 31 + len(name)) & 0xFFFFFFFF
    print(checksum, names[size // 2])


main()
