package dev.outrigger.web;

/** Where a route leads: its handler with all middleware around it. */
record Endpoint(RouteInfo info, Next chain) {}
