"""The reader: bytes in, a frozen plan out, or PlanFileError."""

from cms.editorial.errors import PlanFileError
from cms.editorial.plan_file.checks import semantic_issues
from cms.editorial.plan_file.parse import parse
from cms.editorial.plan_file.schema import schema_issues
from cms.editorial.plan_file.spec import PlanFile


def read_plan(content: bytes) -> PlanFile:
    """Read a plan file; raise PlanFileError that names the line or key of every fault found.

    Four sieves, each on what the one before let through: YAML, schema, dates and numbers, references.
    """
    parsed = parse(content)
    if issues := schema_issues(parsed):
        raise PlanFileError(*issues)
    if issues := semantic_issues(parsed):
        raise PlanFileError(*issues)
    return PlanFile.of(parsed.data)
