"""urllib: only `parse`; opening addresses needs a client."""
