"""A private PostgreSQL server in a folder of its own, run as a user that is not root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from onetext.record.opening import Opening
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
        settings = {"listen_addresses": "''", "unix_socket_directories": f"'{self.folder}'"}
        told = [f"-c {name}={value}" for name, value in settings.items()]
        log = str(self.folder / "log")
        options = " ".join((*told, *self.options))
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def kill(self) -> None:
        """Kill the server at once; its workers notice, and go too."""
        leader = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
        os.kill(leader, signal.SIGKILL)
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        until = time.monotonic() + 20
        while any(Path(f"/proc/{one}").exists() for one in (leader, *children)):
            if time.monotonic() > until:
                raise RuntimeError("the server will not die")
            time.sleep(0.02)

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
            from keeping import Books

            self.template = self.database(empty=True)
            PostgresStore.create(self.url(self.template), Books().opening).shut()
            self.sql("DELETE FROM room", self.template)
        self.sql(f"CREATE DATABASE {name} OWNER app TEMPLATE {self.template}")
        return name

    def create(self, opening: Opening, *, keys: Path | None = None) -> PostgresStore:
        return PostgresStore.create(self.url(self.database()), opening, keys=keys)

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


USERS = pwd.getpwall()
