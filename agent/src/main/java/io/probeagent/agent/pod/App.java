package io.probeagent.agent.pod;

import io.probeagent.agent.config.Config;
import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Lifecycle;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Verdicts;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One app: its settings, its state, and the verdicts that hold at present. */
public final class App {
  private final Config.App config;
  private final Lifecycle lifecycle;
  private volatile View view;

  /** What is known at one moment; replaced as a whole. */
  public record View(AppState state, Verdicts verdicts) {
    // By hand, as in AppState.

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof View other
          && Objects.equals(state, other.state)
          && Objects.equals(verdicts, other.verdicts);
    }

    @Override
    public int hashCode() {
      return 31 * Objects.hashCode(state) + Objects.hashCode(verdicts);
    }
  }

  App(Config.App config, AppState state, long now) {
    this.config = config;
    this.lifecycle = new Lifecycle(config.policy());
    this.view = view(state, now);
  }

  public String name() {
    return config.name();
  }

  /** Their names in one text. */
  public static String names(List<App> apps, String between) {
    StringJoiner names = new StringJoiner(between);
    apps.forEach(app -> names.add(app.name()));
    return names.toString();
  }

  public Config.App config() {
    return config;
  }

  /** The probe file that was last seen, null if there was none. May be read by any thread. */
  public @Nullable ProbeFile known() {
    return view.state().file();
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  /** The last view that was taken; {@link Pod#view} says what holds now. */
  View last() {
    return view;
  }

  View take(AppState state, long now) {
    View taken = view(state, now);
    view = taken;
    return taken;
  }

  private View view(AppState state, long now) {
    AppState settled = lifecycle.settle(state, now);
    return new View(settled, Verdicts.of(lifecycle, settled, now));
  }
}
