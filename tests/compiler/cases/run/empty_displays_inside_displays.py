def f(n: int) -> dict[str, list[int]]:
    return {"a": [1], "b": []} if n else {"c": [], "d": [2]}


t = {(1, 2): [1], (3, 4): []}
t[(3, 4)].append(7)
rows = [[1], [], [2, 3]]
rows[1].append(2**70)
deep: dict[str, dict[str, list[float]]] = {"x": {"y": [1.5], "z": []}, "w": {"v": []}}
deep["w"]["v"].append(2.5)
pairs = [[{1}, set()], [{2}]]
table: dict[str, dict[str, list[str]]] = {"a": {}, "b": {"c": []}}
table["a"]["q"] = ["r"]
table["b"]["c"].append("s")
found = f(0)
found["c"].append(5)
print(t, rows, deep, pairs, table, found, f(1))
for row in rows:
    print(sum(row), row[::-1])
print(sorted(deep["w"]["v"] + deep["x"]["y"]))
