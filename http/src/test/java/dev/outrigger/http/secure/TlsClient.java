package dev.outrigger.http.secure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client with the JDK's TLS; waits at most ten seconds for anything. */
public final class TlsClient implements AutoCloseable {
  private final SSLSocket socket;

  /** Shakes hands; the certificate must be that of the name, which the server is asked for. */
  public TlsClient(SSLContext context, InetSocketAddress server, String name, String... protocols)
      throws IOException {
    this(context, server, name, List.of(new SNIHostName(name)), protocols);
  }

  private TlsClient(
      SSLContext context,
      InetSocketAddress server,
      String name,
      List<SNIServerName> asked,
      String... protocols)
      throws IOException {
    Socket plain = new Socket();
    plain.setSoTimeout(10_000);
    plain.connect(server, 10_000);
    socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, name, server.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(asked);
    parameters.setApplicationProtocols(protocols);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** One that asks for no host, as with an IP address. */
  public static TlsClient withoutName(SSLContext context, InetSocketAddress server)
      throws IOException {
    return new TlsClient(context, server, "127.0.0.1", List.of());
  }

  /** Trusts the authority of these keys, and shows the one of that name; none if it is empty. */
  public static SSLContext context(Pki pki, String shown) throws Exception {
    return showing(pki, pki, shown);
  }

  /** Trusts the authority of the first, and shows a certificate of the second, if one is named. */
  public static SSLContext showing(Pki pki, Pki own, String shown) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", pki.keys().getCertificate("authority"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManager[] keys = {};
    if (!shown.isEmpty()) {
      KeyStore alone = KeyStore.getInstance("PKCS12");
      alone.load(null, null);
      char[] password = Pki.PASSWORD.toCharArray();
      KeyStore all = own.keys();
      alone.setKeyEntry(
          "it", all.getKey(shown, password), password, all.getCertificateChain(shown));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(alone, password);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  /** The first words of a client that asks for localhost. */
  public static byte[] greeting() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    ByteBuffer said = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    var _ = engine.wrap(ByteBuffer.allocate(0), said);
    return Arrays.copyOf(said.array(), said.position());
  }

  public SSLSocket socket() {
    return socket;
  }

  /** Asks once on this connection, and reads to its end. */
  public String get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return new String(in().readAllBytes(), StandardCharsets.UTF_8);
  }

  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public InputStream in() throws IOException {
    return socket.getInputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
