package dev.outrigger.runtime.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program with its arguments, and how it is to be run. Immutable: each option gives a new one.
 *
 * <p>No shell is involved: an argument is one argument, whatever characters it holds. For a shell's
 * syntax, name it: {@code Command.of("sh", "-c", "a | b")}.
 */
public final class Command {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration LINGER = Duration.ofMillis(500);
  private static final int CAPTURE_LIMIT = 16 << 20;

  private final List<String> words;
  private Optional<Path> directory = Optional.empty();
  private Map<String, Optional<String>> environment = Map.of();
  private boolean bareEnvironment;
  private Redirect in = Redirect.PIPE;
  private Redirect out = Redirect.PIPE;
  private Redirect err = Redirect.PIPE;
  private boolean errIntoOut;
  private Duration grace = GRACE;
  private Duration linger = LINGER;
  private int captureLimit = CAPTURE_LIMIT;
  private boolean ownGroup = true;
  private boolean leashed;

  private Command(List<String> words) {
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command needs the name of a program");
    }
    for (String word : words) {
      if (word.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("an argument of a command holds the character NUL");
      }
    }
    this.words = words;
  }

  private Command(Command other) {
    this.words = other.words;
    this.directory = other.directory;
    this.environment = other.environment;
    this.bareEnvironment = other.bareEnvironment;
    this.in = other.in;
    this.out = other.out;
    this.err = other.err;
    this.errIntoOut = other.errIntoOut;
    this.grace = other.grace;
    this.linger = other.linger;
    this.captureLimit = other.captureLimit;
    this.ownGroup = other.ownGroup;
    this.leashed = other.leashed;
  }

  /**
   * A command with the options' defaults.
   *
   * @param words the program, by its name in PATH or by a path, and its arguments
   */
  public static Command of(String... words) {
    return of(Arrays.asList(words));
  }

  /** The same as {@link #of(String...)}. */
  public static Command of(List<String> words) {
    return new Command(List.copyOf(words));
  }

  /** Where it runs. Default: the directory of this process. */
  public Command directory(Path path) {
    Command changed = new Command(this);
    changed.directory = Optional.of(path);
    return changed;
  }

  /** Adds a variable to its environment, which is that of this process by default. */
  public Command environment(String name, String value) {
    return environment(name, Optional.of(value));
  }

  /** Takes a variable out of its environment. */
  public Command withoutEnvironment(String name) {
    return environment(name, Optional.empty());
  }

  /** Its environment holds nothing but what is added; PATH too is missing then. Default: off. */
  public Command bareEnvironment() {
    Command changed = new Command(this);
    changed.bareEnvironment = true;
    return changed;
  }

  private Command environment(String name, Optional<String> value) {
    Command changed = new Command(this);
    Map<String, Optional<String>> variables = new LinkedHashMap<>(environment);
    variables.put(name, value);
    changed.environment = variables;
    return changed;
  }

  /** What it reads: {@link Redirect#PIPE} (default), INHERIT, or from a file. */
  public Command in(Redirect source) {
    Command changed = new Command(this);
    changed.in = source;
    return changed;
  }

  /** It finds its standard input at an end. */
  public Command noInput() {
    return in(Redirect.from(new File("/dev/null")));
  }

  /** Where its output goes: {@link Redirect#PIPE} (default), INHERIT, DISCARD, or to a file. */
  public Command out(Redirect target) {
    Command changed = new Command(this);
    changed.out = target;
    return changed;
  }

  /** Where its errors go: {@link Redirect#PIPE} (default), INHERIT, DISCARD, or to a file. */
  public Command err(Redirect target) {
    Command changed = new Command(this);
    changed.err = target;
    changed.errIntoOut = false;
    return changed;
  }

  /** Its errors go where its output goes, in the order in which it writes. Default: off. */
  public Command errIntoOut() {
    Command changed = new Command(this);
    changed.errIntoOut = true;
    return changed;
  }

  /** How long it may take to end after SIGTERM, before SIGKILL. Default: 5 s. */
  public Command grace(Duration limit) {
    Command changed = new Command(this);
    changed.grace = notNegative("grace", limit);
    return changed;
  }

  /**
   * How long {@link #run} reads on after the program's exit, if another process still holds its
   * output open. What that one writes then may be missing all the same: the JDK closes its end of a
   * pipe when the program has ended. Default: 500 ms.
   */
  public Command linger(Duration limit) {
    Command changed = new Command(this);
    changed.linger = notNegative("linger", limit);
    return changed;
  }

  /** How many bytes of output, and of errors, {@link #run} keeps at most. Default: 16 MiB. */
  public Command captureAtMost(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("captureAtMost must not be negative, but was " + bytes);
    }
    Command changed = new Command(this);
    changed.captureLimit = bytes;
    return changed;
  }

  /**
   * Leaves it in the session of this process, with its terminal: for programs that ask a person
   * something. What is killed then are the processes that descend from it at that moment, which
   * misses those whose parent is gone. Default: off, it gets a session and a process group.
   */
  public Command onOurTerminal() {
    Command changed = new Command(this);
    changed.ownGroup = false;
    return changed;
  }

  /**
   * Kills it and its group also when this process ends without a chance to, as by SIGKILL. A shell
   * of a few hundred KB waits beside it for that. It starts a moment after the program does:
   * whoever kills this process in between leaves the program behind. Default: off.
   */
  public Command leashed() {
    Command changed = new Command(this);
    changed.leashed = true;
    return changed;
  }

  /**
   * Starts the program.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such program or directory
   * @throws java.nio.file.AccessDeniedException if it may not be executed
   * @throws IOException if the system refuses it for another reason
   */
  public Subprocess start() throws IOException, InterruptedException {
    return Subprocess.start(this);
  }

  /**
   * Runs the program to its end, without input unless {@link #in} says otherwise, and keeps what it
   * writes to pipes.
   *
   * @throws OutputLimitException if it wrote more than {@link #captureAtMost}; it was killed
   * @throws IOException as {@link #start}
   */
  public Completed run() throws IOException, InterruptedException {
    Command quiet = in.equals(Redirect.PIPE) ? noInput() : this;
    try (Subprocess running = quiet.start()) {
      return running.communicate();
    }
  }

  /** As {@link #run}, with this as its input. */
  public Completed run(byte[] input) throws IOException, InterruptedException {
    try (Subprocess running = in(Redirect.PIPE).start()) {
      return running.communicate(input);
    }
  }

  /**
   * As {@link #run}, for a program that has to end with 0.
   *
   * @throws ExitException if it ended in another way
   */
  public Completed check() throws IOException, InterruptedException {
    return run().orThrow();
  }

  /** The program and its arguments. */
  public List<String> words() {
    return words;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }

  Optional<Path> directory() {
    return directory;
  }

  /** Changes what a process of ours would get into what this one gets. */
  void prepare(Map<String, String> variables) {
    if (bareEnvironment) {
      variables.clear();
    }
    environment.forEach((name, value) -> {
      variables.remove(name);
      value.ifPresent(present -> variables.put(name, present));
    });
  }

  void prepare(ProcessBuilder builder) {
    directory.ifPresent(path -> builder.directory(path.toFile()));
    builder.redirectInput(in).redirectOutput(out).redirectError(err);
    builder.redirectErrorStream(errIntoOut);
  }

  boolean errIsPiped() {
    return !errIntoOut && err.equals(Redirect.PIPE);
  }

  boolean outIsPiped() {
    return out.equals(Redirect.PIPE);
  }

  boolean inIsPiped() {
    return in.equals(Redirect.PIPE);
  }

  Duration grace() {
    return grace;
  }

  Duration linger() {
    return linger;
  }

  int captureLimit() {
    return captureLimit;
  }

  boolean ownGroup() {
    return ownGroup;
  }

  boolean isLeashed() {
    return leashed;
  }

  private static Duration notNegative(String option, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(option + " must not be negative, but was " + value);
    }
    return value;
  }
}
