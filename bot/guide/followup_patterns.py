"""The words by which a message leans on the one before it. One alternative a line."""

from __future__ import annotations

import re

from bot.guide.patterns import any_of, word_set

CARRIERS = word_set(
    """what whats how hows about and also then ok okay so for with the a an one ones version same
    thing instead too pls please now or but is it its that this those these do does did in of to on
    at vs versus compare compared exam test cert certification certificate credential guys org body
    people well oh hmm um uh me tell give show i meant mean said sorry actually no not wait hold nvm
    my bad scratch rather sry oops just was asking talking though tho mine my have got say lol haha mean"""
)
"""Words that carry no question of their own next to a name."""

POINTS_BACK = any_of(
    r"""
    \b(?:it|its|it's|that|thats|that's|this|those|these|they|them|their|theirs|there|one|ones)\b
    \b(?:same|former|latter)\b
    \bthe (?:exam|test|fee|cert|certification|first|second|other|program|course|job)\b
    """
)
CONTINUES = any_of(
    r"""
    ^(?:and|also|but|or|so|then|ok(?:ay)?|what about|how about|what if|no|nah|wait|hold on)\b
    ^(?:i meant?|sorry|actually|my bad|scratch that|oops|plus|even|still|same)\b
    """
)
CORRECTS = any_of(
    r"""
    \b(?:i mean(?:t)?|meant|not (?:the |that|what)|instead of|rather than|my bad|wrong one)\b
    \b(?:scratch that|actually|typo|sorry|oops|correction)\b
    """
)
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
    r"(?:i (?:mean|meant|want|choose|pick) |ok(?:ay)? |um |uh |maybe |probably |yes,? |yeah,? "
    r"|let'?s (?:do|go with) |go with |tell me about |show me )*(?:the |option |number |no\.? |nr\.? |#)*"
    r"(first|1st|one|1|top|second|2nd|two|2|middle|third|3rd|three|3|fourth|4th|four|4|last|[a-d])"
    r"(?: one| option| choice| please| pls)*[.!)]?",
    re.IGNORECASE,
)
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
