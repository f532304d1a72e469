# mypy loads this module whether a program uses it or not. An image offers nothing from it.
