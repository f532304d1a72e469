"""Puts this folder on the import path, so that tests can share `support`, and adds `--update` and
`--alone`."""

import os

import pytest

collect_ignore = ["tool/fixture"]
"""Projects of users, which tests run by themselves."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite the expectations of data-file cases; read the diff before you commit it",
    )
    parser.addoption(
        "--alone", action="store_true", help="give each compiled case an image of its own"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update is refused in CI: expectations are reviewed by a person")
