"""Forms as they are declared: filled in, read again, corrected and printed."""
