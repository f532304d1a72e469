# alone: ends with a status
"""SystemExit with a text: printed to stderr, exit code 1."""

print("before")
raise SystemExit("the reason")
