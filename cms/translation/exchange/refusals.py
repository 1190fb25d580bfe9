"""Why a whole file is not read: a code and its values. The sentences are in `errors`, where people are spoken to."""


class Refused(Exception):
    """Nothing of the file is kept; `code` names the sentence, `values` fill its places."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
