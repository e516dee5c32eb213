package io.probeagent.rollout.life;

import io.probeagent.rollout.process.Java;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An app in a process of its own, that holds a lease until somebody kills it. */
final class LeaseApp {
  private LeaseApp() {}

  /** The command that runs it. */
  static List<String> command(Stage stage, String id, List<String> words) throws Exception {
    Path classes =
        Path.of(LeaseApp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return List.of(
        Java.running().toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classes.toString(),
        LeaseApp.class.getName(),
        stage.dir().toString(),
        id,
        String.join(" ", words));
  }

  /**
   * Says what it is told to, and prints the answers.
   *
   * @param arguments the folder, its id, and the words with spaces between them
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path dir = Path.of(arguments[0]);
    String content = "INSTANCE=" + arguments[1] + "\n" + arguments[2].replace(' ', '\n') + "\n";
    Path aside = Files.writeString(dir.resolve("." + arguments[1]), content);
    try (Talk talk = Talk.to(dir.resolve("signal.sock"))) {
      System.out.println(talk.say("INSTANCE=" + arguments[1]));
      if (!Files.exists(dir.resolve("live"))) {
        Files.move(aside, dir.resolve("live"), StandardCopyOption.ATOMIC_MOVE);
      }
      for (String word : arguments[2].split(" ", -1)) {
        System.out.println(talk.say(word));
      }
      System.out.println("said all");
      new CountDownLatch(1).await();
    }
  }
}
