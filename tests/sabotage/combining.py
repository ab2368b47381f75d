"""Faults that turn the verdicts of claims/test_combining.py."""

from __future__ import annotations

from regclaims.tests.sabotage.lab import Turn

TURNS: dict[str, Turn] = {}
