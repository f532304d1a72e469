"""LLVM text to a linked image: the only package that runs the native toolchain.

It knows no Python construct and no IR; it takes text and a target name and leaves a file.
"""

from gloamc.link.image import link_image
from gloamc.link.toolchain import InternalError

__all__ = ["InternalError", "link_image"]
