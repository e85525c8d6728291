package covey.node.report;

import java.util.List;

/**
 * One chart as {@code charts.js} draws it; the components' names are what it reads. Points are
 * pairs of x and y; for bars, x is the index of a category.
 *
 * @param section under which heading it stands
 * @param title the finding, in words
 * @param caption what is drawn
 */
record Chart(
    Section section,
    String title,
    String caption,
    Axis x,
    Axis y,
    List<Series> series,
    List<Mark> marks) {

  /** The page's parts, in its order. */
  enum Section {
    /** Without failure. */
    SPEED,
    /** With one. */
    FAILURE,
    /** A folder that all have has changed. */
    UPDATE,
    /** What was not measured but computed. */
    THEORY,
    /** What was recorded, told again in other modes. */
    REPLAY
  }

  /** How a series is drawn. */
  enum Form {
    /** Points joined by a line. */
    LINE,
    /** A dashed line, what theory says can not be beaten. */
    BOUND,
    /** Faint points. */
    FAINT,
    /** Strong points. */
    POINT,
    /** A line that jumps. */
    STEP,
    /** A line without points. */
    COURSE,
    /** A thin line without points, to compare with. */
    BESIDE,
    /** Points with hollow marks, joined. */
    SIMULATED,
    /** A dotted line. */
    MODELLED,
    /** Stacked bars. */
    BAR
  }

  /**
   * An axis.
   *
   * @param name with the unit
   * @param scale "value", "log" or "category"
   * @param ticks where to say the number; empty: anywhere
   * @param categories of a category axis
   */
  record Axis(String name, String scale, List<Double> ticks, List<String> categories) {
    static Axis value(String name) {
      return new Axis(name, "value", List.of(), List.of());
    }

    static Axis log(String name) {
      return new Axis(name, "log", List.of(), List.of());
    }

    static Axis category(String name, List<String> categories) {
      return new Axis(name, "category", List.of(), categories);
    }
  }

  /**
   * One line, or one cloud of points.
   *
   * @param colour the mode or the source whose it is
   * @param notes what else is said of each point when it is pointed at; empty: nothing of any
   */
  record Series(
      String name, String colour, Form form, List<List<Double>> points, List<String> notes) {
    Series(String name, String colour, Form form, List<List<Double>> points) {
      this(name, colour, form, points, List.of());
    }
  }

  /**
   * A dashed line across the chart.
   *
   * @param along "x": it stands upright at that x; "y": it lies at that y
   */
  record Mark(String along, double at, String label, String colour) {}
}
