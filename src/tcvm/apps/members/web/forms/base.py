"""What the forms of the register have in common: groups of fields, days, files, and problems."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.actions.keep_document import PURPOSE, Upload
from tcvm.apps.members.web.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.forms.boundfield import BoundField

    from tcvm.domain.problems import Problem

#: What the browser offers to choose; what a file is, is found by looking into it.
_ENDINGS = ",".join(sorted(ending for kind in PURPOSE.kinds for ending in kind.endings))
_FIRST, _LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


class DayField(forms.DateField):
    """A day, as the date field of a browser sends it."""

    def __init__(self, **named: Any) -> None:
        widget = forms.DateInput(
            attrs={"type": "date", "min": _FIRST.isoformat(), "max": _LAST.isoformat()},
            format="%Y-%m-%d",
        )
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **named)

    def validate(self, value: dt.date | None) -> None:
        """Raises ValidationError for a day beyond any register."""
        super().validate(value)
        if value is not None and not _FIRST <= value <= _LAST:
            raise forms.ValidationError(_("This day lies outside any register."))


class TextField(forms.CharField):
    """Text with its letters composed, as keyboards differ in how they send Vietnamese ones."""

    def __init__(self, *, lines: int = 1, max_length: int = 500, **named: Any) -> None:
        if lines > 1:
            named["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(max_length=max_length, **named)

    def to_python(self, value: object) -> str:
        """The text, composed."""
        return unicodedata.normalize("NFC", super().to_python(value) or "")


class PaperField(forms.FileField):
    """A file to be kept with what is recorded."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("help_text", _("PDF, PNG, JPEG, DOCX or XLSX, at most 10 MiB."))
        # The store makes its own name; the browser's is only what people read.
        super().__init__(
            max_length=200, widget=forms.FileInput(attrs={"accept": _ENDINGS}), **named
        )


class DeskForm(forms.Form):
    """A form of the register.

    `groups` are legends with the fields under each; what no group names stands first. `homes` says
    at which field a problem belongs that names none itself.
    """

    groups: ClassVar[tuple[tuple[object, tuple[str, ...]], ...]] = ()
    homes: ClassVar[Mapping[str, str]] = {}
    #: The version of the record that was looked at.
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **named: Any) -> None:
        named.setdefault("label_suffix", "")
        super().__init__(*args, **named)

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Put each problem in words at its field."""
        for one in problems:
            name = one.place.column or self.homes.get(one.code, "")
            field = self.fields.get(name)
            shown = field is not None and not field.widget.is_hidden
            self.add_error(name if shown else None, sentence(one))

    def refuse_file(self, said: str) -> None:
        """Say at its field why the file is not taken."""
        wanted = [name for name, one in self.fields.items() if isinstance(one, PaperField)]
        self.add_error(wanted[0] if wanted else None, said)

    def focus_first_error(self) -> None:
        """Let the page open at the first field that is wrong, without any script."""
        for name in self._in_order():
            if name in self.errors:
                self.fields[name].widget.attrs["autofocus"] = True
                return

    def grouped(self) -> list[tuple[object, list[BoundField]]]:
        """The fields to be filled in, by group, as the page shows them."""
        named = {name for _legend, names in self.groups for name in names}
        first = [one for one in self.visible_fields() if one.name not in named]
        found: list[tuple[object, list[BoundField]]] = [("", first)] if first else []
        for legend, names in self.groups:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                found.append((legend, fields))
        return found

    @property
    def sends_files(self) -> bool:
        """Whether a file can be handed in."""
        return self.is_multipart()

    @property
    def version_seen(self) -> str | None:
        """The version looked at; None for a form that says none."""
        return self.cleaned_data["seen"] or None

    def upload(self, name: str = "paper") -> Upload | None:
        """The file handed in, if one was."""
        file = self.cleaned_data.get(name)
        if not isinstance(file, UploadedFile):
            return None
        return Upload(file, file.name or "")

    def _in_order(self) -> list[str]:
        return [one.name for _legend, fields in self.grouped() for one in fields]
