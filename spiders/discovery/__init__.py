"""Finding out how an address can be read: its feeds, sitemaps and lists, and a sheet proposed for them."""
