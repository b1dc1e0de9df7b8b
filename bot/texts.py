"""Texts of the interface: Fluent files under ``locales/``, with Telegram's HTML escaped by default.

Four traps of Fluent are closed here: it groups digits («2 026»), wraps arguments in invisible isolating marks, knows
nothing of HTML, and refuses long arguments.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentFloat, FluentInt, FluentNumber, NumberFormatOptions

from bot.domain.enums import Role
from bot.domain.events import two_clocks
from bot.domain.text_arguments import Html, Moment

LANGUAGES = ("ru", "en")
LOCALES = Path(__file__).resolve().parent.parent / "locales"


_LONGEST_INSERTED = 1000
"""Fluent refuses a text with a part of more than 2,500 characters: what may be one is put in after it has formatted."""
_PLACE, _PLACES = "\ue000{}\ue001", re.compile("\ue000([0-9]+)\ue001")


class _Int(FluentInt):
    """A whole number as people write it. Fluent's own way makes a pattern of the locale's for each, to leave it at that."""

    default_number_format_options = NumberFormatOptions(useGrouping=False)

    def format(self, locale: Locale) -> str:
        """Digits, unless a text asks for more (``NUMBER($part, style: "percent")``)."""
        return str(int(self)) if self.options is self.default_number_format_options else super().format(locale)


class TextError(LookupError):
    """A text is missing or was given the wrong arguments."""


@dataclass(frozen=True)
class Texts:
    """All languages, read once. ``home_zone`` is the programme's own clock."""

    bundles: Mapping[str, FluentBundle]
    home_zone: str

    @classmethod
    def load(cls, *, home_zone: str = "Asia/Yakutsk", locales: Path = LOCALES) -> "Texts":
        """Read ``locales/<language>/*.ftl``."""
        return cls({language: _bundle(language, locales / language) for language in LANGUAGES}, home_zone)

    def translator(self, language: str | None = None, *, role: Role | None = None) -> "Translate":
        """The texts for one reader: students are «ты», everybody else «вы» (``$you`` in the texts)."""
        chosen = language if language is not None and language in self.bundles else LANGUAGES[0]
        return _reader(self.bundles[chosen], chosen, role is Role.STUDENT, self.home_zone)


@cache
def _bundle(language: str, folder: Path) -> FluentBundle:
    """Parsed once per process: two hundred milliseconds of pure computing, the same for everybody."""
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


@dataclass(frozen=True)
class Translate:
    """The texts for one reader. Call it with a key and its arguments to get Telegram HTML."""

    bundle: FluentBundle
    language: str
    you: str
    home_zone: str

    def __call__(self, key: str, /, **arguments: Any) -> str:
        """The text as Telegram HTML; string arguments are escaped unless they are ``Html``.

        Raises ``TextError`` when there is no such text or an argument is missing.
        """
        return self._format(key, arguments, escape=True)

    def plain(self, key: str, /, **arguments: Any) -> str:
        """The text without markup and escaping: buttons, toasts, file names."""
        return self._format(key, arguments, escape=False)

    def addressing(self, role: Role | None) -> "Translate":
        """The same for somebody of this role."""
        return _reader(self.bundle, self.language, role is Role.STUDENT, self.home_zone)

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return self.bundle.has_message(key)

    def moment(self, at: datetime, zone: str | None = None) -> str:
        """«пт, 20 сентября, 10:00»; for a place with another clock both: «…, 12:00 мск, 18:00 в Благовещенске»."""
        place = zone or self.home_zone
        there, home = at.astimezone(ZoneInfo(place)), at.astimezone(ZoneInfo(self.home_zone))
        if not two_clocks(place, self.home_zone, at):
            return self.plain("moment", day=self.day(there), time=f"{there:%H:%M}")
        key = "moment-two-clocks" if there.date() == home.date() else "moment-two-clocks-two-days"
        return self.plain(
            key,
            day=self.day(there),
            time=f"{there:%H:%M}",
            zone=place.replace("/", "-").lower(),
            home_time=f"{home:%H:%M}",
            home_day=self.day(home),
        )

    def day(self, day: date) -> str:
        """«пт, 20 сентября»."""
        return self.plain("moment-day", weekday=day.weekday(), day=day.day, month=day.month)

    def date(self, day: date) -> str:
        """«5 марта 2003»."""
        return self.plain("moment-date", day=day.day, month=day.month, year=day.year)

    def _format(self, key: str, arguments: Mapping[str, Any], *, escape: bool) -> str:
        if not arguments:
            # Most texts of a screen always say the same; there are as many of them as keys and readers.
            return _constant(self, key)
        return self._filled(key, arguments, escape=escape)

    def _filled(self, key: str, arguments: Mapping[str, Any], *, escape: bool) -> str:
        if not self.bundle.has_message(key):
            raise TextError(f"no text {key!r} in {self.language}")
        message = self.bundle.get_message(key)
        if message.value is None:
            raise TextError(f"text {key!r} has no value in {self.language}")
        shown = {name: self._show(value, escape=escape) for name, value in arguments.items()}
        long = [value for value in shown.values() if isinstance(value, str) and len(value) > _LONGEST_INSERTED]
        places = {name: _PLACE.format(long.index(value)) for name, value in shown.items() if value in long}
        # As ``format_pattern`` does, which would make other numbers of ours.
        errors: list[Exception] = []
        given = CurrentEnvironment(args={"you": self.you, **shown, **places})
        try:
            text = message.value(ResolverEnvironment(context=self.bundle, current=given, errors=errors))
        except ValueError as error:
            errors.append(error)
        if errors:
            raise TextError(f"text {key!r} in {self.language}: {errors[0]}")
        # What people typed may hold such marks too: one that stands for nothing is left as it is.
        return _PLACES.sub(lambda found: (long[int(found[1]) :] or found)[0], str(text)) if long else str(text)

    def _show(self, value: Any, *, escape: bool) -> "str | FluentNumber":
        match value:
            case Html():
                return str(value)
            case bool():
                return "yes" if value else "no"
            case int() | float():
                return _Int(value) if isinstance(value, int) else FluentFloat(value, useGrouping=False)
            case Moment():
                return self.moment(value.at, value.zone)
            case datetime():
                return self.moment(value)
            case date():
                return self.date(value)
            case None:
                return ""
        return html.escape(str(value), quote=False) if escape else str(value)


# There are few readers: the same one is found faster among the constant texts than one that is equal.
@cache
def _reader(bundle: FluentBundle, language: str, student: bool, home_zone: str) -> Translate:
    return Translate(bundle, language, "ty" if student else "vy", home_zone)


@cache
def _constant(t: Translate, key: str) -> str:
    return t._filled(key, {}, escape=False)  # noqa: SLF001 - the other half of _format


def join_lines(lines: Iterable[str]) -> Html:
    """Ready lines of HTML as one argument of a text."""
    return Html("\n".join(lines))
