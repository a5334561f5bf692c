"""What an entry can say: the kinds of acts and of things filed, each a frozen value."""
