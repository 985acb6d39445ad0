"""Notices 通知: who is told of what, in the house and outside of it, once, and without anybody's name."""
