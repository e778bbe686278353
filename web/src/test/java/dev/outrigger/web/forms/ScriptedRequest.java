package dev.outrigger.web.forms;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.RequestBody;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.stream.TlsSession;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A request without a server, whose body comes in reads of given lengths; the last one repeats. */
final class ScriptedRequest implements HttpRequest {
  static final String BOUNDARY = "AaB03x";

  private final List<String> contentTypes;
  private final byte[] body;
  private final Iterator<Integer> lengths;
  private int at;
  private boolean declares;

  ScriptedRequest(List<String> contentTypes, byte[] body, IntStream lengths) {
    this.contentTypes = contentTypes;
    this.body = body;
    this.lengths = lengths.iterator();
  }

  static ScriptedRequest of(String contentType, String body) {
    return new ScriptedRequest(
        List.of(contentType), body.getBytes(StandardCharsets.UTF_8), forEver(Integer.MAX_VALUE));
  }

  static ScriptedRequest multipart(byte[] body, IntStream lengths) {
    return new ScriptedRequest(List.of("multipart/form-data; boundary=" + BOUNDARY), body, lengths);
  }

  static ScriptedRequest multipart(String body) {
    return multipart(body.getBytes(StandardCharsets.UTF_8), forEver(Integer.MAX_VALUE));
  }

  static IntStream forEver(int length) {
    return IntStream.generate(() -> length);
  }

  ScriptedRequest declaring() {
    declares = true;
    return this;
  }

  int bytesRead() {
    return at;
  }

  @Override
  public void afterwards(Runnable step) {
    throw new UnsupportedOperationException("nothing is answered here");
  }

  @Override
  public Headers headers() {
    return new Headers() {
      @Override
      public Optional<String> first(String name) {
        return all(name).stream().findFirst();
      }

      @Override
      public List<String> all(String name) {
        return name.equalsIgnoreCase("Content-Type") ? contentTypes : List.of();
      }

      @Override
      public boolean contains(String name) {
        return !all(name).isEmpty();
      }

      @Override
      public Set<String> names() {
        return Set.of("Content-Type");
      }
    };
  }

  @Override
  public RequestBody body() {
    return new RequestBody() {
      @Override
      public long declaredLength() {
        return declares ? body.length : -1;
      }

      @Override
      public byte[] bytes() {
        return body;
      }

      @Override
      public byte[] bytes(long limit) {
        if (body.length > limit) {
          throw new HttpException(413, "longer than " + limit);
        }
        return body;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        if (at == body.length) {
          return -1;
        }
        int count = Math.min(Math.min(lengths.next(), length), body.length - at);
        System.arraycopy(body, at, into, offset, count);
        at += count;
        return count;
      }

      @Override
      public <E extends Exception> void forEach(PartReader<E> reader)
          throws E, InterruptedException {
        reader.take(Arrays.copyOfRange(body, at, body.length));
        at = body.length;
      }

      @Override
      public InputStream asInputStream() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Headers trailers() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String target() {
    return "/";
  }

  @Override
  public String version() {
    return "HTTP/1.1";
  }

  @Override
  public Optional<String> protocol() {
    return Optional.empty();
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public String query() {
    return "";
  }

  @Override
  public SocketAddress remote() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public Optional<TlsSession> tls() {
    return Optional.empty();
  }

  @Override
  public Scope scope() {
    throw new UnsupportedOperationException();
  }
}
