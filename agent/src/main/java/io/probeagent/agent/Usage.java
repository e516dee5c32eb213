package io.probeagent.agent;

/** What {@code --help} says before the settings. */
final class Usage {
  static final String TEXT =
      """
      probe-agent: tells Kubernetes the truth about the apps of a pod.

      Usage: probe-agent [command] [flags]

        serve                     answer the probes (the default)
        check live|ready|startup [app]
                                  exit 0 if the probe passes, 1 if not: an exec probe
        check url http://…        exit 0 if that address answers with 200 to 399, 1 if not
        status [app]              what the agent knows
        drain [wait] [app]        ask for a drain; wait: until it is over, for an exec preStop hook
        undrain [app]             call it off
        notify [app] KEY=VALUE…   speak for an app that cannot: notify READY=1 STATUS=warm
        version, --version        the version
        --print-config            the effective configuration as JSON, without starting
        --help                    this text

      The commands other than serve and check url talk to a running agent over its socket in the
      shared folder.
      Exit codes: 0 done, 1 the check failed or no agent answers, 2 wrong usage or configuration.

      Settings: an environment variable or a flag, which wins. Durations are written 500ms, 5s, 2m
      or 1h. Those marked (per app) also exist for one app: PROBE_WEB_DRAIN_DELAY,
      --web-drain-delay. A PROBE_ variable that is not known stops the start; those that Kubernetes
      sets for a Service named probe are ignored.

      """;

  private Usage() {}
}
