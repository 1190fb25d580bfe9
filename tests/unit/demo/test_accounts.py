"""The accounts of the demo and their passwords."""

import re
import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from cms.demo.accounts import PEOPLE, accounts_file, forget_passwords, make_passwords, new_password, read_accounts
from cms.departments.roles import Role


@pytest.fixture(autouse=True)
def _own_var_dir(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"


def test_each_role_has_an_account_of_its_name() -> None:
    assert {role.value for role in Role} <= {person.username for person in PEOPLE}


def test_an_account_named_after_a_role_has_that_role() -> None:
    for person in PEOPLE:
        role = re.sub(r"_(\d|city)$", "", person.username)
        assert {seat.role for seat in person.seats} == {role}, person.username


def test_a_second_department_has_accounts_that_end_in_2() -> None:
    second = {
        person.username: {seat.unit for seat in person.seats} for person in PEOPLE if person.username.endswith("_2")
    }
    assert set(second) == {"contributor_2", "section_editor_2", "department_head_2", "translator_2"}
    assert set.union(*second.values()) == {"phong-hop-tac-quoc-te"}


def test_nobody_is_a_person() -> None:
    assert all(person.display_name.endswith("(minh họa)") for person in PEOPLE)


def test_passwords_are_random_and_long_enough() -> None:
    passwords = {new_password() for _ in range(200)}
    assert len(passwords) == 200
    assert all(re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password) for password in passwords)


def test_only_the_owner_of_the_copy_can_read_the_file() -> None:
    make_passwords()
    assert stat.S_IMODE(accounts_file().stat().st_mode) == 0o600
    assert list(accounts_file().parent.iterdir()) == [accounts_file()]


def test_an_interrupted_load_keeps_its_passwords() -> None:
    assert read_accounts() == []
    first = make_passwords()
    assert make_passwords() == first
    assert [(a.username, a.password) for a in read_accounts()] == list(first.items())
    assert len(first) == len(PEOPLE)


def test_a_removed_demo_leaves_no_password() -> None:
    first = make_passwords()
    forget_passwords()
    forget_passwords()
    assert read_accounts() == []
    assert not set(make_passwords().values()) & set(first.values())


def test_the_list_says_beside_an_account_what_waits_for_it() -> None:
    make_passwords()
    told = {account.username: account.sees for account in read_accounts()}
    assert told["secretariat"] == "chùm ảnh chờ xử lý kỹ thuật"
    assert told["finance_payment"] == ""
