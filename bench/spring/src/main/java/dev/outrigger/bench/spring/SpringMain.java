package dev.outrigger.bench.spring;

import dev.outrigger.bench.load.Control;
import dev.outrigger.bench.web.Site;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring Boot with MVC on the embedded Tomcat and virtual threads, as the benchmark starts it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Pages.class)
public class SpringMain {
  /** Made by Spring. */
  public SpringMain() {}

  /** Arguments: {@code spring}; the folder of the files. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    SpringApplication application = new SpringApplication(SpringMain.class);
    application.setDefaultProperties(
        Map.of(
            "server.port", "0",
            "server.address", "127.0.0.1",
            "spring.threads.virtual.enabled", "true",
            // Else each connection ends after a hundred.
            "server.tomcat.max-keep-alive-requests", "-1",
            "spring.main.banner-mode", "off",
            "logging.level.root", "error",
            "spring.mvc.static-path-pattern", "/static/**",
            "spring.web.resources.static-locations", folder.resolve("static").toUri().toString(),
            "spring.servlet.multipart.max-file-size", "64MB",
            "spring.servlet.multipart.max-request-size", "64MB"));
    var context =
        (WebServerApplicationContext)
            application.run("--spring.servlet.multipart.location=" + folder.resolve("uploads"));
    int port = Objects.requireNonNull(context.getWebServer()).getPort();
    Control.serve(
        "Spring_Boot_4.1",
        Site.ways(port, "plaintext", "json", "path", "validated", "static", "upload"));
    // Threads that wait for clients would keep it alive.
    System.exit(0);
  }
}
