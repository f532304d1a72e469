from typing import Final, Literal, NoReturn, TextIO, TypeAlias

_ExitCode: TypeAlias = str | int | None

class _version_info(tuple[int, int, int, str, int]):
    @property
    def major(self) -> int: ...
    @property
    def minor(self) -> int: ...
    @property
    def micro(self) -> int: ...

argv: list[str]
byteorder: Literal["little", "big"]
maxsize: int
maxunicode: int
platform: str
stderr: TextIO
stdout: TextIO
version_info: Final[_version_info]

def exit(status: _ExitCode = None, /) -> NoReturn: ...
def exc_info() -> tuple[type[BaseException] | None, BaseException | None, None]: ...
