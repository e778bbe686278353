package dev.outrigger.bench.servers;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty's core, with virtual threads for its handlers. */
final class JettySubject extends Handler.Abstract {
  private static final HttpField TEXT =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain");

  static Map<String, Integer> start(Path folder) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    ServerConnector plain =
        new ServerConnector(server, http1, new HTTP2CServerConnectionFactory(configuration));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(Keys.context(folder));
    ServerConnector secure =
        new ServerConnector(server, new SslConnectionFactory(tls, http1.getProtocol()), http1);
    for (ServerConnector connector : new ServerConnector[] {plain, secure}) {
      connector.setHost("127.0.0.1");
      connector.setAcceptQueueSize(1024);
      server.addConnector(connector);
    }
    WebSocketUpgradeHandler webSockets =
        WebSocketUpgradeHandler.from(
            server, container -> container.addMapping("/echo", (_, _, _) -> new JettyEcho()));
    webSockets.setHandler(new JettySubject());
    server.setHandler(webSockets);
    server.start();
    int port = plain.getLocalPort();
    return Map.of("http", port, "ws", port, "h2c", port, "https", secure.getLocalPort());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body =
        switch (Request.getPathInContext(request)) {
          case "/hello" -> Bodies.HELLO;
          case "/megabyte" -> Bodies.MEGABYTE;
          case "/length" -> Bodies.length(Bodies.count(Content.Source.asInputStream(request)));
          default -> new byte[0];
        };
    if (body.length == 0) {
      return false;
    }
    response.getHeaders().put(TEXT);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
