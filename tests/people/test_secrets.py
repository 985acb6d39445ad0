"""Sealing: what is sealed opens only at its own place, and nothing shows a key."""

import pytest

from core.trust.secrets import Sealer, Unreadable, new_keys, sealer_from


def test_a_sealed_text_opens_again_and_never_looks_the_same(sealer):
    one, two = sealer.seal("秘密", "a.b", "1"), sealer.seal("秘密", "a.b", "1")
    assert one != two
    assert sealer.unseal(one, "a.b", "1") == sealer.unseal(two, "a.b", "1") == "秘密"


@pytest.mark.parametrize(("place", "row"), [("a.c", "1"), ("a.b", "2"), ("a.b", "")])
def test_a_sealed_text_that_was_moved_does_not_open(sealer, place, row):
    with pytest.raises(Unreadable):
        sealer.unseal(sealer.seal("秘密", "a.b", "1"), place, row)


def test_a_changed_or_empty_cipher_text_does_not_open(sealer):
    sealed = sealer.seal("秘密", "a.b")
    for place in range(len(sealed)):
        broken = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(Unreadable):
            sealer.unseal(broken, "a.b")
        with pytest.raises(Unreadable):
            sealer.unseal(sealed[:place], "a.b")


def test_an_old_key_still_opens_after_a_new_one_has_come():
    old, new = new_keys("2026"), new_keys("2027")
    both = sealer_from(new | {"keys": old["keys"] | new["keys"]})
    assert both.unseal(sealer_from(old).seal("秘密", "a.b"), "a.b") == "秘密"
    with pytest.raises(Unreadable):
        sealer_from(old).unseal(both.seal("秘密", "a.b"), "a.b")


def test_a_blind_index_depends_on_key_and_place(sealer):
    index = sealer.blind_index("x", "a.b")
    assert index == sealer.blind_index("x", "a.b")
    assert index != sealer.blind_index("x", "a.c")
    assert index != sealer_from(new_keys("other")).blind_index("x", "a.b")


def test_no_key_is_ever_printed():
    sealer = Sealer(current="k", keys={"k": b"K" * 32}, index_key=b"I" * 32)
    assert "KKK" not in repr(sealer) and "III" not in repr(sealer)
