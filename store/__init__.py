"""What is remembered: tables, migrations, and one file of questions per thing."""
