package dev.outrigger.web.compression;

import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.sync.Limiter;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.codings.Coding;
import dev.outrigger.web.codings.Codings;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.MalformedFieldException;
import dev.outrigger.web.headers.MediaType;
import dev.outrigger.web.headers.Preferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compresses answers for clients that take it: {@code app.use(Compression.standard())}. Each change
 * of an option makes a copy.
 *
 * <p>It knows gzip, and zstd and brotli if the libraries zstd-jni and Brotli4j are there. What a
 * client likes best is taken; of what it likes equally, the first of zstd, br, gzip, which is the
 * order of what they cost for what they save.
 *
 * <p>Text, JSON, XML and the like are compressed from 1 KiB on, and answers that are written while
 * they go whatever their length, with their flushes. Left alone are answers that are encoded
 * already, parts (206), those with {@code Cache-Control: no-transform} or a digest of their
 * content, and streams of events, where each client would cost the memory of an encoder for as long
 * as it stays ({@link #withEventStreams}). Strong entity tags become weak ones, as the bytes are no
 * longer the same, and ranges are no longer offered.
 *
 * <p>Short bodies are compressed on the loop, in some tenths of a millisecond, longer ones beside
 * it, as many at a time as there are cores.
 *
 * <p>A page that holds both a secret and what an attacker may choose, such as a search text, tells
 * the secret by its length, bit by bit, when it is compressed (BREACH). Tokens against forged
 * requests should look different in each answer; pages with other secrets say {@code no-transform}.
 */
public final class Compression implements Middleware {
  // It computes: more at once than there are cores would only take them from the loops.
  private static final Limiter CORES =
      Limiter.of(Math.max(1, Runtime.getRuntime().availableProcessors()));

  private final List<Coding> codings;
  private final List<String> offers;
  private final int minimum;
  private final boolean events;

  private Compression(List<Coding> codings, int minimum, boolean events) {
    this.codings = codings;
    this.minimum = minimum;
    this.events = events;
    List<String> names = new ArrayList<>(codings.stream().map(Coding::name).toList());
    names.add("identity");
    this.offers = List.copyOf(names);
  }

  /** With all codings that work here. */
  public static Compression standard() {
    return new Compression(Codings.all(), Codings.MINIMUM, false);
  }

  /** With these codings only, such as {@code gzip}, as far as they work here; the best first. */
  public Compression codings(String... names) {
    List<Coding> chosen = new ArrayList<>();
    for (String name : names) {
      if (!List.of("zstd", "br", "gzip").contains(name)) {
        throw new IllegalArgumentException(
            "the coding \"" + name + "\" is not known here; there are zstd, br and gzip");
      }
      Codings.all().stream().filter(c -> c.name().equals(name)).forEach(chosen::add);
    }
    return new Compression(List.copyOf(chosen), minimum, events);
  }

  /** Leaves shorter bodies alone. Default: 1024 bytes. */
  public Compression minimum(int bytes) {
    return new Compression(codings, bytes, events);
  }

  /** Compresses streams of events too ({@code text/event-stream}). */
  public Compression withEventStreams() {
    return new Compression(codings, minimum, true);
  }

  @Override
  public Response around(Request request, Next next) throws Exception {
    Response answer = next.handle(request);
    // What is not sent again depends on the same field as what was sent.
    if (answer.status() == 304) {
      return varying(answer);
    }
    if (!isCompressible(answer)) {
      return answer;
    }
    Response varying = varying(answer);
    Optional<Coding> coding = chosen(request);
    if (coding.isEmpty()) {
      return varying;
    }
    return request.method().equals("HEAD")
        ? labelled(varying, coding.get(), new ResponseContent.Written(-1, _ -> {}))
        : encoded(varying, coding.get());
  }

  private boolean isCompressible(Response answer) {
    boolean content =
        switch (answer.content()) {
          case ResponseContent.Whole(byte[] bytes) -> bytes.length >= minimum;
          case ResponseContent.Written(long length, var _) -> length < 0 || length >= minimum;
          case ResponseContent.Switched _ -> false;
        };
    return content
        && answer.status() != 206
        && answer.header("Content-Encoding").isEmpty()
        && answer.header("Content-Digest").isEmpty()
        && answer.header("Repr-Digest").isEmpty()
        && MediaType.parseRange(answer.contentType()).filter(this::isWorthwhile).isPresent()
        && answer
            .header("Cache-Control")
            .filter(field -> CacheControl.parse(field).contains("no-transform"))
            .isEmpty();
  }

  private boolean isWorthwhile(MediaType type) {
    return Codings.isWorthwhile(type) && (events || !type.is(MediaType.EVENT_STREAM));
  }

  private Optional<Coding> chosen(Request request) {
    if (!request.headers().contains("Accept-Encoding")) {
      return Optional.empty();
    }
    String best = Preferences.codings(request.headers()).best(offers).orElse("identity");
    int index = offers.indexOf(best);
    return index == codings.size() ? Optional.empty() : Optional.of(codings.get(index));
  }

  private static Response encoded(Response answer, Coding coding) throws Exception {
    return switch (answer.content()) {
      case ResponseContent.Whole(byte[] bytes) -> {
        byte[] encoded =
            bytes.length <= coding.atOnce()
                ? coding.encode(bytes)
                : Blocking.call(CORES, () -> coding.encode(bytes));
        yield encoded.length < bytes.length
            ? labelled(answer, coding, new ResponseContent.Whole(encoded))
            : answer;
      }
      case ResponseContent.Written(long _, ResponseBody body) ->
          labelled(
              answer,
              coding,
              new ResponseContent.Written(
                  -1, out -> EncodedStream.write(body, coding, CORES, out)));
      case ResponseContent.Switched _ -> answer;
    };
  }

  private static Response labelled(Response answer, Coding coding, ResponseContent content) {
    return weakened(answer)
        .withContent(content)
        .without("Accept-Ranges")
        .header("Content-Encoding", coding.name());
  }

  private static Response varying(Response answer) {
    boolean varies =
        answer
            .header("Vary")
            .map(field -> field.toLowerCase(Locale.ROOT))
            .filter(field -> field.contains("accept-encoding") || field.equals("*"))
            .isPresent();
    return varies ? answer : answer.header("Vary", "Accept-Encoding");
  }

  private static Response weakened(Response answer) {
    Optional<String> field = answer.header("ETag");
    if (field.isEmpty() || field.get().startsWith("W/")) {
      return answer;
    }
    try {
      String weak = EntityTag.parse(field.get()).weakened().toString();
      return answer.without("ETag").header("ETag", weak);
    } catch (MalformedFieldException e) {
      return answer.without("ETag");
    }
  }
}
