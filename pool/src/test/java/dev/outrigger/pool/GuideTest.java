package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/pool.md shows is what the code takes: snippets compile, options and keys exist. */
class GuideTest {
  private static final Path PAGE = Path.of("../docs/pool.md");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `[\\w.()]+` \\| ((?:`[a-z.-]+`(?:, )?)+) \\|");

  private static final Pattern MEMBER =
      Pattern.compile("^(static|interface|void|String|byte\\[\\]) .*\\{\n");

  /** What the snippets take for granted, as a reader would. */
  private static final String SETTING =
      """
      import dev.outrigger.pool.*;
      import java.awt.image.BufferedImage;
      import java.io.*;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.stream.Stream;
      import javax.imageio.ImageIO;

      class Images {
        static byte[] thumbnail(byte[] original) { return original; }
        static void pages(Emitter<String> out, String file) {}
        static int many(int count) { return count; }
        static void store(byte[] image, String file) {}
        static long fib(int n) { return n; }
        static boolean sumRows(SharedArray<double[]> numbers, SharedArray<double[]> sums) { return true; }
      }
      interface Counter { long add(long n); }
      class InMemoryCounter implements Counter { public long add(long n) { return n; } }
      class Model {
        Model(String file) {}
        String ask(String text) { return text; }
      }
      class Setting {
        ProcessPool pool;
        byte[] upload;
        List<byte[]> uploads;
        String answer(int status, String text) { return text; }
        String page(byte[] image) { return ""; }
        void store(byte[] bytes) {}
        void log(Object line) {}
        String hashOf(byte[] bytes) { return ""; }
        static String currentTrace() { return ""; }
      }
      """;

  @TempDir private Path folder;

  @Test
  void everySnippetCompiles() throws IOException {
    List<String> snippets = snippets();
    assertThat(snippets).hasSizeGreaterThan(20);
    StringBuilder program = new StringBuilder(SETTING);
    for (int i = 0; i < snippets.size(); i++) {
      program.append(
          "class Snippet%d extends Setting {\n%s}\n".formatted(i, body(snippets.get(i))));
    }
    assertThat(errors(program.toString())).isEmpty();
  }

  @Test
  void theTableNamesEveryKeyAndNoOther() throws IOException {
    List<String> keys =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .flatMap(row -> Stream.of(row.group(1).split(", ")))
            .map(key -> key.replace("`", ""))
            .toList();
    assertThat(keys).containsExactlyInAnyOrderElementsOf(Keys.names());
  }

  private static List<String> snippets() throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = SNIPPET.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** Members of a class as they are, statements in a method. */
  private static String body(String snippet) {
    if (MEMBER.matcher(snippet).find()) {
      return snippet;
    }
    String end = snippet.contains("return ") ? "" : "return null;\n";
    return "Object run() throws Exception {\n" + snippet + end + "}\n";
  }

  private String errors(String program) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path file = Files.writeString(folder.resolve("Snippets.java"), program);
    StringWriter output = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
      boolean good =
          compiler
              .getTask(output, files, null, options, null, files.getJavaFileObjects(file))
              .call();
      return good ? "" : output.toString();
    }
  }
}
