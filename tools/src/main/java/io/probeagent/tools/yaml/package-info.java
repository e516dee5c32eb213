/** YAML with the place of every field. */
@NullMarked
package io.probeagent.tools.yaml;

import org.jspecify.annotations.NullMarked;
