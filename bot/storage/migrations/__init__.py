"""How a database comes from nothing, or from an older version of the bot, to today's tables."""
