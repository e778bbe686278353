package dev.outrigger.http;

/**
 * What a server has done so far. Each number is exact; numbers of different loops may be a moment
 * apart.
 *
 * @param connectionsOpen connections that are open now, those being refused left out
 * @param connectionsAccepted connections taken since the start
 * @param connectionsRefused connections answered with 503 because there were too many
 * @param requestsRunning requests whose handler runs now
 * @param requestsServed requests that were answered, in whatever way: the sum of the next four
 * @param successes of these, with a status below 300
 * @param redirections of these, with a status of 300 to 399
 * @param clientErrors of these, with a status of 400 to 499
 * @param serverErrors of these, with a status of 500 and above, and answers that broke off
 * @param cancelledByClients requests whose client went away before the answer was whole, or was cut
 *     off since it did not take it
 */
public record HttpStatistics(
    long connectionsOpen,
    long connectionsAccepted,
    long connectionsRefused,
    long requestsRunning,
    long requestsServed,
    long successes,
    long redirections,
    long clientErrors,
    long serverErrors,
    long cancelledByClients) {}
