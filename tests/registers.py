"""What tests of the register share: the databases to run on, and a process that issues."""

from __future__ import annotations

import os
import secrets
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from dsp_vc.issuing import status_lists
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.register.register import Draft, Register, Reservation, Signed
from dsp_vc.issuing.register.sealing import Seal, Sealed
from dsp_vc.trust.documents import Documents

NOW = datetime(2026, 11, 24, 10, 0, 0, tzinfo=UTC)
ISSUER = "did:web:school.example"
#: The address of a PostgreSQL in which the tests may make databases, such as postgresql://name@127.0.0.1:5433/postgres.
POSTGRES = os.environ.get("DSP_VC_POSTGRES")


def postgres_database() -> str:
    """A new, empty database; its address."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.pool import NullPool

    assert POSTGRES is not None
    url = make_url(POSTGRES).set(drivername="postgresql+psycopg")
    name = f"dsp_vc_{secrets.token_hex(6)}"
    with create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


def address_of_list(kind: str) -> str:
    return f"https://school.example/status/{kind}-{secrets.token_hex(4)}"


def signed(reservation: Reservation, text: str = "a.b.c~") -> Signed:
    digest = sha256(f"{reservation.credential_id} {text}".encode()).hexdigest()
    return Signed(reservation, {"dc+sd-jwt": text}, {"dc+sd-jwt": digest}, NOW, None)


def issue_many(address: str, seal: Seal, prefix: str, number: int, chunk: int) -> None:
    """What a process of the test with eight does: ``number`` credentials in chunks."""
    register = Register.make(address, issuer=ISSUER, seal=seal)
    with register.session(NOW) as session:
        for start in range(0, number, chunk):
            drafts = [Draft({"n": n}, None, f"{prefix}-{n}") for n in range(start, min(start + chunk, number))]
            reservations = session.reserve(drafts, now=NOW, address=address_of_list)
            session.record([signed(entry) for entry in reservations], now=NOW)


def issue_files(address: str, seal: Seal, folder: Path, prefix: str, number: int) -> None:
    """What a process that is killed does: ``number`` credentials, each in a file of its own."""
    register = Register.make(address, issuer=ISSUER, seal=seal)
    with register.session(NOW) as session:
        for n in range(number):
            path = folder / f"{prefix}-{n}.json"
            draft = Draft({"n": n}, None, f"{prefix}-{n}", path=path)
            [reservation] = session.reserve([draft], now=NOW, address=address_of_list)
            temporary = session.temporary_path(path)
            temporary.write_bytes(reservation.credential_id.encode())
            session.record([signed(reservation)], now=NOW)
            os.replace(temporary, path)
            session.finish([signed(reservation)])


def first_version(address: str, seal: Seal, draft: Draft) -> None:
    """A register as the first version made it, with ``draft`` issued in it."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.engine import make_url
    from sqlalchemy.pool import NullPool

    url = make_url(address)
    kind = url.get_backend_name()
    engine = create_engine(
        url.set(drivername="postgresql+psycopg") if kind == "postgresql" else url, poolclass=NullPool
    )
    made = (Path(__file__).parent / "unit" / "issuing" / "register_1" / f"{kind}.sql").read_text()
    row = {
        "credential_id": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "external_id": draft.external_id,
        "content": seal.mark("content", {"record": draft.record, "holder": draft.holder}),
        "holder": seal.mark("holder", draft.holder) if draft.holder is not None else None,
        "sealed": seal.close(Sealed(draft.record, draft.holder, {"dc+sd-jwt": "a.b.c~"})),
        "at": int(NOW.timestamp()),
    }
    with engine.begin() as connection:
        for statement in made.split(";\n"):
            if statement.strip():
                connection.execute(text(statement))
        connection.execute(text(f"INSERT INTO settings VALUES ('version', '1'), ('issuer', '{ISSUER}')"))
        connection.execute(text("INSERT INTO sessions VALUES ('s', 0, 1)"))
        connection.execute(
            text(
                "INSERT INTO credentials (credential_id, external_id, part, content, holder, state, status, superseded,"
                " session, reserved, issued, valid_from, sealed) VALUES (:credential_id, :external_id, '', :content,"
                " :holder, 'issued', 'valid', false, 's', :at, :at, :at, :sealed)"
            ),
            row,
        )
        connection.execute(
            text(
                "INSERT INTO lists (kind, uri, size, used, closed, created) VALUES ('token', 'https://a', 9, 1, false, 0)"
            )
        )
        connection.execute(text('INSERT INTO slots (list, "index", credential) VALUES (1, 5, 1)'))


def lists_of(issuer: Issuer, now: datetime) -> Documents:
    """What the issuer would publish now of its credentials' status: to be handed over as evidence."""
    register, lists = issuer.register(), Documents()
    for url, text in status_lists.build(issuer, register, now) if register is not None else ():
        lists = lists.merged(Documents.from_bytes(text.encode(), name=url))
    return lists


if __name__ == "__main__":
    _, where, secret, name, count = sys.argv
    issue_many(where, Seal.from_json({"marks": secret.split()[0], "identity": secret.split()[1]}), name, int(count), 50)
