"""The picture of the decision: what becomes of cells, what they take, and what was promised.

Drawn with Vega-Altair where an answer is recorded (extra ``plots``); the recorded SVG needs no library.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from regclaims.claims.controls.decision import FREQUENCIES, Fate, Study
from regclaims.fixtures.errors import UsageError
from regclaims.fixtures.sequential import Frequency, Outcome

TITLE = "What the decision makes of a cell whose true frequency is known"
SUBTITLE = "Dashed: t and t + z. Second row: claims of force always, the only ones that tell fails from toss-up."
WORDS = (
    "Three columns of panels, for mostly (threshold 0.5), nearly always (0.9) and sometimes (0.1). First row: shares "
    "of cells that hold, are toss-ups, fail or stay undecided, over the true frequency theta: below the threshold none "
    "holds, beyond threshold plus indifference all do. Second row: the same for strict cells, those of claims of force "
    "always, which fail rather than toss up where the threshold is far. Third row: median and 90 % quantile of draws, "
    "on a logarithmic axis, highest between the two borders. Last row: measured rates of wrong outcomes where erring "
    "is easiest, with 95 % bounds each way, beside the promised rates."
)
COLOURS = {
    Outcome.HOLDS: "#3b75af",
    Outcome.TOSS_UP: "#d9c58b",
    Outcome.FAILS: "#c8553d",
    Outcome.UNDECIDED: "#b5b5b5",
}
_SPOKEN = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
"""What Vega says of each mark; the description says it once for all, at a third of the size."""
_LONG = re.compile(r"(?<![\w#])-?\d+\.\d{2,}(?=[,LZCMHV ()\"])")
"""Coordinates to more digits than can be seen."""
_WIDTH, _HEIGHT = 250, 130


def svg(study: Study) -> str:
    """The picture, with a title and a description for those who do not see it."""
    try:
        import altair
        import vl_convert
    except ImportError as error:
        raise UsageError(f"required to draw the picture is {error.name}: pip install 'regclaims[plots]'") from None
    text: str = vl_convert.vegalite_to_svg(_chart(altair, study).to_dict())
    text = _LONG.sub(lambda number: f"{float(number[0]):.1f}", _SPOKEN.sub("", text))
    start = text.index(">", text.index("<svg")) + 1
    return f"{text[:start]}<title>{escape(TITLE)}</title><desc>{escape(WORDS)}</desc>{text[start:]}\n"


def _chart(alt: Any, study: Study) -> Any:
    def row(draw: Any, strict: bool, *more: str) -> Any:
        return alt.hconcat(*(draw(alt, _of(study, f, strict=strict), f, *more) for f in FREQUENCIES)).resolve_scale(
            color="independent"
        )

    rows = row(_fates, False, ""), row(_fates, True, "always, "), row(_draws, False), _promises(alt, study)
    title = alt.Title(TITLE, subtitle=SUBTITLE, anchor="start", fontSize=15, offset=12)
    return (
        alt.vconcat(*rows, title=title, background="white", padding=14)
        .resolve_scale(color="independent")
        .configure_axis(labelFontSize=11, titleFontSize=11, titleFontWeight="normal", gridColor="#e4e4e4")
        .configure_view(stroke="#999999")
        .configure_title(fontSize=12, anchor="start")
        .configure_legend(labelFontSize=11, titleFontSize=11)
    )


def _of(study: Study, frequency: Frequency, *, strict: bool) -> list[Fate]:
    return [fate for fate in study.fates if fate.frequency == frequency and fate.strict == strict]


def _zoom(frequency: Frequency) -> list[float]:
    """The thetas in which anything happens."""
    t = frequency.threshold
    return [0.0, 0.4] if t < 0.3 else [0.6, 1.0] if t > 0.7 else [0.2, 0.8]


def _theta(alt: Any, frequency: Frequency) -> Any:
    return alt.X(
        "theta:Q", title="true frequency theta", scale=alt.Scale(domain=_zoom(frequency), nice=False, clamp=True)
    )


def _borders(alt: Any, frequency: Frequency) -> Any:
    t, high = frequency.threshold, frequency.threshold + frequency.width
    lines = alt.Chart(alt.Data(values=[{"theta": t}, {"theta": high}])).mark_rule(color="#333333", strokeDash=[3, 3])
    return lines.encode(x=_theta(alt, frequency))


def _inside(fates: list[Fate], frequency: Frequency) -> list[Fate]:
    low, high = _zoom(frequency)
    return [fate for fate in fates if low <= fate.theta <= high]


def _fates(alt: Any, fates: list[Fate], frequency: Frequency, what: str) -> Any:
    values = [
        {"theta": fate.theta, "outcome": str(outcome), "order": i, "share": fate.shares[outcome]}
        for fate in _inside(fates, frequency)
        for i, outcome in enumerate(COLOURS)
    ]
    colour = alt.Color(
        "outcome:N",
        scale=alt.Scale(domain=[str(outcome) for outcome in COLOURS], range=list(COLOURS.values())),
        legend=alt.Legend(title="outcome", orient="right") if frequency is FREQUENCIES[-1] else None,
    )
    areas = alt.Chart(alt.Data(values=values)).mark_area()
    areas = areas.encode(
        x=_theta(alt, frequency),
        y=alt.Y("share:Q", stack="zero", title="share of cells", scale=alt.Scale(domain=[0, 1])),
        color=colour,
        order=alt.Order("order:Q"),
    )
    t, high = frequency.threshold, frequency.threshold + frequency.width
    title = f"{what}{frequency.words}: t = {t:g}, t + z = {high:g}"
    return (areas + _borders(alt, frequency)).properties(width=_WIDTH, height=_HEIGHT, title=title)


def _draws(alt: Any, fates: list[Fate], frequency: Frequency) -> Any:
    axis = alt.Axis(values=[10, 30, 100, 300, 1000, 3000])
    kinds = {"median": "#222222", "90 % quantile": "#3b75af", "median, exact": "#c8553d"}
    values = [
        {"theta": fate.theta, "kind": kind, "draws": draws}
        for fate in _inside(fates, frequency)
        for kind, draws in zip(kinds, (fate.median, fate.most, fate.exact_median), strict=True)
    ]
    lines = alt.Chart(alt.Data(values=values)).mark_line(strokeWidth=1.5)
    lines = lines.encode(
        x=_theta(alt, frequency),
        y=alt.Y("draws:Q", scale=alt.Scale(type="log", domain=[5, 4000]), title="draws of a cell", axis=axis),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
            legend=alt.Legend(title="draws") if frequency is FREQUENCIES[-1] else None,
        ),
    )
    return (lines + _borders(alt, frequency)).properties(width=_WIDTH, height=_HEIGHT)


def _promises(alt: Any, study: Study) -> Any:
    values = [
        {
            "what": f"{e.outcome}, {e.frequency.words}, a = {e.a:g}",
            "rate": e.rate.share,
            "low": e.rate.at_least,
            "high": e.rate.at_most,
            "promise": e.rate.promise,
        }
        for e in study.errors
    ]
    values += [
        {
            "what": f"a suite, {s.kind}, alpha = {s.wrong.promise:g}",
            "rate": s.wrong.share,
            "low": s.wrong.at_least,
            "high": s.wrong.at_most,
            "promise": s.wrong.promise,
        }
        for s in study.suites
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=320))
    )
    at = alt.X("low:Q", title="chance of a wrong outcome: measured (dot, with 95 % bounds each way) and promised (bar)")
    return (
        base.mark_rule(color="#3b75af", strokeWidth=2).encode(x=at, x2="high:Q")
        + base.mark_point(filled=True, color="#3b75af", size=40, opacity=1).encode(x="rate:Q")
        + base.mark_tick(color="#c8553d", thickness=3, size=11, opacity=1).encode(x="promise:Q")
    ).properties(width=560, height=16 * len(values), title="Promised and measured, where erring is easiest")
