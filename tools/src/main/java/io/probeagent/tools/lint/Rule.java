package io.probeagent.tools.lint;

import io.probeagent.tools.model.Resource;

/**
 * One thing that goes wrong. Each has a page among the resources, {@code rules/<id>.md}: what
 * happens, why, with the source, and YAML that fires and that does not, which a test runs.
 *
 * @param id in kebab case; it never changes, since comments and configuration name it
 */
public record Rule(String id, Severity severity, Check check) {
  /** The same with another severity. */
  Rule as(Severity other) {
    return new Rule(id, other, check);
  }

  /** Looks at one workload, and at what stands beside it. */
  @FunctionalInterface
  public interface Check {
    void check(Scene scene, Findings findings);

    /** Looks at an object that makes no pods; most rules have nothing to say of one. */
    default void other(Resource resource, Findings findings) {}
  }
}
