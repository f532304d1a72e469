"""textwrap: lines of limited width. A text is cut into words without regular expressions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_SPACE: Final = "\t\n\x0b\x0c\r "
_LETTERS_OF_PUNCTUATION: Final = "\"'&.,?"


class TextWrapper:
    def __init__(
        self,
        width: int = 70,
        initial_indent: str = "",
        subsequent_indent: str = "",
        expand_tabs: bool = True,
        replace_whitespace: bool = True,
        fix_sentence_endings: bool = False,
        break_long_words: bool = True,
        drop_whitespace: bool = True,
        break_on_hyphens: bool = True,
        tabsize: int = 8,
        *,
        max_lines: int | None = None,
        placeholder: str = " [...]",
    ) -> None:
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def wrap(self, text: str) -> list[str]:
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            for blank in _SPACE:
                text = text.replace(blank, " ")
        chunks = _chunks(text, self.break_on_hyphens)
        if self.fix_sentence_endings:
            _fix_sentence_endings(chunks)
        return self._lines(chunks)

    def fill(self, text: str) -> str:
        return "\n".join(self.wrap(text))

    def _lines(self, chunks: list[str]) -> list[str]:
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        limit = self.max_lines
        if limit is not None:
            indent = self.subsequent_indent if limit > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines: list[str] = []
        at = 0
        while at < len(chunks):
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[at].strip() == "":
                at += 1
            line: list[str] = []
            size = 0
            while at < len(chunks) and size + len(chunks[at]) <= width:
                line.append(chunks[at])
                size += len(chunks[at])
                at += 1
            if at < len(chunks) and len(chunks[at]) > width:
                at += self._take_long_word(chunks, at, line, size, width)
                size = sum([len(chunk) for chunk in line])
            if self.drop_whitespace and line and line[-1].strip() == "":
                size -= len(line[-1])
                line.pop()
            if not line:
                continue
            is_rest_empty = at == len(chunks) or (
                self.drop_whitespace and at == len(chunks) - 1 and chunks[at].strip() == ""
            )
            fits = is_rest_empty and size <= width
            if limit is None or len(lines) + 1 < limit or fits:
                lines.append(indent + "".join(line))
            else:
                self._end_with_placeholder(lines, line, size, width, indent)
                break
        return lines

    def _take_long_word(
        self, chunks: list[str], at: int, line: list[str], size: int, width: int
    ) -> int:
        """Put the start of a word that is too long, or all of it, on the line; 1 if all."""
        room = 1 if width < 1 else width - size
        chunk = chunks[at]
        if self.break_long_words:
            end = room
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and chunk[:hyphen].strip("-") != "":
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[at] = chunk[end:]
            return 0
        if not line:
            line.append(chunk)
            return 1
        return 0

    def _end_with_placeholder(
        self, lines: list[str], line: list[str], size: int, width: int, indent: str
    ) -> None:
        while line:
            if line[-1].strip() != "" and size + len(self.placeholder) <= width:
                line.append(self.placeholder)
                lines.append(indent + "".join(line))
                return
            size -= len(line[-1])
            line.pop()
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_letter(character: str) -> bool:
    return _is_word(character) and not character.isdecimal()


def _chunks(text: str, break_on_hyphens: bool) -> list[str]:
    """Words, blanks between them, and dashes, in order."""
    result: list[str] = []
    at = 0
    while at < len(text):
        end = at
        is_blank = text[at] in _SPACE
        while end < len(text) and (text[end] in _SPACE) == is_blank:
            end += 1
        if is_blank or not break_on_hyphens:
            result.append(text[at:end])
        else:
            _add_pieces(text[at:end], result)
        at = end
    return result


def _add_pieces(word: str, result: list[str]) -> None:
    """Cut a word behind hyphens between letters, and around dashes of two and more."""
    start = 0
    at = 0
    while at < len(word):
        if word[at] != "-":
            at += 1
            continue
        end = at
        while end < len(word) and word[end] == "-":
            end += 1
        before = word[at - 1] if at > start else ""
        behind = word[end] if end < len(word) else ""
        if end - at == 1:
            if at > start and _may_break(word, at):
                result.append(word[start:end])
                start = end
        elif (
            before != "" and (_is_word(before) or before in "!\"'&.,?") and _is_word(behind or " ")
        ):
            result.append(word[start:at])
            result.append(word[at:end])
            start = end
        at = end
    if start < len(word):
        result.append(word[start:])


def _may_break(word: str, at: int) -> bool:
    """Whether the hyphen there joins words: two letters before it, or `a-b`; the same behind."""
    if (
        at < 2
        or at + 2 >= len(word)
        or not _is_letter(word[at - 1])
        or not _is_letter(word[at + 1])
    ):
        return False
    leads = _is_letter(word[at - 2])
    if word[at - 2] == "-" and at >= 3:
        leads = _is_letter(word[at - 3])
    follows = _is_letter(word[at + 2])
    if word[at + 2] == "-" and at + 3 < len(word):
        follows = _is_letter(word[at + 3])
    return leads and follows


def _fix_sentence_endings(chunks: list[str]) -> None:
    """Two blanks behind the end of a sentence."""
    for index in range(len(chunks) - 1):
        if chunks[index + 1] == " " and _ends_sentence(chunks[index]):
            chunks[index + 1] = "  "


def _ends_sentence(word: str) -> bool:
    if len(word) > 1 and word[-1] in "\"'":
        word = word[:-1]
    return len(word) > 1 and word[-1] in ".!?" and "a" <= word[-2] <= "z"


def wrap(
    text: str,
    width: int = 70,
    *,
    initial_indent: str = "",
    subsequent_indent: str = "",
    expand_tabs: bool = True,
    replace_whitespace: bool = True,
    fix_sentence_endings: bool = False,
    break_long_words: bool = True,
    drop_whitespace: bool = True,
    break_on_hyphens: bool = True,
    tabsize: int = 8,
    max_lines: int | None = None,
    placeholder: str = " [...]",
) -> list[str]:
    return TextWrapper(
        width,
        initial_indent,
        subsequent_indent,
        expand_tabs,
        replace_whitespace,
        fix_sentence_endings,
        break_long_words,
        drop_whitespace,
        break_on_hyphens,
        tabsize,
        max_lines=max_lines,
        placeholder=placeholder,
    ).wrap(text)


def fill(
    text: str,
    width: int = 70,
    *,
    initial_indent: str = "",
    subsequent_indent: str = "",
    expand_tabs: bool = True,
    replace_whitespace: bool = True,
    fix_sentence_endings: bool = False,
    break_long_words: bool = True,
    drop_whitespace: bool = True,
    break_on_hyphens: bool = True,
    tabsize: int = 8,
    max_lines: int | None = None,
    placeholder: str = " [...]",
) -> str:
    return TextWrapper(
        width,
        initial_indent,
        subsequent_indent,
        expand_tabs,
        replace_whitespace,
        fix_sentence_endings,
        break_long_words,
        drop_whitespace,
        break_on_hyphens,
        tabsize,
        max_lines=max_lines,
        placeholder=placeholder,
    ).fill(text)


def shorten(text: str, width: int, *, placeholder: str = " [...]") -> str:
    wrapper = TextWrapper(width, max_lines=1, placeholder=placeholder)
    return wrapper.fill(" ".join(text.strip().split()))


def dedent(text: str) -> str:
    """Without the blanks that all lines begin with; lines of blanks become empty."""
    lines = text.split("\n")
    margin: str | None = None
    for index in range(len(lines)):
        line = lines[index]
        content = line.lstrip(" \t")
        if content == "":
            lines[index] = ""
            continue
        indent = line[: len(line) - len(content)]
        if margin is None:
            margin = indent
        else:
            common = 0
            while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    if margin:
        for index in range(len(lines)):
            lines[index] = lines[index].removeprefix(margin)
    return "\n".join(lines)


def indent(text: str, prefix: str, predicate: Callable[[str], bool] | None = None) -> str:
    result = ""
    for line in text.splitlines(True):
        is_wanted = line.strip() != "" if predicate is None else predicate(line)
        result += prefix + line if is_wanted else line
    return result
