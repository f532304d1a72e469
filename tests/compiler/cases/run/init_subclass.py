# alone: ends with an exception
"""__init_subclass__: registries, keywords, super(), several levels."""

from typing import Any, ClassVar


class Plugin:
    registry: ClassVar[dict[str, type["Plugin"]]] = {}
    kind: ClassVar[str] = "none"

    def __init_subclass__(cls, /, kind: str = "plain", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        print("sub", cls.__name__, kind, sorted(kwargs))
        cls.kind = kind
        Plugin.registry[cls.__name__] = cls

    def run(self) -> str:
        return f"{type(self).__name__} {self.kind}"


def say(text: str) -> str:
    print(text)
    return text


class A(Plugin, kind=say("keyword")):
    body: ClassVar[str] = say("body")

    def run(self) -> str:
        return "A! " + super().run()


class B(Plugin):
    pass


class C(A, kind="c"):
    def __init_subclass__(cls, **kwargs: Any) -> None:
        print("C first", cls.__name__)
        super().__init_subclass__(kind="via c", **kwargs)


class D(C):
    pass


class Mixin:
    pass


class E(Mixin, B):
    pass


print([(name, k().run(), k.kind) for name, k in Plugin.registry.items()], Plugin.kind)


class Bad(Plugin, other=1):
    pass
