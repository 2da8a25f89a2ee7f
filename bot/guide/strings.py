"""Every fixed sentence the guide says that is not an answer from the knowledge.

Kept in one place so that a person can review the guide's voice at one sitting: short,
kind, in the second person, and never pretending to know.
"""

from __future__ import annotations

EMPTY = 'I can\'t read a question in that. Ask me in a few words, like "how much is the CCMA exam".'
TOO_LONG = (
    "That is a lot of text (over {limit:,} characters). Ask me the main question in a few "
    "sentences and I'll look it up."
)
NOT_FOUND = (
    "I don't have a checked answer to that, and I don't guess. You can ask it in other words, "
    "browse what I know, or pass it on to the moderators."
)
ELSEWHERE = (
    "That is outside what I know: I only answer questions about working as a medical assistant. "
    "If yours is about that, say it with a few more words about the job."
)
NOT_ENGLISH = (
    "I can only answer in English so far. If you ask in simple English, I'll do my best; "
    "short questions are fine."
)
NOT_MY_INSTRUCTIONS = (
    "I only look up answers about working as a medical assistant; I can't change how I work. "
    "Ask me about the job, school, certification or pay."
)
DID_YOU_MEAN = "I want to be sure I answer the right thing. Did you mean:"
EITHER = "I'm not sure which of two things you mean, so here are both."
ABOUT_SOURCE = "This is what I said, with where it comes from and when that was last checked."
PARTLY = "I found only part of what you ask. Ask the rest by itself and I'll try again."
STILL_UNSURE = (
    "I'm still not sure what you're after. Try it in other words, browse the topics, or pass "
    "it on to a person."
)
NONE_OF_THESE = (
    "Thanks, then none of those. Say it in other words, browse the topics, or pass your "
    "question on to the moderators."
)
GONE = "That topic is no longer in the guide. Ask me the question again and I'll look for it."

NO_VALUE = "I have no confirmed answer about **{aspect}** for **{name}**. What I do know:"
NO_STATE = (
    "I have no checked notes on **{name}**'s own rules for this. Ask the state medical board or "
    "health department; here is what holds in general:"
)
VOLATILE = "This can change. Check {source} before you act on it."
OVERDUE = "This was due for another check by {date} and has not been reviewed since."
ADVICE = "This is advice, not a rule."
ILLUSTRATION = "This is an example to show how it can look, not evidence."
PART_OF_NEXT_STEP = "This belongs to the next step of your plan: {title}."
FOR_YOUR_PATHWAY = "For your pathway ({pathway}): {sentence}"

NO_SUCH_CERTIFICATION = (
    'I don\'t know a medical assistant certification called "{name}". I know {known}.'
)
NO_SUCH_ASPECT = 'I don\'t know the aspect "{name}". I know {known}.'
COMPARED_FOUR = "I show at most four side by side, so I left out {names}."
COMPARE_TWO = "Name at least two certifications to compare, for example CMA (AAMA) and RMA."
NO_SUCH_PATHWAY = 'There is no pathway called "{name}". Pick one of these:'
NO_SUCH_CATEGORY = 'There is no category called "{name}". Pick one of these:'

PATHWAY_CHOSEN = "Saved: you are on **{title}**. Here is your plan."
PATHWAY_NONE = "You haven't chosen a pathway yet. Pick one and I'll keep track of your steps."
PATHWAY_LEFT = "Done: your pathway and its steps are deleted."
PATHWAY_NOTHING_TO_LEAVE = "You have no pathway, so there was nothing to delete."
PATHWAY_GONE = (
    "The pathway you chose is no longer in the guide. Your progress is kept; pick another one "
    "or leave it."
)
PATHWAY_DONE = "Every step of your plan is done. Well done!"
MILESTONE_UNKNOWN = "That step is not part of your plan."
MILESTONE_MARKED = "Marked as done: **{title}**."
MILESTONE_UNMARKED = "No longer marked as done: **{title}**."

THANKS_HELPFUL = "Thank you! Good to know this helped."
THANKS_NOT_HELPFUL = (
    "Thank you for telling me. The moderators will see it. You can also ask in other words or "
    "pass your question on."
)
PASSED_ON = "Done: your question is with the moderators now."
PASSED_ON_ALREADY = "You have already passed this question on. The moderators have it."
PASSED_ON_LOST = "I no longer have that question. Ask it again, then pass it on."
NOT_SAVED = "I could not save that just now, so nothing was changed. Please try again in a minute."
FORGOTTEN = "Done: everything I kept about you is deleted ({rows} entries)."
FORGOTTEN_NOTHING = "I had nothing stored about you."
BROKEN = "Something went wrong on my side. Nothing was lost; please ask again."

HELLO = (
    "Hi! Ask me anything about working as a medical assistant: school, certification, pay, the job."
)
WELCOME = "You're welcome! Ask me again any time."
GOODBYE = "Bye! Come back whenever you have a question about medical assisting."
WHO_ARE_YOU = (
    "I'm MA Guide, a bot. I look up answers about medical assisting that people wrote and "
    "checked, and I show you the source. I don't make answers up."
)
WHAT_CAN_YOU_DO = (
    "I answer questions about working as a US medical assistant: what the job is, how to get in, "
    "which certification to take, what it costs, how to renew it, what it pays and where it leads."
)
WAS_WRONG = (
    "Sorry about that. Press **Not what I asked** under the answer so the moderators see it, or "
    "tell me in other words what you wanted."
)
STOPPED = "Okay, I'll leave it there. I'll answer again when you ask me something."
PLAYFUL = (
    "I'm not much of an entertainer, but I know a lot about medical assisting. Ask me about that!"
)
CHATTER = "All good! I'm here whenever you have a question about medical assisting."
NICE = "Glad to hear it! Ask me whenever you need something about medical assisting."

EMERGENCY = (
    "**This sounds like an emergency. Call 911 now** (or your local emergency number), or get the "
    "nearest nurse, doctor or other trained person. The dispatcher will tell you what to do until "
    "help comes. I'm a bot and can't help in an emergency."
)
CRISIS = (
    "I'm really sorry. This sounds very heavy, and nobody has to carry it alone. In the US you can "
    "**call or text 988** (Suicide & Crisis Lifeline) any time, free and private, for yourself or "
    "for someone you are worried about. **If anyone is in danger right now, call 911** and stay "
    "with them if you can. Please tell somebody near you as well. I'm only a bot, but the people "
    "at 988 will listen and help you with what to do next."
)
MEDICAL_ADVICE = (
    "I can't give medical advice about a person's health, and I don't want to guess. Please ask a "
    "doctor, nurse or pharmacist; if it feels urgent, call your clinic or 911. I can help with "
    "questions about working as a medical assistant."
)
PATIENT_DATA = (
    "That looks like details about a real patient. **Please delete your message**: patient "
    "information must not be shared here, even without a name. I have kept nothing of it. Ask me "
    "again without any patient details and I'll help."
)

HELP_LEAD = (
    "Ask me in your own words. I look it up in answers that people wrote and checked, and I tell "
    "you when I don't know."
)
HELP_ASK = "Ask me"
HELP_COMMANDS = "Commands"
HELP_COMMAND_LINES = (
    "- `/ask` a question (add `private` to keep it to yourself)\n"
    "- `/topics` to browse, `/certification` for one credential, `/compare` for several\n"
    "- `/pathway` to choose a goal and keep track of your steps\n"
    "- `/privacy` to see or delete what is stored about you\n"
    "- Or mention me, reply to my answers, write to me directly"
)
HELP_LIMITS_TITLE = "What I don't do"
HELP_LIMITS = (
    "No medical or legal advice, no answers about other jobs, no patient details please. State law "
    "and your employer's policy always decide."
)
BROWSE_LEAD = "What would you like to know about?"
BROWSE_CATEGORY = "{count} topics about {category}. Pick one, or just ask."
BROWSE_PAGE = "{count} topics about {category}, {first} to {last}. Pick one, or just ask."
BROWSE_ON = "More topics"
BROWSE_BACK = "Topics before these"
