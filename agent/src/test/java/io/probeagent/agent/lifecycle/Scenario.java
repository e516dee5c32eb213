package io.probeagent.agent.lifecycle;

import static java.util.Objects.requireNonNull;

import io.probeagent.agent.lifecycle.Drain.Origin;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A story told in signals, on a clock that goes only when it is told to. */
final class Scenario {
  static final Word READY = new Word.Ready();
  static final Word NOT_READY = new Word.NotReady();
  static final Word RELOADING = new Word.Reloading();
  static final Word STOPPING = new Word.Stopping();
  static final Word BEAT = new Word.Beat();
  static final Word BROKEN = new Word.Broken();
  static final Word BYE = new Word.Bye();
  static final Word FAILURE = new Word.Failure("EXIT_STATUS", "3");

  private final Lifecycle lifecycle;
  private long now;
  private long stamp;
  private AppState state;

  Scenario() {
    this(Policies.DEFAULT, 0);
  }

  Scenario(Policy policy) {
    this(policy, 0);
  }

  Scenario(Policy policy, long start) {
    lifecycle = new Lifecycle(policy);
    now = start;
    state = AppState.unknown(start);
  }

  static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  static Word status(String text) {
    return new Word.Status(text);
  }

  static Word beatEvery(long seconds) {
    return new Word.BeatEvery(seconds(seconds));
  }

  /** Lets so many seconds pass. */
  Scenario passes(long seconds) {
    return passesNanos(seconds(seconds));
  }

  Scenario passesNanos(long nanos) {
    now += nanos;
    return this;
  }

  Scenario gets(Signal signal) {
    state = lifecycle.next(state, signal, now);
    return this;
  }

  /** A one-shot or a datagram. */
  Scenario says(Word... words) {
    return gets(new Signal.Said(Signal.ANYONE, List.of(words)));
  }

  /** The holder of a lease speaks. */
  Scenario says(String lease, Word... words) {
    return gets(new Signal.Said(lease, List.of(words)));
  }

  /** The file is seen, just touched: anew if the inode is, else with this content. */
  Scenario file(String inode, Word... words) {
    return gets(new Signal.FileSeen(new ProbeFile(inode, false, List.of(words), ++stamp), 0));
  }

  /** The same with a line {@code INSTANCE=id}. */
  Scenario namedFile(String id, Word... words) {
    return gets(new Signal.FileSeen(new ProbeFile(id, true, List.of(words), ++stamp), 0));
  }

  /** A new mtime, and nothing else. */
  Scenario touched() {
    ProbeFile file = requireNonNull(state.file());
    ProbeFile newer = new ProbeFile(file.id(), file.named(), file.words(), ++stamp);
    return gets(new Signal.FileSeen(newer, 0));
  }

  Scenario fileRemoved() {
    return gets(new Signal.FileGone(false));
  }

  Scenario folderGone() {
    return gets(new Signal.FileGone(true));
  }

  Scenario leaseOpened(String id) {
    return gets(new Signal.LeaseOpened(id));
  }

  Scenario leaseLost(String id) {
    return gets(new Signal.LeaseLost(id));
  }

  /** The kernel tells of the one port 80: these sockets listen on it. */
  Scenario listens(int connections, long... sockets) {
    List<Integer> closed = sockets.length == 0 ? List.of(80) : List.of();
    return ports(closed, connections, sockets);
  }

  Scenario ports(List<Integer> closed, int connections, long... sockets) {
    List<Long> open = LongStream.of(sockets).boxed().toList();
    return gets(new Signal.PortsSeen(new Ports(closed, open, connections)));
  }

  /** Drained from outside, with the delay of the policy. */
  Scenario drainAsked() {
    return drainAsked(Origin.OUTSIDE);
  }

  Scenario drainAsked(Origin origin) {
    return gets(new Signal.DrainAsked(origin, lifecycle.policy().drainDelay().toNanos()));
  }

  Scenario undrained() {
    return gets(new Signal.Undrained());
  }

  /** The agent was away, and has read this state back: a held lease is awaited. */
  Scenario agentRestarted() {
    Instance instance = instance();
    state = state.withInstance(instance.withLease(new Lease.Awaited(now)));
    return this;
  }

  long now() {
    return now;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  /** As the last signal left it. */
  AppState state() {
    return state;
  }

  /** As it counts now. */
  AppState settled() {
    return lifecycle.settle(state, now);
  }

  Phase phase() {
    return settled().phase();
  }

  Instance instance() {
    return requireNonNull(state.instance());
  }

  Drain drain() {
    return requireNonNull(state.drain());
  }

  Plan plan() {
    return Plan.of(drain(), now);
  }

  Verdicts verdicts() {
    return Verdicts.of(lifecycle, state, now);
  }

  boolean ready() {
    return verdicts().ready().ok();
  }

  boolean live() {
    return verdicts().live().ok();
  }
}
