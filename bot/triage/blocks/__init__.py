"""How fires look: the card in the channel, lists, notices to people, forms."""
