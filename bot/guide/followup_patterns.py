"""The words by which a message leans on the one before it. One alternative a line."""

from __future__ import annotations

import re

from bot.guide.patterns import any_of, word_set

CARRIERS = word_set(
    """what whats how hows about and also then ok okay so as had has for with the a an one ones version same
    thing instead too pls please now or but is it its that this those these do does did in of to on
    at vs versus compare compared exam test cert certification certificate credential guys org body
    people well oh hmm um uh me tell give show i meant mean said sorry actually no not wait hold nvm
    my bad scratch rather sry oops just was asking talking though tho mine my have got say lol haha mean btw im ive
    live lives living here there were from located based moved moving move commute site clinic side
    branch office different differ change changes anything matter matters if"""
)
"""Words that carry no question of their own next to a name."""

EMPTY_WORDS = word_set(
    """a an the is are was be been do does did i im you we they it its that this of to in on for
    with at from by and or but so as what whats how when where who which why can could should would
    will may your my me tell about much many long not no if there have has had get got need want
    know just am any some please when than your their"""
)
"""Words that say nothing of what a title is about."""

GENERAL_WORDS = (
    EMPTY_WORDS
    | CARRIERS
    | word_set(
        """cost costs price prices fee fees cheap cheaper cheapest money pay pays paid free dollars
        long longer fast faster fastest quick quicker quickest soon wait take takes time times hour
        hours hrs day days week weeks month months year years often hard harder hardest easy easier
        easiest best better worst worse good bad worth score scores pass fail failed try tries again
        start begin end count counts valid each both every all way ways gotta gonna gota happen
        happens after before then next left last first else other others more most less least bit
        lot really even only maybe possible allowed same different kind sort type number questions
        points percent q qs minimum maximum total per someone anyone"""
    )
)
"""Words that any question may hold: a message of nothing else has no matter of its own."""

POINTS_BACK = any_of(
    r"""
    \b(?:it|its|it's|that|thats|that's|this|those|these|they|them|their|theirs|there|one|ones)\b
    \b(?:same|former|latter|both|either|neither|each)\b
    \bwhich (?:is|costs?|pays?|takes?|has|of)\b
    \bthe (?:exam|test|fee|cert|certification|first|second|other|program|course|job)\b
    """
)
CONTINUES = any_of(
    r"""
    ^(?:and|also|but|or|so|then|ok(?:ay)?|what about|how about|what if|no|nah|wait|hold on)\b
    ^(?:i meant?|sorry|actually|my bad|scratch that|oops|plus|even|still|same|vs|versus|than)\b
    .*\b(?:too|also|as well|though|tho|then|instead|again)\W*$
    """
)
CORRECTS = any_of(
    r"""
    \b(?:i mean(?:t)?|meant|not (?:the |that|what)|instead of|rather than|my bad|wrong one)\b
    \b(?:scratch that|actually|typo|sorry|oops|correction)\b
    """
)
COMPARES = any_of(r"\b(?:vs\.?|versus|or|compared?|comparison|difference|better|best)\b")
ASKS_MEANING = any_of(r"\b(?:means?|meaning|stands? for|short for|definition of|define)\b")
MORE = any_of(
    r"""
    (?:can you |could you |pls |please )?(?:tell me |say |give me |show me |know |explain |any )*(?:more|more (?:info|details|about (?:it|that|this))|details)(?: (?:please|pls|about (?:it|that|this)))?
    (?:can you |could you |pls |please )?(?:elaborate|go on|continue|keep going|explain(?: (?:it|that|this|more))?)(?: (?:please|pls|on (?:it|that|this)))?
    (?:in (?:more )?detail|expand(?: on (?:it|that|this))?|what else|anything else)(?: (?:please|pls|about (?:it|that|this)))?
    """
)
WHY = any_of(
    r"""
    (?:but |and |ok |so )?why(?: is (?:that|it)| so| tho| though)?
    how come
    """
)
SOURCE = any_of(
    r"""
    (?:what(?:'?s| is) (?:your|the) |your |any |got (?:a |any )?|give me (?:a |the )?|show (?:me )?(?:the |your )?|do you have (?:a |any )?|is there a )?(?:sources?|links?|citation|reference|proof|url)(?: (?:please|pls|for (?:that|this|it)))?
    where (?:did|do) (?:you|u) (?:get|find|read) (?:that|this|it)(?: (?:from|info))?
    (?:who|where) says(?: (?:so|that))?
    how do (?:you|u) know(?: (?:that|this))?
    is (?:that|this) (?:official|true|legit|for real|still (?:true|current|right))
    (?:are )?(?:you|u) sure
    """
)
PICK = re.compile(
    r"(?:i (?:mean|meant|want|choose|pick) |ok(?:ay)? |um |uh |maybe |probably |yes,? |yeah,? |and "
    r"|let'?s (?:do|go with) |go with |(?:tell me )?(?:more )?(?:about|on) |show me |what(?:'?s| is) "
    r"|(?:what|how) about )*(?:the |option |number |no\.? |nr\.? |#)*"
    r"(first|1st|one|1|top|second|2nd|two|2|middle|third|3rd|three|3|fourth|4th|four|4|last|[a-d])"
    r"(?: one| option| choice| please| pls)*[.!)]?",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\bthe (first|1st|second|2nd|third|3rd|fourth|4th|last)"
    r" (?:one|cert(?:ification)?|exam|test|credential|option)(?:'?s)?\b"
    r"|\bthe (former|latter)(?: one)?(?:'?s)?\b",
    re.IGNORECASE,
)
"""One of several things that were named before."""
NONE_OF_THEM = any_of(
    r"""
    (?:no,? )?(?:none|neither|nothing)(?: of (?:these|those|them|the above|it))?
    no(?:pe)?|nah|something else|other
    not (?:any|one) of (?:these|those|them)
    """
)
YES = any_of(
    r"yes|yeah|yep|yup|ya|sure|ok(?:ay)?|right|correct|exactly|that one|that|please|yes please|y"
)
NOT = re.compile(r"(.*?)[,\s]+(?:not|instead of|rather than)\s+(.*)", re.IGNORECASE | re.DOTALL)
I_MEANT = re.compile(
    r"^(?:(?:no|nah|wait|hold on|sorry|oh|oops|my bad|ok(?:ay)?|hmm|um|actually|scratch that|typo"
    r"|correction)[\s,.!:-]+)*(?:i (?:mean(?:t)?|was (?:asking|talking) about|wanted|want(?: to know)?)"
    r"\s+|meant\s+)?",
    re.IGNORECASE,
)
SWITCH = any_of(
    r"""
    ^(?:new topic|new question|different (?:topic|question)|change of topic|unrelated)\b[\s:,.-]*
    ^(?:another (?:question|topic)|off topic|on another note|next question)\b[\s:,.-]*
    """
)
