package dev.outrigger.examples.thumbnails;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.web.App;
import dev.outrigger.web.Problem;

/**
 * What a client hears when a worker could not make its picture. That a picture asks for more time
 * or memory than there is, is the picture's fault; the loss of a worker is ours, and passes.
 */
final class Losses {
  private Losses() {}

  static void tellClients(App app) {
    app.onFailure(TaskFailedException.class, (_, failed) -> problem(failed));
  }

  static Problem problem(TaskFailedException failed) {
    return switch (failed.failure()) {
      case FailureCause.TaskThrew(Problem problem) -> problem;
      // A bug of ours: an id for the client, the stack in the log.
      case FailureCause.TaskThrew _ -> throw failed;
      case FailureCause.HeapOutOfMemory _, FailureCause.MemoryLimit _ ->
          Problem.unprocessable("The picture needs more memory than a thumbnail is worth");
      case FailureCause.DeadlineExceeded _ when failed.delivery() != Delivery.NOT_STARTED ->
          Problem.unprocessable("The picture takes longer than a thumbnail is worth");
      case FailureCause.Quarantined _ ->
          Problem.unprocessable("The picture has killed its decoder several times");
      case FailureCause.DeadlineExceeded _ ->
          Problem.of(503, "Others are before you; try again").header("Retry-After", "5");
      default ->
          Problem.of(503, "The process that made the thumbnail was lost; try again")
              .with("cause", failed.failure().label())
              .header("Retry-After", "1");
    };
  }
}
