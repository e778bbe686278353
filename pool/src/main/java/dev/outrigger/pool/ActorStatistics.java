package dev.outrigger.pool;

/**
 * One consistent look at an actor. At any time {@code accepted = completed + failed + cancelled +
 * waiting + running}.
 *
 * @param alive whether it takes calls: neither closed nor lost
 * @param ready whether its object is there now; not while its process starts
 * @param waiting calls that its process has not been given
 * @param running calls that its process has
 * @param accepted calls taken so far
 * @param completed calls that returned
 * @param failed calls that threw, met their deadline or were lost
 * @param cancelled calls that their callers cancelled
 * @param rejected calls refused as the mailbox was full; not in {@code accepted}
 * @param restarts how often the object was made anew
 */
public record ActorStatistics(
    boolean alive,
    boolean ready,
    int waiting,
    int running,
    long accepted,
    long completed,
    long failed,
    long cancelled,
    long rejected,
    int restarts) {}
