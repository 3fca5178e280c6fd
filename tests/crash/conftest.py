"""The option of the nightly run: every boundary instead of every ninth."""

import pytest

EVERY_BOUNDARY = "--every-boundary"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(EVERY_BOUNDARY, action="store_true", help="crash at every boundary of a sweep, not at some")


@pytest.fixture
def every_boundary(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption(EVERY_BOUNDARY, default=False))
