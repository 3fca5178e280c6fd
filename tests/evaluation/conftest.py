"""The judge: a folder with simulated teams whose truth is known, which lies beside the checkout or is not there."""

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

JUDGE = Path(__file__).parents[3] / "shared" / "eval"


@pytest.fixture(scope="session")
def judge() -> SimpleNamespace:
    """Its modules `simulate`, `score` and `rotation`."""
    if not (JUDGE / "simulate.py").is_file():
        pytest.skip("the judge (simulate.py, score.py, rotation.py) is not at ../shared/eval beside this checkout")
    sys.path.insert(0, str(JUDGE))
    try:
        return SimpleNamespace(**{name: importlib.import_module(name) for name in ("simulate", "score", "rotation")})
    finally:
        sys.path.remove(str(JUDGE))
