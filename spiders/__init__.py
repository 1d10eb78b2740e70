"""Getting it, politely: sheets of sources, the spiders that read them, the harvest."""
