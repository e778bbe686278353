package dev.outrigger.pool.schedule;

import java.time.Duration;

/** The numbers that the scheduler needs; see the builder of the pool for what they mean. */
public record Plan(int size, int queueCapacity, Duration startupTimeout) {}
