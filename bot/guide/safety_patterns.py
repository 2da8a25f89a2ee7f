"""The words by which messages are told that need help before an answer.

One alternative a line, so that what is caught and what is not can be reviewed like prose. All but
the figures of speech are for text in small letters.
"""

from __future__ import annotations

import re

from bot.guide.patterns import any_of, any_of_lower, listed

_RELATIVES = listed(
    r"""husband wife partner kid child son daughter baby newborn infant toddler mom mum mother dad
    father brother sister grand\w+ friend roommate co-?worker boss neighbou?r patient guy man
    woman lady girl boy bf gf boyfriend girlfriend fianc[eé]e? uncle aunt cousin niece nephew
    teacher classmate customer somebody someone"""
)
PERSON = rf"(?:(?:my|our|his|her|their|the|a|some|this)\s+(?:\w+\s+)?)?\b{_RELATIVES}\b"
SOMEBODY = any_of_lower(PERSON + "\n" + r"\b(?:he|she|they|i|i'?m|im|everyone|pt)\b")

ABOUT_THE_JOB = any_of_lower(
    r"""
    \b(?:mas?|medical assist\w+|cmas?|ccmas?|rmas?|ncmas?)\b
    \b(?:interview\w*|resume|on the exam|test question|scope of practice|job description)\b
    \bhow (?:do|does|should|would) (?:you|u|we|they|one|clinics?|offices?|a|an|the)\b
    \bwhat (?:do|does|should|would) (?:you|u|we|they|a|an|clinics?) (?:\w+ )?(?:do|say)\b
    \b(?:do|are|can|would|should) (?:you|u|we) (?:\w+ )?(?:handle|respond|deal|train\w*|learn\w*)\b
    \b(?:at|in|for|during) (?:my |ma |an |the )?(?:work|job|clinic|externship|practicum|school)\b
    \b(?:protocol|procedure|policy|training|certification|course|career|role|duties|extern\w*|scope|interviewer|instructor|hipaa)\b
    \b(?:when|if|what if) (?:a|an|the|my|some|any|your) (?:pt|patient|caller|client|parent|visitor)\b
    \b(?:patient|caller|pt|client|parent|mom|dad|person) (?:is )?(?:on (?:the (?:phone|line)|hold)|calls|called|calling)\b
    \b(?:put|patch|transfer) (?:them|him|her|it|the call) (?:through|to)\b
    \bfront desk\b
    """
)
RIGHT_NOW = any_of_lower(
    r"""
    \bright now\b
    \bjust (?:now|stopped|passed|collapsed|fell|fainted|had|started)\b
    !!
    \bplease help\b
    \bhelp me\b
    ^\s*help\b
    \bwhat do i do\b
    \bhurry\b
    \b(?:it |and )?(?:won'?t|wont|will not|doesn'?t|doesnt) stop\b
    \bemergency\s*[!:]
    """
)

_ONESELF = r"(?:my ?self|mi ?self|him ?self|her ?self|them ?sel\w+|your ?self)"
CRISIS = any_of_lower(
    rf"""
    \bkill(?:ing|ed|s)? {_ONESELF}\b
    \b(?:hang(?:ing)?|shoot(?:ing)?|harm(?:ing|ed)?|cut(?:ting|s)?|hurt(?:ing|s)?) {_ONESELF}(?! (?:off|at work|on (?:a|the|my)|with a needle))\b
    \bsuic[ai]d(?:e|al)\b
    \bsafe (?:with|from|around|by) {_ONESELF}\b
    \b(?:attempted|attempting) suicide\b
    \b(?:want|wants|wanted|wanna|wish|wishes|going|gonna|rather|ready) (?:to )?(?:just )?(?:die|be dead|b dead|he was dead|she was dead)\b
    \b(?:end|ends|ending|take|takes|taking) (?:his|her|their) (?:own )?life\b
    \b(?:don'?t|dont|doesn'?t|doesnt|do not|does not) (?:\w+ ){{0,3}}(?:want|wanna|wants|care|think i want) (?:to )?(?:keep |go on |continue |stay )?(?:live|living|alive|exist|existing|wake up)\b
    \b(?:last|final) (?:night|day|message|words) (?:on earth|alive|to (?:you|anyone|everyone))\b
    \b(?:goodbye|suicide) (?:note|letter)s?\b
    \bs(?:uicd|ucid|uisid|uicid|ucide|uiside)(?:e|al|es)?\b
    \b(?:hop\w+|wish\w*|ok|okay|fine|want\w*|rather|prefer|love|pray\w*)\b.{{0,20}}\b(?:not|never|dont|don'?t|wouldn'?t|wont|won'?t) (?:to )?(?:ever )?wak\w+ up\b
    \b(?:may|might) as well (?:just )?(?:be dead|be gone|die|not exist)\b
    \bout of (?:my|her|his) misery\b
    \b(?:point|reason|use) (?:of|in|to|for) (?:me )?(?:living|live|life|going on|being alive|staying alive|exist\w*)\b
    \b(?:nothing|anything) (?:left )?to live for\b
    \b(?:on|leave|leaving) this (?:earth|planet)\b.{{0,12}}(?:any ?more|any longer|for good|$)
    \b(?:take|taking|took|swallow\w*) (?:all|every one of|the whole bottle of) (?:of )?(?:my|her|his|the) (?:pills|meds|insulin|medicine)\b.{{0,30}}\b(?:die|end|sleep|wake|forever|over)\b
    \b(?:swallow|tak|down)\w* (?:everything|all of it|it all|the whole lot) .{{0,12}}\b(?:med(?:s|icine)?|pill) ?(?:cabinet|bottle|drawer)?\b
    \bwon'?t be (?:here|alive|around) (?:tomorrow|anymore|much longer|by|next)\b
    \bwont be (?:here|alive|around) (?:tomorrow|anymore|much longer|by|next)\b
    \b(?:end|ending|take|taking) (?:my (?:own )?life|it all)\b
    \bkms\b
    \b(?:want|wanna|wanting|ready|going|gonna|rather) (?:to )?(?:just )?(?:die|be dead)\b
    \bwish (?:i|that i) (?:was|were|wasn'?t|weren'?t|could)\b.{{0,20}}\b(?:dead|die|born|alive|here)\b
    \b(?:don'?t|do not|no longer) (?:really |even )?(?:want|wanna) (?:to )?(?:live|exist|wake up)\b
    \b(?:don'?t|do not|no longer) (?:really |even )?(?:want|wanna) (?:to )?be (?:here|alive|around)\b
    \b(?:disappear|vanish|be gone|go to sleep|sleep) (?:for good|forever|and never)\b
    \bno (?:reason|point|will) (?:to|in|of|for me to) (?:live|living|go(?:ing)? on|be(?:ing)? alive)\b
    \b(?:better off|happier) (?:dead|without me|if i (?:was|were) (?:dead|gone))\b
    \bworld (?:is|was|would be|will be|'?d be) (?:a )?better (?:place )?(?:off )?without (?:me|her|him|them)\b
    \bself[- ]?harm(?:ed|ing)?\b
    \b(?:hurt|harm|cut|cutting|burn|burning|hurting|starving) my ?self\b
    \b(?:i'?ve|i|been|started|keep|kept|am|i'?m|back to) (?:been )?cutting(?: again)?(?! (?:corners|back|down|out|costs?|hours|my|class|it close|carbs|hair|paper|edge|the)\b)
    \bunalive\b
    \b(?:can'?t|cannot) (?:go on|take it anymore|live like this)\b
    \bthink(?:ing|s)? (?:\w+ )?(?:of|about) (?:ending|dying|death|overdos\w+|jumping|suicide|kill\w+ (?:him|her|my|them)\w*)\b
    \b(?:gonna|going to|might|want to|wanna) (?:overdose|od|jump off|hang my ?self|shoot my ?self)\b
    \bend (?:my|this) (?:life|pain|suffering)\b
    \bnobody would (?:miss me|care if i)\b
    \b(?:hate|done with|tired of) (?:being alive|living)\b
    \blife (?:isn'?t|is not|ain'?t) worth living\b
    \b(?:writing|wrote|written|making) my (?:own )?will\b
    \b(?:don'?t|dont|do not|no longer) (?:want|wanna) (?:to )?be .{{0,25}}\bon earth\b
    \b(?:feed|take care of|look after|adopt) my (?:cat|dog|cats|dogs|kids?|babies|baby)\b.{{0,20}}\b(?:after|when i'?m gone|from now on|for me now)\b
    \b(?:if|once|when|after) i'?m (?:not around|gone|no longer here)(?: any ?more)?\W*$
    """
)
OTHERS_CRISIS = any_of_lower(
    r"""
    \bsuicide (?:squad|door|risk|question|prevention|watch|assess\w+|screen\w+|precautions?)\b
    \b(?:ask|asking|asks|question|questions) (?:\w+ ){0,3}(?:about|on) (?:suicid\w+|self)
    \b(?:patients?|clients?) (?:\w+ ){0,3}(?:suicid\w+|self|kill|die)
    \bsuicidal (?:patient|pt|client|caller|visitor|person|teen|woman|man|lady|guy)s?\b
    \b(?:screen\w*|assess\w*|document\w*|chart\w*|phq|prevention|hotline|questionnaire)\b
    \bhow (?:do|does|should) (?:mas?|medical assist\w+|clinics?|we|you)\b
    \b(?:do|can|are|should) (?:mas?|medical assist\w+)\b
    \b(?:what if|if|when) (?:a|an|the|my|some|any|your|one of (?:my|our)) (?:pt|patient|client|caller)s?\b
    \bas an? (?:mas?|cma|ccma|rma|medical assist\w+)\b
    """
)
ONES_OWN = any_of_lower(
    r"""
    \bmy ?self\b
    \bmy (?:own )?life\b
    \bi (?:just |really )?(?:want|wanna|wish|plan|need|am going|am gonna|'?m going|'?m gonna|m ready)\b.{0,20}\b(?:die|dead|gone|end it|not be here)\b
    """
)
"""Somebody speaks of their own life, whatever else the message is about."""
FIGURES_OF_SPEECH = any_of(
    r"""
    \bdying (?:to|for an?|of (?:laughter|boredom|curiosity))\b
    \b(?:going to|gonna|will|i'?ll|to|totally|absolutely) (?:kill|crush|murder|slay)(?= (?:it|this|that|(?:my|the|this) (?:\w+ ){0,2}(?:exam|test|interview|boards|class|shift|program|quiz))\b)
    \b(?:would|could|i'?d|to) kill for\b
    \bkill(?:ing)? time\b
    \b(?:eat|eats|eating|eaten) (?:me|us|you|them) alive\b
    \b(?:nearly|almost|about|practically) (?:died|had a (?:\w+ )?heart attack)\b
    \bhad a (?:mini|small|little) heart attack\b
    \b(?:nearly|almost|always) (?:pass(?:ed)? out|faint(?:ed)?)(?= (?:at|when|watching|seeing|from (?:the )?(?:sight|smell)|during|in (?:lab|class|clinicals?))\b)
    \b(?:gonna|going to|will|might) die if (?:i|we) (?:fail|flunk|bomb|don'?t pass|have to (?:re)?take)\b
    \b(?:gave|gives|give|giving) me (?:a heart attack|anxiety attacks?)\b
    \bdeath of me\b
    \b(?:scared|bored|worked|working|tickled|starved|freezing|frozen) to death\b
    \bdead (?:end|tired|serious|set|beat|zone|last|wrong)\b
    \b(?:feet|back|shoes|knees|head|legs|scrubs|commute|tuition|price|hours) (?:is|are) killing me\b
    \b(?:shoot|shot) (?:me|you|them|him|her) (?:an?|the) (?:email|text|message|dm|line)\b
    \b(?:shot|shooting) (?:my ?self|himself|herself) in the foot\b
    \b(?:drowning|buried|suffocating) in (?:\w+ )?(?:debt|bills|paperwork|charting|charts|work|notes|homework|studying|loans|calls|emails)\b
    \b(?:survive|surviving|live|living) (?:on|off|alone on|solo on) (?:\w+ ){0,3}(?:pay|wage|salary|income|money|hour|this|that|it)\b
    \b(?:take|took|taking|have) a stab at\b
    \bcut out for\b
    \b(?:dead|graveyard|killer) (?:week|shift|shifts|line)\b
    \bbridge (?:program|course|class|online|to)\b
    \bto bridge\b
    """
)
FIRST_PERSON = any_of_lower(r"\b(?:i|i'?m|i'?ve|my|me|myself|i'?d)\b")

EMERGENCY = any_of_lower(
    r"""
    \b(?:stopped|stop|not|isn'?t|barely|can'?t|cannot|trouble|struggling to|hard to) breath\w*
    \bno (?:pulse|heart ?beat)\b
    \b(?:isn'?t|isnt|not|won'?t|wont|ain'?t) (?:moving|crying or|answering (?:me|the door)|coming to|making sense)\b
    \b(?:isnt|wont|cant) (?:breath\w*|wake\w*|respond\w*)
    \b(?:can'?t|cant|cannot) (?:\w+ )?(?:get|catch|take) (?:a|any|my|his|her) (?:full |good |deep )?(?:breath|air)\b
    \b(?:clutching|grabbing|holding) (?:my|his|her|their) chest\b
    \bdrank (?:some |a )?(?:\w+ )?(?:bleach|antifreeze|drano|gasoline|ammonia|cleaner|detergent|poison)\b
    \b(?:on fire|caught fire|in flames|filling with smoke|smoke is filling|house is burning)\b
    \bwater (?:just )?broke\b
    \b(?:electrocuted|got shocked by|struck by lightning)\b
    \bheart (?:attack|stopped)\b
    \bcardiac arrest\b
    \bturn(?:ing|ed)? (?:blue|purple|gr[ae]y)\b
    \b(?:lips|face) (?:are |is )?(?:blue|swelling shut)\b
    \b(?:passed|passing|blacked) out\b
    \b(?:unconscious|unresponsive|collapsed)\b
    \b(?:won'?t|not|isn'?t) (?:wake up|waking up|respond\w*)\b
    \bchok(?:ing|ed)\b
    \b(?:crushing|severe|bad|sharp|tight\w*|squeezing|terrible|sudden|intense) (?:\w+ ){0,3}chest\b
    \bchest (?:pains?|hurts?|is (?:so |really |very )?tight|tightness|pressure)\b
    \b(?:pain|pressure|tightness) in (?:my|his|her|the) chest\b
    \bhaving (?:a |an )?(?:stroke|seizure|heart attack|allergic reaction|asthma attack)\b
    \b(?:seizing|seizures?|convuls\w+)\b
    \b(?:face|mouth) (?:is )?droop\w*
    \bslurr(?:ed|ing)\b.{0,20}\b(?:speech|words)\b
    \boverdos(?:ed|ing)\b
    \b(?:an|my|his|her) overdose\b
    \b(?:he|she|they|i|just|friend|brother|sister|roommate)\b.{0,12}\bod'?(?:ed|ing|d)\b
    \bswallowed (?:a |some |the |an? \w+ )?(?:whole )?(?:bottle|bleach|poison|battery|pills|magnet)
    \b(?:took|taken|ate) (?:too many|a whole bottle|all (?:of )?(?:my|the|his|her)) ?(?:\w+ )?(?:pills|meds|tablets)?
    \b(?:took|taken|ate|swallowed|popped) (?:\w+ ){0,2}\d{2,} (?:\w+ )?(?:tylenol|pills?|tablets?|benadryl|advil|ibuprofen|aspirin|xanax|norco|percocet|oxy\w*|meds|melatonin|adderall)\b
    \bbleeding (?:out|a lot|heavily|everywhere|so much|badly|really bad|and)\b
    \b(?:won'?t|can'?t) stop (?:the )?bleeding\b
    \b(?:so much|a lot of|lots of|losing|covered in|gushing|spurting|pouring|coughing up|throwing up|vomiting) (?:\w+ )?blood\b
    \bblood (?:is )?(?:everywhere|all over|pouring|gushing|spurting|squirting|soaking|won'?t stop|coming out)\b
    \banaphyla\w+
    \bthroat (?:is )?(?:closing|swelling)\b
    \bepi ?pen\b.{0,30}\b(?:now|not working|help)\b
    \b(?:got|been|was|were) (?:shot|stabbed|electrocuted|hit by a car)\b
    \bdrown(?:ing|ed)\b
    \bcall (?:an )?(?:ambulance|911)\b
    \b(?:o2|oxygen|spo2|sats?|pulse ox)\b.{0,15}\b(?:[4-7]\d|8[0-5])\b.{0,25}\b(?:drop\w*|fall\w*|going down|doctor|help|what do)\b
    \b(?:patient|pt|he|she|baby|kid|guy|lady|mom|dad)\b.{0,20}\b(?:is|looks?|looking|went|going|getting|kinda|kind of) (?:\w+ )?blue\b
    \b(?:screaming|yelling|saying|threatening|threatens?)\b.{0,30}\b(?:kill|shoot|stab) (?:me|us|him|her|everyone)\b
    """
)
OWN_CHEST = any_of_lower(r"\b(?:my|in) (?:\w+ )?chest\b" + "\n" + r"\bchest (?:pain|hurts)")

_BODY_WORDS = listed(
    r"""fever rash swell\w* swollen discharge bleeding dizz\w+ nause\w+ vomit\w* lump mole cough\w*
    infect\w* headaches? migraines? pain hurts? aches? aching sore itch\w* numb\w* cramps? diarrhea
    constipat\w+ bruis\w+ blister\w* pus wheez\w* palpitations? burning period pregnan\w+ miscarr\w+
    symptoms? diagnos\w+ tumou?r cancer std uti flu covid strep diabet\w+ asthma eczema hives
    sprain\w* fractur\w* stitches wound concussion stool poop pee urine spotting"""
)
BODY = any_of_lower(rf"\b{_BODY_WORDS}\b" + "\n" + r"\b(?:throwing up|blood in|lymph nodes?)\b")

_TESTS = listed(
    r"""wbc rbc a1c hba1c bun creatinine tsh ldl hdl cholesterol hemoglobin platelets? glucose
    potassium sodium ekg ecg mri x-?ray ultrasound biopsy pap labs? test"""
)
READING = any_of_lower(
    rf"""
    \b{_TESTS} (?:\w+ ){{0,3}}(?:results?|printout|report|says?|shows?|came|is|was|went|of|at)\b
    \b(?:blood (?:sugar|test|work)|ct scan|o2 sat|oxygen level) (?:\w+ ){{0,3}}(?:results?|is|was|at)\b
    \b\d{{2,3}} ?/ ?\d{{2,3}}\b
    \b(?:blood pressure|bp|heart rate|pulse|resting hr|temp\w*) (?:is|was|of|at|keeps) \d
    \b(?:wbc|a1c|tsh|bun|bp|ldl) (?:\w+ ){{0,3}}\d
    """
)
_DRUG_WORDS = listed(
    r"""tylenol acetaminophen ibuprofen advil motrin aspirin aleve naproxen prednisone amoxicillin
    antibiotics? metformin insulin lisinopril ozempic wegovy adderall xanax zoloft lexapro prozac
    sertraline benadryl zyrtec claritin melatonin steroids? inhaler painkillers? opioids? oxycodone
    percocet vicodin gabapentin statins? warfarin antidepressants? medicine medication meds pills?
    dose dosage supplements?"""
)
DRUG = any_of_lower(
    rf"\b{_DRUG_WORDS}\b"
    + "\n"
    + r"\b(?:birth control|plan b|blood thinners?|\d+ ?mg|vitamin \w)\b"
)
OF_SOMEBODY = any_of_lower(
    rf"""
    \b(?:my|i|i'?m|i'?ve|me)\b
    {PERSON}
    \b(?:kids?|children'?s?)\b
    \b\d+ ?(?:yr|year|month|week|mo|yo|y/o)s?[- ]?olds?\b
    """
)
_ADVICE_VERBS = listed(
    """take keep stop go see worry start use give get call switch skip double wait put try eat
    drink"""
)
ASKS_ADVICE = any_of_lower(
    rf"""
    \bshould (?:i|we|he|she|they) (?:\w+ )?(?:be worried|{_ADVICE_VERBS})\b
    \bis (?:\w+ ){{1,7}}(?:ok|okay|normal|serious|bad|safe|dangerous|infected|broken|contagious)\b
    \bis (?:it|this|that|my \w+) (?:too )?(?:high|low|cancer\w*)\b
    \b(?:serious|normal|worried|dangerous|ok or not|bad|deadly|contagious)\s*\?*\s*$
    \b(?:what|which|how much|how many|what'?s) (?:the )?(?:\w+ )?(?:dose|dosage|mg|medicine|medication)\b
    \b(?:how much|how many) (?:\w+ )?{_DRUG_WORDS}\b
    \bcan i (?:\w+ )?(?:take|give|mix|drink|stop|combine|use|eat)\b
    \bam i (?:dying|sick|pregnant|ok|having|infected|contagious|at risk|going to be ok)\b
    \bwhat (?:does|do|is|are|could|would) (?:it|this|that|my|these|causes?|wrong)\b.{{0,30}}\b(?:mean|cause|wrong|be)\b
    \bwhat (?:can|should|do) i (?:do|take|use|put)\b.{{0,15}}\b(?:for|about|to|on|with)\b
    \bhow (?:do|can|should) i (?:treat|cure|get rid of|stop|heal|lower|fix|bring down)\b
    \bdo i (?:have|need (?:to see|a doctor|stitches|antibiotics|to go))\b
    \bwhat does it feel like\b
    \b(?:what|which|whats|what'?s|anything) (?:\w+ ){{0,5}}(?:best|good|helps?|works?|better|safer|stronger)\b
    \b(?:wait|waiting) (?:\w+ ){{0,3}}(?:or|and) (?:go|see|call)\b
    \bhow (?:worried|bad|long|serious|dangerous|safe)\b
    \bdoes (?:it|this) (?:look|sound) (?:like|infected|normal|bad)\b
    \bwhy (?:does|is|do|are|am) (?:my|i)\b
    """
)
FEARS_NEEDLES = re.compile(
    r"\b(?:terrified|scared|afraid|fear|phobia)\b.{0,25}"
    r"\b(?:blood tests?|needles?|shots?|injections?)\b",
    re.IGNORECASE,
)
