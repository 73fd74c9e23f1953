"""Texts of Django templates for Babel, which knows Python only; needs no GNU gettext."""

import io
from collections.abc import Iterator
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Every text a template marks: Django writes it as calls of gettext, line for line, and Babel reads those."""
    code = templatize(fileobj.read().decode(), origin=getattr(fileobj, "name", ""))
    # Without the template's indentation, which means nothing in Python.
    flat = "\n".join(line.lstrip() for line in code.split("\n"))
    yield from extract_python(io.BytesIO(flat.encode()), keywords, comment_tags, {})
