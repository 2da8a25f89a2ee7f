"""The part of the desk that is about what is there to be edited, and what was begun."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.knowledge.changes import Change, ChangeKind, ClashError
from bot.knowledge.forms import FIELDS, FormError, form_of
from bot.knowledge.library import Library, topic_version
from bot.knowledge.model import Document, Entry
from bot.knowledge.units import HIDDEN, PHRASINGS, Block
from bot.knowledge.wanted import edited
from bot.publishing.conflicts import current, overtaken
from bot.publishing.inbox_desk import InboxDesk
from bot.publishing.outcomes import Form
from bot.publishing.publisher import Publisher
from bot.publishing.rights import Moderator
from bot.storage.database import Database
from bot.storage.moderation import Draft, SqliteDrafts

LOOKED_BACK = 30
"""Revisions of a topic in which the text is looked for that an editor started from."""


class DraftDesk(InboxDesk):
    """Topics as forms, in one server. See `EditDesk`, which adds their changes."""

    def __init__(
        self,
        publisher: Publisher,
        database: Database,
        home_server: int | None,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(publisher.live, database, home_server, clock)
        self._publisher = publisher
        self._drafts = SqliteDrafts(database)

    async def form(self, topic: str, who: Moderator) -> Form:
        """A topic to be edited. Raises `LookupError` when the guide has no such topic."""
        scope = await self._scope(who)
        state = self._publisher.state
        block = current(state, scope, topic)
        if block is None:
            raise LookupError(f"there is no topic '{topic}'")
        own = self._is_own(scope, topic)
        return Form(topic, form_of(block), topic_version(block), own)

    async def hidden(self, who: Moderator) -> tuple[str, ...]:
        """Ids of the common topics that a server's layer hides."""
        scope = await self._scope(who)
        units = self._publisher.state.library(scope).units if scope else {}
        return tuple(n.removeprefix(HIDDEN) for n in units if n.startswith(HIDDEN))

    async def phrasings(self, topic: str, who: Moderator) -> tuple[str, tuple[str, ...]]:
        """An entry's title and its phrasings, with those that the server's layer adds.

        Raises `LookupError` when the guide has no such entry.
        """
        scope = await self._scope(who)
        state = self._publisher.state
        block = current(state, scope, topic)
        if not isinstance(block, Entry):
            raise LookupError(f"there is no entry '{topic}'")
        own = state.library(scope).units.get(f"{PHRASINGS}{topic}") if scope else ()
        added = [str(one) for one in own] if isinstance(own, tuple) else []
        return block.title, tuple(dict.fromkeys((*block.questions, *added)))

    async def drafts(self, who: Moderator) -> list[Draft]:
        """What somebody began to write here, the newest first."""
        await self._scope(who)
        return await self._drafts.of(who.member, who.server)

    async def draft(self, topic: str, who: Moderator) -> Draft | None:
        """What somebody began to write about a topic ('' for a new one)."""
        await self._scope(who)
        return await self._drafts.get(who.member, who.server, topic)

    async def draft_form(self, topic: str, who: Moderator, *, over: bool = False) -> Form | None:
        """A draft of a topic that the guide has, to go on with; None when there is none.

        What others made of the topic since is put into it, and into the draft. Where both changed
        the same field, the draft stays as it is, unless the editor has seen theirs and wants to
        write `over` it.
        """
        scope = await self._scope(who)
        draft = await self._drafts.get(who.member, who.server, topic)
        block = current(self._publisher.state, scope, topic)
        if draft is None or block is None:
            return None
        own = self._is_own(scope, topic)
        known = {name: text for name, text in draft.fields.items() if name in FIELDS[type(block)]}
        change = Change(ChangeKind.EDIT, topic, known, base=draft.base)
        if not overtaken(change, self._publisher.state, scope):
            return Form(topic, {**form_of(block), **draft.fields}, draft.base, own)
        started = await self._started(change, scope)
        joined = {**form_of(block), **known}
        settled = over
        try:
            if started is not None:
                joined = form_of(edited(change, block, started, self._clock().date()))
                settled = True
        except ClashError as clash:
            joined = form_of(clash.block) if over else joined
        except FormError:
            pass
        fields = {**draft.fields, **joined}
        if not settled:
            return Form(topic, fields, draft.base, own)
        version = topic_version(block)
        await self.save_draft(topic, fields, version, who)
        return Form(topic, fields, version, own)

    async def save_draft(
        self, topic: str, fields: Mapping[str, str], base: str, who: Moderator
    ) -> None:
        """Keep a form as it is so far. `base` is the version that the form started from."""
        await self._scope(who)
        draft = Draft(who.member, who.server, topic, dict(fields), base, self._clock())
        await self._drafts.save(draft)

    async def drop_draft(self, topic: str, who: Moderator) -> None:
        """Throw a draft away."""
        await self._scope(who)
        await self._drafts.drop(who.member, who.server, topic)

    def _is_own(self, scope: int, topic: str) -> bool:
        """Whether a server's layer has a text of its own of a topic."""
        return scope != 0 and self._publisher.state.library(scope).find(topic) is not None

    async def _started(self, change: Change, scope: int) -> Block | None:
        """The topic as the editor took it up, where others changed it since and it is known."""
        if not overtaken(change, self._publisher.state, scope):
            return None
        revisions = self._publisher.revisions
        for guide in dict.fromkeys((scope, 0)):
            model = self._publisher.state.library(guide).model
            for one in await revisions.history(guide, change.topic, LOOKED_BACK):
                whole = await revisions.get(one.id)
                texts = [file.before for file in whole.files.values()] if whole else []
                found = await asyncio.to_thread(_versions, texts, model, change.topic)
                if change.base in found:
                    return found[change.base]
        return None


def _versions(
    texts: Sequence[str | None], model: type[Document], topic: str
) -> dict[str | None, Block]:
    """A topic as it stands in files, by its version."""
    found = (Library({"": text}, model).find(topic) for text in texts if text)
    return {topic_version(one[1]): one[1] for one in found if one is not None}
