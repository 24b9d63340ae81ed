"""What of any article is not spoken: addresses, commands; and what the reasons are called."""
