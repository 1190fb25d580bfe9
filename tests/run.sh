#!/usr/bin/env bash
# Everything `make test` checks, in the order in which a mistake is cheapest to hear of.
# Usage: tests/run.sh [slow|lint|wagtail8]
set -euo pipefail
cd "$(dirname "$0")/.."
mode="${1:-fast}"
bin="${BIN:-.venv/bin}"
export DJANGO_SETTINGS_MODULE=cms.settings.test
step() { printf '\n==> %s\n' "$*"; }

step "Catalogues"
"$bin/python" -m cms.kernel.catalogues

if [ "$mode" != wagtail8 ]; then
  step "Lint"
  "$bin/ruff" check .
  "$bin/ruff" format --check .
  step "Import contracts"
  "$bin/lint-imports"
  step "Types"
  "$bin/mypy" .
  step "Migrations"
  "$bin/python" manage.py makemigrations --check --dry-run
fi
[ "$mode" = lint ] && exit 0

step "Tests"
# The chosen run is small enough for two processes; the full sizes are marked `slow`.
select="not slow"
[ "$mode" = slow ] && select="slow or not slow"
if [ "$mode" = wagtail8 ]; then
  # What Wagtail 8 announces for 9 is no failure on 8: the supported range ends below 9.
  export PYTHONWARNINGS="ignore::wagtail.utils.deprecation.RemovedInWagtail90Warning"
  export PYTEST_ADDOPTS="-W ignore::wagtail.utils.deprecation.RemovedInWagtail90Warning"
fi
exec "$bin/python" -m pytest -q -n 2 -m "$select"
