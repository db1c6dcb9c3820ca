"""Which parts of a translation have been overtaken by the page that it translates.

A translation is fresh if the source page still is what the translator read. What that was stands in a
snapshot: a copy of the source page (decisions/0011).
"""
