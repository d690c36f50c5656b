"""What the formats are called that a document can be rendered in."""

from __future__ import annotations

from typing import Literal, get_args

Format = Literal["docx", "html", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
