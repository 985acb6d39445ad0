"""Cases 个案 and groups 小组: people served over time, with members, stages and sessions."""
