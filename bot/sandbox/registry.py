"""The methods of the Bot API by name, and the running of one: result or Telegram's error, counted and logged."""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable
from typing import Any

from .errors import ApiError
from .model import Json
from .request import Params
from .world import World

Method = Callable[[World, Params], Any]
METHODS: dict[str, tuple[str, Method]] = {}

UNKNOWN = ApiError(404, "Not Found: method not found")


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as the Bot API method `name` (matched in any case)."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = (name, function)
        return function

    return register


async def execute(world: World, name: str, params: Params) -> tuple[int, Json]:
    """Run a method; HTTP status and the JSON answer. getUpdates is logged only when it fails."""
    entry = METHODS.get(name.lower())
    if entry is None:
        return 404, failure(UNKNOWN)
    proper, function = entry
    started = time.perf_counter()
    error: ApiError | None = None
    answer: Json
    try:
        result = function(world, params)
        if inspect.isawaitable(result):
            result = await _finished(result)
        answer = {"ok": True, "result": result}
    except ApiError as problem:
        error = problem
        answer = failure(problem)
    if proper != "getUpdates" or error is not None:
        spent = (time.perf_counter() - started) * 1000
        world.log(proper, params.for_log(), error.description if error is not None else None, spent)
    return (200 if error is None else error.code), answer


async def _finished(result: Awaitable[Any]) -> Any:
    return await result


def failure(error: ApiError) -> Json:
    """The JSON of an unsuccessful answer."""
    answer: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        answer["parameters"] = error.parameters
    return answer
