"""YAML with the place of each value; whatever is wrong with a text is one `YamlFault`."""

from __future__ import annotations

from typing import Any

import yaml

from edition.model import Place


class YamlFault(Exception):
    """A text that cannot be used as YAML; `place` is where reading stopped, in the text itself."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(message)
        self.place = place


def load(text: str, loader: type[yaml.SafeLoader] = yaml.SafeLoader) -> tuple[Any, yaml.Node | None]:
    """The data of a text, and its nodes, which know their places. Raises YamlFault, nothing else."""
    try:
        return yaml.load(text, loader), yaml.compose(text, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise YamlFault(f"invalid YAML: {problem}", place(mark) if mark else Place(1, 1)) from error
    except RecursionError as error:
        raise YamlFault("nested too deeply", Place(1, 1)) from error
    except (ValueError, TypeError) as error:  # an impossible date, a key that is a mapping
        raise YamlFault(str(error), Place(1, 1)) from error


def place(mark: yaml.Mark) -> Place:
    """The line and column of a mark, both from 1."""
    return Place(mark.line + 1, mark.column + 1)
