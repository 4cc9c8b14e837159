package io.weir.testkit;

import io.weir.spi.MethodException;
import io.weir.spi.MethodRun;
import io.weir.spi.Secret;
import io.weir.spi.Workspace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run to try methods in: seeds made of numbers, secrets that are given, notes kept in memory.
 *
 * @param module another one gives a run of another module
 * @param seed another one gives another run of the same module
 * @param memory what the workspace says of it; nobody is stopped who takes more
 */
public record TrialRun(
    long module, long seed, long records, long memory, Map<String, Secret> secrets)
    implements MethodRun {
  public TrialRun {
    secrets = Map.copyOf(secrets);
  }

  /** A run of module 0 that leaves a method 64 MiB. */
  public static TrialRun of(long seed, long records) {
    return new TrialRun(0, seed, records, 64L << 20, Map.of());
  }

  /** The same run with one more secret, of 32 bytes made of its name. */
  public TrialRun with(String secret) {
    Map<String, Secret> more = new HashMap<>(secrets);
    more.put(secret, new Secret(secret, 1, digest("secret " + secret)));
    return new TrialRun(module, seed, records, memory, more);
  }

  /** The same run of another module. */
  public TrialRun ofModule(long other) {
    return new TrialRun(other, seed, records, memory, secrets);
  }

  /** The same run with other room on the heap. */
  public TrialRun withMemory(long bytes) {
    return new TrialRun(module, seed, records, bytes, secrets);
  }

  @Override
  public byte[] runSeed() {
    return digest("run " + module + " " + seed);
  }

  @Override
  public byte[] moduleSeed() {
    return digest("module " + module);
  }

  @Override
  public byte[] sharedSeed(String purpose) {
    return digest("shared " + module + " " + purpose);
  }

  @Override
  public Secret secret(String name) {
    Secret secret = secrets.get(name);
    if (secret == null) {
      throw new MethodException("There is no secret " + name + ".", "Give the trial run one.");
    }
    return secret;
  }

  @Override
  public Workspace workspace() {
    return new InMemory(memory);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private record InMemory(long memory) implements Workspace {

    @Override
    public LongArray longs(long size) {
      long[] values = new long[Math.toIntExact(size)];
      return new LongArray() {
        @Override
        public long size() {
          return values.length;
        }

        @Override
        public long get(long index) {
          return values[Math.toIntExact(index)];
        }

        @Override
        public void set(long index, long value) {
          values[Math.toIntExact(index)] = value;
        }
      };
    }

    @Override
    public ByteStore bytes() {
      return new ByteStore() {
        private final List<byte[]> all = new ArrayList<>();

        @Override
        public long add(byte[] source, int from, int length) {
          ByteArrayOutputStream copy = new ByteArrayOutputStream(length);
          copy.write(source, from, length);
          all.add(copy.toByteArray());
          return all.size() - 1L;
        }

        @Override
        public byte[] get(long address) {
          byte[] bytes = all.get(Math.toIntExact(address));
          return Arrays.copyOf(bytes, bytes.length);
        }
      };
    }
  }
}
