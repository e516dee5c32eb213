/**
 * The HTTP endpoints.
 *
 * <pre>
 *   GET, HEAD  /startup /live /ready (and …z, and …/app)   200 or 503
 *   GET, HEAD  /healthz                                    200: the agent itself, once it hears
 *   GET        /metrics                                    OpenMetrics or Prometheus text
 *   GET        /state                                      JSON
 *   GET, POST  /drain (and /drain/app)                     200 when over; no token: 403, but late
 *   POST       /undrain (and /undrain/app)                 200; without the token 403
 * </pre>
 *
 * Everything runs on the one event loop, but for the rendering of the metrics page.
 */
@NullMarked
package io.probeagent.agent.http;

import org.jspecify.annotations.NullMarked;
