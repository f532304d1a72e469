"""Development and measuring scripts: `python -m tools.NAME` from the repository's root."""
