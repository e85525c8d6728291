package covey.node.runtime;

/** Which Covey this is. */
public final class Version {
  /** The release's number. */
  public static final String NUMBER = "0.1.0";

  /** As peers see it. */
  public static final String AGENT = "covey/" + NUMBER;

  private Version() {}
}
