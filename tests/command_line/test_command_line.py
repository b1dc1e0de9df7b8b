"""The command line: light, plain in its errors, honest in its exit codes."""

import asyncio
import importlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.command_line.arguments import parser
from bot.command_line.entry import main
from bot.config import ROOT
from bot.sandbox import RunningServer, Sandbox, serve

TOKEN = "42:secret-of-the-bot"
SHIPPED = ROOT / "seasons" / "2019-2020.toml"
COMMANDS = ("run", "demo", "migrate", "season load", "import", "export", "backup", "doctor")
VALUES = {"season load": ["x"], "import": ["events", "x"], "export": ["people", "x"], "backup": ["x"]}


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a database that is not there yet; nothing of the machine's own settings counts."""
    path = tmp_path / "bot.sqlite3"
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_API_URL", "WEBHOOK_URL", "WEBHOOK_SECRET", "SEND_RATE", "OFFICE_IDS", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def ready(database: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The path of a database with the shipped season."""
    assert main(["season", "load", str(SHIPPED)]) == 0
    capsys.readouterr()
    return database


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line in which a command says no."""
    assert main(arguments) == 1
    shown = capsys.readouterr()
    assert shown.err.count("\n") == 1
    assert shown.err.startswith("Ошибка: ")
    assert shown.out == ""
    return shown.err.removeprefix("Ошибка: ").strip()


def rows(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_russian_and_succeeds(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"Использование: python -m bot {command}".strip())


def test_help_imports_no_heavy_library() -> None:
    program = (
        "import sys, json, atexit\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from bot.command_line.entry import main\n"
        "main(['--help'])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert set(json.loads(done.stderr)) & {"aiogram", "sqlalchemy", "pydantic", "aiohttp", "structlog"} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_its_function(command: str) -> None:
    module, function = parser().parse_args([*command.split(), *VALUES.get(command, [])]).act.split(":")
    assert callable(getattr(importlib.import_module(f"bot.command_line.{module}"), function))


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "Ошибка: не хватает: КОМАНДА. Справка: python -m bot --help\n"),
        (["export", "people"], "Ошибка: не хватает: ФАЙЛ. Справка: python -m bot export --help\n"),
        (["run", "--fast"], "Ошибка: лишнее: --fast. Справка: python -m bot --help\n"),
    ],
)
def test_wrong_arguments_are_one_plain_line(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err == line


def test_unknown_list_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "passwords", "x.csv"])
    shown = capsys.readouterr().err
    assert shown.startswith("Ошибка: ЧТО: нет такого значения: 'passwords'; есть ")
    assert shown.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("SEND_RATE", "fast", "настройка SEND_RATE: нужно число"),
        ("SEND_RATE", "0", "настройка SEND_RATE: нужно число больше 0.0"),
        ("LOG_LEVEL", "LOUD", "настройка LOG_LEVEL: допустимо 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_wrong_setting_is_named_without_its_value(
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    line: str,
) -> None:
    monkeypatch.setenv(name, value)
    assert refused(["migrate"], capsys) == line


def test_migrate_makes_the_tables(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "Схема базы данных обновлена\n"
    assert rows(database, "people") == 0


@pytest.mark.parametrize("command", ["export people x.csv", "import events x.csv", "backup x.sqlite3"])
def test_commands_do_not_make_a_database_by_mistake(
    database: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert refused(command.split(), capsys).startswith("базы данных ещё нет: ")
    assert not database.exists()


def test_export_writes_a_file_only_its_owner_reads(
    ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "events.csv"
    assert main(["export", "events", str(path)]) == 0
    assert capsys.readouterr().out == f"Выгружено строк: {rows(ready, 'events')}, файл {path}\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text(encoding="utf-8-sig").startswith("Вид;Название;")
    assert rows(ready, "audit_log") == 1


def test_export_refuses_what_it_cannot_write(ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(["export", "events", "events.pdf"], capsys) == (
        "вид файла неизвестен: events.pdf. Нужно окончание .xlsx или .csv"
    )
    missing = tmp_path / "nowhere" / "events.csv"
    assert refused(["export", "events", str(missing)], capsys).startswith("нет такого файла или папки: ")
    assert rows(ready, "audit_log") == 0


def test_export_before_a_season_says_so(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    capsys.readouterr()
    assert refused(["export", "people", "people.csv"], capsys) != ""


def test_import_checks_first_and_writes_all_or_nothing(
    ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, before = tmp_path / "new.csv", rows(ready, "events")
    good = "Название;Начало;Окончание\nВстреча;20.09.2019 10:00;20.09.2019 12:00\n"
    path.write_text(good + ";20.09.2019 10:00;20.09.2019 12:00\n", encoding="utf-8")
    assert main(["import", "events", str(path)]) == 1
    assert capsys.readouterr().err == (
        "Строка 3: не заполнено: Название\nОшибка: не подходит строк: 1. Ничего не загружено\n"
    )
    path.write_text(good, encoding="utf-8")
    assert main(["import", "events", str(path), "--check"]) == 0
    assert capsys.readouterr().out == "Проверено, ничего не записано: новых 1, изменённых 0, без изменений 0\n"
    assert rows(ready, "events") == before
    assert main(["import", "events", str(path)]) == 0
    assert capsys.readouterr().out == "Загружено: новых 1, изменённых 0, без изменений 0\n"
    assert rows(ready, "events") == before + 1


def test_refused_applicant_is_explained_by_row_and_column(
    ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "applicants.csv"
    path.write_text(
        "Роль;Фамилия;Имя;Пол;Дата рождения;Организация;Муниципалитет;Телефон\n"
        "наставник;Ким;Олег;мужской;01.02.1980;Завод;go-zeya;12\n"
        "наставник;Ким;Олег;мужской;01.02.1980;Завод;go-zeya;89145551234\n",
        encoding="utf-8",
    )
    assert main(["import", "applicants", str(path), "--check"]) == 1
    phone, answer, total = capsys.readouterr().err.splitlines()
    assert phone.startswith("Строка 2: Телефон: В номере не то количество цифр")
    assert answer.startswith("Строка 3: ")
    assert answer.endswith(": Без ответа на этот вопрос не обойтись.")
    assert total == "Ошибка: не подходит строк: 2. Ничего не загружено"
    assert rows(ready, "people") == 0


def test_backup_is_a_sound_copy_and_overwrites_nothing(
    ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.sqlite3"
    writer = sqlite3.connect(ready)
    try:
        # Somebody is in the middle of a change: the copy neither waits for it nor contains it.
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM events")
        assert main(["backup", str(copy)]) == 0
    finally:
        writer.close()
    assert capsys.readouterr().out.startswith(f"Копия сохранена: {copy}, ")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert rows(copy, "events") == rows(ready, "events") > 0
    assert refused(["backup", str(copy)], capsys) == f"такой файл уже есть: {copy}"


def test_backup_of_postgres_names_its_own_program(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://kadry:hidden@db.example:5433/kadry")
    assert refused(["backup", "copy.dump"], capsys) == (
        "PostgreSQL сохраняет его собственная программа: pg_dump --format=custom --file=copy.dump "
        "--host=db.example --port=5433 --username=kadry --dbname=kadry"
    )


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RunningServer]:
    """A Bot API the settings point to."""
    server = await serve(Sandbox(token=TOKEN))
    monkeypatch.setenv("BOT_API_URL", server.url)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    yield server
    await server.stop()


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    """What the doctor says, once it has been asked; never the token."""
    lines: list[str] = []
    yield lines
    assert not [line for line in lines if TOKEN.partition(":")[2] in line]


def there(path: Path) -> bool:
    return path.exists()


def make_empty(path: Path) -> None:
    path.touch()


async def ask_doctor(lines: list[str], capsys: pytest.CaptureFixture[str]) -> int:
    code = await asyncio.to_thread(main, ["doctor"])
    shown = capsys.readouterr()
    lines.extend(shown.out.splitlines())
    assert shown.err == ""
    return code


async def test_doctor_finds_everything_in_order(
    database: Path,
    telegram: RunningServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shown: list[str],
) -> None:
    monkeypatch.setenv("OFFICE_IDS", "900")
    await asyncio.to_thread(main, ["season", "load", str(SHIPPED)])
    capsys.readouterr()
    assert await ask_doctor(shown, capsys) == 0
    assert [line for line in shown if not line.startswith("✓")] == ["Всё в порядке"]
    assert len(shown) == 11


async def test_doctor_names_each_thing_that_is_wrong(
    database: Path,
    telegram: RunningServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shown: list[str],
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:secret-of-the-bot-mistyped")
    assert await ask_doctor(shown, capsys) == 1
    assert [line.partition(":")[0] for line in shown if line.startswith("✗")] == [
        "✗ база данных",
        "✗ схема базы",
        "✗ сезон",
        "✗ проектный офис",
        "✗ Bot API",
        "✗ получение сообщений",
    ]
    assert "✗ Bot API: отказ: Unauthorized" in shown
    assert shown[-1] == "Требует внимания: 6"
    assert not there(database)


async def test_doctor_notices_an_old_schema_and_a_missing_server(
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shown: list[str],
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    make_empty(database)
    assert await ask_doctor(shown, capsys) == 1
    assert any(line.startswith("✗ схема базы: версия не задана, нужна ") for line in shown)
    assert "✗ Bot API: http://127.0.0.1:9 не отвечает (ClientConnectorError)" in shown
