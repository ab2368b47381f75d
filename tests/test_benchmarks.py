"""What the benchmarks compute and say; what they time is theirs to time."""

import json
import math

import numpy as np
import pytest
from markdown_it import MarkdownIt
from scipy.stats import binom

from regclaims.benchmarks import check, fixed_n, glmnet, growth, notebook, pairs, results, table
from regclaims.benchmarks.goals import GOALS, Goal
from regclaims.benchmarks.results import Measured
from regclaims.claims import decide
from regclaims.claims.claim import by_id
from regclaims.fixtures import dgms, methods
from regclaims.fixtures.blocks import Series
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES, Outcome

# Pairs


def test_pairs_take_turns_and_give_theirs_over_ours():
    order = []

    def timed(name, seconds):
        def once(number):
            order.append((name, number))
            return seconds + number

        return once

    found = pairs.interleaved(timed("ours", 1.0), timed("theirs", 3.0), 3)
    assert order == [("ours", 0), ("theirs", 0), ("theirs", 1), ("ours", 1), ("ours", 2), ("theirs", 2)]
    assert found.ratios == (3 / 1, 4 / 2, 5 / 3)


def test_failing_process_is_told_apart_from_one_that_works():
    assert pairs.run(["python", "-c", "print(1)"]) == "1\n"
    with pytest.raises(SystemExit, match="exit status 3"):
        pairs.run(["python", "-c", "raise SystemExit(3)"])


# Fixed n


def chance_of_rejecting(n, null, theta, a):
    """By adding up probabilities, without the quantile function."""
    s = np.arange(n + 1)
    tail = np.array([binom.pmf(np.arange(k, n + 1), n, null).sum() for k in s])
    return binom.pmf(s[tail <= a], n, theta).sum()


@pytest.mark.parametrize(("null", "alternative"), [(0.5, 0.6), (0.9, 0.95), (0.1, 0.15)])
def test_least_n_has_the_power_and_one_less_has_not(null, alternative):
    n = fixed_n.least_n(null, alternative, 1e-3)
    assert chance_of_rejecting(n, null, null, 1e-3) <= 1e-3
    assert chance_of_rejecting(n, null, alternative, 1e-3) >= 0.9
    assert chance_of_rejecting(n - 1, null, alternative, 1e-3) < 0.9


def test_a_test_downwards_counts_failures():
    assert fixed_n.least_n(0.9, 0.85, 1e-4) == fixed_n.least_n(0.1, 0.15, 1e-4)
    assert fixed_n.needed(NEARLY_ALWAYS, 1e-4) == fixed_n.needed(SOMETIMES, 1e-4)
    assert fixed_n.needed(NEARLY_ALWAYS, 1e-4) == fixed_n.least_n(0.9, 0.85, 1e-4)


def test_n_near_that_of_the_normal_approximation():
    approximate = ((4.753 * 0.5 + 1.2816 * math.sqrt(0.24)) / 0.1) ** 2  # quantiles of 1e-6 and 0.9
    assert fixed_n.needed(MOSTLY, 1e-6) == pytest.approx(approximate, rel=0.02)


def test_what_no_n_can_tell_is_refused():
    with pytest.raises(UsageError, match=r"0\.501 is not told from 0\.5"):
        fixed_n.least_n(0.5, 0.501, 1e-6)


def test_undecided_cells_charge_ours_and_not_theirs():
    cells = [("mostly", "holds", 20), ("mostly", "undecided", 80)]
    assert fixed_n._compare(cells, {"mostly": 1000}).values == (20.0,)
    assert fixed_n._compare_decided(cells, {"mostly": 1000}).values == (10.0,)


# Reading prose


def test_text_is_made_again_alike_and_as_long_as_asked():
    made = check.text(0.02, 0.5)
    assert made == check.text(0.02, 0.5)
    assert made != check.text(0.02, 0.5, seed=1)
    assert 20_000 <= len(made.encode()) < 30_000
    kinds = {token.type for token in MarkdownIt("gfm-like").parse(made)}
    assert kinds >= {"heading_open", "bullet_list_open", "table_open", "fence", "paragraph_open"}


def test_our_check_is_timed_on_it_and_finds_something(tmp_path, monkeypatch):
    monkeypatch.setattr(check, "EACH", 0.002)
    found = check.figures(check.ours(), [check.ours()], tmp_path, (0.01,), 1)
    assert set(found) == {
        name
        for kind in check.KINDS
        for size in ("0.01 MB", check.FOLDER)
        for name in (f"regclaims, {kind}, {size}", f"speed, {kind}" + (f", {size}" if size == check.FOLDER else ""))
    } | {"start"}
    assert all(min(measured.values) > 0 for measured in found.values())


def test_a_command_that_breaks_is_no_measurement(tmp_path):
    with pytest.raises(UsageError, match="exit status 2"):
        check.Tool("regclaims", (*check.ours().command, "--fail-on", "note"), "").check(tmp_path)


# The notebook


@pytest.mark.parametrize(
    ("successes", "outcome"),
    [(1000, Outcome.HOLDS), (580, Outcome.HOLDS), (550, Outcome.UNDECIDED), (500, Outcome.TOSS_UP), (0, Outcome.FAILS)],
)
def test_outcome_of_a_thousand_draws(successes, outcome):
    assert notebook.fixed_n_outcome(successes, 1000, MOSTLY, 1e-6) is outcome


@pytest.mark.parametrize(("theta", "wrong"), [(0.5, Outcome.HOLDS), (0.5, Outcome.FAILS), (0.6, Outcome.TOSS_UP)])
def test_outcome_of_fixed_n_is_wrong_as_seldom_as_it_may_be(theta, wrong):
    outcomes = [notebook.fixed_n_outcome(s, 200, MOSTLY, 1e-3) for s in range(201)]
    chance = sum(binom.pmf(s, 200, theta) for s, outcome in enumerate(outcomes) if outcome is wrong)
    assert 0 < chance <= 1e-3


def test_fails_and_toss_up_agree_and_holds_does_not():
    compared = [
        {"ours": "fails", "theirs": "toss-up"},
        {"ours": "holds", "theirs": "holds"},
        {"ours": "holds", "theirs": "fails"},
        {"ours": "holds", "theirs": "undecided"},
    ]
    assert notebook.agreement(compared) == (2, 3)


def test_only_what_decided_cells_read_is_charged_to_the_notebook():
    claim = by_id("l1-sparser-than-l2")
    docket = decide.Docket(claim, 1e-6, decide.Budget())
    assert not notebook.series_read([docket])
    place = next(iter(docket.tallies))
    docket.tallies[place] = docket.tallies[place].look(np.ones(60, dtype=bool))
    assert notebook.series_read([docket, docket]) == dict.fromkeys(docket.series(place), 2)


def test_claims_that_rest_on_another_experiment_are_left_out():
    ids = {claim.id for claim in notebook.claims_on_fits()}
    assert "l1-sparser-than-l2" in ids
    assert not ids & {"l1-faster-to-train", "l2-is-weight-decay"}


def test_strata_keep_tasks_and_methods_apart():
    reg, clf = "reg-n40-p5-rel1-snr1-ar0", "clf-n40-p5-rel1-snr1-ar0"
    series = [Series("fits", method, world) for method in ("l1", "l2") for world in (reg, clf)]
    found = notebook.strata([*series, Series("fits", "l1", "reg-n50-p5-rel1-snr1-ar0")])
    assert {stratum: len(each) for stratum, each in found.items()} == {
        ("classification", "l1"): 1,
        ("classification", "l2"): 1,
        ("regression", "l1"): 2,
        ("regression", "l2"): 1,
    }


@pytest.mark.parametrize("key", notebook.MODELS, ids=" ".join)
def test_every_model_of_the_notebook_beats_a_guess(key):
    draw = dgms.parse(f"{'reg' if key[0] == 'regression' else 'clf'}-n80-p5-rel1-snr10-ar0").draw(0, 0)
    fit = notebook.fit(draw, key[1])
    assert fit.coef.shape == (5,)
    assert np.corrcoef(fit.coef, draw.coef)[0, 1] > 0.9


# glmnet


def test_exported_draws_are_laid_out_as_r_reads_them(tmp_path):
    draws = [dgms.parse("reg-n20-p3-rel1-snr1-ar0").draw(0, number) for number in range(4)]
    glmnet.export(draws, tmp_path)
    X = np.fromfile(tmp_path / "X.bin").reshape((20, 3, 4), order="F")  # array(x, c(n, p, draws)) in R
    y = np.fromfile(tmp_path / "y.bin").reshape((20, 4), order="F")
    assert (X[:, :, 2] == draws[2].X).all()
    assert (y[:, 2] == draws[2].y).all()


def test_risk_is_ours_over_theirs(tmp_path):
    draws = [dgms.parse("reg-n20-p3-rel1-snr1-ar0").draw(0, number) for number in range(4)]
    good = [glmnet.Fit(0.0, draw.coef) for draw in draws]
    bad = [glmnet.Fit(1.0, draw.coef) for draw in draws]
    same = glmnet.Contest("", "l1", draws, tmp_path, 1, ours=good, theirs=good)
    worse = glmnet.Contest("", "l1", draws, tmp_path, 1, ours=bad, theirs=good)
    assert set(glmnet.risk(same).values()) == {1.0}
    assert all(ratio == pytest.approx(2.0) for ratio in glmnet.risk(worse).values())


# Growth


@pytest.mark.parametrize("power", [1.0, 2.0])
def test_exponent_of_a_power_law(power):
    sizes = [20, 40, 80, 160]
    assert growth.exponent(sizes, [0.1 * size**power for size in sizes]) == pytest.approx(power)


def test_suites_double_three_times():
    for what, growing in growth.setups(1e-6, 1.0).items():
        work = [setup.claims * setup.worlds * (setup.draws if what == "draws" else 1) for setup in growing]
        assert [size / work[0] for size in work] == [1, 2, 4, 8]


def test_made_up_suite_has_its_claims_and_no_others():
    with growth.package_with(growth.Setup(claims=3, worlds=2, draws=4, a=1e-30)) as folder:
        names = "from regclaims.claims.claim import all_claims; print(*all_claims())"
        assert pairs.run(["python", "-c", names], package=folder).split() == ["made-0", "made-1", "made-2"]
        assert pairs.child("regclaims.benchmarks.many", 4, 1e-30, package=folder)["draws"] == 3 * 2 * 4


# The table

LEAST, MOST = Goal("file", "key", "what", 2.0), Goal("file", "key", "what", 2.0, at_most=True, unit=" s")


@pytest.mark.parametrize(
    ("goal", "values", "word"),
    [
        (LEAST, (1.0, 2.0, 9.0), "met"),
        (LEAST, (1.0, 1.9, 9.0), "**missed**"),
        (MOST, (1.0, 2.0, 9.0), "met"),
        (MOST, (1.0, 2.1, 9.0), "**missed**"),
        (Goal("file", "key", "what", 2.0, worst=True), (2.0, 3.0), "met"),
        (Goal("file", "key", "what", 2.0, worst=True), (1.9, 3.0), "**missed**"),
        (Goal("file", "key", "what", 2.0, at_most=True, worst=True), (1.0, 2.1), "**missed**"),
        (Goal("file", "key", "what"), (0.0,), ""),
    ],
)
def test_a_row_says_whether_its_target_is_met(goal, values, word):
    assert goal.row(Measured(values)).endswith(f"| {word} |")


def test_a_row_in_full():
    measured = Measured((2.5, 1.5, 1.75), "1.2 CPU s", "2.1 CPU s")
    assert LEAST.row(measured) == "| what | 1.2 CPU s | 2.1 CPU s | 1.75 (1.50 to 2.50, 3) | at least 2 | **missed** |"
    assert MOST.row(Measured((1234.5,))) == "| what |  |  | 1,234 s | at most 2 s | **missed** |"
    assert LEAST.row(None) == "| what | | | not measured | at least 2 | |"


def test_results_are_read_as_they_were_written(tmp_path, capsys):
    found = {"key": Measured((1.0, 3.0, 2.0), "ours", "theirs")}
    results.write("file", tmp_path, found, ["a note"], more=[1])
    assert "key: 2 (1 to 3); ours | theirs" in capsys.readouterr().out
    measured, notes, about = results.read("file", tmp_path)
    assert (measured, notes) == (found, ["a note"])
    assert about["command"].startswith("python -m regclaims.benchmarks.file")
    page = table.page([LEAST, Goal("other", "key", "not run")], tmp_path)
    assert "| what | ours | theirs | 2.00 (1.00 to 3.00, 3) | at least 2 | met |" in page
    assert "  - a note" in page
    assert "- other: not measured" in page


def test_a_measurement_without_a_row_is_refused(tmp_path):
    results.write("file", tmp_path, {"forgotten": Measured((1.0,))}, [])
    with pytest.raises(UsageError, match=r"file\.json: no row for forgotten"):
        list(table.rows([LEAST], tmp_path))


@pytest.mark.parametrize(
    "text", ["", "[]", '{"measured": {}}', '{"measured": {"key": {"values": []}}, "notes": [], "about": {}}']
)
def test_a_damaged_result_is_named(tmp_path, text):
    (tmp_path / "file.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"file\.json: no result of a benchmark"):
        results.read("file", tmp_path)


def test_no_folder_of_this_machine_is_published(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["x", "--results", str(tmp_path), "--pairs", "1"])
    results.write("file", tmp_path, {}, [])
    assert str(tmp_path) not in json.dumps(results.read("file", tmp_path)[2])


def test_every_row_is_asked_for_once():
    assert len({(goal.file, goal.key) for goal in GOALS}) == len(GOALS)


def test_tables_are_those_of_the_results():
    assert table.bring_up_to_date(results.FOLDER, pairs.ROOT / "README.md", check=True) == 0


def test_a_table_out_of_step_is_seen_and_mended(tmp_path, capsys):
    folder, readme = tmp_path / "results", tmp_path / "README.md"
    folder.mkdir()
    readme.write_text(f"Before.\n{table.BEGIN}\nold\n{table.END}\nAfter.\n", encoding="utf-8")
    assert table.bring_up_to_date(folder, readme, check=True) == 1
    assert "README.md is out of step; run: python -m regclaims.benchmarks.table" in capsys.readouterr().err
    assert table.bring_up_to_date(folder, readme, check=False) == 0
    assert table.bring_up_to_date(folder, readme, check=True) == 0
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("Before.\n")
    assert text.endswith("After.\n")
    assert text.count("not measured") == sum(goal.target is not None for goal in GOALS)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("task", "method"), [key for key in notebook.MODELS if key[1] != "none"])
def test_the_notebooks_strength_is_the_textbooks(task, method):
    """What the model measures by, such as degrees of freedom, hangs on it."""
    draw = dgms.DGM(task=task, n_samples=60, n_features=5, relevant=0.6, snr=2.0).draw(0, 0)
    theirs = notebook.fit(draw, method)
    size = np.abs(theirs.coef).max()
    for factor, alike in ((1.0, True), (3.0, False)):
        ours = methods.at_strength(task, method, draw.X, draw.y, factor * theirs.strength)
        assert (np.abs(ours.coef - theirs.coef).max() < 0.01 * size) == alike
