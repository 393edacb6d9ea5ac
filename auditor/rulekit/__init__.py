"""All that a rule may import, in rooms: `rule`, `page`, `text`, `chinese`, `probes`, `site`.

A room's own `__init__` is its public face: a helper is made public by one line there. Rooms and the modules inside of
them import downwards only (pyproject.toml has the order). How a rule is written: docs/add-a-rule.md.
"""
