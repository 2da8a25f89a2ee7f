"""What a question means: text, words, the index, the decision. No I/O."""
