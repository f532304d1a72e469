"""Loops over memory that the standard library calls: hashes, checksums, compression, packing.

A kernel knows bytes and machine integers: no exceptions of a Python module, no text, no I/O. Its
callers have checked what it is given. A buffer is a raw `bytes` that its owner alone refers to.
"""
