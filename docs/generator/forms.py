"""Tables of the fields of a pydantic model, from its JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from docs.generator.markdown import anchor, code, table

if TYPE_CHECKING:
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Texts whose form says what they are.
DIGITS = r"^-?\d+(\.\d+)?$"
PATTERNS = {r"^[a-z][a-z0-9_-]*$": "code", DIGITS: "digits"}


def schema_text(model: type[BaseModel], title: str) -> str:
    """The JSON Schema of a model as a file."""
    schema = {"$schema": DIALECT, **model.model_json_schema(), "title": title}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class Form:
    """A model and its parts as sections of a page.

    `name` stands before the parts' headings; `null` is the word for a null, none where the format
    has no null.
    """

    def __init__(self, model: type[BaseModel], *, name: str = "", null: str = "") -> None:
        """Keep the schema, its parts in the order a reader meets them."""
        self.name = name
        self.null = null
        self.schema = model.model_json_schema()
        found: dict[str, Mapping[str, Any]] = self.schema.get("$defs", {})
        order = [self.schema]
        self.parts: dict[str, Mapping[str, Any]] = {}
        for part in order:
            for reference in re.findall(r"#/\$defs/(\w+)", json.dumps(part.get("properties", {}))):
                if reference not in self.parts:
                    self.parts[reference] = found[reference]
                    order.append(dict(found[reference]))

    def blocks(self) -> list[str]:
        """The table of the model, a section a part, and the lists of choices."""
        blocks = [self.fields(self.schema)]
        choices = []
        for name, part in self.parts.items():
            if "enum" in part:
                listed = ", ".join(code(str(value)) for value in part["enum"])
                choices.append(f"*{_words(name).capitalize()}* is one of {listed}.")
            elif name != "TextDocument":
                blocks += [f"### {self._heading(name)}", str(part.get("description", ""))]
                blocks.append(self.fields(part))
        return blocks + choices

    def fields(self, part: Mapping[str, Any]) -> str:
        """The fields of an object as a table."""
        required = part.get("required", ())
        rows = [
            [
                code(name),
                self.kind(field),
                "required" if name in required else _default(field),
                str(field.get("description", "")),
            ]
            for name, field in part["properties"].items()
        ]
        if all(row[2] == "required" for row in rows):
            return table(["field", "kind", "meaning"], [[row[0], row[1], row[3]] for row in rows])
        return table(["field", "kind", "", "meaning"], rows)

    def kind(self, field: Mapping[str, Any]) -> str:
        """The kind of a field's value, in a few words."""
        if "$ref" in field:
            return self._referred(field["$ref"].rsplit("/", 1)[-1])
        if "anyOf" in field:
            kinds = [self.kind(one) for one in field["anyOf"]]
            return "decimal" if kinds == ["number", "text"] else " or ".join(filter(None, kinds))
        if "const" in field or "enum" in field:
            return " or ".join(code(str(one)) for one in field.get("enum", [field.get("const")]))
        return self._kinds()[field["type"]](field)

    def _kinds(self) -> dict[str, Callable[[Mapping[str, Any]], str]]:
        return {
            "array": lambda field: f"list of {self.kind(field['items'])}",
            "object": lambda field: f"table of {self.kind(_values(field))}",
            "string": _text,
            "null": lambda _: self.null,
            "integer": lambda _: "whole number",
            "number": lambda _: "number",
            "boolean": lambda _: "true or false",
        }

    def _referred(self, name: str) -> str:
        if name == "TextDocument":
            return "text in `vi` and `en`"
        if "enum" in self.parts[name]:
            return f"*{_words(name)}*"
        return f"[{_words(name)}](#{anchor(self._heading(name))})"

    def _heading(self, name: str) -> str:
        return f"{self.name}: {_words(name)}" if self.name else _words(name).capitalize()


def _values(field: Mapping[str, Any]) -> Mapping[str, Any]:
    # Where keys have a stated form, pydantic writes the values' schema under that form.
    forms = field.get("patternProperties", {"": field.get("additionalProperties")})
    found: Mapping[str, Any] = next(iter(forms.values()))
    return found


def _text(field: Mapping[str, Any]) -> str:
    if field.get("format") == "date":
        return "date"
    return PATTERNS.get(field.get("pattern", ""), "text")


def _default(field: Mapping[str, Any]) -> str:
    default = field.get("default")
    if default in (None, "", [], {}):
        return "may be left out"
    return f"by default {code(str(default).lower() if isinstance(default, bool) else str(default))}"


def _words(model: str) -> str:
    """`PeerAxisDocument` as `peer axis`."""
    spaced = (f" {sign.lower()}" if sign.isupper() else sign for sign in model)
    return "".join(spaced).strip().removesuffix(" document")
