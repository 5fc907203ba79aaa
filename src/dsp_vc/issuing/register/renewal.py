"""What becomes of what stands in the register under the external id of something that is to be issued."""

from __future__ import annotations

from enum import StrEnum


class Renewal(StrEnum):
    """``NEVER``: with the same content it is given again, with other content that is refused. ``CHANGED``: with other
    content it is replaced; so the same again, after a kill say, replaces nothing twice. ``ALWAYS``: it is replaced
    also by the same content, such as what was revoked, or signed by a key that is not trusted any more."""

    NEVER = "never"
    CHANGED = "changed"
    ALWAYS = "always"
