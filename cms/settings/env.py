"""Where settings read the environment: paths, and one reader for everything else."""

import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

# VAR_DIR may be relative: then it is relative to the clone, so that several copies can run.
VAR_DIR = (BASE_DIR / os.environ.get("VAR_DIR", "var")).resolve()
