package dev.outrigger.web;

import dev.outrigger.http.Limits;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The options of a {@link WebServer}, each with its default. */
public final class WebServerBuilder {
  private final Application application;
  private final List<Endpoint> more = new ArrayList<>();
  private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
  private Optional<ServerTls> tls = Optional.empty();
  private Optional<Networks> trustedProxies = Optional.empty();
  private Optional<Path> predecessor = Optional.empty();
  private Optional<Rehearsal> rehearsal = Optional.empty();
  private int loops = 1;
  private OptionalInt poolWorkers = OptionalInt.empty();
  private Transport transport = Transport.best();
  private Optional<TaskBackend> tasks = Optional.empty();
  private Limits limits = Limits.defaults();

  WebServerBuilder(Application application) {
    this.application = application;
  }

  /**
   * Where to listen; port 0 takes a free one. Default: {@code 127.0.0.1}, port 8080.
   *
   * @throws IllegalArgumentException if nobody knows the host, or the port is none
   */
  public WebServerBuilder bind(String host, int port) {
    this.address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("no address is known for the host '" + host + "'");
    }
    return this;
  }

  /** Listens on this too: a Unix socket, or an address with TLS or a proxy of its own. */
  public WebServerBuilder bind(Endpoint endpoint) {
    this.more.add(Objects.requireNonNull(endpoint, "endpoint"));
    return this;
  }

  /** Speaks TLS wherever an endpoint has none of its own. Default: plain HTTP. */
  public WebServerBuilder tls(ServerTls tls) {
    this.tls = Optional.of(tls);
    return this;
  }

  /** Expects a PROXY header from these networks. Default: none is expected, and one is refused. */
  public WebServerBuilder proxyProtocol(Networks trusted) {
    this.trustedProxies = Optional.of(trusted);
    return this;
  }

  /** Takes the listening sockets over from the server that offers them there, if one does. */
  public WebServerBuilder takeOver(Path where) {
    this.predecessor = Optional.of(where);
    return this;
  }

  /**
   * Starts the application and its worker processes first, and listens where the rehearsal says, in
   * place of the addresses of this builder, once that has returned.
   */
  public WebServerBuilder rehearse(Rehearsal first) {
    this.rehearsal = Optional.of(first);
    return this;
  }

  /** How many event loops. Default: 1, which serves thousands of connections. */
  public WebServerBuilder loops(int count) {
    this.loops = count;
    return this;
  }

  /** How many worker processes. Default: what the application says, or what fits the machine. */
  public WebServerBuilder poolWorkers(int count) {
    this.poolWorkers = OptionalInt.of(count);
    return this;
  }

  /** How the loops wait for I/O. Default: the best that this machine has. */
  public WebServerBuilder transport(Transport choice) {
    this.transport = choice;
    return this;
  }

  /** What carries the handlers' threads. Default: the best that this JVM was started for. */
  public WebServerBuilder tasks(TaskBackend choice) {
    this.tasks = Optional.of(choice);
    return this;
  }

  /** What a client may demand. Default: {@link Limits#defaults()}. */
  public WebServerBuilder limits(Limits choice) {
    this.limits = choice;
    return this;
  }

  /**
   * Configures the application, starts its worker processes, and listens. If any of it fails, what
   * had been started is ended again.
   *
   * @throws dev.outrigger.http.BindFailedException if the address can't be had; the message names
   *     it
   * @throws Exception what the application's {@link Application#configure} throws
   */
  public WebServer start() throws Exception {
    return WebServer.start(this);
  }

  Application application() {
    return application;
  }

  List<Endpoint> endpoints() {
    var all = new ArrayList<Endpoint>();
    all.add(Endpoint.of(address));
    all.addAll(more);
    return all;
  }

  Optional<ServerTls> tls() {
    return tls;
  }

  Optional<Networks> trustedProxies() {
    return trustedProxies;
  }

  Optional<Path> predecessor() {
    return predecessor;
  }

  Optional<Rehearsal> rehearsal() {
    return rehearsal;
  }

  int loops() {
    return loops;
  }

  OptionalInt poolWorkers() {
    return poolWorkers;
  }

  Transport transport() {
    return transport;
  }

  Optional<TaskBackend> tasks() {
    return tasks;
  }

  Limits limits() {
    return limits;
  }
}
