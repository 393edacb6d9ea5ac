"""Capture: opens a page once and writes down what it is like, under one or more views.

Rule of the folder: it measures, it never judges; it knows no rule and no verdict. All page scripts of ours run in an
isolated world, so that a page that overwrites `Array.prototype.map` changes nothing of what is measured.
"""
