"""operator: the operators as functions."""

import operator
from functools import reduce
from operator import itemgetter


def main() -> None:
    print(operator.add(2, 3), operator.add("a", "b"), operator.sub(5, 2), operator.mul(3, 4))
    print(operator.truediv(7, 2), operator.floordiv(7, 2), operator.mod(7, 3), operator.pow(2, 8))
    print(operator.lt(1, 2), operator.ge(1, 2), operator.eq("x", "x"), operator.ne(1, 1))
    print(operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.lshift(1, 4))
    print(
        operator.neg(3), operator.pos(-3), operator.invert(5), operator.not_([]), operator.abs(-4)
    )
    print(operator.truth("a"), operator.is_(None, None), operator.is_not(1, None))
    print(
        operator.contains([1, 2], 2), operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c")
    )
    print(operator.getitem([5, 6], 1), operator.concat([1], [2]), operator.index(7))
    d = {"a": 1}
    operator.setitem(d, "b", 2)
    operator.delitem(d, "a")
    print(d)
    print(reduce(operator.mul, [1, 2, 3, 4]), reduce(operator.add, ["x", "y"]))
    pairs = [("b", 2), ("a", 3), ("c", 1)]
    print(sorted(pairs, key=itemgetter(0)), sorted(pairs, key=itemgetter(1)))
    print(itemgetter(1, 0)(("p", "q")), max(pairs, key=itemgetter(1)), itemgetter("k")({"k": 9}))
    for bad in range(2):
        try:
            operator.indexOf([1], 2) if bad else operator.add(1, "a")
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)


main()


def in_place() -> None:
    pairs = [(13, 5), (2, 3)]
    for function in (
        *(operator.iand, operator.ior, operator.ixor, operator.ifloordiv, operator.imod),
        *(operator.ipow, operator.itruediv, operator.ilshift, operator.irshift),
    ):
        print([function(a, b) for a, b in pairs], end=" ")
    shared = [1]
    same = operator.iconcat(shared, [2])
    group = {1, 2}
    smaller = operator.iand(group, {2, 3})
    print(same is shared, shared, smaller is group, group, operator.ior({1: 2}, {3: 4}))


in_place()
