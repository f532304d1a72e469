from typing import Any

data: Any = {"users": [{"name": "ann", "age": 3}]}
first: dict[str, Any] = data["users"][0]
xs: list[Any] = [1, 2]
ys: list[Any] = [3]
z = {**first}
print(z)
print(z["age"])
print({**first}["age"])
print([*xs, *ys][1:], (*ys,), {**first}["age"])
