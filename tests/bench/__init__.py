"""Speed, shown as ratios in one run against floors measured beside it; never a timed test."""
