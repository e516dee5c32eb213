/**
 * Puts the agent into pods and takes it out again, by cuts in the text: what is not touched stays
 * as it was written.
 */
@NullMarked
package io.probeagent.tools.inject;

import org.jspecify.annotations.NullMarked;
