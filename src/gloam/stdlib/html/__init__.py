"""html: `escape`, and `unescape` by the rules of HTML 5."""

from __future__ import annotations

from .references import unescape

__all__ = ["escape", "unescape"]


def escape(s: str, quote: bool = True) -> str:
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s
