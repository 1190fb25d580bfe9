"""The store is derived: deleted and rebuilt, every public answer is the same."""

import subprocess
import sys

from tests.product.conftest import ROOT, Product, environment, wait_until_idle
from tests.product.crawling import answers


def manage(product: Product, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(product.var_dir),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_rebuilt_store_gives_the_same_answers(product: Product) -> None:
    wait_until_idle(product)
    before = answers(product)
    assert len(before) > 300
    assert {status for status, _ in before.values()} <= {200, 404}

    rebuilt = manage(product, "republish_documents", "--rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr

    after = answers(product)
    assert sorted(after) == sorted(before)
    changed = [address for address in before if before[address] != after[address]]
    assert changed == []


def test_a_fresh_copy_has_nothing_to_reconcile(product: Product) -> None:
    wait_until_idle(product)
    done = manage(product, "reconcile_documents")
    assert done.returncode == 0, done.stdout + done.stderr
