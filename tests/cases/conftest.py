"""The golden profiles in Python lie with the tests of terms."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "terms"))
