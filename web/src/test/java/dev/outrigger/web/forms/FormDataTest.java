package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms without files, and queries. */
class FormDataTest {
  private static final String TYPE = "application/x-www-form-urlencoded";

  private static FormData read(String body) throws InterruptedException {
    return FormData.read(ScriptedRequest.of(TYPE, body));
  }

  @Test
  void fieldsAreDecodedInTheirOrder() throws Exception {
    FormData form = read("b=1&a=x+y%2B%C3%A4&b=%F0%9F%9B%B6&c&=e&&d=1=2");
    assertThat(form.names()).containsExactly("b", "a", "c", "", "d");
    assertThat(form.all("b")).containsExactly("1", "\ud83d\udef6");
    assertThat(form.first("a")).contains("x y+ä");
    assertThat(form.first("c")).contains("");
    assertThat(form.first("")).contains("e");
    assertThat(form.first("d")).contains("1=2");
    assertThat(form.first("z")).isEmpty();
    assertThat(form.all("z")).isEmpty();
    assertThat(form.contains("z")).isFalse();
    assertThat(form).hasToString("[b, a, c, , d]");
  }

  @Test
  void aFormMayBeEmpty() throws Exception {
    assertThat(read("").names()).isEmpty();
    assertThat(FormData.ofQuery("").names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "%c3=a", "a=b&c=%C3%28", "a=%ed%a0%80"})
  void whatCannotBeDecodedIsRefused(String form) {
    assertThat(Forms.refusal(() -> read(form))).startsWith("400 The form holds \"");
    assertThat(Forms.refusal(() -> FormData.ofQuery(form))).startsWith("400 The query holds \"");
  }

  @Test
  void rawBytesMustBeUtf8Too() {
    var request =
        new ScriptedRequest(
            List.of(TYPE), new byte[] {'a', '=', (byte) 0xff}, ScriptedRequest.forEver(3));
    assertThat(Forms.refusal(() -> FormData.read(request))).isEqualTo("400 The form is not UTF-8");
  }

  @Test
  void aLongValueIsNotEchoedWhole() {
    assertThat(Forms.refusal(() -> read("a=" + "x".repeat(10_000) + "%")))
        .hasSizeLessThan(250)
        .contains("xxx...\"");
  }

  @ParameterizedTest
  @CsvSource({"utf-8", "UTF-8", "us-ascii", "\"utf-8\""})
  void charsetsThatAreUtf8AreTaken(String charset) throws Exception {
    FormData form = FormData.read(ScriptedRequest.of(TYPE + ";charset=" + charset, "a=b"));
    assertThat(form.first("a")).contains("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {TYPE + "; charset=iso-8859-1", "text/plain", "multipart/form-data", ""})
  void anotherKindOfContentIsRefused(String type) {
    assertThat(Forms.refusal(() -> FormData.read(ScriptedRequest.of(type, "a=b"))))
        .startsWith("415 The request's Content-Type ");
  }

  @Test
  void thereMayBeSoManyFields() throws Exception {
    FormLimits two = FormLimits.defaults().withFields(2);
    assertThat(FormData.ofQuery("a&a", two).all("a")).hasSize(2);
    assertThat(Forms.refusal(() -> FormData.ofQuery("a&a&a", two)))
        .isEqualTo("413 The query has more than the 2 fields allowed here");
    assertThat(read("a&".repeat(1000)).all("a")).hasSize(1000);
    assertThat(Forms.refusal(() -> read("a&".repeat(1001))))
        .isEqualTo("413 The form has more than the 1000 fields allowed here");
  }

  @Test
  void theBodyMayBeSoLong() throws Exception {
    FormLimits three = FormLimits.defaults().withBody(3);
    assertThat(FormData.read(ScriptedRequest.of(TYPE, "a=b"), three).names()).hasSize(1);
    assertThatThrownBy(() -> FormData.read(ScriptedRequest.of(TYPE, "a=bc"), three))
        .isInstanceOf(HttpException.class)
        .hasMessageStartingWith("413 ");
  }

  @Test
  void limitsThatMakeNoSenseAreNamed() {
    assertThatThrownBy(() -> FormLimits.defaults().withFields(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit fields must be at least 1, but was 0");
    assertThatThrownBy(() -> FormLimits.defaults().withBody(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit body must be at least 0, but was -1");
  }
}
