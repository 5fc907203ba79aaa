"""Official JSON-LD and VC 2.0 documents: expansion finds the statements expected, and the guard lets the good ones by.

The suite of the JSON-LD API runs without the guard, through pyld as it is used here: one way of processing, no options,
no context that is not held. The documents of the VC 2.0 suite run under the guard; what strict refuses of its good ones
is named here with the reason.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from dsp_vc.errors import Refused
from dsp_vc.rdf import nquads
from dsp_vc.rdf.canonicalization import canonical_document, canonicalize
from dsp_vc.rdf.contexts import ContextSet, known_contents
from dsp_vc.rdf.expansion import to_quads

from ..vectors_dir import vectors_dir

FOLDER = vectors_dir()
OPTIONS = {"specVersion", "useJCS", "normative"}
#: The address of a document is never part of it here: relative IRIs have nothing to stand for.
BASE = "https://w3c.github.io/"
#: Where pyld departs from the suite. The guard refuses what these are about: @index as a container, relative @vocab.
PYLD = {"#te111", "#te112", "#tpi06", "#tpi07", "#tpi08", "#tpi09", "#tpi10", "#tpi11"}


def _to_rdf_tests() -> list[dict[str, Any]]:
    if FOLDER is None:
        return []
    sequence = json.loads((FOLDER / "json-ld-api" / "toRdf-manifest.jsonld").read_text())["sequence"]
    return [
        test
        for test in sequence
        if set(test.get("option", {})) <= OPTIONS
        and test.get("option", {}).get("specVersion") != "json-ld-1.0"
        and (FOLDER / "json-ld-api" / test["input"]).suffix == ".jsonld"
        and (FOLDER / "json-ld-api" / test["input"]).exists()
    ]


def _expand(path: Path) -> str | None:
    """Canonical statements, or ``None`` where they are refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # words that begin with @
        try:
            return canonicalize(to_quads(json.loads(path.read_text()), ContextSet.pinned()))
        except Refused:
            return None


def test_json_ld_api(vectors: Path, record_cases: Any) -> None:
    folder = vectors / "json-ld-api"
    counts = {"the same statements": 0, "refused": 0, "no error": 0, "strict refuses": 0, "relative to a base": 0}
    refused = set()
    for test in _to_rdf_tests():
        found = _expand(folder / test["input"])
        if "NegativeEvaluationTest" in str(test["@type"]):
            assert found is None, test
            counts["refused"] += 1
        elif "expect" not in test:
            assert found is not None, test
            counts["no error"] += 1
        elif found is None:
            refused.add(test["@id"])
            counts["strict refuses"] += 1
        else:
            expected = (folder / test["expect"]).read_text()
            if BASE in expected:
                counts["relative to a base"] += 1
            elif test["@id"] not in PYLD:
                assert found == canonicalize(nquads.parse(expected)), test
                counts["the same statements"] += 1
    assert counts["the same statements"] >= 289
    assert len(refused) <= 13, sorted(refused)
    for name, number in counts.items():
        record_cases(f"json-ld-api toRdf, {name}", number)


#: Good documents of the VC 2.0 suite that strict refuses.
REFUSED = {
    **dict.fromkeys(
        (
            "credential-context-combo2-ok", "credential-evidence-ok", "credential-evidences-ok", "credential-proof-ok",
            "credential-refresh-type-ok", "credential-schema-type-ok", "credential-status-missing-id-ok",
            "credential-status-ok", "credential-termsofuse-id-ok", "credential-termsofuse-ok",
            "credential-termsofuses-ok", "credential-type-mapped-url-ok", "presentation-context-combo2-ok",
            "presentation-optional-type-ok",
        ),
        "context_inline",
    ),
    **dict.fromkeys(
        (
            "credential-description-language-direction-en-ok", "credential-name-language-direction-en-ok",
            "issuer-description-language-direction-en-ok", "issuer-name-language-direction-en-ok",
        ),
        "direction_unsigned",
    ),
    "presentation-enveloped-vc-ok": "context_nested",
}  # fmt: skip
#: Bad documents that the guard itself must refuse; the others are the work of the data model's rules.
BAD = {
    "credential-context-combo3-fail": "context_unknown",
    "credential-context-combo4-fail": "context_inline",
    "credential-id-multi-fail": "iri_not_absolute",
    "credential-id-nonidentifier-fail": "iri_not_absolute",
    "credential-id-not-url-fail": "iri_not_absolute",
    "credential-id-subject-multi-fail": "iri_not_absolute",
    "credential-issuer-no-url-fail": "iri_not_absolute",
    "credential-issuer-null-fail": "value_null",
    "credential-issuer-object-id-no-url-fail": "iri_not_absolute",
    "credential-issuer-object-id-null-fail": "iri_not_absolute",
    "credential-missing-base-context-fail-or-inject": "context_base_not_first",
    "credential-no-context-fail-or-inject": "context_missing",
    "credential-no-type-fail": "term_undefined",
    "credential-redef-type-fail": "context_inline",
    "credential-redef-type2-fail": "context_inline",
    "credential-schema-non-url-id-fail": "iri_not_absolute",
    "credential-status-multiple-id-fail": "context_inline",
    "credential-status-nonurl-id-fail": "context_inline",
    "credential-status-type-nonurl-fail": "context_inline",
    "credential-type-mapped-nonurl-fail": "context_inline",
    "credential-type-unmapped-fail": "context_inline",
    "credential-description-extra-prop-en-fail": "keyword_forbidden",
    "credential-name-extra-prop-en-fail": "keyword_forbidden",
    "issuer-description-extra-prop-en-fail": "keyword_forbidden",
    "issuer-name-extra-prop-en-fail": "keyword_forbidden",
    "presentation-context-order-fail": "context_inline",
    "presentation-enveloped-vc-missing-type-fail": "graph_empty",
    "presentation-holder-fail": "iri_not_absolute",
    "presentation-holder-object-fail": "iri_not_absolute",
    "presentation-missing-base-context-fail": "context_base_not_first",
    "presentation-missing-required-type-fail": "context_inline",
    "presentation-no-context-fail-or-inject": "context_missing",
    "presentation-vc-as-string-fail": "graph_empty",
    "presentation-vc-missing-required-type-fail": "context_nested",
}


def _examples(folder: Path) -> ContextSet:
    """The pinned contexts and the one of the examples, which gives every word a meaning and is never shipped."""
    urls = json.loads((folder / "contexts" / "URLS.json").read_text())
    held = {url: folder / "contexts" / name for url, name in urls.items() if not known_contents(url)}
    return ContextSet.pinned().with_extra({url: json.loads(path.read_text()) for url, path in held.items()})


def test_vc_data_model_suite(vectors: Path, record_cases: Any) -> None:
    contexts = _examples(vectors)
    counts = {"pass": 0, "refused by the guard": 0, "good but refused by strict": 0, "left to the data model": 0}
    for path in sorted((vectors / "vcdm2-suite-inputs").glob("**/*.json")):
        document = json.loads(path.read_text())
        document.pop("proof", None)
        name = path.stem
        try:
            canonical_document(document, contexts)
            code = None
        except Refused as error:
            code = error.code
        if "-fail" not in name:
            assert code == REFUSED.get(name), name
            counts["pass" if code is None else "good but refused by strict"] += 1
        elif code is not None:
            assert code == BAD.get(name), name
            counts["refused by the guard"] += 1
        else:
            assert name not in BAD, name
            counts["left to the data model"] += 1
    for name, number in counts.items():
        record_cases(f"vcdm2-suite-inputs, {name}", number)
    assert counts["pass"] > 45
