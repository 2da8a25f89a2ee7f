"""What members read that only Discord needs; the guide's own words are in `bot.guide.strings`."""

from __future__ import annotations

# Buttons and menus
HELPFUL = "Helpful"
NOT_HELPFUL = "Not what I asked"
READ_ON = "Read on ({page} of {pages})"
PICK = "Pick one"
UNDO = "Undo: not done yet"
MORE = "More about this"
OUTDATED = "This button is from an older version of me. Please ask me again."
NOT_YOURS = "That button is for somebody else. Use `/privacy forget` to delete what is yours."

# What does not fit, and what goes elsewhere
NOTHING = "There is nothing to show here."
PART = "Part {page} of {pages}"
READ_REST = ". Ask me about one thing at a time to read the rest."
MORE_TO_ASK = "You can also ask me about:"
TOLD_PRIVATELY = "I have answered this privately."
NO_VOICE = (
    "You asked me in **#{channel}**, but I may not write there: I lack the permission "
    "**{names}**. Somebody who manages that server can give it to me under Edit Channel, "
    "Permissions."
)

# What did not work
TOO_SLOW = (
    "My storage did not answer in time, so I can't say whether that was saved. "
    "Please look again in a minute and repeat it if needed."
)
COMMAND_CHANGED = (
    "This command has just changed and your Discord still shows the old one. "
    "Restart Discord (Ctrl+R on a computer) and use it again."
)
MISSING_PERMISSION = "You need the permission **{names}** for this."
NOT_ALLOWED = "You are not allowed to do this here."
COOLDOWN = "That was a bit fast. Please try again in {seconds:.0f} seconds."
CODE = "If it happens again, give a moderator this code: {code}."
SLOW_DOWN = (
    "Slow down a little, please: I answer again in {seconds} {unit}. Until then I keep quiet."
)

# /privacy
PRIVACY_HOW = "`/privacy export` gives you all of it as a file, `/privacy forget` deletes it."
EXPORTED = "Everything I keep about you, as a JSON file."
SURE_TO_FORGET = (
    "This deletes everything I keep about you: your pathway, its steps and your verdicts. "
    "It cannot be undone. Nothing happens unless you press the button."
)
FORGET = "Delete everything"
