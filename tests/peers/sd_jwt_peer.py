"""The reference library's side, run in an environment of its own: jobs on standard input, results on standard output."""

import json
import sys

from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier


class Verifier(SDJWTVerifier):
    """The library takes the holder's algorithm from whoever calls it, and ES256 where nobody says; ours is EdDSA."""

    def _verify_key_binding_jwt(self, expected_aud=None, expected_nonce=None, sign_alg=None):
        super()._verify_key_binding_jwt(expected_aud, expected_nonce, sign_alg or "EdDSA")


def verify(job: dict) -> dict:
    verifier = Verifier(
        job["token"], lambda *_: JWK(**job["issuer"]), expected_aud=job["audience"], expected_nonce=job["nonce"]
    )
    return {"ok": True, "claims": verifier.get_verified_payload()}


def issue(job: dict) -> dict:
    issuer, holder = JWK.generate(kty="EC", crv="P-256"), JWK.generate(kty="EC", crv="P-256")
    claims = {**job["claims"], SDObj("level"): 3, SDObj("given_name"): "Sam"}
    made = SDJWTIssuer(
        claims, issuer, holder, sign_alg="ES256", extra_header_parameters={"typ": "dc+sd-jwt", "kid": "key-1"}
    )
    shown = SDJWTHolder(made.sd_jwt_issuance)
    shown.create_presentation({"level": True}, job["nonce"], job["audience"], holder, sign_alg="ES256")
    return {"ok": True, "token": shown.sd_jwt_presentation, "key": json.loads(issuer.export_public())}


results = []
for entry in json.load(sys.stdin):
    try:
        results.append({"verify": verify, "issue": issue}[entry["do"]](entry))
    except Exception as error:  # noqa: BLE001 - a peer's refusal is a result, whatever its kind
        results.append({"ok": False, "error": repr(error)})
json.dump(results, sys.stdout)
