# mypy loads this package whether a program uses it or not. An image offers only collections.abc.
