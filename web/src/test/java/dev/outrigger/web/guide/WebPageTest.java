package dev.outrigger.web.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each program of docs/web.md compiles, runs, and prints what the page says. */
class WebPageTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
  private static final Pattern IMPORTS = Pattern.compile("```imports\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @TestFactory
  List<DynamicTest> eachProgramPrintsWhatThePageSays() throws IOException {
    String page = Files.readString(Path.of("../docs/web.md"));
    Matcher imports = IMPORTS.matcher(page);
    assertThat(imports.find()).isTrue();
    List<DynamicTest> tests = new ArrayList<>();
    Matcher program = PROGRAM.matcher(page);
    while (program.find()) {
      String section =
          HEADING
              .matcher(page.substring(0, program.start()))
              .results()
              .reduce((_, last) -> last)
              .orElseThrow()
              .group(1);
      String name = "Program" + tests.size();
      String source = imports.group(1) + program.group(1);
      String output = program.group(2);
      tests.add(
          DynamicTest.dynamicTest(
              section, () -> assertThat(printed(name, source)).isEqualTo(output)));
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests;
  }

  private String printed(String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    var complaints = new ByteArrayOutputStream();
    String classPath = System.getProperty("java.class.path");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                complaints,
                complaints,
                "-proc:none",
                "-parameters",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                file.toString());
    assertThat(result).as(complaints.toString(UTF_8)).isZero();
    Path errors = folder.resolve(name + ".err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder + File.pathSeparator + classPath,
                name)
            .redirectError(errors.toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed + Files.readString(errors)).isZero();
    return printed;
  }
}
