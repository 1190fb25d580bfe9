"""Where the rows of the desk lead."""

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: object, instead: tuple[str, tuple[object, ...]]) -> str:
    """The screen of that name, or, in a product without it, another one."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse(instead[0], args=instead[1])
