package dev.outrigger.pool.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options that a worker's JVM finds in its environment. A debugger's port, or one for JMX, can
 * be had by one process only: a worker that inherited it from its parent would not start. So these
 * are left out.
 *
 * @param variables those that are set, as a worker gets them
 * @param withheld the options that it does not get
 */
record ToolOptions(Map<String, String> variables, List<String> withheld) {
  private static final List<String> NAMES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final Pattern OPTION = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

  private static final Pattern PORT =
      Pattern.compile(
          "-agentlib:jdwp\\b.*|-agentpath:.*jdwp.*|-Xrunjdwp\\b.*"
              + "|-Dcom\\.sun\\.management\\.jmxremote\\.(rmi\\.)?port=.*");

  private static final Pattern COLLECTOR =
      Pattern.compile("-XX:\\+Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC");

  /** What was put there for workers is meant for them; what this process has is not always. */
  static ToolOptions of(Map<String, String> inherited, Map<String, String> forWorkers) {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> withheld = new ArrayList<>();
    for (String name : NAMES) {
      if (forWorkers.containsKey(name)) {
        variables.put(name, forWorkers.get(name));
      } else if (inherited.containsKey(name)) {
        List<String> all = split(inherited.get(name));
        List<String> ports = all.stream().filter(ToolOptions::isPort).toList();
        String rest =
            ports.isEmpty()
                ? inherited.get(name)
                : all.stream().filter(option -> !isPort(option)).collect(Collectors.joining(" "));
        if (!rest.isBlank()) {
          variables.put(name, rest);
        }
        withheld.addAll(ports);
      }
    }
    return new ToolOptions(variables, withheld);
  }

  private static List<String> split(String value) {
    return OPTION.matcher(value).results().map(found -> found.group()).toList();
  }

  private static boolean isPort(String option) {
    return PORT.matcher(unquoted(option)).matches();
  }

  private static String unquoted(String option) {
    return option.replace("\"", "").replace("'", "");
  }

  /** Puts them into the environment of a process. */
  void into(Map<String, String> environment) {
    NAMES.forEach(environment::remove);
    environment.putAll(variables);
  }

  /** All of them, for comparing. */
  String joined() {
    return String.join(" ", variables.values());
  }

  /** Whether they or these arguments say which collector is to be used; a JVM takes only one. */
  boolean chooseCollector(List<String> arguments) {
    return Stream.concat(
            variables.values().stream()
                .flatMap(value -> split(value).stream())
                .map(ToolOptions::unquoted),
            arguments.stream())
        .anyMatch(option -> COLLECTOR.matcher(option).matches());
  }
}
