"""Every environment variable that the platform reads: what it decides, and what holds without it.

`docs/reference/environment.md` is made from this list, and `environment.read` reads no other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable: how its value is written, what holds by default, and what it decides."""

    name: str
    form: str
    default: str
    about: str
    #: Holds a password or a key: for the service's own file, readable by it alone.
    secret: bool = False


VARIABLES = (
    Variable(
        "SECRET_KEY",
        "50 random characters or more",
        "must be given; the demo makes one",
        "Signs sessions and links, seals the audit trail, encrypts second factors and messages that"
        " hold a link. The same at every start and on every machine.",
        secret=True,
    ),
    Variable(
        "SECRET_KEY_FALLBACKS",
        "keys, with commas",
        "none",
        "Former keys, newest first: what they signed or encrypted can still be read. Leave a former"
        " key here: older seals of the audit trail are checked with it.",
        secret=True,
    ),
    Variable(
        "ALLOWED_HOSTS",
        "names, with commas",
        "none; of the demo and while debugging, this machine",
        "The names by which the pages are asked for. Any other is answered 400.",
    ),
    Variable(
        "TCVM_HTTPS",
        "1 or 0",
        "0",
        "1 where readers come over HTTPS: redirects, strict transport, secure cookies. The proxy"
        " must set `X-Forwarded-Proto` itself, and add the reader's address to `X-Forwarded-For`:"
        " attempts to sign in are counted by it.",
    ),
    Variable(
        "DATABASE_URL",
        "`postgres://user:password@host:5432/name` or `sqlite:///path`",
        "SQLite under TCVM_HOME",
        "The database.",
        secret=True,
    ),
    Variable(
        "TCVM_HOME",
        "a directory",
        "`~/.local/share/tcvm`; `var/` in a checkout",
        "The one directory that is written to: assets, files that were handed in, SQLite, mail that"
        " is not sent.",
    ),
    Variable(
        "TCVM_FILES_URL",
        "`s3://BUCKET/FOLDER?endpoint=https://…&region=…`",
        "the folder `files` under TCVM_HOME",
        "A bucket for the files that people hand in. Keys come from AWS_ACCESS_KEY_ID and"
        " AWS_SECRET_ACCESS_KEY, or from the machine's role.",
    ),
    Variable(
        "MAIL_URL",
        "`smtp://user:password@host:587` (STARTTLS) or `smtps://…`",
        "files under `TCVM_HOME/mail`; the console while debugging",
        "The mail server. The line to it is always encrypted.",
        secret=True,
    ),
    Variable("MAIL_FROM", "an address", "`tcvm@localhost`", "The sender of every message."),
    Variable(
        "TCVM_REQUEST_MAX_MIB",
        "a whole number from 1 to 1024",
        "64",
        "How large a request may be, with the files in it. A larger one is answered 413. Each kind"
        " of file has a lower limit of its own.",
    ),
    Variable(
        "TCVM_DEBUG", "1 or 0", "0", "1 only on a developer's machine: errors show everything."
    ),
    Variable(
        "TCVM_DEMO",
        "1 or 0",
        "0",
        "1 is set by `tcvm demo`: local hosts, a key of its own, and anybody may sign in as the"
        " people of its invented networks. Never where data is real.",
    ),
)

NAMES = frozenset(one.name for one in VARIABLES)
