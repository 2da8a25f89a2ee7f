"""Conversations on the shipped knowledge: what a follow-up means is learnt from real ones."""

import pytest

from bot.guide import strings
from bot.guide.guide import Guide
from bot.guide.live import Live, Served
from bot.guide.question import Asker, Question
from bot.guide.reply import Kind, Reply
from bot.guide.unkept import Unkept


@pytest.fixture
def guide(shipped_served: Served) -> Guide:
    return Guide(Live(shipped_served), Unkept())


async def say(guide: Guide, *texts: str) -> Reply:
    """The reply to the last of several messages of one person."""
    for text in texts:
        reply = await guide.ask(Question(text, Asker(channel=1)))
    return reply


@pytest.mark.parametrize(
    ("before", "after", "topic"),
    [
        ("what is an externship", "paid or nah", "externship.paid"),
        ("what is an externship", "how many hrs is it usually", "externship.hours"),
        ("how much is the ccma exam", "n if i flunk", "ccma.retakes"),
        ("ccma vs rma, which is cheaper", "n to keep it up every yr", "ccma.renewal-cost"),
        ("do MAs need a license in texas", "and in georgia?", "georgia.licence"),
    ],
)
async def test_a_few_words_go_on_from_the_answer(
    guide: Guide, before: str, after: str, topic: str
) -> None:
    assert topic in (await say(guide, before, after)).topics


async def test_the_state_of_a_talk_is_kept_over_other_questions(guide: Guide) -> None:
    reply = await say(
        guide, "do MAs need a license in washington", "how long is school", "whats the pay there"
    )
    assert "washington.pay" in reply.topics


async def test_two_short_questions_that_both_go_on(guide: Guide) -> None:
    reply = await say(guide, "tell me about the rma", "what does it cost and how do i renew it")
    assert {"rma.cost", "rma.renewal"} <= set(reply.topics)


async def test_what_is_related_to_the_topic_before_the_last_is_near(guide: Guide) -> None:
    reply = await say(guide, "how do i renew my ccma", "how many credits", "and the fee?")
    assert "ccma.renewal-cost" in reply.topics


@pytest.mark.parametrize(
    "text",
    [
        "bloodborne pathogen training for MAs: how often",
        "my sticks are awful, blew 3 veins in lab today. normal? how do you get good",
        "doc i work for wants me approving refills while hes golfing. no protocol. is that allowed",
        "do they make u get hep b shots and who pays",
    ],
)
async def test_a_question_that_is_answered_whole_is_not_called_a_part(
    guide: Guide, text: str
) -> None:
    reply = await say(guide, text)
    assert reply.kind is Kind.ANSWER
    assert strings.PARTLY not in reply.lead


async def test_a_question_beside_it_that_nobody_answered_is_said(guide: Guide) -> None:
    text = "how much is the ccma exam? and who won the superbowl last night"
    reply = await say(guide, text)
    assert "ccma.cost" in reply.topics
    assert strings.PARTLY in reply.lead


@pytest.mark.parametrize(
    "text",
    [
        "and around there?",
        "can i run it myself",
        "n if the link dies",
        "pls tell me thats not free labor",
        "oh nice. how much is that",
    ],
)
async def test_what_goes_on_from_an_answer_is_neither_alarming_nor_idle(
    guide: Guide, text: str
) -> None:
    reply = await say(guide, "can MAs run a strep test", text)
    assert reply.kind not in (Kind.SAFETY, Kind.SMALL_TALK)


AMBIGUOUS = ("rma renewal deal", "whats up with the yearly RMA thing", "annual rma stuff")
"""Each may ask for the renewal as well as for what it costs."""


async def test_two_answers_that_are_as_likely_are_both_given(guide: Guide) -> None:
    replies = [await say(guide, f"new topic: {text}") for text in AMBIGUOUS]
    both = [reply.topics for reply in replies if strings.EITHER in reply.lead]
    assert {"rma.renewal", "rma.renewal-cost"} in map(set, both)


async def test_a_follow_up_goes_on_from_the_likelier_of_two(guide: Guide) -> None:
    for text in AMBIGUOUS:
        reply = await say(guide, f"new topic: {text}")
        likelier = reply.topics[0].removeprefix("rma")
        assert (await say(guide, "cma version?")).topics == (f"cma{likelier}",)


async def test_a_correction_after_something_that_is_left_to_others(guide: Guide) -> None:
    await guide.show("boundary.other-careers", Asker(channel=1))
    assert (await say(guide, "no i meant the ccma exam fee")).topics == ("ccma.cost",)


@pytest.mark.parametrize("before", [[], ["how do i prepare for an interview"]])
@pytest.mark.parametrize("text", ["im in ohio btw", "ohio", "texas here"])
async def test_who_only_says_where_is_asked_what_about_it(
    guide: Guide, before: list[str], text: str
) -> None:
    reply = await say(guide, *before, text)
    assert reply.kind is Kind.CLARIFY
    assert all(choice.label.startswith(("Ohio", "Texas")) for choice in reply.choices[:-1])


async def test_a_place_said_after_a_question_that_it_changes_asks_that_again(guide: Guide) -> None:
    reply = await say(guide, "what do MAs make starting out", "im in ohio btw")
    assert "ohio.pay" in reply.topics


async def test_one_of_two_is_picked_and_asked_about_in_one_message(guide: Guide) -> None:
    asked = "ok the first one. can i take it w/o school"
    reply = await say(guide, "ccma or rma whats cheaper", asked)
    assert reply.topics == ("ccma.experience",)


async def test_two_names_and_a_matter_are_compared_on_that_alone(guide: Guide) -> None:
    reply = await say(guide, "ccma vs rma, which is cheaper")
    assert reply.topics == ("ccma.cost", "rma.cost")


@pytest.mark.parametrize(
    "text",
    [
        "wich shoes are okey for 10 hr shfts",
        "is a online cetifcate with no exam aceuted by emploers",
    ],
)
async def test_a_hasty_message_is_not_taken_for_one_about_anything(guide: Guide, text: str) -> None:
    assert (await say(guide, text)).lead != strings.ELSEWHERE


async def test_a_pronoun_with_an_apostrophe_names_nobody(guide: Guide) -> None:
    reply = await say(guide, "Honestly I'd rather do this in sweatpants from my couch.")
    assert reply.kind is not Kind.SAFETY


@pytest.mark.parametrize(
    ("before", "topic"),
    [
        ("whats the pay at kaiser", "california.pay"),
        ("is 19 an hr normal for new grads", "california.pay"),
        ("can an ma refill meds", "california.tasks"),
    ],
)
async def test_a_state_named_afterwards_asks_what_there_is_of_it(
    guide: Guide, before: str, topic: str
) -> None:
    assert topic in (await say(guide, before, "in california")).topics


async def test_the_talk_goes_on_after_a_question_back(guide: Guide) -> None:
    back = await say(guide, "what do nurses make", "is that good")
    assert back.kind is not Kind.SMALL_TALK
    reply = await say(guide, "how much is the ccma exam", "and then", "and the rma?")
    assert "rma.cost" in reply.topics


async def test_a_name_before_a_colon_is_what_all_questions_are_about(guide: Guide) -> None:
    reply = await say(guide, "NCMA: who's allowed to take it, how much is it, how many CE hours")
    assert reply.topics == ("ncma.eligibility", "ncma.cost", "ncma.ce")
    reply = await say(guide, "question: how much is the ccma exam?")
    assert reply.topics == ("ccma.cost",)


@pytest.mark.parametrize(
    ("text", "topic"),
    [("whats the pay at a hospital", "pay.by-setting"), ("how long is school", "education.length")],
)
async def test_a_whole_question_is_not_bent_by_what_was_said(
    guide: Guide, text: str, topic: str
) -> None:
    reply = await say(guide, "ccma vs rma, which is cheaper", "n to keep it up every yr", text)
    assert topic in reply.topics


async def test_a_full_question_is_heard_over_what_was_said(guide: Guide) -> None:
    text = "night shift CNA here, can i do the MA thing w a felony from 2012"
    reply = await say(guide, "how much is the ccma exam", text)
    assert "start.record" in reply.topics
