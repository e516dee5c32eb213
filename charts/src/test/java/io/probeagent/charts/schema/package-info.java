/**
 * Holds documents against the classes that others generate from Kubernetes' own API description, as
 * strictly as an API server with {@code fieldValidation: Strict}.
 */
@NullMarked
package io.probeagent.charts.schema;

import org.jspecify.annotations.NullMarked;
