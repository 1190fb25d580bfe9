"""The one shape of a refusal."""

from cms.kernel.errors import DomainError


class OutOfTime(DomainError):
    code = "out_of_time"
    message = "Too late by {days} days."


def test_an_error_says_its_sentence_with_its_values() -> None:
    error = OutOfTime(days=3)
    assert str(error) == "Too late by 3 days."
    assert error.code == "out_of_time"
    assert error.params == {"days": 3}


def test_code_and_sentence_may_be_given_on_the_spot() -> None:
    error = DomainError(code="other", message="No.")
    assert (error.code, str(error)) == ("other", "No.")
    assert OutOfTime.code == "out_of_time"
