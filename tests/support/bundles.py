"""Many programs in one image: a build is most of what a case costs, and most of it is the library.

A bundle imports its programs one after another, with a mark before each on stdout and stderr, on
CPython and compiled. What a program says is compared by itself, so a failure names its case. If
the bundle cannot be built or does not reach its end in peace (a leak counts), every one of its
programs is built alone.

Alone stay those that say so in their header (`# alone: why`): they end with an exception or a
status, or need the interpreter for themselves.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gloamc.pipeline import BuildOptions, build
from support.program_runs import (
    Outcome,
    expected_outcome,
    first_version,
    header,
    outcome,
    run_command,
    run_compiled,
)

SIZE_MAX = 24
_RUN_SECONDS_MAX = 200
_MARK = "\x1e"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`where` says with what the program was run."""

    expected: Outcome
    found: Outcome
    where: str


@dataclass(slots=True)
class Bundles:
    """The selected programs, all of one folder, by bundles in their order; a bundle is built when
    the first of its programs is asked for."""

    paths: Sequence[Path]
    work: Path
    is_alone: bool = False
    _bundles: dict[Path, _Bundle] = field(default_factory=dict)

    def __post_init__(self) -> None:
        together = [path for path in self.paths if not self._stays_alone(path)]
        for number, start in enumerate(range(0, len(together), SIZE_MAX)):
            members = together[start : start + SIZE_MAX]
            bundle = _Bundle(members, self.work / f"bundle_{number}.py")
            self._bundles.update(dict.fromkeys(members, bundle))

    @classmethod
    def of_session(cls, request: pytest.FixtureRequest, work: Path) -> Bundles:
        """Those that the tests of the asking module were selected for, as their `path`."""
        paths = [
            Path(str(item.callspec.params["path"]))
            for item in request.session.items
            if isinstance(item, pytest.Function)
            and item.path == request.path
            and "bundles" in item.fixturenames
        ]
        return cls(paths, work, is_alone=request.config.getoption("--alone"))

    def compare(self, path: Path, *, update: bool = False) -> Comparison:
        bundle = self._bundles.get(path)
        if bundle is None or len(bundle.members) == 1:
            return _alone(path, self.work, update=update)
        return bundle.compare(path)

    def _stays_alone(self, path: Path) -> bool:
        is_marked = "alone" in header(path) or any(first_version(path))
        return self.is_alone or path.name == "main.py" or is_marked


@dataclass(slots=True)
class _Bundle:
    members: list[Path]
    driver: Path
    _found: dict[Path, Comparison] = field(default_factory=dict)
    _is_disturbed: bool = False

    def compare(self, path: Path) -> Comparison:
        """Raises AssertionError if the programs agree alone but not together."""
        if not self._found:
            self._found = self._together() or self._each_alone()
        names = ", ".join(member.stem for member in self.members)
        assert not self._is_disturbed, (
            f"alone each agrees, together not; is one to stay alone? {names}"
        )
        return self._found[path]

    def _together(self) -> dict[Path, Comparison]:
        """Nothing if the bundle as a whole fails."""
        self.driver.write_text("import sys\n" + "".join(map(_step, self.members)))
        folder = self.members[0].parent
        image = self.driver.with_suffix(".image")
        try:
            options = BuildOptions(self.driver, "process", image, debug=True, search=(folder,))
            build(options)
            ours = run_command([str(image)], seconds_max=_RUN_SECONDS_MAX)
        except (Exception, subprocess.TimeoutExpired):  # any: alone, the guilty one shows itself
            return {}
        finally:
            image.unlink(missing_ok=True)
        theirs = run_command([sys.executable, str(self.driver)], folder, _RUN_SECONDS_MAX)
        found = self._sections(ours), self._sections(theirs)
        if None in found or ours.returncode or theirs.returncode:
            return {}
        where = f"with {len(self.members) - 1} others, in one image"
        return {
            path: Comparison(one, other, where)
            for path, other, one in zip(self.members, *map(_known, found), strict=True)
        }

    def _sections(self, run: subprocess.CompletedProcess[str]) -> list[Outcome] | None:
        """What each member said, or None if some were not reached."""
        stdouts, stderrs = run.stdout.split(_MARK)[1:], run.stderr.split(_MARK)[1:]
        if len(stdouts) != len(self.members) or len(stderrs) != len(self.members):
            return None
        return [
            outcome(stdout.partition("\n")[2], stderr.partition("\n")[2], 0, path.parent)
            for path, stdout, stderr in zip(self.members, stdouts, stderrs, strict=True)
        ]

    def _each_alone(self) -> dict[Path, Comparison]:
        found = {path: _alone(path, self.driver.parent) for path in self.members}
        self._is_disturbed = all(one.expected == one.found for one in found.values())
        return found


def _known(sections: list[Outcome] | None) -> list[Outcome]:
    assert sections is not None
    return sections


def _alone(path: Path, work: Path, *, update: bool = False) -> Comparison:
    expected = expected_outcome(path, update=update)
    return Comparison(expected, run_compiled(path, work / "alone.image"), "alone")


def _step(path: Path) -> str:
    mark = f'"\\x1e{path.stem}"'
    return f"print({mark})\nprint({mark}, file=sys.stderr)\nimport {path.stem}\n"
