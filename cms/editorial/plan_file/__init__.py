"""Plan files: the product's own YAML format of an annual plan, read into frozen values.

Imports go one way: words → specs → spec, parse → schema → checks → reader; `compare` and `shift` know only the spec.
Outsiders use this door.
"""

from cms.editorial.plan_file.compare import Difference, FieldChange, compare
from cms.editorial.plan_file.reader import read_plan
from cms.editorial.plan_file.shift import shifted_to
from cms.editorial.plan_file.spec import PlanFile

__all__ = ["Difference", "FieldChange", "PlanFile", "compare", "read_plan", "shifted_to"]
