package io.weir.engine.dataplane.anonymize;

import io.weir.engine.privacy.search.Recoding;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.privacy.table.TupleTableBuilder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A {@link KeptSolution} as bytes: a mark, a version, and sections that begin with their names
 * (texts as {@link DataOutputStream#writeUTF}, numbers big-endian). A reader refuses sections it
 * does not know, so one that changes what is published can be added under a new name.
 */
final class SolutionFormat {
  private static final long MARK = 0x5745_4952_534f_4c55L;
  private static final int VERSION = 1;
  private static final String SUMS = "sums";
  private static final String ROUNDS = "rounds";
  private static final String TUPLES = "tuples";
  private static final String RECODING = "recoding";
  private static final String POPULATION = "population";
  private static final String JOINED = "joined";
  private static final String END = "end";

  private SolutionFormat() {}

  /** The bytes are of no version that this one reads. */
  static final class UnknownFormat extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownFormat(String message) {
      super(message);
    }
  }

  static void write(KeptSolution solution, DataOutputStream out) throws IOException {
    out.writeLong(MARK);
    out.writeInt(VERSION);
    out.writeUTF(SUMS);
    out.writeLong(solution.records());
    out.writeInt(solution.suppressed());
    out.writeInt(solution.classes());
    out.writeDouble(solution.utility());
    out.writeBoolean(solution.optimal());
    out.writeBoolean(solution.cut());
    out.writeInt(solution.checked());
    out.writeBoolean(solution.byLevels());
    out.writeUTF(ROUNDS);
    writeLevels(solution.rounds(), out);
    out.writeUTF(TUPLES);
    int tuples = solution.byLevels() ? 0 : solution.recoding().table().size();
    writeTuples(solution.recoding().table(), tuples, out);
    if (!solution.byLevels()) {
      out.writeUTF(RECODING);
      writeClasses(solution.recoding(), out);
    }
    if (solution.population().isPresent()) {
      Recoding persons = solution.population().get();
      out.writeUTF(POPULATION);
      writeTuples(persons.table(), persons.table().size(), out);
      writeClasses(persons, out);
    }
    if (solution.joined().isPresent()) {
      out.writeUTF(JOINED);
      long[] sums = solution.joined().get();
      out.writeInt(sums.length);
      for (long sum : sums) {
        out.writeLong(sum);
      }
    }
    out.writeUTF(END);
  }

  private static void writeTuples(TupleTable table, int tuples, DataOutputStream out)
      throws IOException {
    out.writeInt(table.columns().size());
    for (LevelTable column : table.columns()) {
      out.writeUTF(column.name());
      out.writeInt(column.domain());
    }
    out.writeInt(tuples);
    for (int tuple = 0; tuple < tuples; tuple++) {
      for (int column = 0; column < table.columns().size(); column++) {
        writeCode(table.code(tuple, column), table.columns().get(column).domain(), out);
      }
    }
  }

  private static void writeClasses(Recoding recoding, DataOutputStream out) throws IOException {
    writeLevels(recoding.levels(), out);
    for (int tuple = 0; tuple < recoding.table().size(); tuple++) {
      out.writeInt(recoding.classOf()[tuple]);
    }
  }

  private static void writeLevels(List<int[]> all, DataOutputStream out) throws IOException {
    out.writeInt(all.size());
    for (int[] levels : all) {
      out.writeShort(levels.length);
      for (int level : levels) {
        out.writeShort(level);
      }
    }
  }

  private static void writeCode(int code, int domain, DataOutputStream out) throws IOException {
    if (domain <= 1 << Byte.SIZE) {
      out.writeByte(code);
    } else if (domain <= 1 << Short.SIZE) {
      out.writeShort(code);
    } else {
      out.writeInt(code);
    }
  }

  /**
   * @param mostBytes what the tuples may take of the heap
   * @throws IOException if the bytes end early, or are not of this format
   */
  static KeptSolution read(DataInputStream in, long mostBytes) throws IOException {
    if (in.readLong() != MARK || in.readInt() != VERSION) {
      throw new UnknownFormat("it is no solution of this version");
    }
    expect(SUMS, in);
    long records = in.readLong();
    int suppressed = in.readInt();
    int classes = in.readInt();
    double utility = in.readDouble();
    boolean optimal = in.readBoolean();
    boolean cut = in.readBoolean();
    int checked = in.readInt();
    boolean byLevels = in.readBoolean();
    expect(ROUNDS, in);
    List<int[]> rounds = readLevels(in);
    expect(TUPLES, in);
    TupleTable table = readTuples(in, mostBytes);
    Recoding recoding = new Recoding(table, new int[0], List.of());
    if (!byLevels) {
      expect(RECODING, in);
      recoding = readClasses(table, in);
    }
    Optional<Recoding> population = Optional.empty();
    Optional<long[]> joined = Optional.empty();
    String section = in.readUTF();
    if (section.equals(POPULATION)) {
      population = Optional.of(readClasses(readTuples(in, mostBytes), in));
      section = in.readUTF();
    }
    if (section.equals(JOINED)) {
      long[] sums = new long[in.readInt()];
      for (int at = 0; at < sums.length; at++) {
        sums[at] = in.readLong();
      }
      joined = Optional.of(sums);
      section = in.readUTF();
    }
    expect(END, section);
    return new KeptSolution(
        rounds,
        records,
        suppressed,
        classes,
        utility,
        optimal,
        cut,
        checked,
        byLevels,
        recoding,
        population,
        joined);
  }

  private static Recoding readClasses(TupleTable table, DataInputStream in) throws IOException {
    List<int[]> levels = readLevels(in);
    int[] classOf = new int[table.size()];
    for (int tuple = 0; tuple < classOf.length; tuple++) {
      classOf[tuple] = in.readInt();
    }
    return new Recoding(table, classOf, levels);
  }

  private static void expect(String section, DataInputStream in) throws IOException {
    expect(section, in.readUTF());
  }

  private static void expect(String section, String found) throws IOException {
    if (!found.equals(section)) {
      throw new UnknownFormat("it has another section than " + section);
    }
  }

  private static List<int[]> readLevels(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<int[]> all = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      int[] levels = new int[in.readUnsignedShort()];
      for (int column = 0; column < levels.length; column++) {
        levels[column] = in.readUnsignedShort();
      }
      all.add(levels);
    }
    return all;
  }

  /** They are numbered as they were: both times in the order of their codes. */
  private static TupleTable readTuples(DataInputStream in, long mostBytes) throws IOException {
    int[] domains = new int[in.readInt()];
    List<LevelTable> columns = new ArrayList<>();
    for (int column = 0; column < domains.length; column++) {
      String name = in.readUTF();
      domains[column] = in.readInt();
      int[] identity = new int[domains[column]];
      Arrays.setAll(identity, code -> code);
      columns.add(LevelTable.of(name, new int[][] {identity}, true));
    }
    TupleTableBuilder tuples = new TupleTableBuilder(domains.length, 0, mostBytes);
    int[] codes = new int[domains.length];
    int size = in.readInt();
    for (int tuple = 0; tuple < size; tuple++) {
      for (int column = 0; column < codes.length; column++) {
        codes[column] = readCode(domains[column], in);
      }
      tuples.add(codes, new int[0], 1);
    }
    return tuples.build(columns);
  }

  private static int readCode(int domain, DataInputStream in) throws IOException {
    return domain <= 1 << Byte.SIZE
        ? in.readUnsignedByte()
        : domain <= 1 << Short.SIZE ? in.readUnsignedShort() : in.readInt();
  }
}
