"""Completeness: every button, dialog state, main screen, command and notice has its handler and its text."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.fsm.state import State, StatesGroup
from pydantic.fields import FieldInfo

import bot.handlers
from bot.domain.enums import OfficeRole, Role
from bot.handlers import dispatcher, menu
from bot.handlers.callbacks import Open
from bot.handlers.commands import commands_for
from bot.handlers.forms.dialogue import FormStates
from bot.handlers.office import desk
from bot.services import privacy
from bot.texts import LANGUAGES, Texts

ROOT = Path(__file__).resolve().parents[2]
for module in pkgutil.walk_packages(bot.handlers.__path__, "bot.handlers."):
    importlib.import_module(module.name)

_LIMIT = 64
_LARGEST = {"page": 100_000, "count": 100_000, "at": 4_102_444_800, "reason": 99, "part": 99, "step": 9, "seen": 2**32}
_LARGEST |= {
    "smallest": 30,
    "largest": 30,
    "days": 100_000,
    "reserve": 100_000,
    "target": 99,
    "capacity": 9,
    "first": 799_999,
}
_LARGEST |= {"last": 799_999, "weight": 200, "day": 799_999}
_ROW_ID = 9_999_999
"""Ids of a programme of some hundred people a year: seven digits last for ever."""

_WORDS = {
    "name": "municipalities",
    "token": "f" * 32,
    "act": "ask-announce",
    "step": "ffffffff",
    "place": "mo-" + "x" * 17,
    "code": "incomplete",
    "screen": "profile_edit",
    "only": "f",
    "status": "submitted",
    "decided": "staged",
    "value": "ffffffff",
    "what": "reserve",
    "kind": "reminder",
    "since": "f",
    "wording": "12",
}
_ACTS = {
    "FormAct": "change",
    "GuardianAct": "confirm",
    "ChildAct": "withdraw",
    "OwnConsent": "withdraw",
    "ApplicationAct": "ask-withdraw",
    "MemberAct": "administrator",
    "SubstituteAnswer": "refuse",
    "CardAct": "accepted",
    "RuleAct": "words-ru",
    "ScheduleLine": "hold",
}


def _inside(module: str) -> bool:
    return module.startswith("bot.handlers")


BUTTONS = sorted(
    (each for each in CallbackData.__subclasses__() if _inside(each.__module__)), key=lambda each: each.__name__
)
STATES = [state for group in StatesGroup.__subclasses__() if _inside(group.__module__) for state in group.__states__]


def _routers(router: Router) -> Iterator[Router]:
    yield router
    for each in router.sub_routers:
        yield from _routers(each)


def _filters() -> Iterator[Any]:
    for router in _routers(dispatcher()):
        for observer in (router.message, router.callback_query):
            for handler in observer.handlers:
                for each in handler.filters or ():
                    yield each.callback


def _longest(button: type[CallbackData], name: str, field: FieldInfo) -> Any:
    kind: Any = field.annotation
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return max(kind, key=lambda member: len(str(member.value)))
    if kind is bool:
        return True
    if kind is int:
        return _LARGEST.get(name, _ROW_ID)
    return _ACTS.get(button.__name__, _WORDS[name]) if name == "act" else _WORDS[name]


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.__name__)
def test_button_has_a_handler_and_fits(button: type[CallbackData]) -> None:
    filtered = {each.callback_data for each in _filters() if isinstance(each, CallbackQueryFilter)}
    assert button in filtered
    longest = button(**{name: _longest(button, name, field) for name, field in button.model_fields.items()})
    assert len(longest.pack().encode()) <= _LIMIT


def test_prefixes_are_nobody_elses() -> None:
    prefixes = [button.__prefix__ for button in BUTTONS]
    assert sorted(set(prefixes)) == sorted(prefixes)


def test_every_state_has_a_handler() -> None:
    used = {state for each in _filters() if isinstance(each, StateFilter) for state in each.states}
    # A state may also stand as a filter of its own; the engine of forms asks for its one state in `Asking`.
    used |= {each for each in _filters() if isinstance(each, State)}
    assert [state for state in STATES if state not in used] == [FormStates.asking]


def _opened() -> set[str]:
    """Every screen some button opens: literals in the code, the menus' lists, where forms lead back to."""
    found = {"menu"}
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            given = [keyword.value for keyword in node.keywords if keyword.arg in {"screen", "cancel_screen"}]
            if name == "back_to":
                given += node.args[:1]
            found |= {each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    found |= {screen for row in desk._TOOLS for screen, _ in row}
    found |= {item for rows in menu._ITEMS.values() for row in rows for item in row}
    return found


def test_every_screen_that_is_opened_has_a_handler() -> None:
    opened = _opened()
    assert {"menu", "apply", "profile_edit", "audit", "register"} <= opened
    rules = [each.rule for each in _filters() if isinstance(each, CallbackQueryFilter) and each.callback_data is Open]
    handled = {screen for screen in opened for rule in rules if rule is not None and rule.resolve(Open(screen=screen))}
    assert sorted(opened - handled) == []


def test_every_command_of_the_menus_has_a_handler() -> None:
    handled = {str(name) for each in _filters() if isinstance(each, Command) for name in each.commands}
    for language in LANGUAGES:
        t = Texts.load().translator(language)
        for role in (None, *Role):
            for office_role in (None, *OfficeRole):
                shown = commands_for(role, office_role, t)
                assert [each.command for each in shown if each.command not in handled] == []
                assert [each.command for each in shown if not each.description] == []


def test_every_notice_has_a_text() -> None:
    texts = [Texts.load().translator(language) for language in LANGUAGES]
    named: set[str] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "template":
                named |= {
                    each.value
                    for each in ast.walk(node.value)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and not each.value.endswith("-")
                }
    assert "event-promoted" in named
    assert [name for name in sorted(named) for t in texts if not t.has(name)] == []


def test_every_kind_of_record_about_a_person_has_a_name() -> None:
    tables = {"people", *privacy.ABOUT, "application_versions", "seats", "decisions"}
    for language in LANGUAGES:
        t = Texts.load().translator(language)
        assert [name for name in sorted(tables) if not t.has(f"privacy-table-{name.replace('_', '-')}")] == []


def _recorded(argument: ast.expr) -> Iterator[str]:
    """What an argument of ``audit.record`` says, up to where the code fills something in."""
    for each in ast.walk(argument):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def test_every_act_and_its_subject_read_as_words_in_the_log() -> None:
    acts: set[str] = set()
    subjects: set[str] = set()
    for path in (ROOT / "bot" / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "audit.record":
                continue
            acts |= {act for act in _recorded(node.args[1]) if not act.endswith(".")}
            about = [keyword.value for keyword in node.keywords if keyword.arg == "subject"]
            subjects |= {one.partition(":")[0] for value in about for one in _recorded(value) if one.endswith(":")}
    assert {"person.read", "team.read"} <= acts
    assert {"person", "team"} <= subjects
    keys = {f"audit-{act.replace('.', '-').replace('_', '-')}" for act in acts}
    keys |= {f"audit-subject-{subject.replace('_', '-')}" for subject in subjects if subject}
    for language in LANGUAGES:
        t = Texts.load().translator(language)
        assert [key for key in sorted(keys) if not t.has(key)] == []
