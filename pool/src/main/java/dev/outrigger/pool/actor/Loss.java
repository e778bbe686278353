package dev.outrigger.pool.actor;

import dev.outrigger.pool.TaskFailedException;
import java.util.Optional;

/** Why an actor's process is gone; with the evidence, if it ended by itself. */
record Loss(String reason, Optional<TaskFailedException> death) {}
