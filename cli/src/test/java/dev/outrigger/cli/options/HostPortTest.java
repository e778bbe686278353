package dev.outrigger.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.cli.server.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class HostPortTest {
  private static HostPort read(String text) {
    return new HostPortConverters.Address().convert(text);
  }

  @Test
  void namesAndBothKindsOfAddressAreRead() {
    assertThat(read("localhost:80")).isEqualTo(new HostPort("localhost", 80));
    assertThat(read("0.0.0.0:65535")).isEqualTo(new HostPort("0.0.0.0", 65_535));
    assertThat(read("[::1]:0")).isEqualTo(new HostPort("::1", 0));
  }

  @Test
  void itIsWrittenAsItIsRead() {
    assertThat(read("[::1]:8888")).hasToString("[::1]:8888");
    assertThat(read("localhost:1")).hasToString("localhost:1");
  }

  @Test
  void aHostThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> read("no.such.host.invalid:80"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("no address is known for the host 'no.such.host.invalid'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "8888", ":8888", "host:", "host:x", "host:-1", "host:65536", "::1:80"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("127.0.0.1:8888");
  }
}
