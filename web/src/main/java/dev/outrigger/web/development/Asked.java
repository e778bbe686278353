package dev.outrigger.web.development;

import dev.outrigger.http.HttpRequest;
import java.util.Map;

/**
 * The request that met a bug.
 *
 * @param route what its route is called, by kinds of names; to be shown as it is
 * @param parameters those of its path, decoded
 */
public record Asked(HttpRequest http, Map<String, String> route, Map<String, String> parameters) {}
