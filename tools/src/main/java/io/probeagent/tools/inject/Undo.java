package io.probeagent.tools.inject;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probeagent.tools.inject.Edits.Edit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it takes to make a pod what it was, byte for byte: kept in an annotation of the pod. All
 * offsets are from where the pod's mapping begins, in the text as it was.
 *
 * @param hash of the pod's text as it was
 * @param length of that text
 * @param steps what was put in, in the order of the text
 * @param self which step put in the annotation itself, whose own length it cannot know
 * @param was by container and field, as JSON: for a text that was changed since
 */
record Undo(
    String hash, int length, List<Step> steps, Self self, Map<String, Map<String, String>> was) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** One change: how long what was put in is, and what it stands for. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Step(int at, int put, String cut) {}

  /** The step of the annotation: chars before and after its value. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Self(int step, int before, int after) {}

  static Undo of(
      String text,
      int from,
      int to,
      List<Edit> edits,
      String mark,
      Map<String, Map<String, String>> was) {
    List<Step> steps = new ArrayList<>();
    Self self = new Self(-1, 0, 0);
    for (Edit edit : joined(edits)) {
      int marked = edit.put().indexOf(mark);
      if (marked >= 0) {
        self = new Self(steps.size(), marked, edit.put().length() - marked - mark.length());
      }
      steps.add(
          new Step(edit.at() - from, edit.put().length(), text.substring(edit.at(), edit.end())));
    }
    return new Undo(hash(text.substring(from, to)), to - from, steps, self, was);
  }

  /** What is put in at one place is one step. */
  private static List<Edit> joined(List<Edit> edits) {
    List<Edit> joined = new ArrayList<>();
    for (Edit edit : edits) {
      Edit last = joined.isEmpty() ? edit : joined.get(joined.size() - 1);
      if (!joined.isEmpty() && last.cut() == 0 && edit.cut() == 0 && last.at() == edit.at()) {
        joined.set(joined.size() - 1, new Edit(edit.at(), 0, last.put() + edit.put(), 0));
      } else {
        joined.add(edit);
      }
    }
    return joined;
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what {@link #json} has written; nothing if somebody else did. */
  static Optional<Undo> read(String json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, Undo.class)).filter(Undo::isWhole);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * The changes that take all back.
   *
   * @param from where the pod's mapping begins now
   * @param valueFrom where the annotation's value does
   * @param valueTo where it ends
   * @return nothing if the text is not what was put in: somebody has changed it since
   */
  Optional<List<Edit>> edits(String text, int from, int valueFrom, int valueTo) {
    Edits local = new Edits();
    List<Edit> edits = new ArrayList<>();
    int shift = 0;
    int most = length;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int at = step.at + shift;
      int put = i == self.step ? self.before + valueTo - valueFrom + self.after : step.put;
      if (i == self.step && from + at + self.before != valueFrom) {
        return Optional.empty();
      }
      local.add(at, put, step.cut, 0);
      edits.add(new Edit(from + at, put, step.cut, 0));
      shift += put - step.cut.length();
      most = Math.max(most, step.at + step.cut.length());
    }
    int to = from + most + shift;
    if (to > text.length() || to < from) {
      return Optional.empty();
    }
    String restored = local.apply(text.substring(from, to));
    return restored.length() >= length && hash(restored.substring(0, length)).equals(hash)
        ? Optional.of(edits)
        : Optional.empty();
  }

  private boolean isWhole() {
    return hash != null && steps != null && self != null && was != null && inOrder();
  }

  private boolean inOrder() {
    int done = 0;
    for (Step step : steps) {
      if (step == null || step.cut == null || step.at < done || step.put < 0) {
        return false;
      }
      done = step.at + step.cut.length();
    }
    return length >= 0;
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
