"""Which of some things are which of others: the pairs whose scores sum up to most."""

from __future__ import annotations

from collections.abc import Sequence


def assign(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column), each row and column in one at most; nothing is paired at a score of 0.

    The Hungarian method with potentials: O(rows² · columns). Rows are at most some hundred here."""
    if not scores or not scores[0]:
        return []
    if len(scores) > len(scores[0]):
        return sorted((row, column) for column, row in assign([list(line) for line in zip(*scores, strict=True)]))
    rows, columns = len(scores), len(scores[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    holder = [0] * (columns + 1)  # the row that a column is given to, from 1
    for row in range(1, rows + 1):
        holder[0] = row
        at, least, came = 0, [float("inf")] * (columns + 1), [0] * (columns + 1)
        used = [False] * (columns + 1)
        while holder[at]:
            used[at] = True
            line, step, following = scores[holder[at] - 1], float("inf"), 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                cost = -line[column - 1] - of_row[holder[at]] - of_column[column]
                if cost < least[column]:
                    least[column], came[column] = cost, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    of_row[holder[column]] += step
                    of_column[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            holder[at], at = holder[came[at]], came[at]
    pairs = [(holder[column] - 1, column - 1) for column in range(1, columns + 1) if holder[column]]
    return sorted((row, column) for row, column in pairs if scores[row][column] > 0)
