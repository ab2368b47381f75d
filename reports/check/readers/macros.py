"""What commands and environments of LaTeX are to a reader; the others are text and show what they hold."""

from __future__ import annotations

from regclaims.reports.check.readers import words

DEFINING = frozenset(["def", "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand"])
"""Commands that name another and say what it does."""
FORMS = {"~": " ", "--": "\u2013", "---": "\u2014", "``": '"', "''": '"'}
SECTIONS = {
    name: rank
    for rank, name in enumerate(words("title part chapter section subsection subsubsection paragraph subparagraph"))
}
APART = frozenset({"footnote", "caption", "footnotetext", "thanks", "marginpar", "captionof"})
"""Commands whose argument is a passage of its own."""
SKIPPED = {
    **dict.fromkeys(
        words(
            "label ref eqref cref Cref autoref pageref nameref cite citep citet citealp citeauthor citeyear "
            "parencite textcite autocite nocite url includegraphics usepackage documentclass input include "
            "bibliography bibliographystyle addbibresource vspace hspace pagestyle thispagestyle author date "
            "graphicspath hypersetup newtheorem theoremstyle pagenumbering bibitem index color lstinputlisting "
            "verbatiminput cmidrule cline hyperref email affiliation keywords"
        ),
        1,
    ),
    **dict.fromkeys(words("href textcolor colorbox"), 1),
    **dict.fromkeys(words("multicolumn multirow DeclareMathOperator setlength addtolength setcounter addtocounter"), 2),
    "newenvironment": 3,
}
"""How many arguments of a command are no text; the rest are."""
SIGNS = {
    "ldots": "...",
    "dots": "...",
    "textellipsis": "...",
    "textendash": "\u2013",
    "textemdash": "\u2014",
    "ss": "\u00df",
    "ae": "\u00e6",
    "oe": "\u0153",
    "o": "\u00f8",
    "aa": "\u00e5",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "quad": " ",
    "qquad": " ",
    "newline": " ",
    "space": " ",
    "textquotedblleft": '"',
    "textquotedblright": '"',
    "textbackslash": "\\",
    "textasciitilde": "~",
    "slash": "/",
    "textgreater": ">",
    "textless": "<",
}
ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
UNREAD = frozenset(
    words(
        "verbatim Verbatim lstlisting minted comment equation align gather multline eqnarray displaymath math "
        "flalign alignat tikzpicture pgfpicture thebibliography algorithm algorithmic filecontents code dmath"
    )
)
LISTS = frozenset(["itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum", "tasks"])
QUOTES = frozenset(["quote", "quotation", "verse", "displayquote"])
TABLES = {"tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "array": 1, "tblr": 1}
BOXES = {"minipage": 1, "multicols": 1, "adjustbox": 1, "wrapfigure": 2, "wraptable": 2, "subfigure": 1, "column": 1}
