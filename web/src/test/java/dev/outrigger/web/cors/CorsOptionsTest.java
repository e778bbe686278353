package dev.outrigger.web.cors;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that would not do what was meant are refused where they are made. */
class CorsOptionsTest {
  @Test
  void anyOriginCannotHaveCredentials() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("*").credentials())
        .withMessageStartingWith("Credentials for any origin would let every page");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("https://a.example").nullOrigin().credentials())
        .withMessageStartingWith("Credentials for the origin null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("https://a.example").credentials().nullOrigin());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "a.example", "https://a.example/", "https://a.*.example", "https://*"})
  void whatIsNoOriginIsRefused(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing(origin))
        .withMessageStartingWith("\"" + origin + "\" is no origin");
  }

  @Test
  void aStarIsNotForAWholeTopLevelDomain() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("https://*.com"))
        .withMessageContaining("hosts of strangers");
  }

  @Test
  void aStarStandsAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("*", "https://a.example"))
        .withMessageContaining("leave out the others");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "put", "P T", "PUT,POST"})
  void methodsAreWrittenAsBrowsersSendThem(String method) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("*").methods(method))
        .withMessageStartingWith("\"" + method + "\" is no method");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "X Y", "X:", "X,Y", "é"})
  void namesOfFieldsAreTokens(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cors.allowing("*").headers(name));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("*").exposing(name))
        .withMessageStartingWith("\"" + name + "\" is no name of a header field");
  }

  @Test
  void anAgeIsNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cors.allowing("*").maxAge(Duration.ofSeconds(-1)));
  }
}
