"""The assignment is the best there is, by trying them all."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from auditor.history.assignment import assign

tables = st.tuples(st.integers(0, 4), st.integers(0, 5)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 100).map(lambda n: n / 100), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


@given(tables)
def test_no_other_pairs_sum_up_to_more(scores: list[list[float]]) -> None:
    pairs = assign(scores)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(scores[row][column] > 0 for row, column in pairs)
    rows, columns = len(scores), len(scores[0]) if scores else 0
    if rows <= columns:
        every = ([(row, column) for row, column in enumerate(order)] for order in permutations(range(columns), rows))
    else:
        every = ([(row, column) for column, row in enumerate(order)] for order in permutations(range(rows), columns))
    best = max((sum(scores[row][column] for row, column in one) for one in every), default=0)
    assert abs(sum(scores[row][column] for row, column in pairs) - best) < 1e-9
