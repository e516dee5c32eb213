package io.probeagent.agent.log;

import io.probeagent.agent.config.Config.Level;
import io.probeagent.agent.json.JsonText;
import io.probeagent.agent.time.Moment;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How a log line looks. */
enum LineFormat {
  /** One JSON object; numbers and booleans stay what they are. */
  JSON {
    @Override
    String line(Instant at, Level level, String event, Object[] fields, long missed) {
      JsonText json = new JsonText();
      json.writeStartObject();
      json.writeStringField("ts", Moment.text(at));
      json.writeStringField("level", level.name().toLowerCase(Locale.ROOT));
      json.writeStringField("event", event);
      for (int i = 0; i + 1 < fields.length; i += 2) {
        json.writeFieldName(String.valueOf(fields[i]));
        write(json, fields[i + 1]);
      }
      if (missed > 0) {
        json.writeNumberField("dropped", missed);
      }
      json.writeEndObject();
      return json.toString();
    }

    private void write(JsonText json, Object value) {
      if (value instanceof Long || value instanceof Integer) {
        json.writeNumber(((Number) value).longValue());
      } else if (value instanceof Boolean truth) {
        json.writeBoolean(truth);
      } else if (value instanceof Map<?, ?> map) {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeStringField(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
        }
        json.writeEndObject();
      } else {
        json.writeString(String.valueOf(value));
      }
    }
  },

  /** {@code 2026-11-22T14:00:00.123Z INFO transition app=web from=STARTING to=READY}. */
  TEXT {
    @Override
    String line(Instant at, Level level, String event, Object[] fields, long missed) {
      StringBuilder line = new StringBuilder(128);
      line.append(Moment.text(at)).append(' ').append(level).append(' ');
      line.append(event);
      for (int i = 0; i + 1 < fields.length; i += 2) {
        String value = printable(String.valueOf(fields[i + 1]));
        boolean quote = value.isEmpty() || value.indexOf(' ') >= 0;
        line.append(' ').append(fields[i]).append('=');
        line.append(quote ? '"' + value.replace('"', '\'') + '"' : value);
      }
      if (missed > 0) {
        line.append(" dropped=").append(missed);
      }
      return line.toString();
    }

    /** Without what would begin a line of its own, or speak to the terminal. */
    private String printable(String text) {
      StringBuilder clean = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        clean.append(Character.isISOControl(c) ? ' ' : c);
      }
      return clean.toString();
    }
  };

  abstract String line(Instant at, Level level, String event, Object[] fields, long missed);
}
