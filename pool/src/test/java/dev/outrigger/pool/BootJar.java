package dev.outrigger.pool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.boot.loader.launch.JarLauncher;

/** An executable jar as Spring Boot's plugins make it: its own loader, and all else inside. */
record BootJar(Path library, Path classes) {
  Path writeTo(Path file) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Name.MAIN_CLASS, JarLauncher.class.getName());
    manifest.getMainAttributes().putValue("Start-Class", "app.hidden.Main");
    manifest.getMainAttributes().putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    manifest.getMainAttributes().putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      addLoader(jar);
      jar.putNextEntry(new JarEntry("BOOT-INF/"));
      jar.putNextEntry(new JarEntry("BOOT-INF/classes/"));
      addClasses(jar);
      jar.putNextEntry(new JarEntry("BOOT-INF/lib/"));
      add("BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library), jar);
    }
    return file;
  }

  private static void addLoader(JarOutputStream jar) throws Exception {
    Path loader =
        Path.of(JarLauncher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile from = new JarFile(loader.toFile())) {
      Enumeration<JarEntry> entries = from.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().startsWith("org/") && !entry.isDirectory()) {
          add(entry.getName(), from.getInputStream(entry).readAllBytes(), jar);
        }
      }
    }
  }

  private void addClasses(JarOutputStream jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = "BOOT-INF/classes/" + classes.relativize(file);
      add(name, Files.readAllBytes(file), jar);
    }
  }

  /** Stored: the loader reads the jars inside where they lie. */
  private static void add(String name, byte[] bytes, JarOutputStream jar) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(JarEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    jar.putNextEntry(entry);
    jar.write(bytes);
    jar.closeEntry();
  }
}
