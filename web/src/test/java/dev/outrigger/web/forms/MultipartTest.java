package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of a form, and what is refused. */
class MultipartTest {
  private static final String TWO =
      """
      --AaB03x
      content-disposition: form-data; name="field1"
      content-type: text/plain;charset=UTF-8

      Joe owes =E2=82=AC100.
      --AaB03x
      Content-Disposition: form-data; name="pics"; filename="file1.txt"
      Content-Type: text/plain

      ... contents of file1.txt ...
      --AaB03x--
      """
          .replace("\n", "\r\n");
  private static final List<String> READ =
      List.of(
          "field1/text/plain;charset=UTF-8=Joe owes =E2=82=AC100.",
          "pics/file1.txt/text/plain=... contents of file1.txt ...");

  @Test
  void aFormIsReadPartByPart() throws Exception {
    assertThat(Forms.read(TWO)).isEqualTo(READ);
  }

  @Test
  void itDoesNotMatterWhereTheBytesAreSplit() throws Exception {
    byte[] bytes = TWO.getBytes(StandardCharsets.UTF_8);
    for (int at = 1; at < bytes.length; at++) {
      var lengths = IntStream.concat(IntStream.of(at), ScriptedRequest.forEver(bytes.length));
      assertThat(Forms.read(ScriptedRequest.multipart(bytes, lengths)))
          .as("split at %d", at)
          .isEqualTo(READ);
    }
    assertThat(Forms.read(ScriptedRequest.multipart(bytes, ScriptedRequest.forEver(1))))
        .isEqualTo(READ);
  }

  @Test
  void aFormThatEndsAnywhereElseIsRefused() {
    byte[] bytes = TWO.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length - 2; length++) {
      String begun = new String(bytes, 0, length, StandardCharsets.UTF_8);
      assertThat(Forms.refusal(() -> Forms.read(begun))).as(begun).startsWith("400 The body ends ");
    }
  }

  @Test
  void aMissingFinalBoundaryIsNamedWithItsPart() {
    assertThat(Forms.refusal(() -> Forms.read(TWO.replace("\r\n--AaB03x--\r\n", "\r\n"))))
        .isEqualTo(
            "400 The body ends inside the part \"pics\", without the boundary that has to follow");
  }

  @Test
  void whatStandsAroundTheFormIsDropped() throws Exception {
    assertThat(Forms.read("This is a preamble.\r\n\r\n" + TWO + "and --AaB03x\r\n an epilogue"))
        .isEqualTo(READ);
    assertThat(Forms.read("\r\n" + TWO)).isEqualTo(READ);
  }

  @Test
  void aBoundaryMayEndWithBlanks() throws Exception {
    assertThat(Forms.read(TWO.replace("--AaB03x\r\n", "--AaB03x \t \r\n"))).isEqualTo(READ);
  }

  @Test
  void aFormMayHaveNoParts() throws Exception {
    assertThat(Forms.read("--AaB03x--\r\n")).isEmpty();
    assertThat(Forms.read("--AaB03x--")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "\r",
        "\n",
        "-",
        "--",
        "\r\n--",
        "\r\r\r\n\n\r\n\r\n\r",
        "--AaB03",
        "\r\n--AaB03",
        "\r\n--AaB03\r\n--AaB03",
        "x--AaB03x",
        "-\r\n-AaB03x--",
        "\r\r\n--AaB03y",
        "\n--AaB03x\n",
        "\r\n-\r\n--\r\n--A\r\n--Aa\r\n--AaB03X",
        " \r\n--aab03x--\r\n"
      })
  void whatOnlyLooksLikeABoundaryIsContent(String content) throws Exception {
    byte[] bytes = Forms.named("a", content).getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length <= bytes.length; length++) {
      assertThat(Forms.read(ScriptedRequest.multipart(bytes, ScriptedRequest.forEver(length))))
          .as("in reads of %d", length)
          .containsExactly("a=" + content);
    }
  }

  @Test
  void aLineThatBeginsWithTheBoundaryAndGoesOnIsRefused() {
    assertThat(Forms.refusal(() -> Forms.read(Forms.named("a", "b\r\n--AaB03xyz\r\nc"))))
        .startsWith("400 A line begins with the boundary and goes on with something else");
  }

  @Test
  void aFormInsideAPartIsContent() throws Exception {
    String inner =
        "--BbC04y\r\nContent-Disposition: file; filename=\"f\"\r\n\r\nx\r\n--BbC04y--\r\n";
    String body =
        Forms.onePart(
            "Content-Disposition: form-data; name=\"files\"\r\n"
                + "Content-Type: multipart/mixed; boundary=BbC04y",
            inner);
    assertThat(Forms.read(body)).containsExactly("files/multipart/mixed; boundary=BbC04y=" + inner);
  }

  @Test
  void aPartMayEndBehindItsHeaderSection() throws Exception {
    String headersOnly = "--AaB03x\r\nContent-Disposition: form-data; name=a\r\n\r\n--AaB03x--\r\n";
    assertThat(Forms.read(headersOnly)).containsExactly("a=");
  }

  @Test
  void aNameMayComeTwice() throws Exception {
    String twice =
        Forms.named("a", "1").replace("--\r\n", "\r\n") + Forms.named("a", "2").substring(10);
    assertThat(Forms.read(twice)).containsExactly("a=1", "a=2");
  }

  @Test
  void anEmptyFileInputIsAFileWithoutAName() throws Exception {
    var request =
        ScriptedRequest.multipart(
            Forms.onePart(
                "Content-Disposition: form-data; name=\"a\"; filename=\"\"\r\n"
                    + "Content-Type: application/octet-stream",
                ""));
    Part part = Multipart.parts(request, MultipartLimits.defaults()).next().orElseThrow();
    assertThat(part.isFile()).isTrue();
    assertThat(part.filename()).isEmpty();
    assertThat(part.read(new byte[1])).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name="a"; filename="b.txt"                  | a/b.txt=
          name=a; filename=b.txt                      | a/b.txt=
          name="a;b"; filename="c; d.txt"             | a;b/c; d.txt=
          filename="b.txt"; name="a"                  | a/b.txt=
          NAME="a"; FileName="B.txt"                  | a/B.txt=
          name="ä"; filename="übung.txt"              | ä/übung.txt=
          name="say \\"x\\""; filename="\\"q\\".txt"  | say "x"/"q".txt=
          name="say %22x%22"; filename="100%.txt"     | say "x"/100%.txt=
          name="a"; filename="C:\\dir\\file.txt"      | a/file.txt=
          name="a"; filename="../../etc/passwd"       | a/passwd=
          name="a"; filename="..\\..\\boot.ini"       | a/boot.ini=
          name="a"; filename=".."                     | a/__=
          name="a"; filename="dir/"                   | a=
          name="a"; filename="x%0D%0Ay"               | a/x__y=
          name="a"; filename="exe.\u202egpj"          | a/exe._gpj=
          name="a"; filename*=UTF-8''evil.sh          | a=
          name="a"; filename="b"; filename*=UTF-8''c  | a/b=
          name=""                                     | =
          name="a";                                   | a=
          """)
  void whatAPartSaysOfItself(String parameters, String read) throws Exception {
    assertThat(Forms.read(Forms.onePart("Content-Disposition: form-data; " + parameters, "")))
        .containsExactly(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Content-Type: text/plain                             | 400 A part has no Content-Disposition
          Content-Disposition: form-data                       | 400 The Content-Disposition of a part has no "name"
          Content-Disposition: form-data; name                 | 400 The Content-Disposition of a part has a parameter without a value, "name"
          Content-Disposition: form-data; name="a"; name="b"   | 400 The Content-Disposition of a part has the parameter "name" twice
          Content-Disposition: form-data; name="a              | 400 The Content-Disposition of a part has a quote that is not closed
          Content-Disposition: form-data; name="a"b            | 400 The Content-Disposition of a part goes on behind a closing quote without a ";"
          Content-Disposition: form-data; name=a b             | 400 The Content-Disposition of a part needs quotes around the value of "name"
          Content-Disposition: attachment; name="a"            | 400 The Content-Disposition of a part is "attachment", not "form-data"
          Content-Disposition form-data                        | 400 A part has the line "Content-Disposition form-data" in its header section, which is not "name: value"
          Content-Disposition : form-data; name="a"            | 400 A part has the line "Content-Disposition : form-data; name="a"" in its header section, which is not "name: value"
          Content-Disposition: form-data; name="a\u0001"       | 400 The header field "Content-Disposition" of a part has a control character
          """)
  void whatMakesAPartMalformed(String headers, String refusal) {
    assertThat(Forms.refusal(() -> Forms.read(Forms.onePart(headers, "")))).isEqualTo(refusal);
  }

  @Test
  void headerFieldsComeOnceAndInOneLine() {
    String field = "Content-Disposition: form-data; name=\"a\"";
    assertThat(Forms.refusal(() -> Forms.read(Forms.onePart(field + "\r\n" + field, ""))))
        .isEqualTo("400 A part has 2 Content-Disposition fields");
    assertThat(Forms.refusal(() -> Forms.read(Forms.onePart(field + ";\r\n filename=b", ""))))
        .startsWith("400 A header field of a part goes on in a second line");
    assertThat(Forms.refusal(() -> Forms.read(Forms.onePart(field + "\nX: y", ""))))
        .startsWith("400 A line of a part's header section ends with LF, not CR LF");
    assertThat(Forms.refusal(() -> Forms.read(Forms.onePart(field + "\rX: y", ""))))
        .contains("has a control character");
  }

  @Test
  void aFormWithoutCarriageReturnsIsRefused() {
    assertThat(Forms.refusal(() -> Forms.read(TWO.replace("\r\n", "\n"))))
        .startsWith("400 A line begins with the boundary and goes on with something else");
  }

  @Test
  void aHeaderSectionThatIsNotUtf8IsRefused() {
    byte[] latin = Forms.named("\u00e4", "x").getBytes(StandardCharsets.ISO_8859_1);
    var request = ScriptedRequest.multipart(latin, ScriptedRequest.forEver(1000));
    assertThat(Forms.refusal(() -> Forms.read(request)))
        .isEqualTo("400 A header field of a part is not UTF-8");
  }

  @Test
  void contentThatIsEncodedForTheWayIsRefused() throws Exception {
    String field = "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: ";
    assertThat(Forms.refusal(() -> Forms.read(Forms.onePart(field + "base64", "eA=="))))
        .isEqualTo(
            "415 The part \"a\" has the Content-Transfer-Encoding \"base64\"; send it as it is");
    assertThat(Forms.read(Forms.onePart(field + "Binary", "x"))).containsExactly("a=x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          multipart/form-data                            | 400 The request's Content-Type has no "boundary"
          multipart/form-data; boundary=""               | 400 The request's Content-Type has the boundary ""; it must be
          multipart/form-data; boundary="a "             | 400 The request's Content-Type has the boundary "a "; it must be
          multipart/form-data; boundary="ä"              | 400 The request's Content-Type has the boundary "ä"; it must be
          multipart/form-data; boundary=a; boundary=b    | 400 The request's Content-Type has the parameter "boundary" twice
          multipart/form-data; boundary=a; charset=utf-16| 415 The request's Content-Type says charset "utf-16"; only UTF-8
          multipart/mixed; boundary=a                    | 415 The request's Content-Type is "multipart/mixed"; multipart/form-data is taken here
          """)
  void aRequestOfAnotherKindIsRefused(String contentType, String refusal) {
    assertThat(Forms.refusal(() -> Forms.read(ScriptedRequest.of(contentType, TWO))))
        .startsWith(refusal);
  }

  @Test
  void aRequestHasOneContentType() {
    var none = new ScriptedRequest(List.of(), new byte[0], ScriptedRequest.forEver(1));
    assertThat(Forms.refusal(() -> Forms.read(none)))
        .isEqualTo("415 The request has no Content-Type; multipart/form-data is taken here");
    var two =
        new ScriptedRequest(
            List.of("multipart/form-data; boundary=a", "multipart/form-data; boundary=b"),
            new byte[0],
            ScriptedRequest.forEver(1));
    assertThat(Forms.refusal(() -> Forms.read(two)))
        .isEqualTo("400 The request has 2 Content-Type fields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "----WebKitFormBoundary7MA4YWxkTrZu0gW", "'()+_,-./:=? x"})
  void aBoundaryMayBeOfAnyKindThatIsAllowed(String boundary) throws Exception {
    assertBoundaryIsTaken(boundary);
    assertBoundaryIsTaken("x".repeat(70));
    assertThat(Forms.refusal(() -> assertBoundaryIsTaken("x".repeat(71)))).startsWith("400 ");
  }

  private static void assertBoundaryIsTaken(String boundary) throws InterruptedException {
    var request =
        ScriptedRequest.of(
            "Multipart/Form-Data; Boundary=\"" + boundary + "\"",
            Forms.named("a", "b").replace("AaB03x", boundary));
    assertThat(Forms.read(request)).containsExactly("a=b");
  }

  @Test
  void aPartIsReadUntilTheNextIsAskedFor() throws Exception {
    Multipart parts = Multipart.parts(ScriptedRequest.multipart(TWO), MultipartLimits.defaults());
    Part first = parts.next().orElseThrow();
    assertThat(first.read(new byte[3])).isEqualTo(3);
    Part second = parts.next().orElseThrow();
    assertThat(second.name()).isEqualTo("pics");
    assertThatThrownBy(() -> first.read(new byte[3]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The part \"field1\" can be read only until the next part is asked for");
    assertThat(parts.next()).isEqualTo(Optional.empty());
    assertThat(parts.next()).isEqualTo(Optional.empty());
  }

  @Test
  void aContentCanBeHadOnce() throws Exception {
    Part part =
        Multipart.parts(ScriptedRequest.multipart(TWO), MultipartLimits.defaults())
            .next()
            .orElseThrow();
    assertThat(part.read(new byte[1])).isEqualTo(1);
    assertThatThrownBy(() -> part.bytes(100)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStreamGivesAPartAndNoMore() throws Exception {
    Part part =
        Multipart.parts(ScriptedRequest.multipart(TWO), MultipartLimits.defaults())
            .next()
            .orElseThrow();
    var in = part.asInputStream();
    assertThat((char) in.read()).isEqualTo('J');
    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("oe owes =E2=82=AC100.");
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void afterAFailureTheFormIsNotReadOn() {
    String body = TWO.replaceFirst("form-data", "attachment");
    Multipart parts = Multipart.parts(ScriptedRequest.multipart(body), MultipartLimits.defaults());
    assertThat(Forms.refusal(parts::next)).startsWith("400 ");
    assertThatThrownBy(parts::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsWaitedForThatIsNotNeeded() throws Exception {
    byte[] bytes = Forms.named("a", "one and two").getBytes(StandardCharsets.UTF_8);
    int headers = Forms.named("a", "").length() - "\r\n--AaB03x--\r\n".length();
    var lengths = IntStream.of(headers, 3, 1000);
    var request = ScriptedRequest.multipart(bytes, lengths);
    Part part = Multipart.parts(request, MultipartLimits.defaults()).next().orElseThrow();
    assertThat(request.bytesRead()).isEqualTo(headers);
    assertThat(part.read(new byte[100])).isEqualTo(3);
    assertThat(request.bytesRead()).isEqualTo(headers + 3);
  }

  @Test
  void textIsInUtf8() throws Exception {
    String headers = "Content-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain";
    var latin = Forms.onePart(headers + "; charset=ISO-8859-1", "x");
    assertThat(Forms.refusal(() -> firstText(ScriptedRequest.multipart(latin))))
        .startsWith("415 The part \"a\" says charset \"ISO-8859-1\"");
    var broken = Forms.onePart(headers, "\u00e4").getBytes(StandardCharsets.ISO_8859_1);
    var request = ScriptedRequest.multipart(broken, ScriptedRequest.forEver(9));
    assertThat(Forms.refusal(() -> firstText(request)))
        .isEqualTo("400 The part \"a\" is not UTF-8");
    assertThat(firstText(ScriptedRequest.multipart(Forms.onePart(headers, "ä€")))).isEqualTo("ä€");
  }

  private static String firstText(ScriptedRequest request) throws InterruptedException {
    return Multipart.parts(request, MultipartLimits.defaults()).next().orElseThrow().text(100);
  }
}
