package io.probeagent.tools.yaml;

import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * What plain scalars are, as Kubernetes takes them: ~ is null, and True a truth. Merge keys stay
 * keys: the parser would resolve one that leads to itself for ever, and fields follow them anyway.
 */
final class KubernetesSchema extends CoreSchema {
  @Override
  public ScalarResolver getScalarResolver() {
    return new CoreScalarResolver(false);
  }
}
