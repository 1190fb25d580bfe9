"""The shape of the tree, beyond what the import linter sees."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LAYERS = [
    {name.strip(" ()") for name in layer.split("|")}
    for layer in PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
]
# Composition: they may know everyone, or nobody imports them.
EXCEPTIONS = {"cms.settings", "cms.wsgi", "cms.web_server"}


def layer_of(module: str) -> int | None:
    """Index of the module's layer, 0 the highest; None for what is not ours."""
    for index, layer in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in layer):
            return index
    return None


def test_every_package_stands_in_a_layer() -> None:
    ours = {f"cms.{path.parent.name}" for path in (ROOT / "cms").glob("*/__init__.py")}
    ours |= {f"cms.{path.stem}" for path in (ROOT / "cms").glob("*.py") if path.stem != "__init__"}
    ours |= {"home", "news", "procedures", "contests", "search"}
    unlisted = {name for name in ours - EXCEPTIONS if layer_of(name) is None}
    assert unlisted == set()


def test_relations_between_models_obey_the_layers() -> None:
    upward = []
    for model in apps.get_models(include_auto_created=True):
        own = layer_of(model.__module__)
        if own is None:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not getattr(field, "concrete", False) or target is None or isinstance(target, str):
                continue
            if target._meta.label == settings.AUTH_USER_MODEL:
                continue
            other = layer_of(target.__module__)
            if other is not None and other < own:
                upward.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert upward == []


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "services.py", "managers.py", "misc.py", "common.py"])
def test_no_module_is_named_after_nothing(name: str) -> None:
    own = [p for top in ("cms", "home", "news", "procedures", "contests", "search") for p in (ROOT / top).rglob(name)]
    assert own == []


def test_the_top_level_names_are_the_users() -> None:
    for folder in ("cms", "home", "news", "procedures", "contests", "search", "frontend_templates", "tests"):
        assert (ROOT / folder).is_dir(), folder
    assert (ROOT / "requirements.txt").is_file()


@pytest.mark.parametrize(
    "package", ["wagtail", "wagtail-localize", "djangorestframework", "elasticsearch-dsl", "pillow"]
)
def test_the_users_packages_are_required(package: str) -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert any(line.startswith(package) and line[len(package)] in "=><~" for line in lines)
