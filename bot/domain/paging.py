"""Lists longer than a screen."""


def page_count(total: int, size: int) -> int:
    """How many pages of ``size`` entries a list of ``total`` has; an empty list has one, which says so."""
    return max(-(-total // size), 1)
