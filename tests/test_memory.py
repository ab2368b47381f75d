"""Ten times the draws take at most a tenth more memory, in this process and in the workers; twins that leak do not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from regclaims.fixtures.blocks import Series
from regclaims.fixtures.dgms import DGM
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Block, Store

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")

PEAK = """
import sys
from pathlib import Path

def peak(pid):
    "VmHWM, of this program alone: ru_maxrss would start from what the process that started it had taken."
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.split("VmHWM:")[1].split()[0])

def below(pid):
    "Processes started by this one, and theirs."
    children = [int(c) for t in Path(f"/proc/{pid}/task").iterdir() for c in (t / "children").read_text().split()]
    return [each for child in children for each in (child, *below(child))]
"""

READ = """
import numpy as np
from regclaims.claims.claim import Claim
from regclaims.claims.decide import Budget, settle
from regclaims.claims.readings import Sampled
from regclaims.claims.verdict import Force
from regclaims.fixtures import dgms, grids, pages
from regclaims.fixtures.experiments import HALVED
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.sequential import Frequency
from regclaims.fixtures.engines import Serial
from regclaims.fixtures.store import Store

store, dgm, draws = Path(sys.argv[1]), dgms.parse(sys.argv[2]), int(sys.argv[3])
if "leak" in sys.argv:
    pages.Pages.__init__.__defaults__ = (10**12,)
worlds = grids.worlds(HALVED, [dgm])
coin = Sampled(  # not settled for millions of draws: true in half of them, and hardly any indifference
    name="coin", says="Coin.", predicate=lambda m: m.c0 < 0.5, worlds=worlds, frequency=Frequency("mostly", 0.5, 1e-3)
)
claim = Claim(id="coin", says="Coin.", force=Force.GENERIC, rows=(), better=(), roles={}, mirrors="", contradicts=(),
              not_empirical=None, module="", line=0, readings=[coin])
with Store(store) as kept, Lab(kept, seed=0, engine=Serial()) as lab:
    place = "coin", worlds[0].id
    docket = settle({claim: frozenset([place])}, lab, Budget(max_draws=draws))["coin"]
    assert lab.measured == 0
    assert docket.tallies[place].draws == draws
print(peak("self"))
"""

MEASURE = """
from regclaims.fixtures import pool
from regclaims.fixtures.blocks import Series
from regclaims.fixtures.engines import local
from regclaims.fixtures.lab import Lab
from regclaims.fixtures.store import Store

if __name__ == "__main__":
    store, dgm, draws = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    if "leak" in sys.argv:
        run = pool.Pool.run
        pool.Pool.run = lambda self, tasks: iter(list(run(self, list(tasks))))
    with Store(store) as kept, Lab(kept, seed=0, engine=local(2), block=1) as laboratory:
        laboratory.measure({Series("halved", "together", dgm): draws})
        assert laboratory.measured == draws
        peaks = [peak("self"), *map(peak, below("self"))]
        assert len(peaks) >= 4  # this one, the server that forks, the workers
        print(*sorted(peaks))
"""

SMALL = DGM(task="regression", n_samples=10, n_features=2, relevant=1.0, snr=2.0)
COLUMNS = 24


def peaks(tmp_path: Path, script: str, store: Path, draws: int, *more: str) -> list[int]:
    """Peak memory of the script's processes, in kB."""
    path = tmp_path / "script.py"
    path.write_text(PEAK + script)
    command = [sys.executable, str(path), str(store), SMALL.id, str(draws), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [int(word) for word in done.stdout.split()]


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A store with 200,000 draws of one series, 24 numbers each: 38 MB."""
    path, draws = tmp_path_factory.mktemp("filled") / "store", 200_000
    columns = tuple(f"m.c{j}" for j in range(COLUMNS))
    numbers = np.random.default_rng(0).random((draws, COLUMNS))
    series = Series("halved", "together", SMALL.id)
    with Store(path) as store, Lab(store, seed=0) as lab:
        store.add(lab.key(series), "filled", Block(tuple(range(draws)), tuple(sorted(columns)), numbers, ()))
    return path


def test_reading_ten_times_the_draws_takes_no_more_memory(tmp_path, filled):
    (few,), (many,) = (peaks(tmp_path, READ, filled, draws) for draws in (20_000, 200_000))
    print(f"peak of a process that reads 20,000 draws {few:,} kB, 200,000 draws {many:,} kB: {many / few:.3f}")
    assert many <= 1.1 * few


def test_a_reader_that_keeps_all_it_read_would_be_seen(tmp_path, filled):
    (few,), (many,) = (peaks(tmp_path, READ, filled, draws, "leak") for draws in (20_000, 200_000))
    assert many > 1.1 * few


def test_measuring_ten_times_the_draws_takes_no_more_memory_in_any_process(tmp_path):
    few, many = (peaks(tmp_path, MEASURE, tmp_path / f"{draws}", draws) for draws in (500, 5000))
    print(f"peaks of all processes that measure 500 draws {few} kB, 5,000 draws {many} kB")
    assert len(few) == len(many)
    assert all(more <= 1.1 * less for less, more in zip(few, many, strict=True))


def test_a_laboratory_that_holds_all_blocks_at_once_would_be_seen(tmp_path):
    few, many = (peaks(tmp_path, MEASURE, tmp_path / f"{draws}", draws, "leak") for draws in (500, 5000))
    assert any(more > 1.1 * less for less, more in zip(few, many, strict=True))
