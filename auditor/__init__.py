"""The auditor of digital inclusion (数字无障碍): crawl → capture → evaluate → store → report."""

__version__ = "0.1.0"
