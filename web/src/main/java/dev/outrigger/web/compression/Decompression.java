package dev.outrigger.web.compression;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.codings.Decoding;
import dev.outrigger.web.codings.Decodings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decompresses bodies of requests, so that handlers see them as they were: {@code
 * app.use(Decompression.standard())}. Each change of an option makes a copy.
 *
 * <p>It knows gzip and deflate, and br and zstd if the libraries Brotli4j and zstd-jni are there.
 * The body comes as it is read, whether as bytes, JSON or a form, and Content-Encoding and
 * Content-Length are gone.
 *
 * <p>A body that would become too long, or that grows as no honest one does, is 413; one that is
 * corrupt 400; one in a coding that is not known here 415, with the field Accept-Encoding that
 * names those that are (RFC 9110 15.5.16).
 *
 * <p>The limits of a route ({@link dev.outrigger.web.RouteOptions#bodyUpTo}) and of the server for
 * bodies that are read whole hold for what they are decompressed.
 */
public final class Decompression implements Middleware {
  private static final int MOST_CODINGS = 2;
  private static final long LENGTH = 64L * 1024 * 1024;
  private static final int RATIO = 200;

  private final Expansion.Limits limits;

  private Decompression(Expansion.Limits limits) {
    this.limits = limits;
  }

  /** With all codings that work here. */
  public static Decompression standard() {
    return new Decompression(new Expansion.Limits(LENGTH, RATIO));
  }

  /** Takes bodies of up to so many bytes, once they are decompressed. Default: 64 MiB. */
  public Decompression upTo(long bytes) {
    require("upTo", bytes);
    return new Decompression(new Expansion.Limits(bytes, limits.ratio()));
  }

  /**
   * Takes bodies that grow to up to so many times what came, from 256 KiB on. Default: 200. Gzip
   * makes a thousandth of zeros alone, and a tenth of text.
   */
  public Decompression ratio(int times) {
    require("ratio", times);
    return new Decompression(new Expansion.Limits(limits.length(), times));
  }

  private static void require(String option, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Decompression." + option + " must be at least 1, but was " + value);
    }
  }

  @Override
  public Response around(Request request, Next next) throws Exception {
    List<String> fields = request.headers().all("Content-Encoding");
    if (fields.isEmpty()) {
      return next.handle(request);
    }
    List<Decoding> codings = codings(fields);
    if (codings.isEmpty() || request.body().declaredLength() == 0) {
      return next.handle(request.withBody(request.body()));
    }
    var body = new DecodedBody(request.body(), codings, limits);
    // Not before: an answer that is written while it goes may still read.
    request.http().afterwards(body::close);
    return next.handle(request.withBody(body));
  }

  private static List<Decoding> codings(List<String> fields) {
    var codings = new ArrayList<Decoding>();
    for (String field : fields) {
      for (String each : field.split(",", -1)) {
        String name = each.strip();
        if (name.isEmpty() || name.toLowerCase(Locale.ROOT).equals("identity")) {
          continue;
        }
        codings.add(Decodings.find(name).orElseThrow(() -> unknown(name)));
        if (codings.size() > MOST_CODINGS) {
          throw refused("The body has more than the " + MOST_CODINGS + " codings taken here");
        }
      }
    }
    return codings;
  }

  private static Problem unknown(String name) {
    String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    return refused("The coding \"" + shown + "\" of the body is not known here");
  }

  private static Problem refused(String detail) {
    String known = String.join(", ", Decodings.all().stream().map(Decoding::name).toList());
    return Problem.of(415, detail + "; there are " + known).header("Accept-Encoding", known);
  }
}
