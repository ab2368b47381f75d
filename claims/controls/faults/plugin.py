"""A plugin of pytest that breaks the laboratory before any test is read, as the environment names the fault."""

from __future__ import annotations

import os

import hypothesis
import pytest

from regclaims.claims.controls.faults.fault import VARIABLE
from regclaims.claims.controls.faults.table import faults
from regclaims.claims.controls.patching import load

hypothesis.settings.register_profile("controls", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("controls")
if os.environ.get(VARIABLE):
    load()
    faults()[os.environ[VARIABLE]].breaks(pytest.MonkeyPatch())  # never undone: the process ends with its tests
