"""The checks and the rendering of a bilingual, cited MkDocs site.

This package imports neither MkDocs nor a theme. `sources` reads text into the values of `model`,
`checks` turns a `Site` into `Problem`s, `render` turns values into HTML, `report` prints problems.
"""
