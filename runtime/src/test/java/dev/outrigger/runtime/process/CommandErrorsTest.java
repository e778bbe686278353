package dev.outrigger.runtime.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandErrorsTest {
  @TempDir Path folder;

  private Path script(String text) throws Exception {
    Path script = Files.writeString(folder.resolve("script"), text);
    script.toFile().setExecutable(true);
    return script;
  }

  @Test
  void aProgramThatIsNotInPath() {
    assertThatThrownBy(
            () -> Command.of("frobnicate").environment("PATH", "/usr/bin:/nowhere").run())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(
            "frobnicate: no such program in PATH (/usr/bin:/nowhere); install it, or give its path");
  }

  @Test
  void aPathWithNothingBehindIt() {
    assertThatThrownBy(() -> Command.of("./frobnicate").directory(folder).run())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("./frobnicate: no such program from " + folder);
  }

  @Test
  void aFileThatIsNotExecutable() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThatThrownBy(() -> Command.of(file.toString()).run())
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(file + ": it is not executable for this user; chmod +x it");
  }

  @Test
  void aDirectoryInPlaceOfAProgram() {
    assertThatThrownBy(() -> Command.of(folder.toString()).run())
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(folder + ": it is a directory, not a program");
  }

  @Test
  void aScriptWhoseInterpreterIsMissing() throws Exception {
    Path script = script("#!/no/such/python -u\n");
    assertThatThrownBy(() -> Command.of(script.toString()).run())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(script + ": the interpreter of its first line is missing: /no/such/python");
  }

  @Test
  void aDirectoryThatIsMissing() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Command.of("true").directory(missing).run())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": no such directory to run \"true\" in");
  }

  @Test
  void aFileInPlaceOfADirectory() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThatThrownBy(() -> Command.of("true").directory(file).run())
        .isInstanceOf(NotDirectoryException.class)
        .hasMessage(file + ": not a directory to run \"true\" in");
  }

  @Test
  void moreArgumentsThanTheSystemTakes() {
    assertThatThrownBy(() -> Command.of("true", "x".repeat(4 << 20)).run())
        .hasMessageContaining("Argument list too long");
  }

  @Test
  void wordsAndOptionsThatMakeNoSense() {
    assertThatThrownBy(Command::of).hasMessage("a command needs the name of a program");
    assertThatThrownBy(() -> Command.of("echo", "a\0b"))
        .hasMessage("an argument of a command holds the character NUL");
    assertThatThrownBy(() -> Command.of("true").grace(Duration.ofSeconds(-1)))
        .hasMessage("grace must not be negative, but was PT-1S");
    assertThatThrownBy(() -> SignalNames.number("SIGHUP"))
        .hasMessage("no signal is called SIGHUP; give it without the prefix: TERM, HUP, USR1");
  }
}
