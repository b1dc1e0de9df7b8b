"""aiogram without its four hundred validators: each is built when it is first needed, and without what it does in vain.

At import aiogram builds pydantic validators for every type and method of the Bot API, of which a bot uses a tenth: three
seconds and a hundred megabytes. pydantic can leave this for later (``defer_build``, which aiogram asks for and then
undoes); all it needs then are the names that aiogram's types call each other by.

Its models also call back from pydantic into Python several times for each object, however small: to drop a mark that no
method is given any more, and once per class they come from to make room for the bot they belong to. That took two thirds
of the time of reading an update; here it is one short call.

``install`` changes nothing until somebody imports aiogram, and nothing at all where it has been imported already.
"""

import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from typing import Any, cast

_PACKAGE = "aiogram"


def install() -> None:
    """Wait for the import of aiogram."""
    if _PACKAGE not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Puts our loader around the package's own, once."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != _PACKAGE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loading(spec.loader)
        return spec


class _Loading(Loader):
    """Loads the package while pydantic builds nothing, then tells the models where to find each other."""

    def __init__(self, real: Loader) -> None:
        self._real = real

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return self._real.create_module(spec)

    def exec_module(self, module: types.ModuleType) -> None:
        with _nothing_built():
            self._real.exec_module(module)
        _introduce()


@contextmanager
def _nothing_built() -> Iterator[None]:
    from pydantic import BaseModel, ConfigDict

    config, rebuild = BaseModel.model_config, BaseModel.__dict__["model_rebuild"]
    models = cast("Any", BaseModel)
    models.model_config = ConfigDict(defer_build=True)
    models.model_rebuild = classmethod(_not_yet)
    try:
        yield
    finally:
        models.model_config, models.model_rebuild = config, rebuild


def _not_yet(_model: type, /, **_: object) -> None:
    """What aiogram's types are asked to do at the end of their import."""


def _introduce() -> None:
    from typing import Literal, Optional, Union

    from aiogram import types as models
    from aiogram.client.context_controller import BotContextController
    from aiogram.client.default import Default
    from aiogram.methods.base import Response, TelegramMethod

    names: dict[str, Any] = {"Literal": Literal, "Optional": Optional, "Union": Union, "Default": Default}
    names |= {name: getattr(models, name) for name in models.__all__}
    for root in (models.TelegramObject, TelegramMethod, Response):
        root.model_rebuild = classmethod(_rebuilder(root, names))  # type: ignore[assignment,method-assign]
    _lighten(BotContextController)


def _lighten(root: Any) -> None:
    """Let every model below ``root`` be made without calls that change nothing."""
    root.model_post_init = _belong
    for model in _below(root):
        # Each has one that wraps its base's: the same private attribute would be made once per class of the line.
        if (
            "model_post_init" in vars(model)
            and model.__private_attributes__.keys() == root.__private_attributes__.keys()
        ):
            type.__delattr__(model, "model_post_init")
        model.__pydantic_decorators__.model_validators.pop("remove_unset", None)


def _below(model: Any) -> Iterator[Any]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def _belong(self: Any, context: Any, /) -> None:
    """What ``BotContextController`` does: keep the bot of the context."""
    _set(self, "__pydantic_private__", {"_bot": context.get("bot") if context else None})


_set = object.__setattr__


def _rebuilder(root: type, names: dict[str, Any]) -> Callable[..., bool | None]:
    """``model_rebuild`` of the models below ``root``: pydantic calls it at the first use of each."""

    def model_rebuild(model: Any, *, _types_namespace: dict[str, Any] | None = None, **options: Any) -> bool | None:
        known = _types_namespace or vars(sys.modules[model.__module__]) | names
        rebuilt: bool | None = cast("Any", super(root, model)).model_rebuild(_types_namespace=known, **options)
        return rebuilt

    return model_rebuild
