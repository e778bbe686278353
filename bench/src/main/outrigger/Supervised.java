import dev.outrigger.web.App;
import dev.outrigger.web.Application;

/** What 'bench supervisor' serves by processes of Outrigger. */
public final class Supervised implements Application {
  private static final String PID = Long.toString(ProcessHandle.current().pid());

  @Override
  public void configure(App app) {
    // The others have no worker processes either.
    app.withoutPool();
    app.get("/pid", request -> PID);
  }
}
