"""Reading of plain text that dates, facts and topics share. Imports nothing else of `bot`."""
