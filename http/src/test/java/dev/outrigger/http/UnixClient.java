package dev.outrigger.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client at a Unix socket. */
public final class UnixClient {
  private UnixClient() {}

  public static SocketChannel connect(UnixDomainSocketAddress to) throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    boolean _ = client.connect(to);
    return client;
  }

  /** Asks for the only page, and reads the answer to the end of the connection. */
  public static String ask(SocketChannel client) throws IOException {
    int _ =
        client.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.US_ASCII);
  }
}
