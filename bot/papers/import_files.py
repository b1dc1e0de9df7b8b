"""What goes with an import: the file to fill in, and the rows that did not fit with their reasons."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FileImport
from bot.domain.errors import NotFound
from bot.domain.languages import in_language
from bot.papers import Paper, maker
from bot.papers.reading import WORDS
from bot.papers.sheets import PlainSheet, workbook
from bot.services import applicant_imports, file_imports
from bot.services.applications import current_questions
from bot.services.imports import COLUMNS, BadRow, Listed
from bot.texts import Translate
from bot.worker import in_worker

TEMPLATE = "import-template"
ERRORS = "import-errors"


@maker(TEMPLATE)
async def template(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """A workbook with the columns of a list, and a second sheet that says what each of them may hold."""
    listed = Listed(argument)
    titles, guide = [], []
    for name, needed in COLUMNS[listed].items():
        title = t.plain(f"export-column-{name}")
        titles.append(title)
        guide.append((title, t.plain("export-yes" if needed else "export-no"), _known(name, t)))
    calls = await applicant_imports.calls_asked(session) if listed is Listed.APPLICANTS else {}
    for role, call in calls.items():
        for question in current_questions(call):
            title = in_language(question.text, t.language) or question.key
            options = ", ".join(in_language(each.label, t.language) or each.value for each in question.options)
            if title not in titles:
                titles.append(title)
            must = t.plain("export-yes" if question.required else "export-no")
            guide.append((title, f"{t.plain(f'role-{role.value}')}: {must}", options or None))
    heads = tuple(t.plain(f"import-guide-{name}") for name in ("column", "needed", "known"))
    sheets = [
        PlainSheet(t.plain(f"import-sheet-{listed.value}"), tuple(titles), ()),
        PlainSheet(t.plain("import-sheet-guide"), heads, tuple(guide)),
    ]
    return Paper(f"{listed.value}.xlsx", await in_worker(workbook, sheets))


def _known(name: str, t: Translate) -> str | None:
    if name in WORDS:
        group, values = WORDS[name]
        return ", ".join(t.plain(f"{group}-{value}") for value in values)
    return t.plain(f"import-hint-{name}") if t.has(f"import-hint-{name}") else None


@maker(ERRORS)
async def errors(session: AsyncSession, t: Translate, argument: str, now: datetime) -> Paper:
    """Every row of the file ``argument`` numbers that did not fit, with the reason. Raises NotFound ``import-unknown``."""
    row = await session.get(FileImport, int(argument))
    if row is None:
        raise NotFound("import-unknown")
    heads = tuple(t.plain(f"import-errors-{name}") for name in ("row", "column", "reason"))
    rows = tuple((bad.number, _column(bad, t) or None, _why(bad, t)) for bad in file_imports.bad_rows(row))
    sheet = PlainSheet(t.plain("import-sheet-errors"), heads, rows)
    return Paper(f"errors-{argument}.xlsx", await in_worker(workbook, [sheet]))


def explain(bad: BadRow, t: Translate) -> str:
    """A row that does not fit as a line: its number, the column where that is not clear, the reason."""
    title = _column(bad, t)
    # The texts of an import name their column themselves, those of the chat's forms do not.
    named = not title or bad.reason.key.startswith("import-")
    why = _why(bad, t)
    return t.plain("import-bad-row", row=bad.number, why=why if named else f"{title}: {why}")


def _column(bad: BadRow, t: Translate) -> str:
    if bad.column is not None:
        return t.plain(f"export-column-{bad.column}")
    return in_language(bad.title, t.language)


def _why(bad: BadRow, t: Translate) -> str:
    return t.plain(bad.reason.key, **{**bad.reason.arguments, "column": _column(bad, t)})


def first_of(rows: Sequence[BadRow], t: Translate, *, count: int) -> list[str]:
    """The first lines of what is wrong."""
    return [explain(bad, t) for bad in rows[:count]]
