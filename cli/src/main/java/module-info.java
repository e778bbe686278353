import org.jspecify.annotations.NullMarked;

/** The outrigger command. */
@NullMarked
module dev.outrigger.cli {
  requires dev.outrigger.supervisor;
  requires dev.outrigger.web;
  requires info.picocli;
  requires java.compiler;
  requires java.logging;
  requires java.management;
  requires jdk.compiler;
  requires static org.jspecify;
  requires org.tomlj;
  requires tools.jackson.databind;

  opens dev.outrigger.cli to
      info.picocli;
  opens dev.outrigger.cli.options to
      info.picocli;
}
