package covey.node.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One chart, as {@code charts.js} draws it. The names of the components are the keys that it reads.
 * Points are pairs of x and y; for bars, y is the index of a category.
 *
 * @param section the section of the page
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

  /** The sections of the page, in order. */
  enum Section {
    /** Runs without a failure. */
    SPEED,
    /** Runs with a failure. */
    FAILURE,
    /** Updates of a changed folder. */
    UPDATE,
    /** Predictions. */
    THEORY,
    /** A recording, replayed in other modes. */
    REPLAY
  }

  /** How a series is drawn. */
  enum Form {
    /** Points joined by a line. */
    LINE,
    /** A dashed line for a theoretical bound. */
    BOUND,
    /** Faint points. */
    FAINT,
    /** Strong points. */
    POINT,
    /** A step line. */
    STEP,
    /** A line without points. */
    COURSE,
    /** A thin line without points, for comparison. */
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
   * @param ticks the values with a label; empty for automatic labels
   * @param categories the labels of a category axis
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
   * One line, or one set of points.
   *
   * @param colour the mode or source that determines the colour
   * @param notes a note in the tooltip of each point; empty for none
   */
  record Series(
      String name, String colour, Form form, List<List<Double>> points, List<String> notes) {
    Series(String name, String colour, Form form, List<List<Double>> points) {
      this(name, colour, form, points, List.of());
    }

    /** Returns bars of these lengths, one for each category. */
    static Series bars(String name, String colour, List<Double> lengths) {
      List<List<Double>> points = new ArrayList<>();
      for (double length : lengths) {
        points.add(List.of(length, (double) points.size()));
      }
      return new Series(name, colour, Form.BAR, points);
    }

    /** Adds the series to others, unless it has no points. */
    void addTo(List<Series> others) {
      if (!points.isEmpty()) {
        others.add(this);
      }
    }
  }

  /**
   * A dashed line across the chart.
   *
   * @param along "x" for a vertical line at that x, "y" for a horizontal line at that y
   */
  record Mark(String along, double at, String label, String colour) {}
}
