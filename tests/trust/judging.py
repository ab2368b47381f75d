"""What the tests say of a module with a fault: on a copy of the checkout, by a process that has all else loaded."""

from __future__ import annotations

import compileall
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from py_compile import PycInvalidationMode

LOADED = ("numpy", "scipy.optimize", "scipy.special", "scipy.stats", "mpmath", "pytest", "hypothesis.extra.numpy")
"""What most tests import and no mutant changes: to be imported before a copy judges, as it judges by forking."""
LEFT = shutil.ignore_patterns(".*", "__pycache__", "*.sqlite*", "build", "dist")


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


@dataclass(frozen=True)
class Limits:
    """Seconds that tests may take before something must hang."""

    cpu: float
    clock: float


class Copy:
    """A copy of the checkout in which one mutant at a time takes its module's place."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root = place / "regclaims"
        shutil.copytree(root, self.root, ignore=LEFT)
        # By hash: a mutant may be as long as the truth and written in the same second.
        compileall.compile_dir(self.root, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)

    def judge(self, module: str, text: str, tests: Sequence[str], limits: Limits) -> Fate:
        """What the tests say of ``text`` in the place of ``module``."""
        path = self.root / module
        truth = path.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        try:
            return self._run(tests, limits)
        finally:
            path.write_text(truth, encoding="utf-8")

    def _run(self, tests: Sequence[str], limits: Limits) -> Fate:
        child = os.fork()
        if not child:
            self._tests(tests, limits)
        deadline = time.monotonic() + limits.clock
        while not (ended := os.waitpid(child, os.WNOHANG))[0]:
            if time.monotonic() > deadline:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return Fate.TIMED_OUT
            time.sleep(0.01)
        status = ended[1]
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
            return Fate.TIMED_OUT
        return Fate.SURVIVED if status == 0 else Fate.KILLED

    def _tests(self, tests: Sequence[str], limits: Limits) -> None:
        """In the child: the tests as a process that starts with the mutant would run them; never returns."""
        status = 70
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (int(limits.cpu) + 1, int(limits.cpu) + 6))
            output = os.open(self.root.parent / "output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(output, 1)
            os.dup2(output, 2)
            for name in [name for name in sys.modules if name.split(".")[0] == "regclaims"]:
                del sys.modules[name]
            sys.path.insert(0, str(self.root.parent))
            os.environ["PYTHONPATH"] = str(self.root.parent)
            sys.dont_write_bytecode = False
            os.chdir(self.root)
            status = _pytest(tests)
            if Path(sys.modules["regclaims"].__file__ or "").parent != self.root:
                status = 71
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)


def _pytest(tests: Sequence[str]) -> int:
    """The same examples for every mutant, and no time spent on making a counterexample small."""
    import pytest
    from hypothesis import Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", derandomize=True, database=None, deadline=None, phases=phases)
    settings.load_profile("mutation")
    loaded = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
    # conftest.py wires up the claims, which takes as long as all else and which these tests do not ask for.
    return int(pytest.main(["-x", "-q", "--noconftest", "-p", "no:cacheprovider", "-W", loaded, *tests]))


def measured(copy: Copy, module: str, tests: Sequence[str]) -> Limits:
    """Several times what the tests take on the module as it is; the end of it all where they fail on that."""
    before, began = _cpu(), time.monotonic()
    text = (copy.root / module).read_text(encoding="utf-8")
    if copy.judge(module, text, tests, Limits(600, 600)) is not Fate.SURVIVED:
        shown = (copy.root.parent / "output").read_text(encoding="utf-8", errors="replace")
        sys.exit(f"{module}: its tests fail as it is, required is that they pass\n{shown}")
    return Limits(5 + 3 * (_cpu() - before), 20 + 4 * (time.monotonic() - began))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
