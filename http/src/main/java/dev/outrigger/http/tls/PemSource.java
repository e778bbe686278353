package dev.outrigger.http.tls;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * PEM, in a file or in memory.
 *
 * @param name what a person calls it: the file's path
 */
record PemSource(String name, Optional<Path> file, String text) {

  static PemSource of(Path file) {
    return new PemSource(file.toString(), Optional.of(file), "");
  }

  static PemSource of(String name, String text) {
    return new PemSource(name, Optional.empty(), text);
  }

  String read() {
    return file.isEmpty() ? text : read(file.get());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException binary) {
      throw new TlsConfigurationException(file + " is not PEM but binary", binary);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static TlsConfigurationException unreadable(Path file, IOException why) {
    String reason =
        switch (why) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "this process may not read it";
          default -> String.valueOf(why.getMessage());
        };
    return new TlsConfigurationException("cannot read " + file + ": " + reason, why);
  }
}
