package io.probeagent.rollout.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser has drawn of a report, read out of its document. */
record Drawn(String dom) {
  private static final Pattern LANE =
      Pattern.compile(
          "<g class=\"lane[^\"]*\" data-pod=\"([^\"]*)\"(.*?)(?=<g class=\"lane|</svg>)");
  private static final Pattern MARK =
      Pattern.compile(
          "<g class=\"mark (\\w+)\" transform=\"translate\\(([0-9.]+),[0-9.]+\\)\""
              + " data-pod=\"([^\"]*)\" data-at=\"([0-9.]+)\"><title>([^<]*)");

  /** A failed or cut request. */
  record Mark(String kind, double x, String pod, double at, String tip) {}

  /** A row of a table, cell by cell, without markup. */
  record Row(List<String> cells) {}

  List<String> lanes() {
    return find(LANE, dom).stream().map(lane -> lane.group(1)).toList();
  }

  /** Those on the lane of a pod. */
  List<Mark> marks(String pod) {
    List<Mark> marks = new ArrayList<>();
    for (MatchResult lane : find(LANE, dom)) {
      if (lane.group(1).equals(pod)) {
        for (MatchResult m : find(MARK, lane.group(2))) {
          marks.add(
              new Mark(
                  m.group(1),
                  Double.parseDouble(m.group(2)),
                  m.group(3),
                  Double.parseDouble(m.group(4)),
                  m.group(5)));
        }
      }
    }
    return marks;
  }

  /** Where that time is on the axis, by what the chart says of itself. */
  double x(double millis) {
    double from = number("data-from");
    double left = number("data-left");
    return left + (millis - from) / (number("data-to") - from) * (number("data-right") - left);
  }

  double number(String attribute) {
    return Double.parseDouble(one("<svg id=\"lanes\"[^>]*" + attribute + "=\"([0-9.]+)\""));
  }

  String textOf(String id) {
    return one("id=\"" + id + "\"[^>]*>(.*?)</").replaceAll("<[^>]*>", "");
  }

  /** Empty if there is no such table. */
  List<Row> table(String id) {
    List<Row> rows = new ArrayList<>();
    for (MatchResult table : find(Pattern.compile("<table id=\"" + id + "\".*?</table>"), dom)) {
      String body = table.group().replaceAll(".*<tbody>", "");
      for (MatchResult row : find(Pattern.compile("<tr>(.*?)</tr>"), body)) {
        rows.add(
            new Row(
                find(Pattern.compile("<td[^>]*>(.*?)</td>"), row.group(1)).stream()
                    .map(cell -> cell.group(1).replaceAll("<[^>]*>", ""))
                    .toList()));
      }
    }
    return rows;
  }

  int count(String pattern) {
    return find(Pattern.compile(pattern), dom).size();
  }

  private String one(String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(dom);
    if (!matcher.find()) {
      throw new AssertionError("nothing like " + pattern + " in the document");
    }
    return matcher.group(1);
  }

  private static List<MatchResult> find(Pattern pattern, String text) {
    return Pattern.compile(pattern.pattern(), Pattern.DOTALL).matcher(text).results().toList();
  }
}
