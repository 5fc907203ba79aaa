"""What it costs to keep and publish a list of 10, 1,000 and 20,000 issuers, each with a key document of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SIZES = (10, 1_000, 20_000)

# In a process of its own: peak memory is the process's.
_CHILD = """
import json, os, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from benchmarks.publishing import make_list
from dsp_vc.publishing.folder import BundleFolder
from dsp_vc.publishing.release import make_release
from dsp_vc.publishing.state import LIVES

path, number, sync = Path(sys.argv[1]), int(sys.argv[2]), os.fsync
os.fsync = lambda handle: None  # making the list is not measured, and would wait for the disk each time
signers, now = make_list(path, number), datetime(2026, 11, 24, tzinfo=UTC)
os.fsync = sync
before = resource.getrusage(resource.RUSAGE_SELF)
with BundleFolder.edit(path) as folder:
    release = make_release(folder, signers, now, LIVES)
    folder.commit(release.state)
after = resource.getrusage(resource.RUSAGE_SELF)
Path(sys.argv[3]).write_bytes(release.data)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps([seconds, len(release.data), after.ru_maxrss]))
"""


@dataclass(frozen=True, slots=True)
class Published:
    """Seconds of CPU to publish (without the two seconds that unlocking the keys takes by design), bytes of the file,
    and the peak of memory in bytes (the list was made in the same process)."""

    issuers: int
    seconds: float
    size: int
    peak: int


def make_list(path: Path, number: int) -> dict[str, object]:
    """A list with ``number`` issuers by did:web, as if each had been added; gives the signers by id."""
    from dataclasses import replace
    from datetime import UTC, datetime, timedelta

    from dsp_vc.did.document import build_document
    from dsp_vc.encoding.strict_json import dumps
    from dsp_vc.keys.public import KeyType
    from dsp_vc.keys.signer import MemorySigner
    from dsp_vc.publishing import root as roots
    from dsp_vc.publishing.edits import DID_DOCUMENT
    from dsp_vc.publishing.folder import BundleFolder
    from dsp_vc.publishing.signing import RoleSigner
    from dsp_vc.publishing.state import State
    from dsp_vc.trust.issuer_list import RECOGNISED, ListedIssuer, May, Standing

    now = datetime(2026, 11, 1, tzinfo=UTC)
    roles = {role: RoleSigner.generate() for role in ("root", *roots.PUBLISHING_ROLES)}
    keys = {role: signer.public_key for role, signer in roles.items()}
    root = roots.first_root("Voorbeeldbestuur", [keys["root"]], 1, keys, now + timedelta(days=365))
    roots.sign(root, roles["root"])
    path.mkdir()
    folder = BundleFolder(path, State("Voorbeeldbestuur"))
    folder.set_root(root)
    public = MemorySigner.generate(KeyType.ED25519).public_key
    issuers, files = [], []
    for position in range(number):
        did = f"did:web:school-{position}.example"
        profile = {
            "id": did,
            "type": ["Profile"],
            "name": f"School {position}",
            "url": f"https://school-{position}.example",
        }
        may = May(contexts=frozenset({"internship", "education"}), bases=frozenset({"assessed"}))
        issuers.append(ListedIssuer(f"School {position}", (did,), profile, Standing(RECOGNISED, now), may))
        files.append(folder.stored(DID_DOCUMENT, did, dumps(build_document(did, [("key-1", public)])).encode(), "json"))
    folder.commit(replace(folder.with_issuers(issuers), files=tuple(files)))
    return {signer.keyid: signer for signer in roles.values()}


def measure(sizes: tuple[int, ...] = SIZES) -> list[Published]:
    """Publish a list of each size."""
    rows = []
    for number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable,
                "-c",
                _CHILD,
                str(Path(folder) / "list"),
                str(number),
                str(Path(folder) / "bundle.zip"),
            ]
            done = subprocess.run(
                command, capture_output=True, check=True, cwd=Path(__file__).parents[1], env=os.environ
            )
            seconds, size, peak = json.loads(done.stdout)
            unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere
            rows.append(Published(number, seconds, size, peak * unit))
    return rows
