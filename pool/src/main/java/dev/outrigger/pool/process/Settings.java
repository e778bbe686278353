package dev.outrigger.pool.process;

import dev.outrigger.pool.Contents;
import dev.outrigger.pool.schedule.Plan;
import dev.outrigger.pool.schedule.Terms;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The options of a pool, checked and with all defaults filled in; the builder says what they mean.
 *
 * @param plan what the scheduler goes by
 * @param terms what tasks get that ask for nothing else
 * @param launch how worker processes are started
 * @param maxFrame largest message in bytes
 * @param contents what messages may consist of
 * @param context what travels with each task
 */
public record Settings(
    String name,
    Plan plan,
    Terms terms,
    Launch launch,
    int maxFrame,
    Contents contents,
    Supplier<Map<String, String>> context) {
  /**
   * One worker more, which is kept, for a task that never ends. Its heap is taken from the budget
   * of this process until its engine ends.
   */
  public Settings forActor(String actor) {
    return new Settings(
        name + "-" + actor,
        plan.forActor(),
        Terms.ENDLESS,
        launch.forActor(),
        maxFrame,
        contents,
        context);
  }
}
