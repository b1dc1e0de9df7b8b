"""aiogram without its three hundred validators: each is built when it is first needed.

At import aiogram builds pydantic validators for every type and method of the Bot API, of which a bot uses a tenth: three
seconds and a hundred megabytes. pydantic can leave this for later (``defer_build``, which aiogram asks for and then
undoes); all it needs then are the names that aiogram's types call each other by.

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
    from aiogram.client.default import Default
    from aiogram.methods.base import Response, TelegramMethod

    names: dict[str, Any] = {"Literal": Literal, "Optional": Optional, "Union": Union, "Default": Default}
    names |= {name: getattr(models, name) for name in models.__all__}
    for root in (models.TelegramObject, TelegramMethod, Response):
        root.model_rebuild = classmethod(_rebuilder(root, names))  # type: ignore[assignment,method-assign]


def _rebuilder(root: type, names: dict[str, Any]) -> Callable[..., bool | None]:
    """``model_rebuild`` of the models below ``root``: pydantic calls it at the first use of each."""

    def model_rebuild(model: Any, *, _types_namespace: dict[str, Any] | None = None, **options: Any) -> bool | None:
        known = _types_namespace or vars(sys.modules[model.__module__]) | names
        rebuilt: bool | None = cast("Any", super(root, model)).model_rebuild(_types_namespace=known, **options)
        return rebuilt

    return model_rebuild
