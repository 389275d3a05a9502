"""When: the calendar, the plan of reminders as a pure function, and one file that knocks."""
