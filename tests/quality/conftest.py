"""Let these tests import the scripts of ``quality/``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "quality"))
