import org.jspecify.annotations.NullMarked;

/** The outrigger command. */
@NullMarked
module dev.outrigger.cli {
  requires dev.outrigger.web;
  requires info.picocli;
  requires java.compiler;
  requires java.logging;
  requires jdk.compiler;
  requires static org.jspecify;

  opens dev.outrigger.cli to
      info.picocli;
}
