"""Words and patterns that sites use, as data: one list for what Python and the scripts in a page look for alike.

`patterns.toml` holds regular expressions by what they tell (`close.marked`), in what Python and JavaScript have in
common; `words.toml` lists of whole words, `languages.toml` what is known of languages, `acting_links.toml` links that
act.
A pattern of one rule only stays in that rule.
"""

from auditor.lexicon.patterns import files, in_page, pattern, source, table

__all__ = ["files", "in_page", "pattern", "source", "table"]
