"""What a network has decided, as data: elements, indicators, schemes, rates. No code here."""
