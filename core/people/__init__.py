"""People 对象: persons and households, what they are over time, who stands by them, consent."""
