"""Places 地点 and agencies 机构: the county's tree, and who buys and who serves."""
