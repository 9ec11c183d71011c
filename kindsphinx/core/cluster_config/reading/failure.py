"""How the reader says that a text is no YAML that kind takes."""

from __future__ import annotations

from kindsphinx.core.errors import KindSphinxError


class YamlError(KindSphinxError):
    """The text is no YAML; never leaves the package, :func:`.judge` turns it into a problem."""

    def __init__(self, problem: str, *, line: int = 0, column: int = 0, said_line: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        """In the words of kind's reader."""
        self.line = line
        """Counted from 0, as ``column``."""
        self.column = column
        self.said_line = said_line
        """The line that kind names, sometimes one too low; 0 if it names none."""

    @property
    def kind_message(self) -> str:
        """Return the reader's own words."""
        where = f"line {self.said_line}: " if self.said_line else ""
        return f"yaml: {where}{self.problem}"
