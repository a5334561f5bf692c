"""What is shipped and what is in the project: whole wheels, a README that works, no traces."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IN_CI = os.environ.get("CI") == "true"
# Spelt in parts, so that this file is none of those that hold them.
TRACES = tuple(
    "".join(parts)
    for parts in (
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
        ("pypi.", "org"),
        ("files.python", "hosted"),
        ("registry.npm", "js"),
        ("find-", "links"),
        ("index-", "url"),
    )
)
LOCKS = {"uv.lock", "package-lock.json", "poetry.lock", "Pipfile.lock", "yarn.lock"}
COMMANDS = {"pip", "uv", "onetext", "git", "cd"}


def absent(why: str) -> None:
    """Skip, but fail where everything is meant to be there."""
    if IN_CI:
        pytest.fail(why)
    pytest.skip(why)


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        absent("no git checkout here")
    listed = subprocess.run([str(git), "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


# The wheel and the source archive.


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    uv = shutil.which("uv")
    if uv is None:
        absent("no uv to build with")
    folder = tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [str(uv), "build", "--wheel", "--sdist", "--out-dir", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        absent(f"nothing was built: {done.stderr[-500:]}")
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    [file] = built.glob("*.whl")
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_wheel_holds_every_file_of_the_package(wheel: dict[str, bytes]) -> None:
    package = ROOT / "src"
    files = {
        str(path.relative_to(package).as_posix())
        for path in tracked()
        if path.is_relative_to(package)
    }
    assert files <= wheel.keys()
    folder = "onetext/press/tables/"
    suffixes = {Path(name).suffix for name in wheel if name.startswith(folder)}
    assert {".yaml", ".json", ".txt"} <= suffixes
    assert {"onetext/brief/templates/page.html", "onetext/brief/templates/page.css"} <= wheel.keys()
    assert "onetext/py.typed" in wheel


def test_the_wheel_holds_the_licence_the_notice_and_the_command(wheel: dict[str, bytes]) -> None:
    [info] = {name.split("/")[0] for name in wheel if name.split("/")[0].endswith(".dist-info")}
    for name in ("LICENSE", "NOTICE"):
        assert wheel[f"{info}/licenses/{name}"] == (ROOT / name).read_bytes()
    assert b"onetext = onetext.cli.main:run" in wheel[f"{info}/entry_points.txt"]
    assert b"License-Expression: Apache-2.0" in wheel[f"{info}/METADATA"]


def test_the_wheel_holds_nothing_else(wheel: dict[str, bytes]) -> None:
    tops = {name.split("/")[0] for name in wheel}
    assert len(tops) == 2
    assert not [name for name in wheel if re.search(r"tests?/|quality/|bench/|\.pyc$", name)]


def test_neither_archive_names_a_place_of_this_machine(
    built: Path, wheel: dict[str, bytes]
) -> None:
    [file] = built.glob("*.tar.gz")
    with tarfile.open(file) as packed:
        members = [member for member in packed.getmembers() if member.isfile()]
        held = {member.name: packed.extractfile(member).read() for member in members}  # type: ignore[union-attr]
    assert not {Path(name).name for name in held} & LOCKS
    assert not traces({**held, **wheel})


# The project.


def traces(files: dict[str, bytes]) -> list[str]:
    return [
        f"{name}: {trace}"
        for name, held in files.items()
        for trace in TRACES
        if trace.encode() in held
    ]


def test_no_tracked_file_names_a_place_of_this_machine_or_a_registry() -> None:
    assert not traces({str(path.relative_to(ROOT)): path.read_bytes() for path in tracked()})


def test_the_check_would_see_a_trace() -> None:
    assert traces({"a": f"see {TRACES[0]}x".encode()}) == [f"a: {TRACES[0]}"]


def test_no_lock_file_is_tracked() -> None:
    assert not [path for path in tracked() if path.name in LOCKS]


# The README.


def commands() -> list[str]:
    """Return the commands of the README: the lines of its shell blocks, joined where they go on."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8") if readme.exists() else ""
    if not text.strip():
        absent("the README is not written yet")
    blocks = re.findall(r"^```(?:sh|shell|bash|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    kept = [line.removeprefix("$ ").strip() for line in lines]
    return [line for line in kept if line and not line.startswith("#")]


def test_the_readme_s_first_two_commands_are_those_that_are_promised() -> None:
    first, second = commands()[:2]
    assert first.startswith("pip install uv && uv run onetext brief examples/two-rivers")
    assert second.startswith("uv run pytest")


def test_the_readme_s_commands_are_known_and_their_files_exist() -> None:
    for line in commands():
        for command in re.split(r"&&|\||;", line):
            words = shlex.split(command, comments=True)
            assert words[0] in COMMANDS, line
            for word in words:
                if word.startswith(("examples/", "quality/", "bench/", "tests/")):
                    assert (ROOT / word).exists(), line
