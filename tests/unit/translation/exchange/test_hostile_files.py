"""Files that nobody should have sent: refused with a sentence, for its own reason, in little time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.translation import override

from cms.translation.exchange import limits
from cms.translation.exchange.errors import SENTENCES, refusal
from cms.translation.exchange.formats import read_file
from cms.translation.exchange.refusals import Refused
from tests.unit.translation.exchange.hostile import FILES

ROOT = Path(__file__).parents[4]


def test_there_are_more_than_thirty() -> None:
    assert len(FILES) >= 50
    assert {code for _name, _data, code in FILES.values()} >= {"document_type", "bomb", "active_content", "encoding"}


@pytest.mark.parametrize("what", FILES)
def test_it_is_refused_for_its_own_reason(what: str) -> None:
    name, data, code = FILES[what]
    with pytest.raises(Refused) as caught:
        read_file(data, name=name)
    assert caught.value.code == code


@pytest.mark.parametrize("what", FILES)
def test_the_sender_reads_a_vietnamese_sentence(what: str) -> None:
    name, data, code = FILES[what]
    with pytest.raises(Refused) as caught, override("vi"):
        read_file(data, name=name)
    with override("vi"):
        sentence = str(refusal(caught.value))
    with override("en"):
        assert sentence != str(refusal(caught.value))
    assert "{" not in sentence
    assert code in SENTENCES


def test_all_of_them_together_cost_little() -> None:
    """In a process of its own that may use 20 seconds of processor and 500 MB, whatever the machine is busy with."""
    program = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_AS, (900_000_000, 900_000_000))
from tests.unit.translation.exchange.hostile import FILES
from cms.translation.exchange.formats import read_file
from cms.translation.exchange.refusals import Refused
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
codes = {}
for what, (name, data, code) in FILES.items():
    try:
        read_file(data, name=name)
    except Refused as refused:
        codes[what] = refused.code
print(json.dumps({"codes": codes, "grown": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["codes"] == {what: code for what, (_name, _data, code) in FILES.items()}
    assert told["grown"] < 300_000  # kilobytes


def test_the_limit_of_a_file_is_looked_at_before_anything_is_read() -> None:
    with pytest.raises(Refused) as caught:
        read_file(b"PK\x03\x04" + b"\0" * limits.MAX_BYTES, name="a.docx")
    assert caught.value.code == "too_large"
