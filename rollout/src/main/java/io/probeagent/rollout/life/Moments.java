package io.probeagent.rollout.life;

/** When the things happened between which certain answers are due; of {@link System#nanoTime}. */
final class Moments {
  /** The app was seen to be ready. */
  long ready;

  /** The agent was about to be killed. */
  long killed;

  /** The new agent had said that it serves. */
  long back;

  /** The app was about to get SIGTERM. */
  long told;

  /** The request in flight had ended. */
  long answered;

  /** The app's end had been seen. */
  long gone;

  /** The agent was about to get SIGTERM. */
  long end;
}
