package dev.outrigger.pool.mapping;

/** Who hears how far a map has come. */
public interface Progress extends AutoCloseable {
  /** Nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void advance(int items) {}

        @Override
        public void close() {}
      };

  /** So many more results are there. */
  void advance(int items);

  /** No more will come; may be called again. */
  @Override
  void close();
}
