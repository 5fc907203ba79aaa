"""The plan: the way from what a person shows to a goal, in steps that close by a proof."""
