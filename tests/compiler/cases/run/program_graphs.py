"""Graph algorithms: shortest paths, trees, components, flows, orders."""
from __future__ import annotations

import heapq
import itertools
import math
from bisect import insort
from collections import Counter, defaultdict, deque
from functools import cache, partial, cmp_to_key
from typing import (
    AbstractSet,
    Collection,
    Deque,
    Dict,
    FrozenSet,
    Generator,
    Generic,
    Hashable,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Protocol,
    Set,
    Tuple,
    TypeVar,
    Union,
)

N = TypeVar("N", bound=Hashable)
Edge = Tuple[N, N, float]


class Comparable(Protocol):
    def __lt__(self, other: object, /) -> bool: ...


class CycleError(ValueError):
    def __init__(self, nodes: Collection[object]):
        super().__init__("cycle among", sorted(map(str, nodes)))


class Graph(Generic[N]):
    def __init__(self, edges: Iterable[Edge[N]] = (), *, directed: bool = False) -> None:
        self.directed = directed
        self._out: Dict[N, Dict[N, float]] = defaultdict(dict)
        for edge in edges:
            self.add(*edge)

    def add(self, a: N, b: N, weight: float = 1) -> None:
        self._out[a][b] = weight
        if not self.directed:
            self._out[b][a] = weight
        else:
            self._out[b]

    @classmethod
    def parse(cls, text: str, *, directed: bool = False) -> Graph[str]:
        result: Graph[str] = Graph(directed=directed)
        for line in text.strip().splitlines():
            a, b, *rest = line.split()
            result.add(a, b, *map(float, rest))
        return result

    def __iter__(self) -> Iterator[N]:
        return iter(self._out)

    def __len__(self) -> int:
        return len(self._out)

    def __contains__(self, node: object) -> bool:
        return node in self._out

    def __getitem__(self, node: N) -> Mapping[N, float]:
        return self._out[node]

    @property
    def edges(self) -> Generator[Edge[N], None, int]:
        count = 0
        seen: Set[FrozenSet[N]] = set()
        for a, targets in self._out.items():
            for b, weight in targets.items():
                key = frozenset({a, b})
                if not self.directed and key in seen:
                    continue
                seen |= {key}
                count += 1
                yield a, b, weight
        return count

    def reversed(self) -> Graph[N]:
        return Graph(((b, a, w) for a, b, w in self.edges), directed=True)


def dijkstra(graph: Graph[N], source: N) -> Tuple[Dict[N, float], Dict[N, Optional[N]]]:
    distance: Dict[N, float] = {source: 0}
    before: Dict[N, Optional[N]] = {source: None}
    done: Set[N] = set()
    order = itertools.count()
    heap: List[Tuple[float, int, N]] = [(0, next(order), source)]
    while heap:
        d, _, node = heapq.heappop(heap)
        if node in done:
            continue
        done.add(node)
        for other, weight in graph[node].items():
            if (new := d + weight) < distance.get(other, math.inf):
                distance[other] = new
                before[other] = node
                heapq.heappush(heap, (new, next(order), other))
    return distance, before


def path(before: Mapping[N, Optional[N]], target: N) -> List[N]:
    result: List[N] = []
    node: Optional[N] = target
    while node is not None:
        result.append(node)
        node = before[node]
    return result[::-1]


class DisjointSets(Generic[N]):
    def __init__(self, nodes: Iterable[N]) -> None:
        self.parent = {node: node for node in nodes}
        self.size = dict.fromkeys(self.parent, 1)

    def find(self, node: N) -> N:
        while (parent := self.parent[node]) != node:
            self.parent[node] = node = self.parent[parent]
        return node

    def union(self, a: N, b: N) -> bool:
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.size[a] < self.size[b]:
            a, b = b, a
        self.parent[b] = a
        self.size[a] += self.size.pop(b)
        return True


def kruskal(graph: Graph[N]) -> Tuple[float, List[Edge[N]]]:
    sets = DisjointSets(graph)
    tree = [edge for edge in sorted(graph.edges, key=lambda edge: edge[2]) if sets.union(edge[0], edge[1])]
    return sum(w for *_, w in tree), tree


def topological(graph: Graph[N]) -> Iterator[List[N]]:
    degree = Counter({node: 0 for node in graph})
    for _, b, _ in graph.edges:
        degree[b] += 1
    ready = [node for node, n in degree.items() if not n]
    while ready:
        yield ready
        following: List[N] = []
        for node in ready:
            del degree[node]
            for other in graph[node]:
                degree[other] -= 1
                if degree[other] == 0:
                    following.append(other)
        ready = following
    if degree:
        raise CycleError(degree.keys())


def components(graph: Graph[N]) -> List[Set[N]]:
    """Tarjan, without recursion."""
    index: Dict[N, int] = {}
    low: Dict[N, int] = {}
    stack: List[N] = []
    on_stack: Set[N] = set()
    result: List[Set[N]] = []
    for root in graph:
        if root in index:
            continue
        work: List[Tuple[N, Iterator[N]]] = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, children = work[-1]
            for child in children:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(graph[child])))
                    break
                elif child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found: Set[N] = set()
                    while True:
                        top = stack.pop()
                        on_stack.discard(top)
                        found.add(top)
                        if top == node:
                            break
                    result.append(found)
    return result


def breadth_first(start: N, graph: Graph[N]) -> Iterator[Tuple[int, N]]:
    queue: Deque[Tuple[int, N]] = deque([(0, start)])
    seen = {start}
    while queue:
        depth, node = queue.popleft()
        yield depth, node
        for other in graph[node].keys() - seen if False else sorted(graph[node], key=str):
            if other not in seen:
                seen.add(other)
                queue.append((depth + 1, other))


def breadth_first_of_numbers(start: int, graph: Graph[int]) -> Iterator[Tuple[int, int]]:
    return breadth_first(start, graph)


def max_flow(graph: Graph[str], source: str, sink: str) -> float:
    rest = {(a, b): w for a, b, w in graph.edges}
    flow = 0.0
    while True:
        before: Dict[str, str] = {}
        queue = deque((source,))
        while queue and sink not in before:
            a = queue.popleft()
            for (x, b), left in rest.items():
                if x == a and left > 0 and b not in before and b != source:
                    before[b] = a
                    queue.append(b)
        if sink not in before:
            return flow
        steps: List[Tuple[str, str]] = []
        node = sink
        while node != source:
            steps.append((before[node], node))
            node = before[node]
        pushed = min(rest[step] for step in steps)
        for a, b in steps:
            rest[a, b] -= pushed
            rest[b, a] = rest.get((b, a), 0) + pushed
        flow += pushed


@cache
def grid_paths(x: int, y: int) -> int:
    return 1 if 0 in (x, y) else grid_paths(x - 1, y) + grid_paths(x, y - 1)


TEXT = """
a b 7
a c 9
a f 14
b c 10
b d 15
c d 11
c f 2
d e 6
e f 9
"""


def compare(x: str, y: str) -> int:
    return (x > y) - (x < y)


def main() -> None:
    graph = Graph.parse(TEXT)
    distance, before = dijkstra(graph, "a")
    print(distance, " -> ".join(path(before, "e")))
    print(kruskal(graph), len(graph), "z" in graph)
    numbers: Graph[int] = Graph(directed=True)
    for a in range(1, 13):
        for b in range(2 * a, 13, a):
            numbers.add(a, b)
    for level in topological(numbers):
        print(*sorted(level), end=" | ")
    print()
    numbers.add(12, 6)
    numbers.add(9, 5)
    try:
        print([len(level) for level in topological(numbers)])
    except CycleError as error:
        print(error, error.args)
    print([c for c in components(numbers) if len(c) > 1], len(components(numbers.reversed())))
    walk = partial(breadth_first_of_numbers, 1)
    print({depth: [n for _, n in group] for depth, group in itertools.groupby(walk(numbers), key=lambda pair: pair[0])})
    flows = Graph.parse("s a 10\ns b 5\na b 15\na t 5\nb t 10", directed=True)
    print(max_flow(flows, "s", "t"), grid_paths(16, 16), grid_paths.cache_info())
    edges = graph.edges
    total = 0
    while True:
        try:
            next(edges)
        except StopIteration as stop:
            print("edges:", stop.value)
            break
        total += 1
    ranks: List[Tuple[int, str]] = []
    for name in graph:
        insort(ranks, (-len(graph[name]), name))
    print(ranks, heapq.nsmallest(2, ranks), heapq.nlargest(1, ranks, key=lambda r: r[1]))
    print(sorted(graph, key=cmp_to_key(compare)))
    try:
        graph["zz"]["y"]
    except KeyError as error:
        print("KeyError", error, "zz" in graph)


main()
