/**
 * A pool of worker processes.
 *
 * <p>{@link dev.outrigger.pool.ProcessPool} is where to begin: {@code call} and {@code submit} for
 * a task with one result, {@code stream} and {@code pipe} for one that yields and takes part by
 * part, {@code actor} for an object that stays:
 *
 * <pre>{@code
 * interface Index {
 *   void add(String document);
 *
 *   @Concurrent
 *   List<String> search(String words);
 *
 *   CompletableFuture<Integer> compact();
 * }
 *
 * ActorOptions options =
 *     ActorOptions.defaults().within(Duration.ofSeconds(5)).supervised(3, Duration.ofMinutes(1));
 * try (Actor<Index> actor = pool.actor(Index.class, NativeIndex::open, options)) {
 *   Index index = actor.proxy();
 *   index.add("...");
 *   CompletableFuture<Integer> compacted = index.compact();
 *   List<String> hits = index.search("...");
 * }
 * }</pre>
 */
@org.jspecify.annotations.NullMarked
package dev.outrigger.pool;
