"""Host tooling: the `gloam` command, what it knows about images, and how it starts them.

Uses the compiler only through `gloamc`'s public API and never imports `gloam`, which it compiles.
"""
