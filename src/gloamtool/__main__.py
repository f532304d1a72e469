"""`python -m gloamtool` is the `gloam` command."""

from gloamtool.cli import main

if __name__ == "__main__":
    main()
