"""Starting programs: under CPython, as a sandboxed process, as a virtual machine."""
