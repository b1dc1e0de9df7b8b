"""What can be typed after ``python -m bot``, with its help; standard library only."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

EXPORTS = ("people", "applications", "events", "teams", "audit")
IMPORTS = ("events", "partners", "applicants")

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), "не хватает: {}"),
    (
        re.compile(r"argument (.+): invalid choice: (.+) \(choose from (.+)\)"),
        "{0}: нет такого значения: {1}; есть {2}",
    ),
    (re.compile(r"argument (.+): expected one argument"), "{}: нужно значение"),
    (re.compile(r"unrecognized arguments: (.+)"), "лишнее: {}"),
)
"""How the library words what is wrong, and how we do."""


class _Formatter(argparse.HelpFormatter):
    """Help whose first word is Russian too."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Использование: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Russian; ``options`` and ``values`` are its groups of arguments."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Formatter, allow_abbrev=False)
        self.values = self.add_argument_group("Значения")
        self.options = self.add_argument_group("Параметры")
        self.options.add_argument("-h", "--help", action="help", help="показать эту справку")

    def error(self, message: str) -> NoReturn:
        """One plain line and exit code 2."""
        for pattern, wording in _COMPLAINTS:
            if found := pattern.fullmatch(message):
                message = wording.format(*found.groups())
        sys.stderr.write(f"Ошибка: {message}. Справка: {self.prog} --help\n")
        sys.exit(2)


def parser() -> Parser:
    """Every command. The parsed ``act`` is ``module:function`` under ``bot.command_line``."""
    top = Parser(prog="python -m bot", description="Бот программы «Кадры будущего для регионов»")
    commands = top.add_subparsers(title="Команды", required=True, metavar="КОМАНДА", dest="command")

    def command(name: str, act: str, summary: str, more: str = "") -> Parser:
        made = commands.add_parser(
            name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}. {more}".strip()
        )
        made.set_defaults(act=act)
        return made

    command("run", "running:run", "запустить бота", "Без BOT_TOKEN запускается демонстрация.")
    demo = command("demo", "running:demo", "запустить демонстрацию на песочнице")
    demo.options.add_argument("--keep", action="store_true", help="продолжить с прежней демонстрационной базой")
    command("migrate", "schema:migrate", "обновить схему базы данных")
    _add_season(commands)
    _add_import(command("import", "importing:run", "загрузить список из файла", _ABOUT_IMPORT))
    _add_export(command("export", "exporting:run", "выгрузить список в файл", _ABOUT_EXPORT))
    backup = command("backup", "backup:run", "сохранить копию базы данных", "Бот при этом может работать.")
    backup.values.add_argument(
        "file", type=Path, metavar="ФАЙЛ", help="куда сохранить; такого файла ещё не должно быть"
    )
    command("doctor", "doctor:run", "проверить, всё ли в порядке", "Ничего не меняет. Код 1, если что-то не так.")
    return top


_ABOUT_IMPORT = (
    "Первая строка файла — названия столбцов, такие же, как в выгрузке. Если хоть одна строка не подходит, "
    "не загружается ничего."
)
_ABOUT_EXPORT = "Вид файла — по окончанию: .xlsx или .csv. В .csv попадает только первый лист."


def _add_season(commands: Any) -> None:
    season = commands.add_parser("season", help="сезон программы", description="Сезон программы.")
    actions = season.add_subparsers(title="Действия", required=True, metavar="ДЕЙСТВИЕ", dest="action")
    load = actions.add_parser("load", help="загрузить сезон из файла", description="Загрузить сезон из файла.")
    load.values.add_argument("file", type=Path, metavar="ФАЙЛ", help="файл сезона (TOML)")
    load.values.add_argument(
        "--overwrite", action="store_true", help="заменить и то, что офис изменил в чате (вопросы и критерии)"
    )
    load.set_defaults(act="schema:load_season")


def _add_import(made: Parser) -> None:
    made.values.add_argument("what", choices=IMPORTS, metavar="ЧТО", help=", ".join(IMPORTS))
    made.values.add_argument("file", type=Path, metavar="ФАЙЛ", help="файл .xlsx или .csv")
    made.options.add_argument("--check", action="store_true", help="только проверить, ничего не записывать")


def _add_export(made: Parser) -> None:
    made.values.add_argument("what", choices=EXPORTS, metavar="ЧТО", help=", ".join(EXPORTS))
    made.values.add_argument("file", type=Path, metavar="ФАЙЛ", help="файл .xlsx или .csv")
