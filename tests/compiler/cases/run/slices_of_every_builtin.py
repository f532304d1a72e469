"""The same slices of list, tuple, str, bytes, bytearray and range: all bounds and steps agree."""

SOURCES: list[list[int]] = [[], [1], list(range(7))]
BOUNDS: list[int | None] = [None, 0, 1, 3, 7, 9, -1, -3, -7, -9]
STEPS: list[int | None] = [None, 1, 2, 3, -1, -2, 10, -10]
total = 0
for source in SOURCES:
    as_tuple, as_text, as_bytes = tuple(source), "".join(map(str, source)), bytes(source)
    as_buffer, as_range = bytearray(source), range(1, len(source) + 1) if len(source) == 1 else range(len(source))
    for start in BOUNDS:
        for stop in BOUNDS:
            for step in STEPS:
                expected = source[start:stop:step]
                total += sum(expected) + len(expected)
                assert list(as_tuple[start:stop:step]) == expected
                assert as_text[start:stop:step] == "".join(map(str, expected))
                assert list(as_bytes[start:stop:step]) == expected
                assert list(as_buffer[start:stop:step]) == expected
                assert list(as_range[start:stop:step]) == expected, (source, start, stop, step)
                assert [source[i] for i in range(*slice(start, stop, step).indices(len(source)))] == expected
                copy = source[:]
                del copy[start:stop:step]
                total += len(copy) * 31
print(total)
for start in BOUNDS:
    print([source[start : start + 2 if start is not None else None] for source in SOURCES])
