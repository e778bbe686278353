package dev.outrigger.pool;

/** What a {@link PoolBuilder} was told, by what it is for. */
record Choices(PlanChoices plan, TermsChoices terms, LaunchChoices launch) {
  /** Nothing yet: all by default. */
  Choices() {
    this(new PlanChoices(), new TermsChoices(), new LaunchChoices());
  }
}
