"""Nobody gets more than their share, nobody is told a wrong time, nobody pays for another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.guide.pace import CHANNEL, PERSON, Limiter, Pace, Rate


class Seconds:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


rates = st.builds(Rate, st.integers(1, 10), st.floats(0.5, 120))
pauses = st.lists(st.floats(0, 90), min_size=1, max_size=80)


@given(rate=rates, pauses=pauses)
def test_no_window_holds_more_than_the_rate_allows(rate: Rate, pauses: list[float]) -> None:
    limiter, now, granted = Limiter(rate), 0.0, list[float]()
    for pause in pauses:
        now += pause
        if limiter.take(1, now).granted:
            granted.append(now)
    for first, start in enumerate(granted):
        for last in range(first, len(granted)):
            allowed = rate.most + (granted[last] - start) / rate.interval
            assert last - first + 1 <= allowed + 1e-3


@given(rate=rates, pauses=pauses)
def test_the_time_told_is_never_too_short(rate: Rate, pauses: list[float]) -> None:
    limiter, now = Limiter(rate), 0.0
    for pause in pauses:
        now += pause
        passed = limiter.take(1, now)
        if not passed.granted:
            now += passed.wait
            assert limiter.wait(1, now) == 0
            assert limiter.take(1, now).granted


@given(rate=rates, pauses=pauses)
def test_a_refusal_is_told_once_until_something_is_granted(rate: Rate, pauses: list[float]) -> None:
    limiter, now, told = Limiter(rate), 0.0, False
    for pause in pauses:
        now += pause
        passed = limiter.take(1, now)
        assert not (passed.granted and passed.tell)
        if not passed.granted:
            assert passed.tell is not told
            assert passed.wait >= 1
        told = not passed.granted


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 5)), max_size=200))
def test_memory_is_bounded_and_time_may_stand_still(asked: list[tuple[int, float]]) -> None:
    limiter, now = Limiter(Rate(2, 10), limit=10), 0.0
    for key, pause in asked:
        now += pause
        limiter.take(key, now)
        assert len(limiter) <= 10


@given(st.lists(st.sampled_from([0.0, 1.0, 20.0]), max_size=60))
def test_one_persons_haste_costs_nobody_else(pauses: list[float]) -> None:
    clock = Seconds()
    pace = Pace(clock)
    for n, pause in enumerate(pauses):
        clock.now += pause
        pace.question(1, 100 + n)
        pace.command(1)
        pace.edit(1)
    assert pace.question(2, 7).granted
    assert pace.command(2).granted
    assert pace.edit(2).granted


def test_a_clock_that_goes_back_grants_nothing_extra() -> None:
    limiter = Limiter(Rate(1, 10))
    assert limiter.take(1, 100).granted
    assert not limiter.take(1, 50).granted
    assert not limiter.take(1, 105).granted
    assert limiter.take(1, 110).granted


def test_a_person_is_told_once_then_not_at_all_then_answered() -> None:
    clock = Seconds()
    pace = Pace(clock)
    assert all(pace.question(1, n).granted for n in range(PERSON.most))
    first, second = pace.question(1, 50), pace.question(1, 50)
    assert (first.granted, first.tell) == (False, True)
    assert (second.granted, second.tell) == (False, False)
    clock.now += first.wait
    assert pace.question(1, 50).granted


def test_a_busy_channel_is_told_once_and_costs_the_person_nothing() -> None:
    clock = Seconds()
    pace = Pace(clock)
    assert all(pace.question(n, 5).granted for n in range(CHANNEL.most))
    assert pace.question(99, 5).tell
    assert not pace.question(98, 5).tell
    assert all(pace.question(99, 6).granted for _ in range(PERSON.most))


def test_the_guide_speaks_unasked_once_in_a_while_in_each_channel() -> None:
    clock = Seconds()
    pace = Pace(clock)
    assert pace.may_overhear(5)
    assert pace.overheard(5)
    assert not pace.may_overhear(5)
    assert not pace.overheard(5)
    assert pace.overheard(6)
    clock.now += 20
    assert pace.may_overhear(5)
    assert pace.overheard(5)
