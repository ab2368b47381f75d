"""Controls: what cannot be won is not won, what is exchanged turns round, and what is broken is noticed.

Three questions to the laboratory and the claims together. :mod:`placebo <regclaims.claims.controls.placebo>`: does a
method ever beat itself? :mod:`swap <regclaims.claims.controls.swap>`: do the names of the methods carry any weight?
:mod:`faults <regclaims.claims.controls.faults>` and :mod:`sabotage <regclaims.claims.controls.sabotage>`: would it be
noticed if something were wrong? ``regclaims controls`` asks them and prints what escaped.
"""
