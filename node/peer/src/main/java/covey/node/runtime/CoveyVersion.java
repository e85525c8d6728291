package covey.node.runtime;

/** The version of this program. */
public final class CoveyVersion {
  /** The release number. */
  public static final String NUMBER = "0.1.0";

  /** The agent that peers see. */
  public static final String AGENT = "covey/" + NUMBER;

  private CoveyVersion() {}
}
