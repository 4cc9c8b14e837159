package io.weir.plugins.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program and whatever it started. Where the system has {@code setsid}, the program leads a
 * process group of its own, so that children are found even when their parents are gone.
 */
final class ProcessTree {
  private static final Optional<Path> SETSID = SearchPath.find("setsid");
  private static final Optional<MethodHandle> KILL_GROUP = killGroup();
  private static final int SIGKILL = 9;

  private final Process leader;
  private final boolean group;
  private final AtomicBoolean killed = new AtomicBoolean();

  private ProcessTree(Process leader, boolean group) {
    this.leader = leader;
    this.group = group;
  }

  /** The words that start a program as the leader of a group, where that is possible. */
  static List<String> leading(List<String> words) {
    List<String> all = new ArrayList<>();
    SETSID.ifPresent(path -> all.add(path.toString()));
    all.addAll(words);
    return all;
  }

  /** The tree under a process started with {@link #leading}. */
  static ProcessTree under(Process leader) {
    return new ProcessTree(leader, SETSID.isPresent() && KILL_GROUP.isPresent());
  }

  /** Ends every process of the tree, at once and by force; only the first call does anything. */
  void kill() {
    if (!killed.compareAndSet(false, true)) {
      return;
    }
    List<ProcessHandle> descendants = leader.descendants().toList();
    // A number that belongs to somebody again after the leader is gone names no group of ours: as
    // long as a member of the group lives, its number is not given away.
    if (group && (leader.isAlive() || ProcessHandle.of(leader.pid()).isEmpty())) {
      signalGroup((int) leader.pid());
    }
    leader.toHandle().destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private static void signalGroup(int number) {
    try {
      int ignored = (int) KILL_GROUP.orElseThrow().invokeExact(number, SIGKILL);
    } catch (Throwable impossible) {
      throw new IllegalStateException("killpg could not be called", impossible);
    }
  }

  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> killGroup() {
    Linker linker = Linker.nativeLinker();
    try {
      return linker
          .defaultLookup()
          .find("killpg")
          .map(function ->
              linker.downcallHandle(
                  function,
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
    } catch (IllegalCallerException notAllowed) {
      return Optional.empty();
    }
  }
}
