package io.probeagent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.probeagent.agent.lifecycle.AppState;
import io.probeagent.agent.lifecycle.Drain;
import io.probeagent.agent.lifecycle.Instance;
import io.probeagent.agent.lifecycle.Lease;
import io.probeagent.agent.lifecycle.Ports;
import io.probeagent.agent.lifecycle.ProbeFile;
import io.probeagent.agent.lifecycle.Verdict;
import io.probeagent.agent.lifecycle.Verdicts;
import io.probeagent.agent.lifecycle.Watchdog;
import io.probeagent.agent.lifecycle.Word;
import io.probeagent.agent.metrics.Counters;
import io.probeagent.agent.pod.App;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose equals is written by hand: a component that is added later must count there. */
final class HandmadeEqualsTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        AppState.class,
        Instance.class,
        ProbeFile.class,
        Drain.class,
        Lease.None.class,
        Lease.Held.class,
        Lease.Awaited.class,
        Lease.Lost.class,
        Ports.class,
        Watchdog.class,
        Verdict.class,
        Verdicts.class,
        App.View.class,
        Counters.Answered.class,
        Counters.Transition.class,
        Counters.SourceError.class,
        Counters.Control.class,
        Counters.Held.class,
      })
  void everyComponentCounts(Class<?> type) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Object one = make(type, -1);
    assertThat(one).isEqualTo(make(type, -1)).hasSameHashCodeAs(make(type, -1));
    for (int i = 0; i < components.length; i++) {
      assertThat(one).as(components[i].getName()).isNotEqualTo(make(type, i));
    }
  }

  /** A record of values that differ from the usual ones in one component. */
  private static Object make(Class<?> type, int other) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    List<Class<?>> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      types.add(components[i].getType());
      values.add(value(components[i], i == other));
    }
    var constructor = type.getDeclaredConstructor(types.toArray(new Class<?>[0]));
    constructor.setAccessible(true);
    return constructor.newInstance(values.toArray());
  }

  private static Object value(RecordComponent component, boolean other) throws Exception {
    Class<?> type = component.getType();
    if (type == long.class) {
      return other ? 2L : 1L;
    } else if (type == int.class) {
      return other ? 2 : 1;
    } else if (type == boolean.class) {
      return other;
    } else if (type == String.class) {
      return other ? "b" : "a";
    } else if (type.isEnum()) {
      return type.getEnumConstants()[other ? 1 : 0];
    } else if (type == Lease.class) {
      return other ? Lease.HELD : Lease.NONE;
    } else if (type == List.class) {
      boolean words = component.getGenericType().getTypeName().contains(Word.class.getName());
      boolean longs = component.getGenericType().getTypeName().contains("Long");
      Object element = words ? new Word.Ready() : longs ? (Object) 1L : (Object) 1;
      return other ? List.of(element) : List.of();
    }
    return make(type, other ? 0 : -1);
  }
}
