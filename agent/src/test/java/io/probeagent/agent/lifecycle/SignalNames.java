package io.probeagent.agent.lifecycle;

import static io.probeagent.agent.lifecycle.Scenario.BEAT;
import static io.probeagent.agent.lifecycle.Scenario.BROKEN;
import static io.probeagent.agent.lifecycle.Scenario.BYE;
import static io.probeagent.agent.lifecycle.Scenario.FAILURE;
import static io.probeagent.agent.lifecycle.Scenario.NOT_READY;
import static io.probeagent.agent.lifecycle.Scenario.READY;
import static io.probeagent.agent.lifecycle.Scenario.RELOADING;
import static io.probeagent.agent.lifecycle.Scenario.STOPPING;
import static io.probeagent.agent.lifecycle.Scenario.beatEvery;
import static io.probeagent.agent.lifecycle.Scenario.status;

import io.probeagent.agent.lifecycle.Drain.Origin;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The signals by the names that they have in the transition table. */
final class SignalNames {
  private static final List<Word> OTHER_WORDS =
      List.of(status("x"), BEAT, beatEvery(1), new Word.Extend(1), FAILURE, new Word.InFlight(3));

  private static final Map<String, List<Word>> MESSAGES =
      Map.of(
          "READY=1", List.of(READY),
          "READY=0", List.of(NOT_READY),
          "RELOADING=1", List.of(RELOADING),
          "STOPPING=1", List.of(STOPPING),
          "STOPPING=1 READY=1", List.of(STOPPING, READY),
          "WATCHDOG=trigger", List.of(BROKEN),
          "BYE=1", List.of(BYE));

  private SignalNames() {}

  /** One or more signals, each of which has to do the same. */
  static Stream<Consumer<Scenario>> parse(String name) {
    for (String speaker : List.of("a", "old")) {
      if (name.startsWith(speaker + ": ")) {
        return messages(name.substring(speaker.length() + 2)).map(said -> said(speaker, said));
      }
    }
    return MESSAGES.containsKey(name) || name.endsWith(" word")
        ? messages(name).map(said -> said(Signal.ANYONE, said))
        : Stream.of(event(name));
  }

  private static Stream<List<Word>> messages(String name) {
    Stream<List<Word>> others = OTHER_WORDS.stream().map(List::of);
    return switch (name) {
      case "any other word" -> others;
      case "any word" -> Stream.concat(others, MESSAGES.values().stream());
      default -> Stream.of(MESSAGES.get(name));
    };
  }

  private static Consumer<Scenario> said(String by, List<Word> words) {
    return app -> app.gets(new Signal.Said(by, words));
  }

  private static Consumer<Scenario> event(String name) {
    return switch (name) {
      case "file: touched" -> SignalNames::touched;
      case "file: now READY=0" -> app -> rewritten(app, NOT_READY);
      case "file: now READY=1" -> app -> rewritten(app, READY);
      case "file: now STATUS=x" -> app -> rewritten(app, status("x"));
      case "file: now empty" -> SignalNames::rewritten;
      case "new file: empty" -> app -> app.file("new");
      case "new file: READY=0" -> app -> app.file("new", NOT_READY);
      case "new file: INSTANCE=a" -> app -> app.namedFile("a", READY);
      case "new file: INSTANCE=b" -> app -> app.namedFile("b", READY);
      case "file removed" -> Scenario::fileRemoved;
      case "folder gone" -> Scenario::folderGone;
      case "lease a opened" -> app -> app.leaseOpened("a");
      case "lease b opened" -> app -> app.leaseOpened("b");
      case "lease old opened" -> app -> app.leaseOpened("old");
      case "lease a lost" -> app -> app.leaseLost("a");
      case "lease b lost" -> app -> app.leaseLost("b");
      case "lease old lost" -> app -> app.leaseLost("old");
      case "drain asked" -> Scenario::drainAsked;
      case "agent told to stop" -> app -> app.drainAsked(Origin.AGENT);
      case "undrained" -> Scenario::undrained;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void touched(Scenario app) {
    if (app.state().file() != null) {
      app.touched();
    }
  }

  private static void rewritten(Scenario app, Word... words) {
    if (app.state().file() != null) {
      app.file("first", words);
    }
  }
}
