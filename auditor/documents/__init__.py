"""Linked files that are no web pages: fetched within limits, what can be known of them written down."""
