"""The passport on paper: what a person shows, what a goal still asks, and what to do on Monday; three pages at most.

``content`` puts it in words, ``pictures`` draws, ``page`` makes the HTML and ``document`` the PDF out of the same.
"""
