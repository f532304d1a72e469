"""Files that become part of the program while it is built.

Every path is a literal, relative to the source file that names it, with slashes on every system.
The compiler replaces each call by what it gives, in read-only data; CPython reads the files when it
comes to the call. A missing file is an error of the build, and a changed one builds anew.
"""

from gloam.asset import Asset

def text(path: str, /) -> str:
    """The text of a file in UTF-8."""

def data(path: str, /) -> bytes:
    """The content of a file."""

def directory(path: str, /) -> dict[str, bytes]:
    """The contents of all files below a directory, by their paths in it, in the paths' order.

    Names that begin with a dot are left out.
    """

def assets(path: str, /) -> dict[str, Asset]:
    """As `directory`, each file with a compressed form and a tag: for `gloam.http.StaticFiles`."""

def zone(path: str, origin: str, /) -> bytes:
    """A zone file (RFC 1035, 5) in the form that `gloam.dns.zone.Zone` serves in place.

    `$INCLUDE` names files beside it.
    """
