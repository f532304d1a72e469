"""Writes src/gloam/stdlib/html/names.py: the named characters of HTML 5, as this CPython has them.

python tools/html_names.py
"""

from html.entities import html5
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/gloam/stdlib/html/names.py"
LINE_SIZE = 88


def literal(data: bytes) -> str:
    lines = [""]
    for byte in data:
        shown = chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
        if len(lines[-1]) + len(shown) > LINE_SIZE:
            lines.append("")
        lines[-1] += shown
    return "(\n" + "".join(f'    b"{line}"\n' for line in lines) + ")"


def main() -> None:
    entries = " ".join(f"{name}={value}" for name, value in sorted(html5.items()) if value != " ")
    TARGET.write_text(
        '"""The named characters of HTML 5: written by tools/html_names.py, not by hand.\n\n'
        'UTF-8, name=characters, parted by spaces; a name ends with ; where it has to.\n"""\n\n'
        f"from typing import Final\n\nNAMES: Final = {literal(entries.encode())}\n"
    )


if __name__ == "__main__":
    main()
