"""Files as Django knows them."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The store of what people hand in."""

    name = "tcvm.foundation.files"
    label = "files"
