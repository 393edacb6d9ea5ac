"""Crawl: which pages belong to a site, and how to ask for them politely and safely.

Rule of the folder: it knows no browser, no rule and no result; it plans, it fetches robots.txt and sitemaps, it guards.
"""
