"""Evaluation: from captures to outcomes, groups and site results. Pure: no browser, no network, no clock."""
