"""Real Elasticsearch nodes of the test run's own, the server that Elastic publishes bare on Maven Central.

Fetched once through the machine's own Maven (its mirrors and settings hold), kept outside the repository, started
on free ports of the loopback, and gone afterwards. `ELASTICSEARCH_TEST_URL` uses a server that is there instead.
"""

import fcntl
import getpass
import hashlib
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

VERSION = "8.19.8"
SHA256 = "8d943e94cef02cbceb6e39cd00175bb04e5f882fa32783a473880b8691a54376"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
HOW_TO_GET_IT = (
    "no Elasticsearch to test on: apt-get install openjdk-17-jre-headless maven, or name one in ELASTICSEARCH_TEST_URL"
)
OLDEST_JAVA = 17
QUICK = "-XX:TieredStopAtLevel=1"  # starts in half the time and then answers more slowly: for tests, not for figures
STARTS_WITHIN = 120.0  # seconds: three at once beside a test run on two cores


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class NoElasticsearch(Exception):
    """No server can be had here; the message says how to get one."""


def java_home() -> Path:
    """Where a Java that the server runs on lives."""
    program = Path(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else shutil.which("java")
    if program is None or not Path(program).exists():
        raise NoElasticsearch(HOW_TO_GET_IT)
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    if found is None or int(found[1]) < OLDEST_JAVA:
        raise NoElasticsearch(f"{HOW_TO_GET_IT} (the Java here is older than {OLDEST_JAVA})")
    return Path(program).resolve().parents[1]


def cache_folder() -> Path:
    """Where the server is kept between runs; readable by the user it is lent to when root runs the tests."""
    if chosen := os.environ.get("CONG_TEST_CACHE"):
        return Path(chosen)
    if os.geteuid() == 0:
        return Path("/var/cache/cong-tests")
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"), "cong-tests")


def distribution() -> Path:
    """The unpacked server, fetched when it is not there yet; of several processes one fetches, the others wait."""
    home = cache_folder()
    unpacked = home / f"elasticsearch-{VERSION}"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not unpacked.exists():
            _unpack(_fetch(home), unpacked)
    return unpacked


def _fetch(home: Path) -> Path:
    if shutil.which("mvn") is None:
        raise NoElasticsearch(HOW_TO_GET_IT)
    archive = home / f"elasticsearch-{VERSION}.zip"
    command = ["mvn", "-q", "-B", COPY_GOAL, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={home}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=home)
    if done.returncode or not archive.exists():
        told = (done.stdout + done.stderr).strip().splitlines()
        raise NoElasticsearch(f"Maven does not give {ARTIFACT}: {told[0] if told else done.returncode}")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        archive.unlink()
        raise NoElasticsearch(f"{ARTIFACT} has the sum {found} and not the pinned one")
    return archive


def _unpack(archive: Path, to: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=to.parent))
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    unpacked = folder / to.name
    for program in (unpacked / "bin").iterdir():
        program.chmod(0o755)  # the zip module forgets the mode
    for part in [to.parent, *unpacked.rglob("*")]:
        if part.is_dir() or part.suffix != ".exe":
            part.chmod(part.stat().st_mode | (0o055 if part.is_dir() else 0o044))
    unpacked.rename(to)
    folder.rmdir()
    archive.unlink()


def _owner() -> pwd.struct_passwd:
    """Who may run it: the server refuses root, so root lends it to nobody."""
    return pwd.getpwnam("nobody" if os.geteuid() == 0 else getpass.getuser())


class Node:
    """One server: started, stopped, hung and killed as a test likes."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str,
        heap: str = "256m",
        java_options: str = QUICK,
        settings: dict[str, Any] | None = None,
    ) -> None:
        self.folder = folder
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._heap = heap
        self._java_options = java_options
        self._settings = settings or {}
        self._home = distribution()
        self._java = java_home()
        self._launcher: subprocess.Popen[bytes] | None = None
        self._prepare()

    @property
    def _as_owner(self) -> dict[str, Any]:
        owner = _owner()
        return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}

    @property
    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(self._java),
            # The launcher's own Java; it lives beside the server.
            "CLI_JAVA_OPTS": "-Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
            "ES_JAVA_OPTS": f"-Xms{self._heap} -Xmx{self._heap} {self._java_options}",
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
        }

    def _prepare(self) -> None:
        shutil.copytree(self._home / "config", self.folder / "config")
        for part in ("data", "logs", "tmp"):
            (self.folder / part).mkdir()
        options = self.folder / "config" / "jvm.options"
        kept = [line for line in options.read_text().splitlines() if not line.startswith("-Xlog:gc")]
        options.write_text("\n".join(kept) + "\n")
        settings = {
            "cluster.name": "cong-tests",
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "transport.port": free_port(),
            "path.data": self.folder / "data",
            "path.logs": self.folder / "logs",
            "xpack.security.enabled": "false",
            "discovery.type": "single-node",
            # A test machine may be nearly full; what a full disk does is a test of its own.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **self._settings,
        }
        lines = [f"{name}: {value}" for name, value in settings.items() if value is not None]
        (self.folder / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
        self._lend()

    def _lend(self) -> None:
        if os.geteuid() == 0:
            owner = _owner()
            for part in [self.folder, *self.folder.rglob("*")]:
                os.chown(part, owner.pw_uid, owner.pw_gid)

    def add_password(self, password: str) -> None:
        """Before the start: the user `elastic` has this password, with `xpack.security.enabled: true`."""
        for command, told in ((["create"], ""), (["add", "-x", "bootstrap.password"], password)):
            subprocess.run(
                [self._home / "bin" / "elasticsearch-keystore", *command],
                env=self._environment, input=told, text=True, check=True, capture_output=True, **self._as_owner,
            )  # fmt: skip

    def launch(self) -> None:
        """Start it, and do not wait."""
        # A launcher that dies takes the server with it; it dies with the test process, however that ends.
        die_with_us = ["setpriv", "--pdeathsig", "KILL"]
        with (self.folder / "logs" / "console.log").open("ab") as log:
            self._launcher = subprocess.Popen(
                [*die_with_us, self._home / "bin" / "elasticsearch", "-p", self.folder / "tmp" / "pid"],
                env=self._environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._as_owner,
            )

    def start(self) -> "Node":
        """Start it and wait until it answers."""
        self.launch()
        self.wait()
        return self

    def wait(self) -> None:
        """Return when it answers; raise NoElasticsearch with the end of its log when it does not."""
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/_cluster/health?timeout=1s", timeout=30):
                    return
            except urllib.error.HTTPError as refused:
                refused.close()
                if refused.code == 401:
                    return
            except OSError:
                pass
            if self._launcher is None or self._launcher.poll() is not None:
                break
            time.sleep(0.1)
        log = (self.folder / "logs" / "console.log").read_text()[-2000:]
        self.kill()
        raise NoElasticsearch(f"Elasticsearch did not start:\n{log}")

    def lose_shard(self, uuid: str) -> None:
        """While it does not run: what lay on the disk of an index is lost."""
        shutil.rmtree(self.folder / "data" / "indices" / uuid / "0")

    @property
    def pid(self) -> int:
        """The server's own process; the launcher is another."""
        return int((self.folder / "tmp" / "pid").read_text())

    def hang(self) -> None:
        """Let it accept connections and answer nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """End of `hang`."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut does, and wait until it is gone. Harmless when it does not run."""
        with suppress(OSError, ValueError):
            os.kill(self.pid, signal.SIGKILL)
        if self._launcher is not None:
            with suppress(subprocess.TimeoutExpired):
                self._launcher.wait(10)  # it ends when its server does
            with suppress(OSError):
                os.killpg(self._launcher.pid, signal.SIGKILL)
            self._launcher.wait(60)
            self._launcher = None
        (self.folder / "tmp" / "pid").unlink(missing_ok=True)


@contextmanager
def private_nodes(
    count: int = 1, *, heap: str = "256m", java_options: str = QUICK, **settings: Any
) -> Iterator[Sequence[Node]]:
    """Nodes of one cluster, prepared and not started; killed and removed at the end."""
    java_home()
    distribution()
    # Not the tests' own temporary folder: that one is only its owner's to enter.
    folder = Path(tempfile.mkdtemp(prefix="cong-es-", dir="/tmp"))
    folder.chmod(0o755)
    names = [f"node{number}" for number in range(count)]
    ports = [free_port() for _ in names]
    nodes: list[Node] = []
    try:
        for name, port in zip(names, ports, strict=True):
            (folder / name).mkdir()
            own = dict(settings)
            if count > 1:
                own |= {
                    "discovery.type": None,
                    "discovery.seed_hosts": str([f"127.0.0.1:{each}" for each in ports]),
                    "cluster.initial_master_nodes": str(names),
                    "transport.port": port,
                }
            nodes.append(Node(folder / name, name=name, heap=heap, java_options=java_options, settings=own))
        yield nodes
    finally:
        for node in nodes:
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_node(*, heap: str = "256m", java_options: str = QUICK, **settings: Any) -> Iterator[Node]:
    """One node, running; killed and removed at the end."""
    with private_nodes(1, heap=heap, java_options=java_options, **settings) as (node,):
        yield node.start()


def remove_indices(url: str, prefix: str) -> None:
    """Delete what a test made on a server that others use too; names, for the server refuses patterns."""
    with urllib.request.urlopen(f"{url}/{prefix}*", timeout=10) as answer:
        names = list(json.load(answer))
    if names:
        with urllib.request.urlopen(urllib.request.Request(f"{url}/{','.join(names)}", method="DELETE"), timeout=30):
            pass
