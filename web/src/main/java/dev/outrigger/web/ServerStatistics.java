package dev.outrigger.web;

import dev.outrigger.http.HttpStatistics;
import dev.outrigger.pool.PoolStatistics;
import java.util.Optional;

/**
 * What a server has done so far.
 *
 * @param http connections and requests
 * @param pool worker processes and their tasks, if the application has a pool
 */
public record ServerStatistics(HttpStatistics http, Optional<PoolStatistics> pool) {}
