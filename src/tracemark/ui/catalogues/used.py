"""Which texts the code and the templates ask to have translated."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template import Template
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from tracemark.ui.catalogues import SOURCE

CALLS = {
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
"""Django's functions that translate, and what their first arguments are."""


WORDS_OF = {"lists": "register", "payloads": "register", "charts": "observatory"}
"""Tables of words that are not named after their room."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text to translate, with its plural and context when it has them, and the room that uses it."""

    room: str
    id: str
    plural: str = ""
    context: str = ""


def used_texts(source: Path = SOURCE) -> list[Text]:
    """Every text that any room uses, in order of room and text. Django must be set up."""
    found = set(_of_python(source)) | set(_of_templates(source))
    return sorted(found)


def _of_python(source: Path) -> Iterator[Text]:
    for path in source.rglob("*.py"):
        room = _room_of(source, path)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = _names_of_calls(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield from _of_call(room, node, CALLS[names[node.func.id]])


def _room_of(source: Path, path: Path) -> str:
    """The room of a module; a table of words in ``ui/words`` belongs to the room it is named after."""
    stem = WORDS_OF.get(path.stem, path.stem)
    is_table = path.parent.name == "words" and (source / stem).is_dir()
    return stem if is_table else path.relative_to(source).parts[0]


def _names_of_calls(tree: ast.Module) -> dict[str, str]:
    """What Django's functions are called in a module: ``{"_": "gettext_noop"}``."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }


def _of_call(room: str, call: ast.Call, parts: tuple[str, ...]) -> Iterator[Text]:
    values = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    named = dict(zip(parts, values, strict=False))
    if isinstance(named.get("id"), str):
        yield Text(room, **{name: str(value) for name, value in named.items()})


def _of_templates(source: Path) -> Iterator[Text]:
    for path in source.rglob("templates/**/*.*"):
        if path.suffix in {".html", ".txt"}:
            room = path.relative_to(source).parts[0]
            name = path.relative_to(source / room / "templates").as_posix()
            yield from _of_template(room, get_template(name).template)  # type: ignore[attr-defined]  # [backend-template]


def _of_template(room: str, template: Template) -> Iterator[Text]:
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        text = node.filter_expression.var.literal  # type: ignore[attr-defined]  # [django-internals]
        if isinstance(text, str):
            yield Text(room, text)
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        singular, _ = node.render_token_list(node.singular)  # type: ignore[attr-defined]  # [django-internals]
        plural, _ = node.render_token_list(node.plural or [])  # type: ignore[attr-defined]  # [django-internals]
        yield Text(room, _trimmed(node, singular), _trimmed(node, plural))


def _trimmed(node: object, text: str) -> str:
    """A block's text as it is looked up: ``trimmed`` joins its lines."""
    if getattr(node, "trimmed", False):
        return " ".join(line.strip() for line in text.strip().splitlines())
    return text
