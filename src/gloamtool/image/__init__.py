"""Images: making them through a cache, and reading what is in them."""
