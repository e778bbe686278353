package dev.outrigger.cli.options;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.server.Entrance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is spoken before HTTP. */
final class EntranceOptions {
  @Option(
      names = Entrance.CERTIFICATE,
      paramLabel = "FILE",
      description =
          "Speaks TLS, with the certificate and its chain in this PEM file; read again when it"
              + " changes.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = Entrance.KEY,
      paramLabel = "FILE",
      description = "The PEM file with the certificate's private key.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = Entrance.PROXIES,
      paramLabel = "NETWORKS",
      converter = NetworksConverter.class,
      description =
          "Networks of proxies, such as 10.0.0.0/8,::1, that tell the real client by a PROXY"
              + " header; others may not connect.")
  private Optional<String> proxies = Optional.empty();

  /**
   * What was asked for.
   *
   * @throws UserError if it can't be put into force
   */
  Entrance entrance() throws UserError {
    if (certificate.isPresent() != key.isPresent()) {
      throw UserError.misuse(
          certificate.isPresent()
              ? Entrance.CERTIFICATE + " needs " + Entrance.KEY + ", the file with its private key"
              : Entrance.KEY
                  + " needs "
                  + Entrance.CERTIFICATE
                  + ", the file with its certificate");
    }
    requireReadable(certificate, Entrance.CERTIFICATE);
    requireReadable(key, Entrance.KEY);
    return new Entrance(certificate, key, proxies);
  }

  private static void requireReadable(Optional<Path> file, String option) throws UserError {
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw UserError.misuse(
          "%s %s (%s)"
              .formatted(
                  file.get(), Files.exists(file.get()) ? "can't be read" : "is not there", option));
    }
  }

  /** Keeps the text, once it is known to be right. */
  static final class NetworksConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        var _ = Entrance.networks(text);
        return text;
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()));
      }
    }
  }
}
