package dev.outrigger.supervisor.host;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.socket.HeldSocket;
import dev.outrigger.supervisor.board.BoardReader;
import dev.outrigger.supervisor.posix.Account;
import dev.outrigger.supervisor.talk.Meeting;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.util.Optional;

/**
 * What a server process is given to begin with: a board for its signs of life, and a socket to
 * answer its probe at. The arbiter makes both. A process of another user may make nothing in the
 * arbiter's folder: where root looks for a board, it must never find a link to something else.
 */
record Outfit(BoardReader board, HeldSocket probe) implements AutoCloseable {
  private static final String OWNER_ONLY = "rw-------";

  /**
   * One for a new process.
   *
   * @param loops of epoll
   * @param account whose the process is; empty for that of the arbiter
   */
  static Outfit of(Meeting meeting, EventLoopGroup loops, Optional<Account> account)
      throws IOException {
    BoardReader board = BoardReader.create(meeting.board());
    try {
      if (account.isPresent()) {
        account.get().ownAlone(meeting.board());
      }
      var place = new Place.Unix(UnixDomainSocketAddress.of(meeting.probe()), OWNER_ONLY);
      return new Outfit(board, HeldSocket.open(place, loops));
    } catch (IOException e) {
      board.close();
      throw e;
    } catch (BindFailedException e) {
      board.close();
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Removes both. */
  @Override
  public void close() {
    board.close();
    probe.close();
  }
}
