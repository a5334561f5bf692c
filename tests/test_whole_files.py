"""Files written whole or not at all: any words, any fault in between, any name, any mode."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.whole_files import ALL, created, replacing

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@given(st.none() | st.binary(), st.lists(st.binary(), max_size=4), st.none() | st.integers(0, 4))
def test_what_stood_there_stays_until_all_is_written(
    before: bytes | None, parts: list[bytes], fault: int | None
) -> None:
    def held() -> bytes | None:
        return file.read_bytes() if file.exists() else None

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "minutes"
        if before is not None:
            file.write_bytes(before)
        broken = fault is not None and fault < len(parts)
        try:
            with replacing(file) as new, new.open("wb") as stream:
                for at, part in enumerate(parts):
                    if at == fault:
                        raise KeyboardInterrupt
                    stream.write(part)
                    stream.flush()
                    assert held() == before
        except KeyboardInterrupt:
            assert broken
        assert held() == (before if broken else b"".join(parts))
        assert os.listdir(folder) == ["minutes"] * file.exists()


@pytest.mark.parametrize("name", ["x" * 255, "日" * 85, ".hidden", "two words.txt"])
def test_any_name_that_a_folder_takes(name: str, tmp_path: Path) -> None:
    with replacing(tmp_path / name) as new:
        new.write_text("They met.")
    assert (tmp_path / name).read_text() == "They met."


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    with created(tmp_path / "key") as new:
        new.write(b"first")
    with pytest.raises(FileExistsError), created(tmp_path / "key") as new:
        new.write(b"second")
    assert (tmp_path / "key").read_bytes() == b"first"


def test_a_new_file_that_fails_is_not_left_half_written(tmp_path: Path) -> None:
    def fill() -> None:
        with created(tmp_path / "key") as new:
            new.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill()
    assert not os.listdir(tmp_path)


def test_what_cannot_take_the_place_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r"folder"), replacing(tmp_path / "folder") as new:
        new.write_text("They met.")
    assert os.listdir(tmp_path) == ["folder"]


@POSIX
def test_only_the_owner_reads_it_unless_said_otherwise(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path\n"
        "from onetext.whole_files import ALL, created, replacing\n"
        "os.umask(0o027); os.chdir(sys.argv[1])\n"
        "with created(Path('a')), replacing(Path('b')), replacing(Path('c'), mode=ALL): pass\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert {name: mode(tmp_path / name) for name in "abc"} == {"a": 0o600, "b": 0o600, "c": 0o640}


@POSIX
def test_a_mode_given_within_is_kept(tmp_path: Path) -> None:
    with replacing(tmp_path / "a", mode=ALL) as new:
        new.write_text("They met.")
        new.chmod(0o400)
    assert mode(tmp_path / "a") == 0o400
