"""A practice web: fictional publishers on the loopback address, with a clock and planted faults."""
