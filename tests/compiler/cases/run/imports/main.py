"""Imports among the program's own modules; order of their bodies; module globals."""

print("main starts")
import helper
import helper as again
from helper import Base, LIMIT, twice as double
from shapes import area
from shapes.square import Square

print(helper.counter, LIMIT, double(4), again.counter)
helper.bump()
helper.bump()
print(helper.counter, again.counter)


class Derived(Base):
    def name(self) -> str:
        return "derived " + super().name()


print(Derived().describe(), area(Square(3)), Square(2).side, __name__, helper.__name__)
for shape in [Square(1), Square(2)]:
    print(area(shape))
