"""MA Guide: a Discord bot that answers questions about working as a US medical assistant."""
