package dev.outrigger.supervisor.talk;

import dev.outrigger.pool.process.PrivateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server process finds its arbiter, and by what it is known there. It is told in the
 * environment.
 *
 * @param folder that only this user can enter, with all sockets and boards in it
 * @param server the number of the process
 * @param token what nobody else knows
 * @param program what others of its generation run, and it is to run too; empty for the first
 */
public record Meeting(Path folder, int server, String token, Optional<String> program) {
  /** The longest name of a socket in the folder, for a number of seven digits. */
  public static final String LONGEST_NAME = ".probe-1234567~";

  private static final String FOLDER = "OUTRIGGER_ARBITER";
  private static final String SERVER = "OUTRIGGER_SERVER";
  private static final String TOKEN = "OUTRIGGER_TOKEN";
  private static final String PROGRAM = "OUTRIGGER_PROGRAM";

  /** The number of a process that is no server, but the arbiter that is to follow. */
  public static final int SUCCESSOR = 0;

  /** The variables that tell a process of its meeting; nobody else's business. */
  public static final Set<String> VARIABLES = Set.of(FOLDER, SERVER, TOKEN, PROGRAM);

  private static final SecureRandom RANDOM = new SecureRandom();

  /** One with a token that nobody has had before. */
  public static Meeting fresh(Path folder, int server, Optional<String> program) {
    byte[] token = new byte[16];
    RANDOM.nextBytes(token);
    return new Meeting(folder, server, HexFormat.of().formatHex(token), program);
  }

  /** What an environment says; empty if its process has no arbiter. */
  public static Optional<Meeting> in(Map<String, String> environment) {
    String folder = environment.get(FOLDER);
    String server = environment.get(SERVER);
    String token = environment.get(TOKEN);
    return folder == null || server == null || token == null || !server.matches("[0-9]{1,9}")
        ? Optional.empty()
        : Optional.of(
            new Meeting(
                Path.of(folder),
                Integer.parseInt(server),
                token,
                Optional.ofNullable(environment.get(PROGRAM))));
  }

  /** Says it to a process that was started before it was wanted. */
  public void tell(OutputStream input) throws IOException {
    Map<String, String> words = new LinkedHashMap<>();
    putInto(words);
    StringBuilder lines = new StringBuilder();
    words.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    input.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What such a process hears until the end of its input; empty if it is not wanted any more. */
  public static Optional<Meeting> hear(InputStream input) throws IOException {
    Map<String, String> words = new HashMap<>();
    new String(input.readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> words.put(parts[0], parts[1]));
    return in(words);
  }

  /** Says it to a process that is to be started. */
  public void putInto(Map<String, String> environment) {
    environment.put(FOLDER, folder.toString());
    environment.put(SERVER, String.valueOf(server));
    environment.put(TOKEN, token);
    program.ifPresent(text -> environment.put(PROGRAM, text));
  }

  /** Whether this one says who it is, and shows the token that was given to it. */
  public boolean isThatOf(Report.Join who) {
    return who.server() == server && who.token().equals(token);
  }

  /** Whether it is that of an arbiter that is to follow this one. */
  public boolean isSuccessors() {
    return server == SUCCESSOR;
  }

  /** The socket at which orders and reports are exchanged. */
  public Path control() {
    return control(folder);
  }

  /** The same, for the arbiter. */
  public static Path control(Path folder) {
    return folder.resolve(PrivateDirectory.SOCKET);
  }

  /** The socket that listening sockets come from. */
  public Path sockets() {
    return sockets(folder);
  }

  /** The same, for the arbiter. */
  public static Path sockets(Path folder) {
    return folder.resolve("sockets");
  }

  /** The socket at which this process answers its probe. */
  public Path probe() {
    return folder.resolve("probe-" + server);
  }

  /** The file for its signs of life. */
  public Path board() {
    return folder.resolve("board-" + server);
  }
}
