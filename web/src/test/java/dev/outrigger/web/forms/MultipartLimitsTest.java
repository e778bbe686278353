package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each limit lets in exactly so much, and names itself above that. */
class MultipartLimitsTest {
  private static final MultipartLimits LIMITS = MultipartLimits.defaults();
  private static final String FILE = "Content-Disposition: form-data; name=\"f\"; filename=\"g\"";

  private static List<String> read(String body, MultipartLimits limits) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> read =
        Forms.read(ScriptedRequest.multipart(bytes, ScriptedRequest.forEver(7)), limits);
    assertThat(
            Forms.read(ScriptedRequest.multipart(bytes, ScriptedRequest.forEver(100_000)), limits))
        .isEqualTo(read);
    return read;
  }

  private static String parts(int count) {
    return "--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\nbcde\r\n".repeat(count)
        + "--AaB03x--";
  }

  @Test
  void parts() throws Exception {
    assertThat(read(parts(3), LIMITS.withParts(3))).hasSize(3);
    assertThat(Forms.refusal(() -> read(parts(4), LIMITS.withParts(3))))
        .isEqualTo("413 The form has more than the 3 parts allowed here");
    assertThat(read(parts(100), LIMITS)).hasSize(100);
    assertThat(Forms.refusal(() -> read(parts(101), LIMITS))).startsWith("413 ");
  }

  @Test
  void headers() throws Exception {
    String section = FILE + "\r\nX: " + "y".repeat(100);
    int length = section.length() + 4;
    String body = Forms.onePart(section, "z");
    assertThat(read(body, LIMITS.withHeaders(length))).containsExactly("f/g=z");
    assertThat(Forms.refusal(() -> read(body, LIMITS.withHeaders(length - 1))))
        .isEqualTo(
            "413 The header section of a part is longer than the "
                + (length - 1)
                + " bytes allowed here");
    String many = FILE + "\r\nX: y".repeat(2000);
    assertThat(Forms.refusal(() -> read(Forms.onePart(many, "z"), LIMITS)))
        .isEqualTo("413 The header section of a part is longer than the 8192 bytes allowed here");
    String endless = "--AaB03x\r\n" + "x".repeat(100_000);
    assertThat(Forms.refusal(() -> read(endless, LIMITS))).startsWith("413 ");
    String blanks = "--AaB03x" + " ".repeat(100_000);
    assertThat(Forms.refusal(() -> read(blanks, LIMITS))).startsWith("413 ");
  }

  @Test
  void aFieldsLength() throws Exception {
    assertThat(read(Forms.named("a", "12345"), LIMITS.withField(5))).containsExactly("a=12345");
    assertThat(Forms.refusal(() -> read(Forms.named("a", "123456"), LIMITS.withField(5))))
        .isEqualTo("413 The field \"a\" is longer than the 5 bytes allowed here");
  }

  @Test
  void theProblemNamesTheLimitAndTheField() {
    assertThatThrownBy(() -> read(Forms.named("a", "123456"), LIMITS.withField(5)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.members())
                    .containsEntry("limit", "field")
                    .containsEntry("most", 5L)
                    .containsEntry("name", "a"));
    assertThatThrownBy(() -> read(parts(4), LIMITS.withParts(3)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.members())
                    .containsEntry("limit", "parts")
                    .containsEntry("most", 3L));
  }

  @Test
  void allFieldsTogether() throws Exception {
    assertThat(read(parts(3), LIMITS.withFields(12))).hasSize(3);
    assertThat(Forms.refusal(() -> read(parts(3), LIMITS.withFields(11))))
        .isEqualTo(
            "413 The fields of the form are longer than the 11 bytes allowed here for all of them");
  }

  @Test
  void aFilesLength() throws Exception {
    String content = "x".repeat(70_000);
    assertThat(read(Forms.onePart(FILE, content), LIMITS.withFile(70_000)))
        .containsExactly("f/g=" + content);
    assertThat(Forms.refusal(() -> read(Forms.onePart(FILE, content), LIMITS.withFile(69_999))))
        .isEqualTo("413 The file \"f\" is longer than the 69999 bytes allowed here");
    assertThat(read(Forms.onePart(FILE, ""), LIMITS.withFile(0))).containsExactly("f/g=");
  }

  @Test
  void aPartThatIsDroppedCountsToo() throws Exception {
    var request = ScriptedRequest.multipart(Forms.onePart(FILE, "x".repeat(100)));
    Multipart parts = Multipart.parts(request, LIMITS.withFile(99));
    assertThat(parts.next()).isPresent();
    assertThat(Forms.refusal(parts::next))
        .isEqualTo("413 The file \"f\" is longer than the 99 bytes allowed here");
  }

  @Test
  void theWholeBody() throws Exception {
    String body = Forms.named("a", "b") + "epilogue";
    int length = body.length();
    assertThat(read(body, LIMITS.withTotal(length))).containsExactly("a=b");
    String refusal = "413 The form is longer than the " + (length - 1) + " bytes allowed here";
    assertThat(Forms.refusal(() -> read(body, LIMITS.withTotal(length - 1)))).isEqualTo(refusal);
    var declared = ScriptedRequest.multipart(body).declaring();
    assertThat(Forms.refusal(() -> Multipart.parts(declared, LIMITS.withTotal(length - 1))))
        .isEqualTo(refusal);
    assertThat(declared.bytesRead()).isZero();
    assertThat(Multipart.parts(declared, LIMITS.withTotal(length)).next()).isPresent();
  }

  @Test
  void whoeverReadsMayWantLess() throws Exception {
    var request = ScriptedRequest.multipart(Forms.named("a", "x".repeat(20_000)));
    Part part = Multipart.parts(request, LIMITS).next().orElseThrow();
    assertThat(Forms.refusal(() -> part.bytes(19_999)))
        .isEqualTo("413 The part \"a\" is longer than the 19999 bytes allowed here");
    var again = ScriptedRequest.multipart(Forms.named("a", "x".repeat(20_000)));
    Part same = Multipart.parts(again, LIMITS).next().orElseThrow();
    assertThat(same.bytes(20_000)).hasSize(20_000);
  }

  @Test
  void limitsThatMakeNoSenseAreNamed() {
    assertThatThrownBy(() -> LIMITS.withParts(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit parts must be at least 1, but was 0");
    assertThatThrownBy(() -> LIMITS.withHeaders(63)).hasMessageStartingWith("limit headers ");
    assertThatThrownBy(() -> LIMITS.withField(-1)).hasMessageStartingWith("limit field ");
    assertThatThrownBy(() -> LIMITS.withFields(-1)).hasMessageStartingWith("limit fields ");
    assertThatThrownBy(() -> LIMITS.withFile(-1)).hasMessageStartingWith("limit file ");
    assertThatThrownBy(() -> LIMITS.withTotal(-1)).hasMessageStartingWith("limit total ");
  }
}
