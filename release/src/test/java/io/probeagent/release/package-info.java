/** What a release is made of, and how it comes to be. */
@org.jspecify.annotations.NullMarked
package io.probeagent.release;
