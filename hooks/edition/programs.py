"""What of a program is the same in every language that people speak."""

from __future__ import annotations

from collections.abc import Iterator

from edition.patterns import late

# Of these a comment, a text and a name are all that a translator may change; the names are those of Pygments.
_LANGUAGES = frozenset(
    ("c", "c++", "cpp", "cs", "csharp", "css", "go", "golang", "java", "javascript", "js", "json", "jsx", "julia", "jl",
     "kotlin", "lua", "matlab", "perl", "php", "py", "py3", "python", "python3", "r", "rb", "ruby", "rs", "rust",
     "scala", "scss", "sql", "swift", "ts", "tsx", "typescript")
)  # fmt: skip
_FENCE = late(r"[`~]{3,}\s*\{?\.?([\w+#-]+)")
_LAST_COMMA = late(r",(?=[)\]}])")  # formatters write it where they break lines
_TEXTS = late(r'"(?:[+.]?")*')  # one text, which may be written in parts


def skeleton(code: str) -> str | None:
    """A fenced program without what is written for people: its keywords, operators and figures, and `_` for each name.

    `None` where the fence names no language that we know well enough to tell.
    """
    fence = _FENCE.match(code)
    if fence is None or fence[1].lower() not in _LANGUAGES:
        return None
    made = _TEXTS.sub("", "".join(_tokens(code, fence[1].lower())))
    return made if fence[1].lower() == "json" else _LAST_COMMA.sub("", made)


def _tokens(code: str, language: str) -> Iterator[str]:
    """The tokens of a program; a name is `_`, a text or a part of one is `"`."""
    # Only where the code of two languages differs.
    from pygments import token  # type: ignore[import-untyped]
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

    kept = (token.Keyword, token.Number, token.Operator, token.Punctuation)
    depth = 0
    body = code.partition("\n")[2].rpartition("\n")[0]
    for kind, value in get_lexer_by_name(language).get_tokens(body):
        if kind in token.String:
            # What is put into a text stands in another place in another language.
            depth += value.count("{") - value.count("}") if kind in token.String.Interpol else 0
            yield '"'
        elif depth > 0 or kind in token.Comment:
            continue
        elif kind in token.Name:
            yield "_"
        elif any(kind in each for each in kept):
            yield value
