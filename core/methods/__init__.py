"""The methods 个案、小组、社区活动: their documents 文书 and the events that are planned."""
