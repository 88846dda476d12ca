"""What is wrong with what the operator decided, in both languages.

The settings cannot be read while these are said, so they do without Django and its catalogues.
"""

from __future__ import annotations

from tcvm.domain.text import Text

#: Of the environment: each stops the start. Parameters are named as in `%(name)s`.
SENTENCES = {
    "flag": Text(
        "%(variable)s: %(text)r không phải 1 hay 0.",
        "%(variable)s: %(text)r is neither 1 nor 0.",
    ),
    "number": Text(
        "%(variable)s: %(text)r không phải số nguyên từ %(least)s đến %(most)s.",
        "%(variable)s: %(text)r is not a whole number from %(least)s to %(most)s.",
    ),
    "home_not_made": Text(
        "TCVM_HOME: không tạo được %(home)s (%(error)s); hãy chỉ ra một thư mục của bạn.",
        "TCVM_HOME: %(home)s cannot be created (%(error)s); name a directory of yours.",
    ),
    "home_not_writable": Text(
        "TCVM_HOME: không ghi được vào %(home)s.",
        "TCVM_HOME: %(home)s cannot be written to.",
    ),
    "key_missing": Text(
        "SECRET_KEY: chưa đặt. Hãy đặt 50 ký tự ngẫu nhiên, giống nhau ở mọi lần khởi động.",
        "SECRET_KEY: not set. Give 50 random characters, the same at every start.",
    ),
    "key_file_empty": Text(
        "SECRET_KEY: %(file)s trống; hãy xóa tệp này rồi khởi động lại.",
        "SECRET_KEY: %(file)s is empty; remove it and start again.",
    ),
    "database": Text(
        "DATABASE_URL: không nhận ra %(scheme)r; hãy viết sqlite:///đường-dẫn hoặc postgres://…",
        "DATABASE_URL: %(scheme)r is not known; write sqlite:///path or postgres://…",
    ),
    "mail": Text(
        "MAIL_URL: không nhận ra %(scheme)r; hãy viết smtp://người-dùng:mật-khẩu@máy-chủ:587",
        "MAIL_URL: %(scheme)r is not known; write smtp://user:password@host:587",
    ),
    "files": Text(
        "TCVM_FILES_URL: hãy viết s3://BUCKET/THƯ-MỤC?endpoint=https://…&region=…, hoặc bỏ trống.",
        "TCVM_FILES_URL: write s3://BUCKET/FOLDER?endpoint=https://…&region=…, or nothing.",
    ),
}


class EnvironmentProblem(ValueError):
    """An environment variable that cannot be used; the sentence names it and says what to write."""

    def __init__(self, code: str, **parameters: object) -> None:
        """Keep the code of SENTENCES and what stands in the sentence; never a password."""
        self.code, self.parameters = code, parameters
        super().__init__(self.said_in("en"))

    def said_in(self, locale: str) -> str:
        """The sentence in `locale`."""
        return SENTENCES[self.code].said_in(locale) % self.parameters
