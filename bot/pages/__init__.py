"""What the guide shows beside the chat: the site, calendar files, the page of dates, documents."""
