"""Worlds in a few words: what sets each apart from the others of its reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regclaims.claims.records import CellRecord

Parameters = Mapping[str, Mapping[str, str | float]]
_OF_DATA = ("task", "dimension", "relevance", "noise", "correlation", "contamination", "units")
"""Factors that parameters of the data stand behind; any other is the experiment's own."""
_OUTLIERS = {"y": "outliers in y", "x": "outliers in x", "both": "outliers in x and y"}
_UNITS = {"any": "mixed units", "large": "what matters in large values", "small": "what matters in small values"}


def parts(cell: CellRecord, worlds: Parameters) -> dict[str, str]:
    """Name of a property -> the world's, in words."""
    try:
        return {name: text for name, text in _parts(worlds[cell.dgm], cell).items() if text}
    except (KeyError, TypeError, ValueError):  # not told, or told by a version that has other worlds
        return {"world": cell.dgm}


def _parts(of: Mapping[str, str | float], cell: CellRecord) -> dict[str, str]:
    rho, block = of.get("rho", 0.0), of.get("correlation") == "block"
    correlated = f"blocks of {of.get('block_size', 5)} at {rho:g}" if block else f"neighbours at {rho:g}"
    return {
        "task": str(of["task"]),
        "samples": f"n {of['n_samples']}",
        "features": f"p {of['n_features']}",
        "relevant": f"{100 * float(of['relevant']):g} % relevant",
        "noise": f"SNR {of['snr']:g}",
        "correlation": correlated if rho else "uncorrelated",
        "placement": "relevant ones together" if of.get("placement") == "grouped" else "",
        "outliers": _OUTLIERS.get(str(of.get("outliers", "none")), "clean"),
        "units": _UNITS[str(of.get("relevant_units", "any"))] if of.get("units", 1) != 1 else "one unit",
        "own": ", ".join(level for factor, level in cell.factors.items() if factor not in _OF_DATA),
    }


def apart(cells: Sequence[CellRecord], worlds: Parameters) -> tuple[list[str], str]:
    """A label for each cell, of what is not the same in all, and what is the same in all."""
    told = [parts(cell, worlds) for cell in cells]
    names = list(dict.fromkeys(name for one in told for name in one))
    differs = [name for name in names if len({one.get(name) for one in told}) > 1]
    labels = [", ".join(one[name] for name in differs if name in one) for one in told]
    shared = [told[0][name] for name in names if name not in differs] if told else []
    if len(set(labels)) < len(labels):
        labels = [cell.dgm for cell in cells]
    return labels, ", ".join(shared)
