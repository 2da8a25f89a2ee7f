"""What is served of a state: the common guide, and every server's layer over it."""

from __future__ import annotations

import asyncio

from bot.guide.live import Live, Served
from bot.knowledge.problems import Problem
from bot.publishing.states import Preparer, State


class Serving:
    """Keeps what is served up with the state. One task uses it at a time."""

    def __init__(self, preparer: Preparer) -> None:
        self._preparer = preparer
        self._live: Live | None = None
        self._training: asyncio.Task[None] | None = None
        self.layer_problems: dict[int, tuple[Problem, ...]] = {}
        """What keeps a server's layer from being served as it is written."""

    @property
    def begun(self) -> bool:
        """Whether anything is served yet."""
        return self._live is not None

    @property
    def live(self) -> Live:
        """What is served."""
        assert self._live is not None, "the publisher is not open"
        return self._live

    async def begin(self, state: State) -> Live:
        """Serve a state, the first one. Raises `KnowledgeError` when it has errors."""
        self._live = Live(await asyncio.to_thread(self._preparer.served, state, 0, None))
        await self.layers(state)
        return self._live

    async def follow(self, old: State, state: State) -> tuple[int, ...]:
        """Serve all that differs between two states.

        Returns the servers whose layers differ, with 0 for the common guide. Raises
        `KnowledgeError` when the common guide has errors.
        """
        changed = {s for s in {*old.layers, *state.layers} if _differs(s, old, state)}
        if not _differs(0, old, state):
            for server in changed:
                await self.layer(state, server)
            return tuple(changed)
        previous = self.live.current
        served = await asyncio.to_thread(self._preparer.served, state, 0, previous)
        self.live.publish(served)
        for server in {*old.layers, *state.layers}:
            await self.layer(state, server)
        return (0, *changed)

    async def layers(self, state: State) -> None:
        """Serve every layer anew, over the common guide as it is served now."""
        for server in state.layers:
            await self.layer(state, server)

    async def layer(self, state: State, server: int) -> None:
        """Serve one server's layer, or what is common where it has none.

        What is wrong with it stands in `layer_problems` then.
        """
        if server not in state.layers:
            self.live.publish_layer(server, None)
            self.layer_problems.pop(server, None)
            return
        common, before = self.live.current, self.live.for_server(server)
        previous = before if before is not common else None
        served, problems = await asyncio.to_thread(
            self._preparer.layered, state, server, previous, common
        )
        self.live.publish_layer(server, served)
        if problems:
            self.layer_problems[server] = problems
        else:
            self.layer_problems.pop(server, None)

    def train(self) -> None:
        """Begin to train every index that was only brought up to date, unless that is under way.

        Takes seconds each and runs beside everything else.
        """
        idle = self._training is None or self._training.done()
        if idle and self._provisional() is not None:
            self._training = asyncio.create_task(self._train())

    async def _train(self) -> None:
        while (found := self._provisional()) is not None:
            server, served = found
            trained = await asyncio.to_thread(self._preparer.trained, served)
            if self.live.for_server(server) is not served:
                continue  # Something newer was published meanwhile.
            if server == 0:
                self.live.publish(trained)
            else:
                self.live.publish_layer(server, trained)

    def _provisional(self) -> tuple[int, Served] | None:
        served = ((server, self.live.for_server(server)) for server in (0, *self.live.layers))
        return next((found for found in served if found[1].index.provisional), None)

    async def trained(self) -> None:
        """Wait until what is served is trained on everything that is published."""
        if self._training is not None:
            await self._training

    def stop(self) -> None:
        """Give up the training that is under way; the next start does it."""
        if self._training is not None:
            self._training.cancel()


def _differs(server: int, one: State, other: State) -> bool:
    return one.library(server).texts != other.library(server).texts
