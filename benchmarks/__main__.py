"""``make bench``: prints every measurement as a table; ends with 1 where a limit is passed.

Figures are ratios against something measured in the same run, so that they mean the same on any machine.
"""

from __future__ import annotations

import sys

from benchmarks import bundles, issuing, matching, processes, proofs, publishing, searching, status


def main() -> int:
    """Measure all and print."""
    print("Whole-process CPU (user and system), as multiples of `python -c pass`; median of interleaved runs\n")
    rows = processes.measure()
    width = max(len(row.name) for row in rows)
    for row in rows:
        limit = "" if row.limit is None else f"limit {row.limit:g}" + (" PASSED" if row.ratio > row.limit else "")
        print(f"  {row.name:<{width}}  {row.milliseconds:8.1f} ms  {row.ratio:6.1f} x  {limit}")
    print("\nSigning and verifying in one process, as multiples of bare Ed25519 of `cryptography` over as many bytes\n")
    for measured in proofs.measure():
        print(f"  {measured.name:<{width}}  {measured.microseconds:8.0f} us  {measured.ratio:6.1f} x")
    print("\nOne status check: CPU time, and memory at its highest beyond the list as it was read\n")
    figures = status.measure()
    wide = max(len(figure.name) for figure in figures)
    for figure in figures:
        limit = "" if figure.limit is None else f"limit {figure.limit:g}" + (" PASSED" if figure.over else "")
        print(f"  {figure.name:<{wide}}  {figure.value:8.1f} {figure.unit}  {limit}")
    print(
        "\nIssuing both renderings with register and status: CPU time of one, as a multiple of one bare signature and"
        "\none bare verification by Ed25519 and by P-256; the multiple over that among a tenth as many\n"
    )
    print("               number          one    multiple     a second     growth")
    issued = issuing.measure()
    for some in issued:
        limit = "" if some.growth is None else f"  {some.growth:6.2f} x  limit {issuing.LIMIT:g}"
        print(
            f"  {some.name:>19}  {some.seconds * 1000:8.2f} ms  {some.ratio:8.1f} x  {some.rate:8.1f}/s{limit}"
            + (" PASSED" if some.over else "")
        )
    print(
        "\nPublishing a list of issuers, each with a key document: CPU time beside unlocking the keys, file, memory\n"
    )
    print("   issuers     CPU time        file      memory")
    for published in publishing.measure():
        print(
            f"  {published.issuers:>8,}  {published.seconds * 1000:8.0f} ms  {published.size / 1e6:7.2f} MB"
            f"  {published.peak / 1e6:7.0f} MB"
        )
    print(
        "\nReading such a list: the full check once, then what a verify costs more than one by a card (CPU time): the"
        f"\nmedian of the differences within {bundles.ROUNDS} rounds, and between which the middle half of them lies\n"
    )
    print("   issuers       check      memory       index      by the list in use       by --trust bundle.zip")
    read = bundles.measure()
    for one in read:
        over = " PASSED" if one.over else ""
        print(
            f"  {one.issuers:>8,}  {one.seconds * 1000:7.0f} ms  {one.peak / 1e6:7.0f} MB  {one.index / 1e6:7.2f} MB"
            f"  {one.in_use}  {one.named}  limit {bundles.LIMIT:g} ms{over}"
        )
    matched = matching.measure()
    if matched is not None:
        print(f"\nESCO whole: {matched.skills:,} skills, {matched.occupations:,} occupations\n")
        print(f"  import  {matched.import_seconds:.1f} s CPU, {matched.size / 1e6:.0f} MB")
        ranks = ", ".join(f"{rank:.3f}" for rank in matched.ranks)
        under = " MISSED" if matched.under else ""
        print(f"  mean reciprocal rank of a synthetic person's own occupation, by samples of 400: {ranks}")
        print(
            f"  mean {matched.mean:.3f}, at least {matching.LIMIT:g}{under}; {matched.seconds * 1000:.1f} ms CPU each"
        )
    print("\nOne `dsp-vc skills search`: CPU time of the process beyond one that loads the same and does nothing\n")
    searched = searching.measure()
    longest = max(len(one.name) for one in searched)
    for one_search in searched:
        limit = (
            ""
            if one_search.limit is None
            else f"limit {one_search.limit:g} ms" + (" PASSED" if one_search.over else "")
        )
        print(f"  {one_search.name:<{longest}}  {one_search.milliseconds:6.1f} ms  {limit}")
    slow = (
        any(one_search.over for one_search in searched)
        or any(one.over for one in read)
        or any(row.limit is not None and row.ratio > row.limit for row in rows)
    )
    slow = slow or (matched is not None and matched.under) or any(some.over for some in issued)
    return 1 if slow or any(figure.over for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
