package io.probeagent.rollout.life;

/** Ends as soon as it is started. */
final class LeavingApp {
  private LeavingApp() {}

  public static void main(String[] arguments) {
    System.err.println("sample-app: nothing to do");
    System.exit(3);
  }
}
