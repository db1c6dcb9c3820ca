"""Every page in dark, on a phone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from .conftest import Site
from .tours import STATES, EveryPage, Tour, walk


@pytest.fixture(scope="module", params=[1, 3], ids=lambda state: "-".join(map(str, STATES[state])))
def tour(request: Any, browser: Browser, site: Site) -> Tour:
    return walk(browser, site, request.param)


class TestEveryPage(EveryPage):
    """See there."""
