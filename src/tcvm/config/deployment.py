"""What is unsafe or unfinished about an installation, as findings: `tcvm check`.

Of the operator's decisions it is told by `Environment`; the rest is asked of the machine, the
database and the bucket, which the functions here do and nothing else does.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from tcvm.config.environment import LOCAL_HOSTS, LOCAL_SENDER, Environment
from tcvm.domain.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A key is long enough from here, in characters (Django asks for as many).
KEY_LENGTH = 50
#: Kinds of sign that a random key of that length has at least.
KEY_SIGNS = 10
#: Beginnings of keys that stand in this repository or in Django's templates, for anyone to read.
PUBLISHED_KEYS = ("for-tests-only-", "0123456789:;<=>?@ABC", "django-insecure-")
_ALL_USERS = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)

SENTENCES = {
    "debug": Text(
        "TCVM_DEBUG đang bật: trang lỗi sẽ cho mọi người xem mã nguồn và cấu hình. Hãy bỏ đi.",
        "TCVM_DEBUG is on: pages of errors show code and settings to everybody. Remove it.",
    ),
    "demo": Text(
        "TCVM_DEMO đang bật: bản dùng thử không dành cho dữ liệu thật. Hãy bỏ đi.",
        "TCVM_DEMO is on: the demo is not for real data. Remove it.",
    ),
    "key_short": Text(
        "SECRET_KEY quá ngắn hoặc quá đơn điệu. Hãy đặt ít nhất 50 ký tự ngẫu nhiên.",
        "SECRET_KEY is too short or too uniform. Give at least 50 random characters.",
    ),
    "key_published": Text(
        "SECRET_KEY là khóa ai cũng đọc được trong mã nguồn. Hãy đặt khóa của riêng bạn.",
        "SECRET_KEY is one that anybody can read in source code. Give one of your own.",
    ),
    "fallback_unsafe": Text(
        "SECRET_KEY_FALLBACKS có khóa ngắn hoặc đã công khai: ai biết khóa ấy có thể giả chữ ký.",
        "SECRET_KEY_FALLBACKS has a key that is short or published: whoever knows it can sign.",
    ),
    "hosts_missing": Text(
        "ALLOWED_HOSTS trống: mọi yêu cầu đều bị từ chối. Hãy ghi tên miền của hệ thống.",
        "ALLOWED_HOSTS is empty: every request is refused. Name the platform's host.",
    ),
    "hosts_any": Text(
        "ALLOWED_HOSTS có %(host)s: liên kết trong thư có thể bị dẫn sang tên miền lạ. Hãy ghi rõ"
        " từng tên miền.",
        "ALLOWED_HOSTS has %(host)s: links in messages could lead to a stranger's host. Name each"
        " host.",
    ),
    "hosts_local": Text(
        "ALLOWED_HOSTS chỉ có tên của chính máy này: không ai ở nơi khác mở được trang.",
        "ALLOWED_HOSTS has only names of this machine: nobody elsewhere can open the pages.",
    ),
    "no_https": Text(
        "TCVM_HTTPS chưa bật: mật khẩu và phiên đăng nhập đi trên đường truyền không mã hóa.",
        "TCVM_HTTPS is off: passwords and sessions travel unencrypted.",
    ),
    "sqlite": Text(
        "DATABASE_URL: SQLite chỉ hợp với một máy và ít người ghi cùng lúc. Nên dùng PostgreSQL.",
        "DATABASE_URL: SQLite suits one machine and few who write at once. Prefer PostgreSQL.",
    ),
    "mail_console": Text(
        "MAIL_URL: thư chỉ hiện trên màn hình máy chủ, kể cả liên kết đặt lại mật khẩu.",
        "MAIL_URL: messages appear on the server's console, links to new passwords included.",
    ),
    "mail_files": Text(
        "MAIL_URL chưa đặt: thư chỉ được lưu thành tệp trong %(folder)s, không gửi cho ai.",
        "MAIL_URL is not set: messages are kept as files in %(folder)s and sent to nobody.",
    ),
    "mail_from": Text(
        "MAIL_FROM: %(address)s không phải địa chỉ người nhận trả lời được. Hãy đặt địa chỉ thật.",
        "MAIL_FROM: %(address)s is no address that can be answered. Give a real one.",
    ),
    "home_missing": Text(
        "TCVM_HOME: %(home)s chưa có.",
        "TCVM_HOME: %(home)s is not there yet.",
    ),
    "home_open": Text(
        "TCVM_HOME: người dùng khác trên máy vào được %(home)s (quyền %(mode)s). Hãy đóng lại:"
        " chmod 700.",
        "TCVM_HOME: other users of the machine can enter %(home)s (mode %(mode)s). Close it:"
        " chmod 700.",
    ),
    "bucket_public": Text(
        "TCVM_FILES_URL: ai cũng đọc được nơi chứa %(bucket)s. Hãy bỏ quyền công khai.",
        "TCVM_FILES_URL: anybody can read the bucket %(bucket)s. Take that right away.",
    ),
    "bucket_unknown": Text(
        "TCVM_FILES_URL: không hỏi được ai đọc được nơi chứa %(bucket)s (%(error)s).",
        "TCVM_FILES_URL: who can read the bucket %(bucket)s could not be found out (%(error)s).",
    ),
    "database_absent": Text(
        "DATABASE_URL: cơ sở dữ liệu không trả lời (%(error)s).",
        "DATABASE_URL: the database does not answer (%(error)s).",
    ),
    "migrations": Text(
        "Cơ sở dữ liệu còn %(count)s bước nâng cấp chưa chạy. Hãy chạy: django-admin migrate.",
        "%(count)s migrations of the database are pending. Run: django-admin migrate.",
    ),
    "django": Text("Django %(id)s: %(said)s", "Django %(id)s: %(said)s"),
}


#: What Django's checks say as well, by our code.
_SAID_BY_DJANGO = {
    "no_https": ("security.W004", "security.W008", "security.W012", "security.W016"),
    "key_short": ("security.W009",),
    "key_published": ("security.W009",),
    "debug": ("security.W018",),
    "hosts_missing": ("security.W020",),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its code in SENTENCES, and whether it only warns."""

    code: str
    is_warning: bool = False
    parameters: Mapping[str, object] = field(default_factory=dict)

    def said_in(self, locale: str) -> str:
        """The sentence in `locale`."""
        return SENTENCES[self.code].said_in(locale) % self.parameters


def of_decisions(given: Environment) -> Iterator[Finding]:
    """What is unsafe in the operator's decisions themselves."""
    if given.debug:
        yield Finding("debug")
    if given.demo:
        yield Finding("demo")
    yield from _of_keys(given)
    yield from _of_hosts(given)
    if not given.https:
        yield Finding("no_https")
    if given.database["ENGINE"] == "django.db.backends.sqlite3":
        yield Finding("sqlite", is_warning=True)
    yield from _of_mail(given)


def _of_keys(given: Environment) -> Iterator[Finding]:
    if given.secret_key.startswith(PUBLISHED_KEYS):
        yield Finding("key_published")
    elif _is_weak(given.secret_key):
        yield Finding("key_short")
    if any(_is_weak(one) or one.startswith(PUBLISHED_KEYS) for one in given.secret_key_fallbacks):
        yield Finding("fallback_unsafe")


def _is_weak(key: str) -> bool:
    return len(key) < KEY_LENGTH or len(set(key)) < KEY_SIGNS


def _of_hosts(given: Environment) -> Iterator[Finding]:
    if not given.allowed_hosts:
        yield Finding("hosts_missing")
    elif set(given.allowed_hosts) <= set(LOCAL_HOSTS):
        yield Finding("hosts_local")
    for host in given.allowed_hosts:
        if host == "*" or host.startswith("."):
            yield Finding("hosts_any", parameters={"host": host})


def _of_mail(given: Environment) -> Iterator[Finding]:
    backend = str(given.mail["EMAIL_BACKEND"])
    if "console" in backend:
        yield Finding("mail_console")
    if "filebased" in backend:
        folder = given.mail["EMAIL_FILE_PATH"]
        yield Finding("mail_files", is_warning=True, parameters={"folder": folder})
    domain = parseaddr(given.mail_from)[1].rpartition("@")[2]
    if given.mail_from == LOCAL_SENDER or "." not in domain:
        yield Finding("mail_from", parameters={"address": given.mail_from})


def of_machine(given: Environment) -> Iterator[Finding]:
    """Whether the data directory is there, and closed to other users of the machine."""
    if not given.home.is_dir():
        yield Finding("home_missing", parameters={"home": given.home})
        return
    mode = stat.S_IMODE(given.home.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("home_open", parameters={"home": given.home, "mode": f"{mode:o}"})


def of_database() -> Iterator[Finding]:
    """Whether the database answers, and is of this version. Django must be set up."""
    from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    except DatabaseError as error:
        yield Finding("database_absent", parameters={"error": " ".join(str(error).split())})
        return
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("migrations", parameters={"count": len(plan)})


def of_django(*, deploy: bool, found: Iterable[str] = ()) -> Iterator[Finding]:
    """What Django's own checks say, from a warning on; those silenced in the settings are not, and
    none that only repeats, in English, what a code in `found` has said."""
    from django.core import checks

    repeated = {one for code in found for one in _SAID_BY_DJANGO.get(code, ())}
    for one in checks.run_checks(include_deployment_checks=deploy):
        if one.level >= checks.WARNING and one.id not in repeated and not one.is_silenced():
            said = " ".join(f"{one.msg} {one.hint or ''}".split())
            yield Finding("django", parameters={"id": one.id, "said": said})


def of_bucket(storage: Any) -> Iterator[Finding]:
    """Whether anybody can read the bucket of files, as far as it says itself."""
    from botocore.exceptions import BotoCoreError, ClientError

    bucket = storage.bucket_name
    client = storage.connection.meta.client
    try:
        grants = client.get_bucket_acl(Bucket=bucket)["Grants"]
        public = any(one["Grantee"].get("URI") in _ALL_USERS for one in grants)
        public = public or _is_open(_policy(client, bucket))
    except (BotoCoreError, ClientError) as error:
        said = " ".join(str(error).split())
        yield Finding(
            "bucket_unknown", is_warning=True, parameters={"bucket": bucket, "error": said}
        )
        return
    if public:
        yield Finding("bucket_public", parameters={"bucket": bucket})


def _policy(client: Any, bucket: str) -> dict[str, Any]:
    """The bucket's policy; an empty one where it has none."""
    from botocore.exceptions import ClientError

    try:
        found: dict[str, Any] = json.loads(client.get_bucket_policy(Bucket=bucket)["Policy"])
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchBucketPolicy":
            return {}
        raise
    return found


def _is_open(policy: Mapping[str, Any]) -> bool:
    """Whether a statement allows something to everybody, without a condition."""
    statements = policy.get("Statement", [])
    for one in [statements] if isinstance(statements, dict) else statements:
        who = one.get("Principal")
        everybody = who == "*" or (isinstance(who, dict) and "*" in _listed(who.get("AWS")))
        if one.get("Effect") == "Allow" and everybody and not one.get("Condition"):
            return True
    return False


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]
