"""The words of small talk, of attempts to change the guide, and of other languages.

One alternative a line. Nothing here is shown to anybody.
"""

from __future__ import annotations

from bot.guide.patterns import any_of, word_set

GREETING = word_set(
    """hi hii hiii hello helo hey heyy heya hiya howdy yo sup greetings hola morning afternoon
    evening good day gm wassup whatsup hullo"""
)
THANKS = word_set(
    """thanks thank thx thnx tks ty tysm tyvm thankyou thanx cheers appreciate appreciated
    grateful"""
)
PRAISE = word_set(
    """haha hahaha hehe lol lmao lmfao rofl nice cool great awesome perfect amazing wow neat sweet
    dope helpful helped gotcha ok okay k kk alright yay yess yup yep good love legend best
    damn dang whoa woah interesting noted understood bet fair oof"""
)
BYE = word_set("bye goodbye cya later goodnight gn gnight nighty nite ttyl peace laters farewell")
GLUE = word_set(
    """a an and are all any as at be been but by can could did do does doing for from get going got
    guys has have he her here him his how i id im in is it its ive just like made make me much my
    new no not now of oh on one our out really right see so some sure that thats the their them
    there they this to today too u ur us very was we well were what with yall you youre your
    yourself again everyone everybody folks friend team people bunch lot lots ton million night
    ya yeah yes info answer answers help bot man dude bro sis girl buddy pal mate soo sooo super
    omg gosh news works makes sense dear sir mam maam joke enough true"""
)

ASKS = any_of(
    r"""
    \bhow (?:much|many|long|often|far|do i|can i|would i|did i)\b
    \bwhere\b
    \$
    \bis (?:that|it|this) (?:any |really |even )?(?:good|bad|normal|enough|ok|okay|fine|much|a lot)\b
    """
)
"""A question that small words alone can ask ("oh nice. how much is that")."""

WHO_ARE_YOU = any_of(
    r"""
    (?:so |and |hey |um )?(?:who|what) (?:are|r) (?:you|u)(?: (?:exactly|anyway|again))?
    (?:are|r) (?:you|u) (?:a |an |real |even )*(?:human|person|robot|bot|real|ai|alive)\b.*
    (?:are|r) (?:you|u) (?:a |an |like )*(?:chatgpt|chat ?bot|gpt|machine|program|llm)\b.*
    is this (?:a |an )?(?:bot|ai|human|real person|chatgpt).*
    (?:am i|is this) (?:talking|speaking|chatting) (?:to|with) (?:a|an) .*
    what(?:'?s| is) (?:your|ur) name
    who (?:made|built|created|runs|wrote|programmed) (?:you|u|this)(?: bot)?
    (?:what is|what'?s) (?:this|ma guide)(?: (?:bot|thing))?
    """
)
WHAT_CAN_YOU_DO = any_of(
    r"""
    what (?:can|do|could) (?:you|u) (?:do|help(?: me)? with|answer|know|tell me)(?: (?:about|for me|here))?
    how do (?:you|u) work
    how does (?:this|the|this bot|the bot)(?: bot| thing)? work
    how do i use (?:you|u|this)(?: bot| thing)?
    what (?:can|should|could) i (?:ask|say)(?: (?:you|u|here))?
    (?:can|could|will) (?:you|u) help(?: me)?(?: out)?(?: please)?
    (?:i need |i have |got |i got )?(?:a |some )?(?:quick )?(?:help|questions?)(?: please| here)?
    """
)
WAS_WRONG = any_of(
    r"""
    (?:no |nope |um |sorry )*(?:that|this|it)(?:'?s| is| was| wasn'?t| isn'?t)? (?:so |just |totally |completely |not )*(?:wrong|incorrect|right|correct|true|false|bad|useless|helpful)(?: (?:answer|info))?
    (?:no |nope |um |sorry )*(?:that|this|it)(?:'?s| is| was) not what i (?:asked|meant|wanted)(?: for)?
    (?:no |nope )?not what i (?:asked|meant|wanted)(?: for)?
    wrong(?: answer)?
    (?:you'?re|you are|ur) (?:so |just )?(?:wrong|incorrect|mistaken)
    (?:bad|stupid|dumb|useless) (?:bot|answer)
    (?:you|u) (?:did(?: ?n'?t| not)|do(?: ?n'?t| not)) (?:get|understand|answer)(?: (?:me|it|this|that|my question|the question|what i (?:asked|meant|said)))?
    (?:that )?(?:did ?n'?t|does ?n'?t) (?:help|answer)(?: (?:me|my question|at all))*
    """
)
STOP = any_of(
    r"""
    (?:please )?(?:stop|shut up|be quiet|quiet|leave me alone|go away|enough|cancel)(?: (?:it|bot|please|now|talking|then))*
    (?:ok |oh )?(?:never ?mind|nvm|forget it)(?: (?:then|thanks))?
    """
)
CHATTER = any_of(
    r"""
    (?:brb|afk|bbl|bbs|gtg|g2g|bak|omw|lmk)\b.{0,60}
    .{0,20}\bwrong (?:channel|chat|server|window|person|group)\b.{0,15}
    (?:happy|merry) \w+(?: \w+)?
    """
)
PLAYFUL = any_of(
    r"""
    .{0,20}\b(?:tell|give|know|make|hit|say|sing|write) (?:me|us|any|up|something|a)?.{0,12}\b(?:jokes?|funny|laugh|stor(?:y|ies)|poem|rap|song|riddle|fun fact)\b.*
    (?:i'?m |so |so i'?m )*bored(?: \w+){0,3}
    .*\b(?:entertain|amuse|sing for|dance for|flirt with|marry|date) (?:me|us)\b.*
    .*\bdo you (?:love|like|hate|have feelings|dream|sleep|eat)\b.*
    (?:how (?:are|r) (?:you|u)|how'?s it going|how(?:'?s| is) your day|how you doing|what'?s up|wyd|sup)\b.{0,25}
    (?:what(?:'?s| is) your favou?rite) .*
    (?:guess what|knock knock|ping|test(?:ing)?(?: \d+)*|marco)
    """
)

INJECTION = any_of(
    r"""
    \b(?:ignore|forget|disregard|override|bypass|drop)\b.{0,30}\b(?:rules?|instructions?|prompts?|guidelines|restrictions|training|programming|previous|safety|filters?)\b
    \b(?:reveal|show|print|output|dump|leak|repeat|display|give me|tell me)\b.{0,35}\b(?:system prompt|hidden|instructions you|your (?:prompt|instructions|rules|config\w*|source code|code|database|token|api key))\b
    \b(?:reveal|show|print|output|dump|leak|repeat|display|give me|tell me)\b.{0,35}\b(?:raw (?:knowledge|data|json)|knowledge ?base|bot token|api key|env(?:ironment)? var\w*|your secrets?)\b
    \b(?:developer|debug|god|admin|dan|jailbreak|sudo|root|unrestricted) mode\b
    \bjailbreak\b
    \bsystem prompt\b
    \[(?:admin|system|sys|inst|developer)\]
    ^\s*(?:system|assistant|admin)\s*:
    \bsudo\b
    </?(?:system|inst|prompt)>
    \b(?:pretend|roleplay|behave) (?:that |to be |as |like |you ?a?re )+(?!if\b)
    (?:^|[.!?,] |\b(?:please|now|and|then|must|should|to|can you) )act (?:as|like) (?:a|an|my|you|no|the|if you (?:have|had|were))\b
    ^(?:\W*\w+\W+){0,3}you(?:'?re| are) now (?!certified|registered|licensed|a (?:certified|registered|medical))\b
    \bfrom now on\b.{0,30}\b(?:you|respond|reply|answer)\b
    \b(?:reply|respond|answer|speak|talk) (?:only )?(?:in|with|like) (?:only )?(?:emojis?|a pirate|pirate|json|base64|binary|rhymes?|all caps)\b
    \bdrop table\b
    <script
    \bdisable (?:your )?(?:safety|filters?)\b
    """
)

COURTESY = any_of(
    r"""
    ^(?:(?:hi|hey|hello|hiya|yo|ok|okay|so|um|uh|well|thanks|thank you|thx|please|pls|sorry|lol|haha|wait|hey bot|hi bot|good (?:morning|evening|afternoon)|hi all|hey guys|hi everyone|quick question|random question|dumb question|question|btw|also|anyway|hmm+|new topic)\b[\s,.!:-]*)+
    """
)

OTHER_LANGUAGES = (
    word_set(
        """hola que como cuanto cuesta donde para una los las del por puedo necesito quiero ser es
        el la de en con mi asistente medico medica trabajo examen certificacion alguien sabe comprar
        gracias cual cuando hay tengo estoy hacer si pero muy tiempo dinero escuela licencia"""
    ),
    word_set(
        """bonjour comment combien pour les des une est je suis que quel quelle avec dans mon
        devenir salaire travail merci ou faut assistante medicale vous nous pas sur du le
        la et"""
    ),
    word_set(
        """wie wird das der die ich ist nicht ein eine und wetter morgen was kann man fur werden wo
        viel kostet mit zu den auf bitte danke gibt es arzthelferin prufung lange dauert zum zur vom
        ausbildung wann warum wer muss soll sind haben wir sie aber oder auch mein meine sich bin"""
    ),
    word_set(
        """como quanto custa para uma os as dos voce posso preciso quero ser medico trabalho onde
        obrigado eu nao com tem meu minha fazer qual e o do"""
    ),
    word_set(
        """ciao come quanto costa per una gli che sono dove posso voglio lavoro grazie il lo di mi
        con non questo esame"""
    ),
    word_set(
        """paano magkano ang ng sa mga po ako ba kailangan maging saan ano pwede para na hindi
        salamat kung yung"""
    ),
    word_set(
        """toi la cua lam the nao bao nhieu tien o dau va cho khong duoc mot nguoi muon hoc"""
    ),
    word_set("""kijan mwen konbyen pou yon nan ki kote travay lekol mesi eske"""),
    word_set("""jak jest ile kosztuje dla czy moge gdzie praca dziekuje nie to na"""),
)
"""Small words of Spanish, French, German, Portuguese, Italian, Tagalog, Vietnamese, Haitian
Creole and Polish, without accents."""
FALSE_FRIENDS = any_of(r"\bdie\b")
"""The German article."""
ENGLISH = word_set(
    """the a an is are do does did i you we they my your how what when where who which why can could
    should would will to of in on for with and or not it this that have has need want get be as at
    about if from there am was"""
)
