"""How municipalities and directions are called in everyday speech: their official names are too long for a button."""

import re

_CITY = re.compile(r"(?:ЗАТО\s+)?\(?городской округ\)?\s+", re.IGNORECASE)
_DISTRICT = re.compile(r"\s+муниципальный округ$", re.IGNORECASE)
_EXPLANATION = re.compile(r"\s*[,(].*", re.DOTALL)


def short_place(name: str) -> str:
    """The name without its legal form: «городской округ Зея» is «Зея», a district stays told from its town.

    «Благовещенский муниципальный округ» becomes «Благовещенский округ»; a name of another form stays as it is.
    """
    if _CITY.match(name):
        return _CITY.sub("", name, count=1)
    return _DISTRICT.sub(" округ", name)


def short_direction(name: str) -> str:
    """The name up to its first comma or bracket: «Туризм, отдых (лето)» is «Туризм»."""
    return _EXPLANATION.sub("", name, count=1) or name
