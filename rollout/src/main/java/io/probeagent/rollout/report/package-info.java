/**
 * What came of a run: a {@link io.probeagent.rollout.report.Recorder} takes it down, a {@link
 * io.probeagent.rollout.report.Report} tells it to people and programs.
 */
@NullMarked
package io.probeagent.rollout.report;

import org.jspecify.annotations.NullMarked;
