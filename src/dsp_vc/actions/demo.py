"""The whole story in one folder: sign, carry, show, check; what happens when somebody cheats; a revocation; and what
the person can become.

It does what the verbs do, through the same actions, in one process: each file is unlocked once. All that is made
stays in the folder, to play with. It begins ten days ago, as by ``--at``, so that what the firm knows has an age.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from dsp_vc.actions import bundle as bundles
from dsp_vc.actions import issue as issuing
from dsp_vc.actions import issuer as issuers
from dsp_vc.actions import passport as passports
from dsp_vc.actions import passport_match as matching
from dsp_vc.actions import passport_plan as plans
from dsp_vc.actions import passport_report as papers
from dsp_vc.actions import present as showing
from dsp_vc.actions import request as requests
from dsp_vc.actions import status as statuses
from dsp_vc.actions import wallet as wallets
from dsp_vc.actions.material import read_messages
from dsp_vc.actions.site import checked_site
from dsp_vc.encoding.base import b64url_decode, b64url_encode
from dsp_vc.errors import InputError
from dsp_vc.files import make_folder, write_atomic
from dsp_vc.issuing.issuer import Issuer
from dsp_vc.issuing.publication import publish
from dsp_vc.issuing.register.statuses import find
from dsp_vc.issuing.register.tables import Status
from dsp_vc.model.schemas import read_example
from dsp_vc.presentation.request import PresentationRequest
from dsp_vc.publishing.edits import Terms
from dsp_vc.publishing.signing import RoleSigner
from dsp_vc.skills.catalogue.shipped import shipped
from dsp_vc.skills.gap import Gap
from dsp_vc.skills.match import Match
from dsp_vc.skills.plan.model import Plan
from dsp_vc.trust.bundle import TrustBundle
from dsp_vc.trust.repository.lists import Lists
from dsp_vc.trust.repository.pinned import read_root_file
from dsp_vc.trust.site import Site
from dsp_vc.trust.store import load_trust
from dsp_vc.verification.report import Check, VerificationReport
from dsp_vc.verification.verifier import Verifier
from dsp_vc.wallet.file import Unlock
from dsp_vc.wallet.wallet import Wallet

SKILL = "http://data.europa.eu/esco/skill/b92758d4-4591-4df1-9ceb-f907aa71ebd9"
#: Of the volunteer work, signed by the food bank.
TRAINING = "http://data.europa.eu/esco/skill/e54ff029-1ce9-447d-a5b2-eb7283a23e6e"
EMPLOYER = "Bouwbedrijf Voorbeeld"
KEEPER = "Scholenbestuur Voorbeelddorp"
#: (folder, kind, name, identity, records that it signs); one with a website can revoke.
ISSUERS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("school", "school", "Voorbeeldcollege", "web:school.example", ("internship", "prior-learning")),
    ("shop", "employer", "Winkel Voorbeeld", "key", ("side-job",)),
    ("foodbank", "association", "Voedselbank Voorbeelddorp", "key", ("volunteering",)),
)
SCHOOL = ISSUERS[0][0]
CLAIM, DIPLOMA = "self-asserted", "diploma"
#: What Sam wants to become.
GOAL = "opzichter timmerwerk"
#: What the school revokes in the end: the record, and the school's own number for it.
REVOKED, NUMBER = "internship", "2026-0042"
DAYS_AGO = 10
_SHORT = 2  # how many lines of what fits are told


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``code`` of its words with ``params``, the ``commands`` that do the same, and the reports it gave, of
    which ``checks`` are to be told beside the verdict; at the end a gap, what fits, and a plan."""

    code: str
    commands: tuple[str, ...] = ()
    reports: tuple[tuple[str, VerificationReport], ...] = ()
    checks: tuple[Check, ...] = ()
    params: dict[str, object] = field(default_factory=dict)
    gap: Gap | None = None
    plan: Plan | None = None
    match: Match | None = None


def run(folder: Path, now: datetime) -> Iterator[Step]:
    """Do the steps in ``folder``, which must be new or empty, and tell each when it is done.

    Raises :class:`InputError` ``demo_folder``, :class:`dsp_vc.files.FileError`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("demo_folder", path=folder)
    make_folder(folder)
    yield from _Demo(folder, now).steps()


class _Demo:
    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder = folder
        self._now = now
        self._before = (now - timedelta(days=DAYS_AGO)).replace(hour=0, minute=0, second=0, microsecond=0)
        self._at = f"--at {self._before:%Y-%m-%d}"
        self._issuers: dict[str, Issuer] = {}
        self._phrases: dict[str, str] = {}
        self._keeper: dict[str, RoleSigner] = {}
        self._lists = Lists(folder / "home" / "trust" / "lists")
        self._list = TrustBundle()  # what the firm believes: nobody yet

    def steps(self) -> Iterator[Step]:
        """The story, in order."""
        yield self._make_issuers()
        self._phrase("sam")
        path = self._folder / "sam.age"
        lock = Unlock(passphrase=self._phrases["sam"])
        wallets.init(path, lock)
        with wallets.using(path, lock, write=True) as wallet:
            yield self._ask(wallet)
            yield self._sign(wallet.did)
            yield self._carry(wallet)
            yield self._publish()
            request = self._request()
            yield Step("demo_request", (_request_command("request.json"),))
            yield self._show(wallet, request)
            yield self._check(request)
            yield self._changed(request)
            yield self._replayed()
            yield self._unknown(wallet)
            yield self._revoke()
            yield self._not_yet(request)
            yield self._revoked(request)
            yield from self._passport(wallet)
        yield Step("demo_end", (
            "export DSP_VC_HOME=home",
            "dsp-vc wallet list --wallet sam.age --passphrase-file sam.pass",
        ),
                   params={"path": self._folder})  # fmt: skip

    def _phrase(self, name: str) -> str:
        phrase = "-".join(secrets.token_hex(2) for _ in range(6))
        self._write(f"{name}.pass", f"{phrase}\n".encode(), private=True)
        self._phrases[name] = phrase
        return phrase

    def _write(self, name: str, data: bytes, *, private: bool = False) -> None:
        write_atomic(self._folder / name, data, private=private)

    def _make_issuers(self) -> Step:
        commands: list[str] = []
        for name, kind, title, did, _ in ISSUERS:
            phrase, website = self._phrase(name), did != "key"
            profile = {"name": title, "kind": kind}
            self._issuers[name] = Issuer.create(self._folder / name, phrase, did=did, profile=profile)
            commands.append(
                f'dsp-vc issuer init {name} --name "{title}" --kind {kind} --did {did} --passphrase-file {name}.pass'
            )
            if not website:
                self._write(f"{name}.card.json", issuers.card_bytes(self._issuers[name].card()))
                commands.append(f"dsp-vc issuer card {name} -o {name}.card.json")
        return Step("demo_issuers", tuple(commands))

    def _ask(self, wallet: Wallet) -> Step:
        asked = wallets.ask(wallet, to=ISSUERS[0][2], record={}, now=self._before, days=30)
        self._write("ask.json", asked)
        return Step(
            "demo_wallet",
            (
                "dsp-vc wallet init --wallet sam.age --passphrase-file sam.pass",
                f'dsp-vc wallet ask --to "{ISSUERS[0][2]}" --wallet sam.age --passphrase-file sam.pass -o ask.json '
                f"{self._at}",
            ),
        )

    def _sign(self, holder: str) -> Step:
        commands: list[str] = []
        for name, *_, records in ISSUERS:
            for record in records:
                own = f'external_id: "{NUMBER}"\n'.encode() if record == REVOKED else b""
                self._write(f"{record}.yaml", own + read_example(f"{record}.yaml"))
                order = issuing.prepare(
                    [str(self._folder / f"{record}.yaml")],
                    to=holder,
                    request=None,
                    basis=None,
                    level=None,
                    now=self._before,
                )
                self._write(f"{record}.json", self._issuers[name].issue(order.records, to=holder, now=self._before))
                to = "ask.json" if name == SCHOOL else holder
                commands.append(
                    f"dsp-vc issue {record}.yaml --issuer {name} --to {to} --passphrase-file {name}.pass "
                    f"-o {record}.json {self._at}"
                )
        publish(self._issuers[SCHOOL], self._folder / "site", self._before)
        commands.append(f"dsp-vc issuer publish school -o site --passphrase-file school.pass {self._at}")
        return Step("demo_sign", tuple(commands))

    def _trust(self, *names: str) -> TrustBundle:
        return TrustBundle.of_cards(self._issuers[name].card() for name in names)

    def _carry(self, wallet: Wallet) -> Step:
        trust = load_trust(self._folder / "site").merged(self._trust("shop", "foodbank"))
        verifier = Verifier(trust, clock=lambda: self._before)
        files = [str(self._folder / f"{record}.json") for *_, records in ISSUERS for record in records]
        wallets.add(wallet, wallets.examine(files, verifier), keep_unverified=False, now=self._before)
        self._write(f"{CLAIM}.yaml", read_example(f"{CLAIM}.yaml"))
        wallets.claim(wallet, wallets.read_claims([str(self._folder / f"{CLAIM}.yaml")]), verifier, self._before)
        names = " ".join(Path(name).name for name in files)
        return Step(
            "demo_carry",
            (
                f"dsp-vc wallet add {names} --trust site --trust shop.card.json --trust foodbank.card.json "
                f"--wallet sam.age --passphrase-file sam.pass {self._at}",
                f"dsp-vc wallet claim {CLAIM}.yaml --wallet sam.age --passphrase-file sam.pass {self._at}",
            ),
            params={"number": len(wallet.groups())},
        )

    def _publish(self) -> Step:
        path, phrase = str(self._folder / "board"), self._phrase("board")
        _, self._keeper = bundles.init(
            path, name=KEEPER, passphrase=phrase, now=self._before, root_keys=[], threshold=None, lives=[],
            language="nl", territory="NL",
        )  # fmt: skip
        for site in (self._site(), *(Site(self._issuers[name].card(), None) for name in ("shop", "foodbank"))):
            bundles.add_issuer(path, site, Terms(), self._before)
        self._write("bundle.zip", bundles.publish_with(path, self._keeper, self._before).data)
        return Step(
            "demo_list",
            (
                f'dsp-vc bundle init board --name "{KEEPER}" --passphrase-file board.pass {self._at}',
                f"dsp-vc bundle add-issuer site shop.card.json foodbank.card.json --bundle board {self._at}",
                f"dsp-vc bundle publish board -o bundle.zip --passphrase-file board.pass {self._at}",
            ),
        )

    def _request(self, name: str = "request.json", skill: str = SKILL) -> PresentationRequest:
        request = requests.new(EMPLOYER, [skill], valid="15m", now=self._now)
        self._write(name, requests.request_bytes(request))
        return request

    def _present(self, wallet: Wallet, request: PresentationRequest) -> bytes:
        made = showing.plan(wallet, request, requested=True, mechanism="dc+sd-jwt", with_name=True, now=self._now)
        return showing.message(made, wallet, now=self._now)

    def _show(self, wallet: Wallet, request: PresentationRequest) -> Step:
        shown = self._present(wallet, request)
        self._write("shown.txt", shown)
        picture = showing.picture(shown, "card.png", paper=False)
        self._write("card.png", picture if isinstance(picture, bytes) else picture.encode())
        return Step(
            "demo_show",
            ("dsp-vc present --request request.json --with-name --wallet sam.age --passphrase-file sam.pass "
             "-o shown.txt --qr card.png",),
        )  # fmt: skip

    def _verify(self, name: str, request: PresentationRequest, trust: TrustBundle) -> tuple[str, VerificationReport]:
        (message,) = read_messages(str(self._folder / name))
        return name, Verifier(trust, clock=lambda: self._now).verify(message.raw, request)

    def _check(self, request: PresentationRequest) -> Step:
        self._lists.pin(read_root_file(self._folder / "board" / "root.json"))
        self._use("bundle.zip")
        report = self._verify("card.png", request, self._list)
        return Step(
            "demo_check",
            (
                "dsp-vc trust pin board/root.json",
                "dsp-vc trust use bundle.zip",
                "dsp-vc verify card.png --request request.json",
            ),
            (report,),
        )

    def _use(self, name: str) -> None:
        self._lists.use(self._folder / name, self._now)
        self._list = self._lists.default(self._now)

    def _changed(self, request: PresentationRequest) -> Step:
        text = (self._folder / "shown.txt").read_text()
        self._write("changed.txt", "~".join(_promoted(part) for part in text.split("~")).encode())
        report = self._verify("changed.txt", request, self._list)
        return Step("demo_changed", ("dsp-vc verify changed.txt --request request.json",), (report,))

    def _replayed(self) -> Step:
        later = self._request("request-2.json")
        report = self._verify("card.png", later, self._list)
        return Step(
            "demo_replayed",
            (
                _request_command("request-2.json"),
                "dsp-vc verify card.png --request request-2.json",
            ),
            (report,),
        )

    def _unknown(self, wallet: Wallet) -> Step:
        request = self._request("request-3.json", TRAINING)
        self._write("shown-3.txt", self._present(wallet, request))
        report = self._verify("shown-3.txt", request, self._trust("shop"))
        return Step(
            "demo_unknown",
            (
                _request_command("request-3.json", TRAINING),
                "dsp-vc present --request request-3.json --with-name --wallet sam.age --passphrase-file sam.pass "
                "-o shown-3.txt",
                "dsp-vc verify shown-3.txt --request request-3.json --trust shop.card.json",
            ),
            (report,),
        )

    def _site(self, now: datetime | None = None) -> Site:
        return checked_site(str(self._folder / "site"), now or self._before)

    def _revoke(self) -> Step:
        issuer = self._issuers[SCHOOL]
        register = issuer.register()
        assert register is not None  # it has a folder
        found = statuses.Found(register, tuple(find(register, NUMBER)))
        statuses.change(found, Status.REVOKED, now=self._now, reason=None)
        publish(issuer, self._folder / "site", self._now)
        path = str(self._folder / "board")
        bundles.add_issuer(path, self._site(self._now), Terms(), self._now)
        self._write("bundle-2.zip", bundles.publish_with(path, self._keeper, self._now).data)
        return Step(
            "demo_revoke",
            (
                f"dsp-vc status revoke {NUMBER} --issuer school --passphrase-file school.pass",
                "dsp-vc issuer publish school -o site --passphrase-file school.pass",
                "dsp-vc bundle add-issuer site --bundle board",
                "dsp-vc bundle publish board -o bundle-2.zip --passphrase-file board.pass",
            ),
        )

    def _not_yet(self, request: PresentationRequest) -> Step:
        report = self._verify("card.png", request, self._list)
        return Step("demo_not_yet", ("dsp-vc verify card.png --request request.json",), (report,), (Check.STATUS,))

    def _revoked(self, request: PresentationRequest) -> Step:
        self._use("bundle-2.zip")
        report = self._verify("card.png", request, self._list)
        return Step(
            "demo_revoked",
            ("dsp-vc trust use bundle-2.zip", "dsp-vc verify card.png --request request.json"),
            (report,),
        )

    def _passport(self, wallet: Wallet) -> Iterator[Step]:
        """Sam is a carpenter and wants to lead: what is missing, how to learn it, and all of it on paper."""
        yield self._diploma(wallet)
        names = ("site", "shop.card.json", "foodbank.card.json")
        carried = " ".join((*(f"--trust {name}" for name in names), "--wallet sam.age --passphrase-file sam.pass"))
        believed = plans.Believed([str(self._folder / name) for name in names])
        received, using = plans.received(wallet, self._now, believed), shipped()
        goal = passports.occupation(GOAL, using, "nl")
        shown = passports.profile(received, using, self._now)
        held = passports.gap(goal, shown, using)
        yield Step("demo_gap", (f'dsp-vc passport gap --occupation "{GOAL}" {carried}',), gap=held)
        found, _ = matching.offers(using, "nl", examples=True, goal=goal)
        fitting = matching.match(shown, found, using, _SHORT)
        yield Step(
            "demo_match",
            (f'dsp-vc passport match --examples --limit {_SHORT} --occupation "{GOAL}" {carried}',),
            match=fitting,
        )
        plan = plans.make(wallet, goal, shown, using)
        yield Step("demo_plan", (f'dsp-vc passport plan --goal "{GOAL}" {carried}',), plan=plan)
        paper = papers.subject(received, plan, using, self._now)
        self._write("passport.html", papers.render(paper, papers.HTML, "nl"), private=True)
        command = f"dsp-vc passport report -o passport.html --lang nl {carried}"
        yield Step("demo_report", (command,), params={"path": self._folder / "passport.html"})

    def _diploma(self, wallet: Wallet) -> Step:
        record, signed = (self._folder / f"{DIPLOMA}.{form}" for form in ("yaml", "json"))
        self._write(record.name, read_example(record.name))
        order = issuing.prepare([str(record)], to=wallet.did, request=None, basis=None, level=None, now=self._now)
        self._write(signed.name, self._issuers[SCHOOL].issue(order.records, to=wallet.did, now=self._now))
        verifier = Verifier(load_trust(self._folder / "site"), clock=lambda: self._now)
        wallets.add(wallet, wallets.examine([str(signed)], verifier), keep_unverified=False, now=self._now)
        return Step(
            "demo_diploma",
            (
                f"dsp-vc issue {record.name} --issuer school --to ask.json --passphrase-file school.pass "
                f"-o {signed.name}",
                f"dsp-vc wallet add {signed.name} --trust site --wallet sam.age --passphrase-file sam.pass",
            ),
        )


def _request_command(name: str, skill: str = SKILL) -> str:
    return f'dsp-vc request new --for "{EMPLOYER}" --skill {skill} -o {name}'


def _promoted(part: str) -> str:
    """A part of the token with level 4 made 5, where it says so."""
    if not part or "." in part:
        return part
    return b64url_encode(b64url_decode(part).replace(b'"value":"4"', b'"value":"5"'))
