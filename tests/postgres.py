"""A PostgreSQL cluster of the test run's own: in a temporary folder, on a Unix socket, gone afterwards."""

import getpass
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOW_TO_GET_IT = "no PostgreSQL server here: apt-get install postgresql"


def binaries() -> Path | None:
    """Where initdb and pg_ctl are, of the newest version; None when there is no server."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if found:
        return Path(found[-1]).parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


def _owner() -> str:
    """Who may run it: the server refuses root, so root lends it to the package's own user, or to nobody."""
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster and give its DATABASE_URL; stop and remove it at the end."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError(HOW_TO_GET_IT)
    owner = _owner()
    account = pwd.getpwnam(owner)
    # Short: the path of a Unix socket holds 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="cong-pg-", dir="/tmp"))
    as_owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    if as_owner:
        os.chown(folder, account.pw_uid, account.pw_gid)

    def run(*command: str | Path) -> None:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            **as_owner,  # type: ignore[arg-type]
        )

    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=40"
    data = folder / "data"
    try:
        run(programs / "initdb", "-D", data, "-U", "cong", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgres://cong@/{folder}/postgres"  # environ's way to name a socket's folder
        finally:
            run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
