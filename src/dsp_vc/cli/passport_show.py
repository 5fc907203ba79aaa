"""``dsp-vc passport show``: what the wallet's credentials show."""

from __future__ import annotations

from dsp_vc.actions import passport as action
from dsp_vc.cli import terminal
from dsp_vc.cli.options import At, Json, Lang, PassphraseFile
from dsp_vc.cli.passport_wallet import Evidence, Trust, receipts
from dsp_vc.cli.wallet_file import IdentityFile, WalletFile
from dsp_vc.encoding.strict_json import dumps


def command(
    wallet: WalletFile = None,
    trust: Trust = None,
    evidence: Evidence = None,
    passphrase_file: PassphraseFile = None,
    identity: IdentityFile = None,
    at: At = None,
    json: Json = False,
    lang: Lang = None,
) -> None:
    """Your skills: who says so, on what basis, how long ago; where you are strong; what does not count, and what would
    make it count."""
    from dsp_vc.cli.passport_told import profile_lines

    language = terminal.language(lang)
    opened = receipts(wallet, passphrase_file, identity, trust=trust, evidence=evidence, at=at)
    with action.catalogue() as using:
        profile = action.profile(opened.receipts, using, opened.now)
    if json:
        terminal.emit(dumps(profile.to_json(language), indent=2) + "\n")
        return
    terminal.emit("".join(f"{line}\n" for line in profile_lines(profile, language)))
