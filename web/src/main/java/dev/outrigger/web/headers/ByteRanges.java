package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import java.util.List;

/**
 * What a Range asks for of a content whose length is known (RFC 9110 14.2).
 *
 * <p>Ranges that overlap or touch become one, in the place of the first of them, so that no byte is
 * sent twice. A field that can't be read, is in another unit, comes twice or names more than
 * {@value #MOST} ranges is ignored, as the RFC allows: the client gets the whole content.
 */
public sealed interface ByteRanges {
  /** How many ranges a field may name. */
  int MOST = 50;

  /** 206: these parts, in the order in which they were asked for; at least one. */
  record Satisfiable(List<Part> parts) implements ByteRanges {
    /** Keeps a copy of the list. */
    public Satisfiable {
      parts = List.copyOf(parts);
    }
  }

  /**
   * 416: no range has a byte in the content.
   *
   * @param length how long the content is
   */
  record Unsatisfiable(long length) implements ByteRanges {
    /** The value of Content-Range, {@code bytes *}{@code /47022}. */
    public String contentRange() {
      return "bytes */" + length;
    }
  }

  /** 200: the whole content, as if nothing had been asked. */
  record Ignored() implements ByteRanges {
    static final Ignored INSTANCE = new Ignored();
  }

  /**
   * A part of the content.
   *
   * @param first the index of its first byte
   * @param last the index of its last byte
   * @param length how long the whole content is
   */
  record Part(long first, long last, long length) {
    /**
     * Checks that the part lies in the content and has a byte.
     *
     * @throws IllegalArgumentException if not
     */
    public Part {
      if (first < 0 || last < first || last >= length) {
        throw new IllegalArgumentException(
            "bytes " + first + " to " + last + " are no part of " + length + " bytes");
      }
    }

    /** How many bytes it has. */
    public long size() {
      return last - first + 1;
    }

    /** The value of Content-Range, {@code bytes 0-5/47022}. */
    public String contentRange() {
      return "bytes " + first + '-' + last + '/' + length;
    }
  }

  /** What the field Range of a request asks for; {@link Ignored} if there is none. */
  static ByteRanges of(Headers headers, long length) {
    List<String> fields = headers.all("Range");
    return fields.size() == 1 ? parse(fields.getFirst(), length) : Ignored.INSTANCE;
  }

  /**
   * What the value of a Range asks for.
   *
   * @param length how long the content is
   */
  static ByteRanges parse(String text, long length) {
    return RangeField.parse(text, length);
  }
}
