/** Says an app's state to the agent beside it, over the folder that both share. */
@NullMarked
package io.probeagent.client;

import org.jspecify.annotations.NullMarked;
