package dev.outrigger.http.http2;

/** How a client goes away. */
enum Parting {
  RESET_OF_THE_STREAM,
  CLOSE,
  RESET,
  GOAWAY;

  private static final int CANCEL = 8;

  /** Goes away; where only stream 1 is reset, the connection stays. */
  void from(Http2Client client) throws Exception {
    switch (this) {
      case RESET_OF_THE_STREAM -> client.reset(1, CANCEL);
      case CLOSE -> client.leave();
      case RESET -> client.abort();
      case GOAWAY -> {
        client.frame(Http2Client.GOAWAY, 0, 0, new byte[8]);
        client.leave();
      }
    }
  }
}
