"""Declaring claims: what is refused and why, and what a mirrored claim shares."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import strategies as st

from regclaims.claims import claim as registry
from regclaims.claims.claim import TOPICS, Claim, all_claims, by_id, claim, locators, modules
from regclaims.claims.readings import Counted, Exact, Sampled
from regclaims.claims.verdict import Force, NotEmpirical
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.experiments import COST, FITS
from regclaims.fixtures.grids import CORE, COST_WORLDS, worlds
from regclaims.fixtures.rows import Method, Rows
from regclaims.fixtures.sequential import MOSTLY, NEARLY_ALWAYS, SOMETIMES

WORLDS = worlds(FITS, CORE[:2])


@pytest.fixture(autouse=True)
def registry_as_before() -> Iterator[None]:
    yield
    for id in [id for id in registry._registry if id.startswith("test-only-")]:
        del registry._registry[id]


def declare(id: str = "test-only-a", force: str = "generic", **more: str) -> Claim:
    return claim(id, "L1 is so.", force=force, **more)


def smaller(this: Method, other: Method) -> np.ndarray:
    """So: smaller, by a tenth. More is not needed."""
    return this.test_error < 0.9 * other.test_error


@pytest.mark.parametrize("id", ["test-only-a", "test-only-0", "test-only-l1-x2"])
def test_good_ids(id):
    assert declare(id).id == id


@pytest.mark.parametrize(
    "id",
    ["", "Test-only-a", "test_only", "test-only-", "-test", "test--only", "test only", "test-only-é", "test-only-a\n"],
)
def test_bad_ids_are_refused(id):
    with pytest.raises(UsageError, match="required are lower-case words joined by hyphens") as caught:
        declare(id)
    assert repr(id) in str(caught.value)
    assert id not in registry._registry


def test_a_second_claim_of_one_id_names_both_places():
    first = claim("test-only-a", "One.", force="can")
    with pytest.raises(UsageError) as caught:
        claim("test-only-a", "Two.", force="can")
    second = first.line + 2
    assert str(caught.value) == (
        f"claim test-only-a is declared twice: {__name__}:{first.line} and {__name__}:{second}"
    )
    assert by_id("test-only-a") is first


def test_the_place_of_a_claim_is_where_it_is_written():
    made = claim("test-only-a", "One.", force="can")
    code = test_the_place_of_a_claim_is_where_it_is_written.__code__
    assert (made.module, made.line) == (__name__, code.co_firstlineno + 1)


def test_a_force_that_is_none_is_refused():
    with pytest.raises(ValueError, match="mostly"):
        declare(force="mostly")


def test_claims_of_tests_are_not_of_the_suite():
    declare()
    assert "test-only-a" not in all_claims()
    assert {made.module for made in all_claims().values()} <= set(modules())
    assert list(all_claims()) == list(dict.fromkeys(all_claims()))


def test_by_id_suggests_the_nearest():
    assert by_id("l2-not-sparse").says == "L2 does not give sparse models."
    with pytest.raises(UsageError, match=r"^unknown claim 'l2-not-sparce'; did you mean 'l2-not-sparse'\?$"):
        by_id("l2-not-sparce")
    with pytest.raises(UsageError, match=r"^unknown claim 'zzzz'$"):
        by_id("zzzz")


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ("", ()),
        ("qa 7", ("qa:7",)),
        ("article 13 41; qa 7", ("article:13", "article:41", "qa:7")),
        (" article 13 ;; qa 7 8; ", ("article:13", "qa:7", "qa:8")),
    ],
)
def test_locators(rows, parts):
    assert locators(rows) == parts
    assert declare(rows=rows).rows == parts


# Readings


@pytest.mark.parametrize(
    ("force", "frequency"),
    [("always", NEARLY_ALWAYS), ("generic", MOSTLY), ("usually", MOSTLY), ("can", MOSTLY)],
)
def test_default_frequency_by_force(force, frequency):
    made = declare(force=force, this="l1", other="l2")
    made.reading(WORLDS)(smaller)
    (reading,) = made.readings
    assert isinstance(reading, Sampled)
    assert reading.frequency is frequency
    assert made.force is Force(force)


def test_a_frequency_may_be_named():
    made = declare(force="can")
    made.reading(WORLDS, SOMETIMES)(smaller)
    assert isinstance(made.readings[0], Sampled)
    assert made.readings[0].frequency is SOMETIMES


def test_a_reading_has_the_predicates_name_and_sense():
    made = declare()
    assert made.reading(WORLDS)(smaller) is smaller
    reading = made.find("smaller")
    assert (reading.name, reading.sense) == ("smaller", "So: smaller, by a tenth")
    assert reading.says == "So: smaller, by a tenth. More is not needed."
    assert reading.cells() == tuple(world.id for world in WORLDS)


def test_two_readings_of_one_name_are_refused():
    made = declare()
    made.reading(WORLDS)(smaller)
    with pytest.raises(UsageError, match=r"^claim test-only-a: two readings are called smaller$"):
        made.exact(st.integers, cases=["one"])(smaller)
    assert len(made.readings) == 1


def silent(this: Method) -> np.ndarray:
    return this.test_error < 1


@pytest.mark.parametrize(
    "add",
    [
        lambda made: made.reading(WORLDS)(silent),
        lambda made: made.exact(st.integers, cases=["one"])(silent),
        lambda made: made.counted(lambda case: {}, cases=["one"])(silent),
    ],
)
def test_a_reading_without_a_docstring_is_refused(add):
    made = declare()
    with pytest.raises(UsageError, match="reading silent: required is a docstring"):
        add(made)
    assert not made.readings


@pytest.mark.parametrize("cells", [[], [*WORLDS, WORLDS[0]]])
def test_no_cells_or_a_cell_twice_are_refused(cells):
    with pytest.raises(UsageError, match="test-only-a, reading smaller: required are cells, each once"):
        declare().reading(cells)(smaller)


def test_every_kind_of_reading_knows_its_cases():
    made = declare()

    def one(example: int, case: str) -> bool:
        """One: it is."""
        return example == example

    def two(counts: dict[str, int]) -> bool:
        """Two: it is."""
        return True

    made.exact(st.integers, cases=["x", "y"])(one)
    made.counted(lambda case: {"l1": 1}, cases=["z"])(two)
    assert [type(reading) for reading in made.readings] == [Exact, Counted]
    assert [reading.cells() for reading in made.readings] == [("x", "y"), ("z",)]


def test_only_claims_that_read_the_clock_are_timing():
    timed, other = declare("test-only-a"), declare("test-only-b")
    timed.reading(worlds(COST, COST_WORLDS[:1]))(smaller)
    other.reading(WORLDS)(smaller)
    assert (timed.timing, other.timing, declare("test-only-c").timing) == (True, False, False)


# Mirrors


def test_a_mirrored_claim_shares_readings_and_swaps_roles():
    made = declare(this="l1", other="l2", force="usually")
    mirror = made.mirrored("test-only-b", "L2 is so.", rows="qa 7", better=["x"])
    made.reading(WORLDS)(smaller)
    assert mirror.readings is made.readings
    assert len(mirror.readings) == 1
    assert (made.roles, mirror.roles) == ({"this": "l1", "other": "l2"}, {"this": "l2", "other": "l1"})
    assert (made.mirrors, mirror.mirrors) == ("", "test-only-a")
    assert (mirror.force, mirror.rows, mirror.better) == (Force.USUALLY, ("qa:7",), ("x",))
    assert by_id("test-only-b") is mirror


def test_a_mirrored_claim_tells_the_readings_the_other_way():
    made = declare(this="l1", other="l2")
    mirror = made.mirrored("test-only-b", "L2 is so.")
    made.reading(WORLDS)(smaller)
    reading = made.find("smaller")
    assert isinstance(reading, Sampled)
    errors = {"tuned/l1.test_error": np.array([1.0, 2.0, 3.0]), "tuned/l2.test_error": np.array([2.0, 1.0, 3.0])}
    found = [reading.hits(Rows(3, errors, WORLDS[0]), c.roles).tolist() for c in (made, mirror)]
    assert found == [[True, False, False], [False, True, False]]
    assert reading.methods(mirror.roles) == ["l2", "l1"]


def test_a_mirrored_claim_needs_an_id_of_its_own():
    made = declare(this="l1", other="l2")
    with pytest.raises(UsageError, match="declared twice"):
        made.mirrored("test-only-a", "L2 is so.")


# The same statement in other words


def test_a_restated_claim_shares_readings_and_has_words_of_its_own():
    made = declare(this="l1", other="l2", rows="qa 7", better=["x"], contradicts=["y"])
    again = made.restated("test-only-b", "L1 can be so.", force="can", rows="article 3", better=["z"])
    made.reading(WORLDS)(smaller)
    assert again.readings is made.readings
    assert (again.says, again.force, again.rows, again.better) == ("L1 can be so.", Force.CAN, ("article:3",), ("z",))
    assert (made.force, made.rows, made.better) == (Force.GENERIC, ("qa:7",), ("x",))
    assert (again.roles, again.mirrors, again.contradicts) == (made.roles, "", ())
    assert again.line == test_a_restated_claim_shares_readings_and_has_words_of_its_own.__code__.co_firstlineno + 2
    assert by_id("test-only-b") is again


def test_a_restated_claim_keeps_the_force_unless_told_otherwise():
    made = declare(force="usually")
    assert made.restated("test-only-b", "L1 is so, too.").force is Force.USUALLY
    with pytest.raises(ValueError, match="mostly"):
        made.restated("test-only-c", "L1 is so, too.", force="mostly")


@pytest.mark.parametrize(("one", "other"), [("always", "generic"), ("can", "always"), ("usually", "always")])
def test_a_claim_of_force_always_shares_no_readings_with_a_weaker_one(one, other):
    """Its readings ask for another frequency."""
    made = declare(force=one)
    with pytest.raises(
        UsageError, match=rf"^claim test-only-b: force {other} cannot restate test-only-a of force {one}"
    ):
        made.restated("test-only-b", "L1 is so.", force=other)
    assert "test-only-b" not in registry._registry
    assert made.restated("test-only-b", "L1 is so.", force=one).force is made.force


def test_a_restated_claim_needs_an_id_of_its_own():
    with pytest.raises(UsageError, match="declared twice"):
        declare().restated("test-only-a", "L1 is so.")


def test_a_claim_names_what_cannot_be_true_with_it():
    made = declare(contradicts=["test-only-b", "test-only-c"])
    assert made.contradicts == ("test-only-b", "test-only-c")
    assert declare("test-only-b").contradicts == ()


# Topics


def test_every_module_of_claims_is_a_topic_and_comes_in_its_order():
    found = [module.rpartition("test_")[2] for module in modules()]
    assert set(found) <= set(TOPICS)
    assert found == [topic for topic in TOPICS if topic in found]
    assert len(set(TOPICS)) == len(TOPICS)


def test_a_module_that_is_no_known_topic_comes_last(monkeypatch):
    first, *others = [module.rpartition("test_")[2] for module in modules()]
    monkeypatch.setattr(registry, "TOPICS", tuple(others))
    assert modules()[-1].endswith(f"test_{first}")
    assert len(modules()) == len(others) + 1


def test_claims_come_in_the_order_of_topics_and_lines():
    places = [(modules().index(made.module), made.line) for made in all_claims().values()]
    assert places == sorted(places)
    assert places != sorted(places, reverse=True)


def test_a_claim_may_say_why_it_is_not_empirical():
    made = claim("test-only-a", "People like L1.", force="generic", not_empirical=NotEmpirical.TASTE)
    assert made.not_empirical is NotEmpirical.TASTE
    assert not made.readings


# The suite's own claims


def test_every_better_claim_exists_and_is_another_one():
    claims = all_claims()
    named = {id: made.better for id, made in claims.items() if made.better}
    assert named
    for id, better in named.items():
        assert set(better) <= set(claims)
        assert id not in better
        assert len(set(better)) == len(better)


def test_every_contradicted_claim_exists_and_is_another_one():
    claims = all_claims()
    for id, made in claims.items():
        assert set(made.contradicts) <= set(claims)
        assert id not in made.contradicts
        assert made.mirrors not in made.contradicts or not made.mirrors


@pytest.mark.parametrize("name", ['a"; rm -rf ~; "', "$(id)", "`id`", "a\\", "a!", "a\nb", "\x1b[31m", "a|b", "é", ""])
def test_names_that_a_command_would_act_on_are_refused(name):
    made = declare()
    with pytest.raises(UsageError, match=r"claim test-only-a: found the name .* since commands quote them"):
        made.counted(lambda case: {}, cases=[name])(smaller)
    assert not made.readings
    made.counted(lambda case: {}, cases=["LogisticRegression(l1_ratio=1), liblinear's L1"])(smaller)
