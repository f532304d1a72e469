"""The run loop and its parts: ready queue, timers, completions, and the one place that waits.

Nothing here knows tasks' result types, protocols or packets; `gloam.stdlib.asyncio` gives it
asyncio's names and signatures.
"""
