"""The laboratory's fits against independent implementations; each comparison rejects fits of another objective."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from regclaims.tests.trust import agreement
from regclaims.tests.trust.agreement import MODELS, answers, cases, difference, part, row
from regclaims.tests.trust.peers import PEERS, Question

pytestmark = pytest.mark.peers
COUNT = 6
"""Problems of each model."""

LIES = {
    "n times the strength": lambda problem: {"strengths": problem.strengths * len(problem.y)},
    "an nth of the strength": lambda problem: {"strengths": problem.strengths / len(problem.y)},
    "a strength a fifth off": lambda problem: {"strengths": 1.2 * problem.strengths},
    # The even mixture would stay what it is.
    "penalties exchanged": lambda problem: {"l1_ratio": 0.95 if problem.l1_ratio == 0.5 else 1 - problem.l1_ratio},
}
"""What the peer is told in place of the truth."""


@pytest.fixture(scope="module", params=PEERS, ids=lambda peer: peer.name)
def peer(request):
    if missing := request.param.missing():
        pytest.skip(missing)
    return request.param


@pytest.fixture(scope="module")
def compared(peer):
    return agreement.ask(peer, COUNT)


@pytest.fixture(scope="module")
def lied(peer):
    """Lie -> model -> the comparisons, all asked at once."""
    posed = [(lie, model, case) for lie in LIES for model in MODELS for case in cases(model, COUNT)]
    questions = [Question(replace(case.problem, **LIES[lie](case.problem))) for lie, _, case in posed]
    found = {lie: {model: [] for model in MODELS} for lie in LIES}
    for (lie, model, case), fit in zip(posed, peer.solve(questions), strict=True):
        found[lie][model].append(difference(case, fit, None))
    return found


@pytest.mark.parametrize("model", MODELS)
def test_the_fits_agree(compared, model):
    assert [each for each in compared[model] if not each.agrees] == []
    assert sum(not np.isnan(each.weights) for each in compared[model]) >= COUNT // 2 - 1
    assert sum(each.diverged for each in compared[model]) <= 1


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("model", MODELS)
def test_fits_of_another_objective_do_not(lied, model, lie):
    assert not any(each.agrees for each in lied[lie][model])


def test_others_weights_are_told(peer):
    """Twin of the comparison by weights: equal objectives to 1e-6 do not hide them."""
    posed = cases("ridge", 4)
    for case, (fit, held) in zip(posed, answers(peer, posed), strict=True):
        assert difference(case, fit, held).agrees
        assert not difference(case, fit, replace(held, coef=held.coef + 0.01 * np.abs(held.coef).max())).agrees


def test_the_answer_counts_disagreements_and_names_who_was_not_asked():
    fine = agreement.Difference(1e-9, 1e-9, 1e-5, True)
    lines = [row("lasso", peer.name, [fine, fine]) for peer in PEERS]
    assert part(lines, [], "c").passed
    bad = [row("lasso", peer.name, [fine, replace(fine, agrees=False)]) for peer in PEERS]
    assert not part(bad, [], "c").passed
    assert "2 do not" in part(bad, [], "c").says
    assert not part(lines[:1], [], "c").passed
    assert "Not asked, since not installed: Clarabel" in part(lines[:1], [], "c").says


def test_a_fit_that_is_none_disagrees():
    (case,) = cases("lasso", 1)
    assert not difference(case, replace(case.ours, coef=np.nan * case.ours.coef), None).agrees
    assert difference(case, case.ours, case.ours).agrees


def test_who_is_missing_is_named(monkeypatch):
    from regclaims.tests.trust import peers

    monkeypatch.setattr(peers.shutil, "which", lambda name: None)
    peers.glmnet_missing.cache_clear()
    assert "install R with glmnet" in peers.glmnet_missing()
    peers.glmnet_missing.cache_clear()
    monkeypatch.setattr(peers.importlib.util, "find_spec", lambda name: None)
    assert "pip install" in peers.clarabel_missing()
