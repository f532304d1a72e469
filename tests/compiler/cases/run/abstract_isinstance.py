from collections.abc import Iterable, Iterator, Sequence, Mapping, Generator, Callable, Sized, Hashable, Collection, Set as AbstractSet
def flatten(x: object) -> Iterator[object]:
    if isinstance(x, str):
        yield x
    elif isinstance(x, Iterable):
        for y in x:
            yield from flatten(y)
    else:
        yield x
def kind(x: object) -> str:
    out: list[str] = []
    if isinstance(x, Sequence):
        out.append("seq")
    if isinstance(x, Mapping):
        out.append("map")
    if isinstance(x, AbstractSet):
        out.append("set")
    if isinstance(x, Iterable):
        out.append("iterable")
    if isinstance(x, Iterator):
        out.append("iterator")
    if isinstance(x, Sized):
        out.append("sized")
    if isinstance(x, Collection):
        out.append("coll")
    return " ".join(out)
class It:
    def __iter__(self) -> Iterator[int]:
        return iter([1])
class Nx:
    def __iter__(self) -> "Nx":
        return self
    def __next__(self) -> int:
        raise StopIteration
class Ln:
    def __len__(self) -> int:
        return 3
def either(x: int | Iterable[int]) -> list[int]:
    if isinstance(x, Iterable):
        return list(x)
    return [x]
def main() -> None:
    print(list(flatten([1, (2, [3, "ab"]), {4}, {"k": 1}, range(2), None])))
    vs: list[object] = [[1], (1,), "a", b"a", {1: 2}, {1}, frozenset(), range(3), iter([1]), (i for i in [1]), It(), Nx(), Ln(), 5, None, 2.5, zip([1]), {1: 2}.keys(), {1: 2}.items(), {1: 2}.values()]
    for v in vs:
        print(kind(v))
    print(either(5), either([1, 2]), either({3: 4}), either(range(2)))
    print(list(map(str, [1, 2])), list(map(int, ["1", "2"])), ",".join(map(str, range(4))), list(map(len, ["a", "bb"])), max(["a", "bbb"], key=len), sorted(["b", "A"], key=str.lower))
    print([*map(float, ["1.5", "2"])], list(filter(str.isdigit, ["1", "a"])), dict(map(lambda kv: (kv[1], kv[0]), {"a": 1}.items())))
main()
