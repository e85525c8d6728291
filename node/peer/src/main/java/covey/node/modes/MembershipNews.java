package covey.node.modes;

/** What the last {@link MembershipStep} led to. */
sealed interface MembershipNews {
  /** Nothing; a wait may have ended. */
  record Nothing() implements MembershipNews {}

  /** The node is connected to another host, or again to the same one. */
  record HostChanged() implements MembershipNews {}

  /** A search ended. */
  record Searched(SeatSearch.Found found) implements MembershipNews {}

  /** The host answered. */
  record HostAnswered(SeatSearch.Found.Members answer) implements MembershipNews {}

  /** No host answered. */
  record NoAnswer() implements MembershipNews {}

  /** The step was taken, or failed. */
  record Done(boolean succeeded) implements MembershipNews {}
}
