"""The one shape of a refusal: a code for programs and a sentence for people."""

from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the product said no. Each app subclasses it, one class a rule, in its `errors.py`.

    `code` is stable and English; `message` may hold `{name}` places filled from `params`, so that a lazy
    translation is filled in the reader's language.
    """

    code = "domain_error"
    message: str | Promise = ""

    def __init__(self, *, code: str = "", message: str | Promise = "", **params: Any) -> None:
        self.code = code or self.code
        self.message = message or self.message
        self.params = params
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message).format(**self.params) if self.params else str(self.message)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(code={self.code!r}, params={self.params!r})"
