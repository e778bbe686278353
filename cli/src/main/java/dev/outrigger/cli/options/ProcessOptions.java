package dev.outrigger.cli.options;

import dev.outrigger.cli.configuration.ConfiguredValues;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.http.listen.Place;
import dev.outrigger.supervisor.posix.Account;
import dev.outrigger.supervisor.posix.Umask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** As whom, where and with what server processes run. */
final class ProcessOptions {
  @Option(
      names = "--user",
      paramLabel = "USER",
      description =
          "Whose the server processes are, by name or number; the arbiter stays root, and so can"
              + " bind and reload (default: that of this command).")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "The group of the server processes (default: that of their user).")
  private Optional<String> group = Optional.empty();

  @Option(
      names = "--umask",
      paramLabel = "MASK",
      converter = MaskConverter.class,
      description =
          "What files that are made never allow, such as 027; Unix sockets get what it leaves"
              + " (default: that of this command, and for Unix sockets 077).")
  private Optional<Umask> umask = Optional.empty();

  @Option(
      names = "--chdir",
      paramLabel = "DIR",
      description =
          "Where all of this takes place, as if the command had been started there: the program,"
              + " outrigger.toml and all other paths are looked up in it.")
  @SuppressWarnings("UnusedVariable") // Elsewhere reads it, before the rest is understood
  private Optional<Path> chdir = Optional.empty();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      // No text has it, so each option is one variable, whatever its value.
      split = ConfiguredValues.UNIT,
      converter = VariableConverter.class,
      description = "A variable in the environment of the server processes; may be repeated.")
  private List<String> variables = List.of();

  /**
   * Refuses what can't be put into force.
   *
   * @throws UserError naming the option
   */
  void require() throws UserError {
    if (user.isPresent() || group.isPresent()) {
      try {
        Account.of(user, group).requireReachable();
      } catch (IOException e) {
        throw UserError.misuse(e.getMessage() + (user.isPresent() ? " (--user)" : " (--group)"));
      }
    }
  }

  /** Whose the server processes are; empty if they are whose this one is. */
  Optional<Account> account() throws IOException {
    if (user.isEmpty() && group.isEmpty()) {
      return Optional.empty();
    }
    Account wanted = Account.of(user, group);
    return wanted.isCurrent() ? Optional.empty() : Optional.of(wanted);
  }

  /** Has the umask hold here, and for all that this process starts. */
  void setUmask() throws IOException {
    if (umask.isPresent()) {
      umask.get().set();
    }
  }

  /** A place with the permissions that a Unix socket gets there. */
  Place masked(Place place) {
    return umask.isPresent() && place instanceof Place.Unix unix
        ? new Place.Unix(unix.address(), umask.get().ofSocket())
        : place;
  }

  /** Makes Unix sockets that the arbiter has opened those of its server processes. */
  void own(List<Place> places) throws IOException {
    Optional<Account> account = account();
    for (Place place : places) {
      if (account.isPresent() && place instanceof Place.Unix unix) {
        account.get().own(unix.address().getPath());
      }
    }
  }

  /** The command of a server process, as whoever it is to be. */
  List<String> running(List<String> command) throws IOException {
    Optional<Account> account = account();
    return account.isPresent() ? account.get().running(command) : command;
  }

  /** What a server process checks about itself. */
  Optional<String> numbers() throws IOException {
    return account().map(own -> own.user() + ":" + own.group());
  }

  Map<String, String> environment() throws IOException {
    Map<String, String> environment = new LinkedHashMap<>();
    Optional<Account> account = account();
    if (account.isPresent()) {
      environment.putAll(account.get().environment());
      environment.put("XDG_CACHE_HOME", CacheFolder.of(account.get()).toString());
    }
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return environment;
  }

  static final class MaskConverter implements ITypeConverter<Umask> {
    @Override
    public Umask convert(String text) {
      // The zero in front tells it from the number that TOML has made of 0o27.
      if (!text.matches("0[0-7]{0,3}")) {
        throw new TypeConversionException(
            "'" + text + "' is no umask, as \"027\" is: octal, with a zero in front");
      }
      return new Umask(Integer.parseInt(text, 8));
    }
  }

  static final class VariableConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*")) {
        throw new TypeConversionException("'" + text + "' is no NAME=VALUE");
      }
      if (text.startsWith("OUTRIGGER_")) {
        throw new TypeConversionException(
            "'" + text + "': variables of this name set options; give the option");
      }
      return text;
    }
  }
}
