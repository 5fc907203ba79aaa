"""Skills: the words for them, what a person shows, what a job asks, and the way from one to the other.

Computed where the person is, from accepted reports; explained line by line; no ranking of people.
"""
