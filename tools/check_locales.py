"""Locales: the same keys and variables in every language, every key the code uses exists, none is unused.

Keys are found in the syntax tree: the first argument of ``t(…)``, ``t.plain(…)`` and of rule violations, ``template=``
and ``text_key=`` of messages and questions; a key built by an f-string counts as a pattern.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ru", "en")
_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_CALLS = {"t", "plain", "has", "RuleViolation", "NotFound", "DeadLink", "Stale"}
_KEYWORDS = {"template", "text_key", "title_key", "hint_key", "key"}


class Variables(Visitor):
    """Collects the variables and references of a message."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 D102 - named by the library
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 D102 - named by the library
        self.references.add(node.id.name)


@dataclass
class Locale:
    """A language: variables and references per key, and what is wrong with its files."""

    variables: dict[str, set[str]] = field(default_factory=dict)
    references: dict[str, set[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_locale(folder: Path) -> Locale:
    """Parse every file of a language."""
    locale = Locale()
    for path in sorted(folder.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Junk):
                locale.problems.append(
                    f"{folder.name}/{path.name}: not understood: {(entry.content or '').strip()[:60]!r}"
                )
            if not isinstance(entry, ftl.Message):
                continue
            key = entry.id.name
            if key in locale.variables:
                locale.problems.append(f"{folder.name}/{path.name}: {key} is there twice")
            visitor = Variables()
            visitor.visit(entry)
            locale.variables[key] = visitor.variables
            locale.references[key] = visitor.references
    return locale


@dataclass
class Uses:
    """Keys the code must find, every string it contains, and patterns of keys it builds."""

    required: dict[str, str] = field(default_factory=dict)
    strings: set[str] = field(default_factory=set)
    patterns: list[re.Pattern[str]] = field(default_factory=list)


def read_uses(paths: Iterable[Path]) -> Uses:
    """Look through the code."""
    uses = Uses()
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                uses.strings.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                uses.patterns.extend(_patterns(node))
            elif isinstance(node, ast.Call):
                for key in _required(node):
                    uses.required.setdefault(key, f"{path.relative_to(ROOT)}:{node.lineno}")
    return uses


def _patterns(node: ast.JoinedStr) -> Iterator[re.Pattern[str]]:
    parts = [value.value if isinstance(value, ast.Constant) else None for value in node.values]
    text = "".join(str(part) for part in parts if part is not None)
    # Only what looks like a key with holes: `office-role-{role}`, not any formatted text.
    if "-" in text and re.fullmatch(r"[a-z0-9_-]+", text):
        yield re.compile("".join("[a-z0-9_-]+" if part is None else re.escape(str(part)) for part in parts))


def _required(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _CALLS and call.args:
        yield from _constants(call.args[0])
    for keyword in call.keywords:
        if keyword.arg in _KEYWORDS:
            yield from (key for key in _constants(keyword.value) if keyword.arg != "key")


def _constants(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as value) if _KEY.fullmatch(value):
            yield value
        case ast.IfExp():
            yield from _constants(node.body)
            yield from _constants(node.orelse)


def problems() -> list[str]:
    """Everything that is wrong, one line each."""
    locales = {language: read_locale(ROOT / "locales" / language) for language in LANGUAGES}
    found = [problem for locale in locales.values() for problem in locale.problems]
    first, *others = LANGUAGES
    for other in others:
        ours, theirs = locales[first].variables, locales[other].variables
        found += [f"{key}: missing in {other}" for key in sorted(ours.keys() - theirs.keys())]
        found += [f"{key}: missing in {first}" for key in sorted(theirs.keys() - ours.keys())]
        for key in sorted(ours.keys() & theirs.keys()):
            differ = (ours[key] ^ theirs[key]) - {"you"}
            if differ:
                found.append(f"{key}: {', '.join(sorted(differ))} only in one of {first}, {other}")
    code = sorted(path for path in (ROOT / "bot").rglob("*.py") if "sandbox" not in path.parts)
    uses = read_uses(code)
    known = locales[first].variables.keys()
    found += [
        f"{key}: used in {place}, but there is no such text"
        for key, place in sorted(uses.required.items())
        if key not in known
    ]
    referred = set().union(*locales[first].references.values())
    for key in sorted(known - uses.strings - referred):
        if not any(pattern.fullmatch(key) for pattern in uses.patterns):
            found.append(f"{key}: used nowhere")
    return found


def main() -> int:
    found = problems()
    print("\n".join(found) or "locales: ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
