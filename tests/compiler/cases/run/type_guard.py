from typing import TypeGuard
class Animal:
    pass
class Cat(Animal):
    def purr(self) -> str:
        return "purr"
def is_cat(x: Animal) -> TypeGuard[Cat]:
    return isinstance(x, Cat)
for a in [Animal(), Cat()]:
    if is_cat(a):
        print(a.purr())
    else:
        print("no")
def is_int(x: object) -> TypeGuard[int]:
    return isinstance(x, int)
v: object = 5
if is_int(v):
    print(v + 1)
w: int | str = "a"
def is_text(x: int | str) -> TypeGuard[str]:
    return isinstance(x, str)
print(w.upper() if is_text(w) else w)
print([x + 1 for x in [1, "a", 2] if is_int(x)])
