"""Vacancies: what a job asks for, read from how employers publish it."""
