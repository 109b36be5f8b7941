"""Runs the guide: training when needed, the two servers, and the supervisor over them."""
