"""Controls: the laboratory and its decisions put to questions whose answers are known.

:mod:`placebo <regclaims.claims.controls.placebo>`: does a method ever beat itself? :mod:`swap
<regclaims.claims.controls.swap>`: do the names of the methods carry any weight? :mod:`faults
<regclaims.claims.controls.faults>` and :mod:`sabotage <regclaims.claims.controls.sabotage>`: would it be noticed if
something were wrong? ``regclaims controls`` asks these three. :mod:`decision <regclaims.claims.controls.decision>`: how
often is an outcome or a verdict wrong where the truth is known?
"""
