"""No reader of the audit log meets a code: whatever is recorded anywhere has a name, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override

from cms.audit.labels import action_label, registered_actions
from cms.departments.actions import people
from cms.incidents.actions import CODES as INCIDENTS
from cms.media.receivers import CODES
from cms.moderation.actions import claiming, deciding, urgent
from cms.pages.refused_attempts import CODES as REFUSED
from cms.publishing.auditing import AUDITED

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("cms", "home", "news", "procedures", "contests", "search")
# Where the code is looked up in a table: the tables are asked instead.
COMPUTED = {
    "cms/departments/actions/people.py": set(people.CODES.values()),
    "cms/incidents/actions.py": set(INCIDENTS.values()),
    "cms/media/receivers.py": set(CODES.values()),
    "cms/moderation/actions/claiming.py": set(claiming.CODES.values()),
    "cms/translation/actions/assigning.py": {
        "translation.claimed",
        "translation.assigned",
        "translation.released",
    },
    "cms/translation/actions/opening.py": {"translation.opened", "translation.reopened"},
    "cms/moderation/actions/deciding.py": set(deciding.CODES.values()),
    "cms/moderation/actions/urgent.py": set(urgent.CODES.values()),
    "cms/pages/refused_attempts.py": set(REFUSED.values()),
    "cms/publishing/auditing.py": set(AUDITED.values()),
}


def names_of_record(tree: ast.Module) -> set[str]:
    """What a module calls `cms.audit.actions.record`."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "cms.audit.actions"
        for alias in node.names
        if alias.name == "record"
    }


def calls_of_record(tree: ast.Module) -> Iterator[ast.Call]:
    names = names_of_record(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        is_name = isinstance(node.func, ast.Name) and node.func.id in names
        is_attribute = isinstance(node.func, ast.Attribute) and node.func.attr == "record"
        if is_name or (is_attribute and any(word.arg == "action" for word in node.keywords)):
            yield node


def codes(path: Path) -> Iterator[str]:
    """The codes a file records; a code that is neither a literal nor of a known table fails here."""
    place = path.relative_to(ROOT).as_posix()
    for call in calls_of_record(ast.parse(path.read_text())):
        value = next((word.value for word in call.keywords if word.arg == "action"), None)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
        else:
            assert place in COMPUTED, f"{place}:{call.lineno} records a code that nobody can read off the source"
            yield from COMPUTED[place]


def recorded() -> dict[str, str]:
    return {
        code: path.relative_to(ROOT).as_posix()
        for top in TOPS
        for path in (ROOT / top).rglob("*.py")
        if "migrations" not in path.parts
        for code in codes(path)
    }


def test_the_scan_sees_the_codes_it_is_about() -> None:
    assert {"site.access_synced", "publishing.retry_delivery", "media.file_deleted", "page.moved"} <= recorded().keys()
    assert len(recorded()) >= 50


def test_every_recorded_action_has_a_name() -> None:
    assert {code: place for code, place in recorded().items() if code not in registered_actions()} == {}


def test_no_name_is_left_over() -> None:
    assert registered_actions() - recorded().keys() == set()


def test_every_name_is_said_in_both_languages_and_is_no_code() -> None:
    for code in registered_actions():
        with override("en"):
            english = action_label(code)
        with override("vi"):
            vietnamese = action_label(code)
        assert english != code
        assert vietnamese not in (english, code), code


def test_two_actions_do_not_share_a_name() -> None:
    for language in ("vi", "en"):
        with override(language):
            labels = [action_label(code) for code in registered_actions()]
        assert len(set(labels)) == len(labels)
