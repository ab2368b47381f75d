"""What a module would be with one small fault: the mutants that its tests have to tell from the real thing.

Faults come from cosmic-ray's operators. Of an operator with many replacements only the near ones are made (``<`` by
every other comparison, ``+`` by ``-`` and ``*``, never by ``>>``): those far away die of a TypeError whatever the tests
are, and would only lift the share killed. Three kinds are added, since what users read, what is done for its effect and
what is caught matter here: every text is changed, every bare call and every ``raise`` is left out, and every exception
named is no longer caught (cosmic-ray's own operator for that cannot read dotted names).

A change that only a reader of the source could see is no mutant: of annotations, which are never evaluated, and of
docstrings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from typing import ClassVar

import parso
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator

ORDER = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"}
KIN = {
    "Add": {"Sub", "Mul"},
    "Sub": {"Add", "Mul"},
    "Mul": {"Div", "Add"},
    "Div": {"Mul", "FloorDiv"},
    "FloorDiv": {"Div", "Mul"},
    "Mod": {"FloorDiv"},
    "Pow": {"Mul"},
    "BitOr": {"BitAnd"},
    "BitAnd": {"BitOr"},
}
"""Operator -> its near replacements. Equality and identity are not exchanged: the same on enums and None."""


@dataclass(frozen=True)
class Mutant:
    """A module with one fault."""

    was: str
    """The lines as they are, without their margin."""
    now: str
    """The lines with the fault."""
    line: int
    text: str
    """The whole module with the fault."""


class Text(Operator):
    """Changes a string, or one stretch of text in a formatted string."""

    def mutation_positions(self, node):
        """Where one stands."""
        if node.type in ("string", "fstring_string"):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        """The text with two letters before it."""
        start = re.match(r"[a-zA-Z]*('''|\"\"\"|'|\")", node.value).end() if node.type == "string" else 0
        node.value = f"{node.value[:start]}XX{node.value[start:]}"
        return node

    @classmethod
    def examples(cls):
        """None: its twins are in tests/test_mutation.py."""
        return ()


class Omission(Operator):
    """Leaves out a statement that is a bare call or a ``raise``."""

    def mutation_positions(self, node):
        """Where one stands."""
        if node.type == "simple_stmt" and self._left_out(node.children[0]):
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node, index):
        """``pass`` in its place."""
        old = node.children[0]
        node.children[0] = parso.python.tree.Name("pass", old.start_pos, prefix=old.get_first_leaf().prefix)
        return node

    @staticmethod
    def _left_out(statement) -> bool:
        call = statement.type == "atom_expr" and statement.children[-1].get_code().startswith("(")
        return call or statement.type in ("raise_stmt",) or statement.get_code().strip() == "raise"

    @classmethod
    def examples(cls):
        """None: its twins are in tests/test_mutation.py."""
        return ()


class Uncaught(Operator):
    """Has a handler wait for another exception than one of those it names."""

    def mutation_positions(self, node):
        """Where one is named."""
        for place, i in self._named(node):
            yield place.children[i].start_pos, place.children[i].end_pos

    def mutate(self, node, index):
        """An exception that nothing here raises in its place."""
        place, i = list(self._named(node))[index]
        old = place.children[i]
        prefix = old.get_first_leaf().prefix
        place.children[i] = parso.python.tree.Name("ZeroDivisionError", old.start_pos, prefix=prefix)
        return node

    @staticmethod
    def _named(node) -> Iterator[tuple]:
        if node.type == "except_clause":
            named = node.children[1]
            if named.type == "atom":
                several = named.children[1]
                yield from ((several, i) for i in range(0, len(several.children), 2))
            else:
                yield node, 1

    @classmethod
    def examples(cls):
        """None: its twins are in tests/test_mutation.py."""
        return ()


def operators() -> Iterator[Operator]:
    """Those whose mutants are made."""
    for name in plugins.operator_names():
        kind, *exchanged = name.removeprefix("core/").split("_")
        if kind == "ReplaceBinaryOperator" and exchanged[1] not in KIN.get(exchanged[0], ()):
            continue
        if kind == "ReplaceComparisonOperator" and not (set(exchanged) <= ORDER or set(exchanged) == {"Is", "IsNot"}):
            continue
        operator = plugins.get_operator(name)
        if kind != "ExceptionReplacer" and not operator.arguments():  # the others want to be told a variable
            yield operator()
    yield from (Text(), Omission(), Uncaught())


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a module's text, in the order of its lines; each once."""
    nodes, meaning = list(ast_nodes(get_ast(source))), _meaning(source)
    found: dict[str, Mutant] = {}
    for operator in operators():
        for occurrence in range(sum(len(list(operator.mutation_positions(node))) for node in nodes)):
            text = mutate_code(source, operator, occurrence)
            try:
                same = text is None or _meaning(text) == meaning
            except SyntaxError:  # no module at all
                continue
            if not same:
                found.setdefault(_meaning(text), _mutant(source, text))
    return sorted(found.values(), key=lambda mutant: (mutant.line, mutant.now))


def _mutant(source: str, text: str) -> Mutant:
    changed = list(unified_diff(source.splitlines(), text.splitlines(), n=0, lineterm=""))
    line = int(re.match(r"@@ -(\d+)", changed[2]).group(1))
    was, now = (" ".join(part[1:].strip() for part in changed[3:] if part[0] == sign).strip() for sign in "-+")
    return Mutant(was, now, line, text)


def _meaning(source: str) -> str:
    """What is left of a text once nobody reads it: no annotations, no docstrings, no layout."""
    tree = _Affirmed().visit(ast.parse(source))
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            node.annotation = ast.Constant(None)
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                setattr(node, name, [statement for statement in body if not _is_text(statement)])
    return ast.dump(tree)


class _Affirmed(ast.NodeTransformer):
    """Says ``not a == b`` as ``a != b``, so that one fault is not counted twice."""

    OPPOSITE: ClassVar = {
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
    }

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=ast.Compare(left=left, ops=[sign], comparators=right)):
                if opposite := self.OPPOSITE.get(type(sign)):
                    return ast.Compare(left, [opposite()], right)
        return node


def _is_text(statement: ast.AST) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
