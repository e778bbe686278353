package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tasks that live, as text, each under the one that waits for it: what pstree is for processes.
 *
 * <pre>
 * loop (EPOLL, LOOP_CARRIED), 1 loop, 3 tasks
 * └─ crawl: waiting for 1.2 s in TaskGroup.run at Crawler.crawl(Crawler.java:31)
 *    └─ group of 2
 *       ├─ fetch-1: waiting for 40 ms in Socket.read at Crawler.fetch(Crawler.java:52)
 *       └─ fetch-2: running for 3 ms at Crawler.parse(Crawler.java:60)
 * </pre>
 *
 * <p>Threading: from any thread. Tasks go on meanwhile, so the parts are of slightly different
 * moments.
 */
public final class TaskTree {
  /** Of one group so many are shown, and the rest counted. */
  private static final int SHOWN_OF_A_GROUP = 50;

  /** So many tasks are shown one under the other, and those further down counted. */
  private static final int SHOWN_LEVELS = 50;

  private final StringBuilder text = new StringBuilder();
  private final Map<Optional<TaskGroup>, List<TaskView>> byGroup = new LinkedHashMap<>();
  private final Map<Long, List<TaskGroup>> byOwner = new HashMap<>();

  private TaskTree() {}

  /** The tasks of all loops of this process. */
  public static String ofThisProcess() {
    List<EventLoops> all = EventLoops.running();
    if (all.isEmpty()) {
      return "no event loops run in this process\n";
    }
    StringBuilder text = new StringBuilder();
    all.forEach(loops -> text.append(of(loops)));
    return text.toString();
  }

  /** The tasks of these loops. */
  public static String of(EventLoops loops) {
    List<TaskView> tasks = loops.tasks();
    String heading =
        "%s (%s, %s), %s, %s\n"
            .formatted(
                loops.name(),
                loops.transport(),
                loops.backend(),
                count(loops.count(), "loop"),
                count(tasks.size(), "task"));
    return heading + of(tasks);
  }

  /** These tasks. */
  static String of(List<TaskView> tasks) {
    return new TaskTree().render(tasks);
  }

  private String render(List<TaskView> tasks) {
    for (TaskView task : tasks) {
      byGroup.computeIfAbsent(task.group(), _ -> new ArrayList<>()).add(task);
    }
    Set<Long> known = tasks.stream().map(TaskView::id).collect(Collectors.toSet());
    List<TaskGroup> outside = new ArrayList<>();
    for (Optional<TaskGroup> group : byGroup.keySet()) {
      group.ifPresent(each -> {
        long owner = each.owner().threadId();
        byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(each);
        if (!known.contains(owner)) {
          outside.add(each);
        }
      });
    }
    List<TaskView> alone = byGroup.getOrDefault(Optional.<TaskGroup>empty(), List.of());
    for (int i = 0; i < outside.size(); i++) {
      TaskGroup group = outside.get(i);
      boolean last = i == outside.size() - 1 && alone.isEmpty();
      group(group, " of thread " + group.owner().getName(), "", last, 0);
    }
    tasks(alone, "", 0);
    return text.toString();
  }

  private void group(TaskGroup group, String whose, String indent, boolean last, int level) {
    List<TaskView> members = members(group);
    String cancelled =
        group.scope().cancellation().map(why -> ", cancelled: " + why.reason()).orElse("");
    line(indent, last, "group of " + members.size() + whose + cancelled);
    tasks(members, deeper(indent, last), level);
  }

  private List<TaskView> members(TaskGroup group) {
    return byGroup.getOrDefault(Optional.of(group), List.of());
  }

  private void tasks(List<TaskView> members, String indent, int level) {
    List<TaskView> sorted =
        members.stream().sorted(Comparator.comparingLong(TaskView::id)).toList();
    int shown = Math.min(sorted.size(), SHOWN_OF_A_GROUP);
    for (int i = 0; i < shown; i++) {
      task(sorted.get(i), indent, i == sorted.size() - 1, level + 1);
    }
    if (shown < sorted.size()) {
      line(indent, true, "and " + (sorted.size() - shown) + " more");
    }
  }

  private void task(TaskView task, String indent, boolean last, int level) {
    line(indent, last, describe(task));
    List<TaskGroup> groups = groups(task);
    if (level == SHOWN_LEVELS && !groups.isEmpty()) {
      line(deeper(indent, last), true, "and " + countBelow(task) + " deeper");
      return;
    }
    for (int i = 0; i < groups.size(); i++) {
      group(groups.get(i), "", deeper(indent, last), i == groups.size() - 1, level);
    }
  }

  private List<TaskGroup> groups(TaskView owner) {
    return byOwner.getOrDefault(owner.id(), List.of());
  }

  private int countBelow(TaskView task) {
    Deque<TaskView> toVisit = new ArrayDeque<>(List.of(task));
    int visited = 0;
    while (!toVisit.isEmpty()) {
      groups(toVisit.pop()).forEach(group -> toVisit.addAll(members(group)));
      visited++;
    }
    return visited - 1;
  }

  private static String describe(TaskView task) {
    List<StackTraceElement> stack = task.stack();
    String state =
        switch (task.state()) {
          case READY -> "ready" + since(task);
          case RUNNING -> "running" + since(task) + Whereabouts.at(stack);
          case WAITING -> "waiting" + since(task) + Whereabouts.in(stack) + Whereabouts.at(stack);
        };
    return task.name() + ": " + state;
  }

  private static String since(TaskView task) {
    Optional<Duration> step = task.sinceLastStep();
    return step.isPresent()
        ? " for " + Durations.text(step.get())
        : ", started " + Durations.text(task.age()) + " ago,";
  }

  private void line(String indent, boolean last, String what) {
    text.append(indent).append(last ? "└─ " : "├─ ").append(oneLine(what)).append('\n');
  }

  /** A name may be anything, and must not look like lines of ours. */
  private static String oneLine(String what) {
    if (what.chars().noneMatch(Character::isISOControl)) {
      return what;
    }
    StringBuilder shown = new StringBuilder();
    what.chars()
        .forEach(each -> {
          if (Character.isISOControl(each)) {
            shown.append("\\u%04x".formatted(each));
          } else {
            shown.append((char) each);
          }
        });
    return shown.toString();
  }

  private static String deeper(String indent, boolean last) {
    return indent + (last ? "   " : "│  ");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
