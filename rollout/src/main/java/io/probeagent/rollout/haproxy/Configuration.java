package io.probeagent.rollout.haproxy;

import java.nio.file.Path;

/** What HAProxy is told at its start. */
final class Configuration {
  private Configuration() {}

  /**
   * Servers have no address at first, and are in maintenance. Nothing is ever sent twice: no
   * retries, no redispatch. Idle connections to servers are given up soon, as a client's would be.
   */
  static String text(Options options, Path socket, int http1, int http2) {
    return """
        global
          stats socket %s mode 600 level admin
          maxconn 4000
        defaults
          mode http
          retries 0
          no option redispatch
          timeout connect 30s
          timeout client 30s
          timeout server 30s
          timeout http-request 30s
          # Else it is the interval: a moment without CPU would take every server out.
          timeout check 2s
        frontend fe
          bind 127.0.0.1:%d
          bind 127.0.0.1:%d proto h2
          default_backend be
        backend be
          balance %s
          option httpchk GET %s
          http-check expect status 200
          http-response set-header x-served-by %%s
          default-server check inter %dms fall 2 rise 1 pool-purge-delay 500ms disabled
          server-template s 1-%d 127.0.0.1:1
        """
        .formatted(
            socket,
            http1,
            http2,
            options.balance(),
            options.checkPath(),
            options.interval().toMillis(),
            options.slots());
  }
}
