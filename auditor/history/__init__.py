"""What earlier runs say: baselines and comparison."""
