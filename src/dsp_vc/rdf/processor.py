"""pyld's processor, with a memory for the contexts that it worked through.

Working through contexts takes most of an expansion, and pyld forgets each that is scoped to a type or lies below one.
What comes out depends on the context in force and the one that is met, and both are objects that stay the same from
one document to the next.
"""

from __future__ import annotations

from typing import Any

from pyld import jsonld
from pyld.context_resolver import ContextResolver

#: Some twenty are met in a credential; a document that nests words as nobody does must not fill the memory.
_MAX_KNOWN = 256


class Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]
    """One for each choice among the contents of pinned contexts; of one thread."""

    def __init__(self) -> None:
        super().__init__()
        self.resolver = ContextResolver({}, None)
        # With the objects that a key names: as long as they are held, no other comes to have their identity.
        self._known: dict[tuple[object, ...], tuple[Any, Any, Any]] = {}

    def _process_context(self, active_ctx: Any, local_ctx: Any, options: Any, **settings: Any) -> Any:
        if settings.get("cycles") is not None:  # inside the working through of another
            return super()._process_context(active_ctx, local_ctx, options, **settings)
        named = local_ctx if isinstance(local_ctx, list) else [local_ctx]
        by_url = all(isinstance(entry, str) for entry in named)
        key = (id(active_ctx), tuple(named) if by_url else id(local_ctx), *sorted(settings.items()))
        if key not in self._known:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            found = super()._process_context(active_ctx, local_ctx, options, **settings)
            self._known[key] = (active_ctx, local_ctx, found)
        return self._known[key][2]
