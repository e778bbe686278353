import dev.outrigger.pool.Actor;
import dev.outrigger.pool.ActorLostException;
import dev.outrigger.pool.ActorOptions;
import dev.outrigger.pool.ProcessPool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An actor: an index of words that lives in a process of its own. Its memory is not the server's,
 * and if it dies it is made anew, from the files that it was made of.
 *
 * <pre>
 *   java -cp pool/target/outrigger-pool-0.1.0-SNAPSHOT.jar examples/pool/SearchIndex.java docs pool
 * </pre>
 */
public final class SearchIndex {
  /** How the index is asked; an actor is called by an interface. */
  interface Index {
    /** Adds what the file contains, and says how many words are known now. */
    int add(File file) throws IOException;

    /** The names of the files with this word. */
    List<String> find(String word);

    /** For the sake of the example. */
    void die();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println("usage: SearchIndex FOLDER WORD");
      System.exit(2);
    }
    File folder = new File(arguments[0]);
    String word = arguments[1];
    ActorOptions options = ActorOptions.defaults().supervised(3, Duration.ofMinutes(1));
    try (ProcessPool pool = ProcessPool.builder().name("search").size(1).build();
        Actor<Index> actor = pool.actor(Index.class, () -> new FolderIndex(folder), options)) {
      Index index = actor.proxy();
      System.out.println("found in " + index.find(word));

      File note = File.createTempFile("note", ".md");
      note.deleteOnExit();
      Files.writeString(note.toPath(), "outriggers keep a boat upright");
      System.out.println(index.add(note) + " words");
      System.out.println("the note is found: " + !index.find("outriggers").isEmpty());

      try {
        index.die();
      } catch (ActorLostException e) {
        System.out.println("lost, delivery " + e.delivery());
      }
      System.out.println("made anew: " + index.find(word));
    }
  }

  /** Lives in the worker process. Calls come one after the other, so it needs no lock. */
  static final class FolderIndex implements Index {
    private static final Pattern NO_WORD = Pattern.compile("\\W+");
    private final SortedMap<String, SortedSet<String>> files = new TreeMap<>();

    FolderIndex(File folder) throws IOException {
      try (Stream<Path> pages = Files.list(folder.toPath())) {
        for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
          add(page.toFile());
        }
      }
    }

    @Override
    public int add(File file) throws IOException {
      String text = Files.readString(file.toPath()).toLowerCase(Locale.ROOT);
      NO_WORD
          .splitAsStream(text)
          .forEach(word -> files.computeIfAbsent(word, _ -> new TreeSet<>()).add(file.getName()));
      return files.size();
    }

    @Override
    public List<String> find(String word) {
      return List.copyOf(files.getOrDefault(word, new TreeSet<>()));
    }

    @Override
    public void die() {
      Runtime.getRuntime().halt(1);
    }
  }
}
