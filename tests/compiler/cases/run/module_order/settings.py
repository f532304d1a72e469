BASE = 10
LIMITS = {"low": BASE, "high": BASE * 10}
NAMES = [f"name{i}" for i in range(3)]
