"""Change a good bundle in every way a file can be changed: each is found, and found out."""

from __future__ import annotations

import json
import random

import pytest
from bundle_ways import WAYS, Way, json_bytes, leaves, named_at, spot, with_change
from roommade import talks

from onetext.record.bundle import decode_bundle, encode_bundle
from onetext.record.verifying import verify, verify_bundle

FLIPS = 600
CHANGES = 250
BUNDLES = [talks(seed, closes=2).bundle(seat) for seed, seat in enumerate(("bel", "arda", None))]


@pytest.mark.parametrize("at", range(len(BUNDLES)))
def test_every_flipped_byte_is_found(at: int) -> None:
    good = encode_bundle(BUNDLES[at])
    draw = random.Random(at)
    for _ in range(FLIPS):
        written = bytearray(good)
        written[draw.randrange(len(written))] ^= draw.randrange(1, 256)
        assert not verify(bytes(written)).ok


@pytest.mark.parametrize("at", range(len(BUNDLES)))
def test_every_changed_value_is_named_for_what_it_is(at: int) -> None:
    """The file stays well-formed, and a fault of the changed part is named."""
    good = json.loads(encode_bundle(BUNDLES[at]))
    draw = random.Random(at)
    paths = list(leaves(good))
    met = set()
    for path in draw.sample(paths, min(CHANGES, len(paths))):
        written = json_bytes(with_change(good, path, draw))
        kinds = {fault.kind for fault in verify(written).faults}
        assert kinds & named_at(path), (spot(path), kinds)
        if "unreadable" not in kinds:
            assert encode_bundle(decode_bundle(written)) == written
        met |= kinds
    assert {"altered", "host-signature", "co-signature", "inconsistent", "window"} <= met


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_change_of_the_lists_is_named(way: Way) -> None:
    draw = random.Random(way.__name__)
    for _ in range(50):
        bundle = draw.choice(BUNDLES[:2])
        bad, named = way(bundle, draw)
        kinds = {fault.kind for fault in verify_bundle(bad).faults}
        assert kinds & named, kinds
