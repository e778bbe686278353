package dev.outrigger.pool;

import dev.outrigger.pool.process.HostBudget;
import dev.outrigger.pool.process.Launch;
import dev.outrigger.pool.process.Settings;
import dev.outrigger.pool.schedule.Plan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link PoolBuilder} was told, by what it is for. */
record Choices(
    PlanChoices plan, TermsChoices terms, LaunchChoices launch, MessageChoices messages) {
  /** Nothing yet: all by default. */
  Choices() {
    this(new PlanChoices(), new TermsChoices(), new LaunchChoices(), new MessageChoices());
  }

  /** All of it, with what was not said filled in; the heap is taken out of the host's budget. */
  Settings settings(String name, Optional<RemoteCallable<? extends @Nullable Object>> initializer) {
    HostBudget budget = HostBudget.ofThisProcess();
    Plan planned =
        plan.plan(
            budget.workers(),
            initializer.map(factory -> Submission.initializer(factory, messages.maxFrame())));
    Launch launched = launch.launch(budget, planned.size());
    return new Settings(
        name,
        planned,
        terms.terms(),
        launched,
        messages.maxFrame(),
        messages.contents(),
        messages.context());
  }
}
