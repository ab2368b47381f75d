"""Under what condition does a claim hold? A shallow decision tree over the worlds' factors, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regclaims.claims.verdict import Placed
from regclaims.fixtures.sequential import Outcome

DEPTH = 2


def in_words(cells: Sequence[Placed]) -> str:
    """Where a reading holds, such as "holds with few features matter; otherwise it does not hold".

    Fitted on decided cells; says for how many of them the words are right.
    """
    from sklearn.tree import DecisionTreeClassifier  # late: only a claim that depends needs it

    decided = [cell for cell in cells if cell.outcome is not Outcome.UNDECIDED]
    holds = np.array([cell.outcome is Outcome.HOLDS for cell in decided])
    if not holds.any() or holds.all():
        return ""
    features = _features(decided)
    X = np.array([[cell.factors.get(factor) == level for factor, level in features] for cell in decided])
    if not features:
        return ""
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=2, random_state=0).fit(X, holds)
    right = int((tree.predict(X) == holds).sum())
    paths = _paths(tree.tree_, features, decided)
    if not paths or [] in paths:
        return (
            f"holds in {holds.sum()} of {len(holds)} decided worlds, "
            "and no simple condition on their factors says in which"
        )
    where = "; or ".join(", ".join(path) for path in paths)
    return f"holds where: {where}; does not hold otherwise (right for {right} of {len(holds)} decided worlds)"


def _features(cells: Sequence[Placed]) -> list[tuple[str, str]]:
    """(factor, level) pairs to split on: of a factor with two levels one is enough."""
    pairs: list[tuple[str, str]] = []
    for factor in dict.fromkeys(factor for cell in cells for factor in cell.factors):
        levels = list(dict.fromkeys(cell.factors[factor] for cell in cells if factor in cell.factors))
        pairs += [(factor, level) for level in (levels[:1] if len(levels) == 2 else levels if len(levels) > 2 else [])]
    return pairs


def _paths(tree: object, features: Sequence[tuple[str, str]], cells: Sequence[Placed]) -> list[list[str]]:
    """Conditions, in words, of every leaf in which most cells hold."""
    left, right = tree.children_left, tree.children_right  # type: ignore[attr-defined]
    split, share = tree.feature, tree.value[:, 0, :]  # type: ignore[attr-defined]

    def holding(node: int) -> bool:
        return bool(share[node, 1] > share[node, 0])

    def walk(node: int, path: list[str]) -> list[list[str]]:
        if left[node] < 0:
            return [path] if holding(node) else []
        factor, level = features[split[node]]
        here = walk(left[node], [*path, _opposite(factor, level, cells)])
        there = walk(right[node], [*path, level])
        # A split whose sides hold throughout only told them apart by how surely.
        return [path] if covers(left[node]) and covers(right[node]) else here + there

    def covers(node: int) -> bool:
        """Whether every leaf below holds."""
        return holding(node) if left[node] < 0 else covers(left[node]) and covers(right[node])

    return walk(0, [])


def _opposite(factor: str, level: str, cells: Sequence[Placed]) -> str:
    others = {cell.factors[factor] for cell in cells if factor in cell.factors} - {level}
    return others.pop() if len(others) == 1 else f"not {level}"
