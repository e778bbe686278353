package dev.outrigger.http.http1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one client sends, and what it must get. {@code src/test/corpus/README.md} has the format.
 *
 * @param name the file without its ending: {@code smuggling/both-lengths}
 * @param answers in their order
 * @param parts what is sent; an answer is read between two parts
 */
record CorpusFile(String name, List<Expected> answers, List<byte[]> parts) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|\\{[0-9]+\\*[^}]*}|.)");
  private static final Path ROOT = Path.of("src", "test", "corpus");

  /**
   * One answer.
   *
   * @param end what is true of the connection after it: keep, close, or empty for a word in between
   * @param head whether it goes without its body
   * @param text what the handler saw, or a part of the reason for which it saw nothing
   */
  record Expected(int status, String end, boolean head, String text) {
    private static Expected parse(String line) {
      String[] words = line.split(" ", 3);
      String end = words.length > 1 ? words[1] : "";
      return new Expected(
          Integer.parseInt(words[0]),
          end.replace("-head", ""),
          end.endsWith("-head"),
          words.length > 2 ? words[2] : "");
    }
  }

  static List<CorpusFile> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".http"))
          .sorted()
          .map(CorpusFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is sent, in one piece. */
  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    parts.forEach(whole::writeBytes);
    return whole.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }

  private static CorpusFile read(Path file) {
    List<Expected> answers = new ArrayList<>();
    StringBuilder sent = new StringBuilder();
    boolean inHead = true;
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        if (!inHead) {
          sent.append(line);
        } else if (line.equals("---")) {
          inHead = false;
        } else if (line.startsWith("> ") && !line.equals("> nothing")) {
          answers.add(Expected.parse(line.substring(2)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = ROOT.relativize(file).toString().replace(".http", "");
    return new CorpusFile(name, answers, parts(sent.toString()));
  }

  private static List<byte[]> parts(String text) {
    List<byte[]> parts = new ArrayList<>();
    for (String part : text.split(Pattern.quote("\\w"), -1)) {
      Matcher escapes = ESCAPE.matcher(part);
      parts.add(latin1(escapes.replaceAll(e -> Matcher.quoteReplacement(unescaped(e.group())))));
    }
    return parts;
  }

  private static String unescaped(String escape) {
    return switch (escape.charAt(1)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'x' -> "" + (char) Integer.parseInt(escape.substring(2), 16);
      case '{' -> {
        int star = escape.indexOf('*');
        byte[] repeated = parts(escape.substring(star + 1, escape.length() - 1)).getFirst();
        int times = Integer.parseInt(escape.substring(2, star));
        yield new String(repeated, StandardCharsets.ISO_8859_1).repeat(times);
      }
      default -> escape.substring(1);
    };
  }

  private static byte[] latin1(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
