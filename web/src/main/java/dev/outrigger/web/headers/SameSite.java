package dev.outrigger.web.headers;

/** Whether a cookie comes along with requests that another site has caused. */
public enum SameSite {
  /** Never. */
  STRICT("Strict"),
  /** Only if the user goes to a page of ours from there. */
  LAX("Lax"),
  /** Always; browsers want such a cookie to be secure. */
  NONE("None");

  private final String written;

  SameSite(String written) {
    this.written = written;
  }

  /** As it stands in a field. */
  @Override
  public String toString() {
    return written;
  }
}
