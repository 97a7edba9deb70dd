"""What every page stands in: top bar, footer, words for times and money, and the parts' view models."""
