"""Every sentence the product says, and nothing else. One file per subject; the manner is set in form.py."""
