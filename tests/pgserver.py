"""A private PostgreSQL server in a folder of its own, run as a user that is not root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Literal

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.record.opening import Opening, SeatKey
from onetext.record.signing import public_bytes
from onetext.record.store.postgres import PostgresStore


def programs() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``, the newest one; None if there is none."""
    folders = [Path(at).parent for name in ("initdb",) if (at := shutil.which(name))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: at.parent.name)[
        ::-1
    ]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


class Server:
    """Start, stop, kill; ``url`` and ``database`` hand out places for stores."""

    def __init__(self, bin: Path, *options: str) -> None:
        self.bin = bin
        self.options = options
        self.folder = Path(tempfile.mkdtemp(prefix="onetext-pg-"))
        self.user: str | None = None
        if os.getuid() == 0:
            self.user = next(
                name for name in ("postgres", "nobody") if any(p.pw_name == name for p in USERS)
            )
            shutil.chown(self.folder, self.user)
        self.numbers = count()
        self.template: str | None = None
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8")
        self.start()
        self.sql("CREATE ROLE app LOGIN CREATEROLE CREATEDB")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.bin / program), *arguments],
            cwd=self.folder,
            user=self.user,
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            timeout=120,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")

    def start(self) -> None:
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder)}
        told = [f"-c{name}={value}" for name, value in settings.items()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.data), *told, *self.options],
                cwd=self.folder,
                user=self.user,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 60
        while True:
            try:
                self.sql("SELECT 1")
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self.folder / "log").read_text()[-2000:]) from None
                time.sleep(0.02)
            else:
                return

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop it in order, or at once, to recover when it starts again."""
        self.process.send_signal(signal.SIGINT if mode == "fast" else signal.SIGQUIT)
        self.process.wait(60)

    def kill(self) -> None:
        """Kill the server and its workers with SIGKILL."""
        leader = self.process.pid
        children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
        self.process.kill()
        self.process.wait(60)
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        while any(alive(child) for child in children):
            time.sleep(0.01)

    def url(self, database: str, user: str = "app") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def sql(self, command: str, database: str = "postgres", user: str = "postgres") -> list[Any]:
        with psycopg.connect(self.url(database, user), autocommit=True) as connection:
            cursor = connection.execute(command)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def database(self, *, empty: bool = False) -> str:
        """Make a database: an empty one, or one whose tables are made and hold no room yet."""
        name = f"room{next(self.numbers)}"
        if empty:
            self.sql(f"CREATE DATABASE {name} OWNER app")
            return name
        if self.template is None:
            self.template = self.database(empty=True)
            PostgresStore.create(self.url(self.template), _opening()).shut()
            self.sql("DELETE FROM room", self.template)
        self.sql(f"CREATE DATABASE {name} OWNER app TEMPLATE {self.template}")
        return name

    def create(self, opening: Opening, *, keys: Path | None = None) -> PostgresStore:
        return PostgresStore.create(self.url(self.database()), opening, keys=keys)

    def remove(self) -> None:
        if self.process.poll() is None:
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


def alive(process: int | str) -> bool:
    """Tell whether a process runs; one that nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


USERS = pwd.getpwall()


class NoServer(Exception):
    """Say that PostgreSQL is not installed here."""


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and remove it in the end.

    Raises
    ------
    NoServer
        If there is nothing to start.
    """
    bin = programs()
    if bin is None:
        raise NoServer("no PostgreSQL here: initdb is neither in PATH nor in /usr/lib/postgresql")
    server = Server(bin)
    try:
        yield server
    finally:
        server.remove()


def _opening() -> Opening:
    """Return the opening of any room: its tables are those of every room."""
    log_key, key = (public_bytes(Ed25519PrivateKey.generate()) for _ in range(2))
    return Opening(
        mode="exercise",
        log_key=log_key,
        seats=(SeatKey("a-head", key),),
        first_close="2031-03-16T18:00:00Z",
        every=86400,
        slots=64,
        salt=bytes(32),
    )
