package dev.outrigger.web.files;

import dev.outrigger.http.Headers;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.http.ResponseStream;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.ByteRanges;
import dev.outrigger.web.headers.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Parts of a content, for who has the others already (RFC 9110 14). */
final class Ranges {
  private static final int COPIED = 256 * 1024;

  private Ranges() {}

  /** The answer to a request whose Range counts. */
  static Response answer(Headers headers, Response whole, Source source, long length) {
    return switch (ByteRanges.of(headers, length)) {
      case ByteRanges.Ignored _ -> whole;
      case ByteRanges.Unsatisfiable none ->
          throw Problem.of(416, "No byte of the range is among the " + length + " that there are")
              .header("Content-Range", none.contentRange());
      case ByteRanges.Satisfiable(var parts) when parts.size() == 1 ->
          one(whole, source, parts.getFirst());
      case ByteRanges.Satisfiable(var parts) -> several(whole, source, parts);
    };
  }

  private static Response one(Response whole, Source source, ByteRanges.Part part) {
    return whole
        .withContent(content(source, part))
        .status(206)
        .header("Content-Range", part.contentRange());
  }

  private static ResponseContent content(Source source, ByteRanges.Part part) {
    return source instanceof Source.InMemory(byte[] bytes) && part.size() <= COPIED
        ? new ResponseContent.Whole(
            Arrays.copyOfRange(bytes, (int) part.first(), (int) part.last() + 1))
        : new ResponseContent.Written(part.size(), pieces(source, part));
  }

  private static Pieces pieces(Source source, ByteRanges.Part part) {
    return new Pieces(source, part.first(), part.size());
  }

  private static Response several(Response whole, Source source, List<ByteRanges.Part> parts) {
    // Nobody can have put it into the content beforehand.
    String boundary = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    List<byte[]> heads = new ArrayList<>(parts.size());
    byte[] end = ascii("\r\n--" + boundary + "--\r\n");
    long length = end.length;
    for (ByteRanges.Part part : parts) {
      byte[] head =
          ascii(
              "\r\n--"
                  + boundary
                  + "\r\nContent-Type: "
                  + whole.contentType()
                  + "\r\nContent-Range: "
                  + part.contentRange()
                  + "\r\n\r\n");
      heads.add(head);
      length += head.length + part.size();
    }
    var body = new ResponseContent.Written(length, out -> write(out, source, parts, heads, end));
    return whole
        .withContent(body)
        .status(206)
        .header("Content-Type", MediaType.BYTE_RANGES.with("boundary", boundary).toString());
  }

  private static void write(
      ResponseStream out,
      Source source,
      List<ByteRanges.Part> parts,
      List<byte[]> heads,
      byte[] end)
      throws Exception {
    for (int i = 0; i < parts.size(); i++) {
      out.write(heads.get(i));
      pieces(source, parts.get(i)).writeTo(out);
    }
    out.write(end);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
