"""find, rfind, index, rindex, count with bounds; in."""

text = "abracadabra"
for sub in ["a", "abra", "", "x", "abracadabra", "abracadabrax", "ra", "aa"]:
    print(repr(sub), text.find(sub), text.rfind(sub), text.count(sub), sub in text)
    for start, stop in [(0, 5), (1, -1), (-4, 100), (5, 3), (11, 11), (12, 12), (-100, 4)]:
        print(text.find(sub, start, stop), text.rfind(sub, start, stop), text.count(sub, start, stop), end=" ")
    print()
for make in (lambda: text.index("z"), lambda: text.rindex("z"), lambda: text.index("a", 11)):
    try:
        print(make())  # type: ignore[no-untyped-call]
    except ValueError as error:
        print(error)
print(text.index("c", 2, 6), text.rindex("a", 0, -1), text.find("a", None, None), text.count("a", 3))
wide = "añb😀c😀"
print(wide.find("😀"), wide.rfind("😀"), wide.count("😀"), wide.index("c"), len(wide), "ñb" in wide, wide.find("z😀"))
