"""How an English text is set: spaces, quotes, brackets."""

import re

from cms.translation.glossary.guard.hints import Code, Hint

# Each begins at a single character: a pattern with a run before it would cost the square of a long word.
_DOUBLE_SPACE = re.compile(r"[ \u00a0]{2,}")
_SPACE_BEFORE = re.compile(r"(?<=\S)\s+[,;:!?.](?![.\w])")
_DOUBLED = re.compile(r",,|;;|::|(?<!\.)\.\.(?!\.)|[.,;:]\s?,")
_CONTEXT = 12
_MARKS: tuple[tuple[Code, re.Pattern[str]], ...] = (
    ("double_space", _DOUBLE_SPACE),
    ("space_before_mark", _SPACE_BEFORE),
    ("doubled_mark", _DOUBLED),
)
_BRACKETS = {")": "(", "]": "["}


def typography_hints(text: str) -> list[Hint]:
    """What a proof-reader would mark in a text without its tags."""
    hints: list[Hint] = []
    for code, pattern in _MARKS:
        found = pattern.search(text)
        if found is not None:
            around = text[max(0, found.start() - _CONTEXT) : found.end() + _CONTEXT]
            hints.append(Hint(code=code, found=around.strip()))
    if text.count("“") != text.count("”") or text.count('"') % 2:
        hints.append(Hint(code="unpaired_quotes"))
    if not _is_paired(text):
        hints.append(Hint(code="unpaired_brackets"))
    return hints


def _is_paired(text: str) -> bool:
    """Brackets close in order; “1)” and “a)” of a list are no brackets."""
    open_brackets: list[str] = []
    for at, char in enumerate(text):
        if char in "([":
            open_brackets.append(char)
        elif char in _BRACKETS:
            if open_brackets and open_brackets[-1] == _BRACKETS[char]:
                open_brackets.pop()
            elif not re.search(r"(?:^|\s)\w{1,3}$", text[:at]):
                return False
    return not open_brackets
