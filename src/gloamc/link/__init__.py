"""LLVM text to a linked image: the only package that runs the native toolchain.

It knows no Python construct and no IR; it takes text and a target name and leaves a file.
"""

from gloamc.link.image import assembly_text, link_image
from gloamc.link.toolchain import InternalError

__all__ = ["InternalError", "assembly_text", "link_image"]
