"""The demonstration county 演示数据: a year of work of six contracts, made by rule from one seed.

Everybody in it is invented. The same seed and day give the same county again.
"""

from web.demonstration.making import Made, make_demonstration, make_empty_county

__all__ = ["Made", "make_demonstration", "make_empty_county"]
