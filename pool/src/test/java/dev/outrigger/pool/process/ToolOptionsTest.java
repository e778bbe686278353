package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolOptionsTest {
  private static final String DEBUGGER =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005";

  @Test
  void portsThatOnlyOneProcessCanHaveAreWithheldAndTheRestStays() {
    ToolOptions options =
        ToolOptions.of(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Dx=\"a b\" " + DEBUGGER + " -Dcom.sun.management.jmxremote.port=9010 -Dy=1",
                "JDK_JAVA_OPTIONS",
                "'-Xrunjdwp:transport=dt_socket,address=1'"),
            Map.of());
    assertThat(options.variables()).isEqualTo(Map.of("JAVA_TOOL_OPTIONS", "-Dx=\"a b\" -Dy=1"));
    assertThat(options.withheld())
        .containsExactly(
            DEBUGGER,
            "-Dcom.sun.management.jmxremote.port=9010",
            "'-Xrunjdwp:transport=dt_socket,address=1'");
  }

  @Test
  void whatIsMeantForWorkersIsNotTouched() {
    ToolOptions options =
        ToolOptions.of(Map.of("JAVA_TOOL_OPTIONS", "-Dx=1"), Map.of("JAVA_TOOL_OPTIONS", DEBUGGER));
    assertThat(options.variables()).isEqualTo(Map.of("JAVA_TOOL_OPTIONS", DEBUGGER));
    assertThat(options.withheld()).isEmpty();
  }

  @Test
  void aVariableOfWhichNothingIsLeftIsNotSet() {
    Map<String, String> environment = new HashMap<>(Map.of("_JAVA_OPTIONS", DEBUGGER, "PATH", "p"));
    ToolOptions.of(Map.copyOf(environment), Map.of()).into(environment);
    assertThat(environment).isEqualTo(Map.of("PATH", "p"));
  }

  @Test
  void aCollectorIsChosenByAnArgumentOrByAVariable() {
    ToolOptions none = ToolOptions.of(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:gc"), Map.of());
    assertThat(none.chooseCollector(List.of("-XX:-UseG1GC", "-Xmx1g"))).isFalse();
    assertThat(none.chooseCollector(List.of("-XX:+UseZGC"))).isTrue();
    ToolOptions one = ToolOptions.of(Map.of("JDK_JAVA_OPTIONS", "-ea '-XX:+UseG1GC'"), Map.of());
    assertThat(one.chooseCollector(List.of())).isTrue();
  }
}
