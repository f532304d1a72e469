"""The front end: typed Python in, a typed tree (`tree.py`) or diagnostics out.

mypy is the type checker and the definition of the language; this package is the only one that
imports it. `load.load_program` is the entry; read `load.py` first.
"""
