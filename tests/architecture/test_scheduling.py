"""The tables of tests.scheduling name files that exist, and a file's tests stay together."""

from pathlib import Path

import pytest

from tests.scheduling import LONGEST_FIRST, TOGETHER, scope_of

FILES = [str(path) for path in sorted(Path("tests").rglob("test_*.py"))]


@pytest.mark.parametrize("prefix", [*TOGETHER, *LONGEST_FIRST])
def test_every_prefix_names_tests(prefix: str) -> None:
    assert [file for file in FILES if file.startswith(prefix)]


def test_files_that_share_a_server_are_one_unit_of_work() -> None:
    assert scope_of("tests/product/test_editor_writes.py::test_one") == "product"
    assert scope_of("tests/product/test_store_rebuild.py::test_two") == "product"


def test_another_file_is_a_unit_of_its_own_whatever_its_parameters() -> None:
    assert scope_of("tests/unit/kernel/test_text.py::test_one[a::b@product]") == "tests/unit/kernel/test_text.py"
