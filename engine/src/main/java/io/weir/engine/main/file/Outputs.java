package io.weir.engine.main.file;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Files that come into place together or not at all. Each is written whole as a draft beside its
 * place. A single one then replaces what was there in one step. Of several, what was there is set
 * aside, a mark is made, the drafts take their places, the first one last, and what was set aside
 * is deleted. What is done is written down in a folder beforehand, so {@link #recover} can go back
 * to what was there before the mark, and on to what is new after it, whenever the process dies.
 */
final class Outputs implements AutoCloseable {
  private static final String WRITTEN_DOWN = "outputs";
  private static final String MARK = "outputs.ready";

  private final Path journal;
  private final List<Output> outputs;
  private final Renaming renaming;
  private boolean published;

  /** Gives a file another name in one step; replaces what has that name. */
  @FunctionalInterface
  interface Renaming {
    void rename(Path from, Path to) throws IOException;

    /** What the file system does. */
    static Renaming atomic() {
      return (from, to) ->
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * @param place where it will be
   * @param draft where it is written
   * @param aside where goes what was at its place
   */
  record Output(Path place, Path draft, Path aside) {
    private static Output at(Path file) throws IOException {
      // A link stays, and what it leads to is replaced.
      Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      String name = ".weir-" + UUID.randomUUID();
      return new Output(
          place, place.resolveSibling(name + ".tmp"), place.resolveSibling(name + ".old"));
    }

    private String line() {
      return place.toUri() + " " + draft.toUri() + " " + aside.toUri() + "\n";
    }

    private static Output of(String line) {
      String[] paths = line.split(" ");
      return new Output(
          Path.of(URI.create(paths[0])),
          Path.of(URI.create(paths[1])),
          Path.of(URI.create(paths[2])));
    }
  }

  private Outputs(Path journal, List<Output> outputs, Renaming renaming) {
    this.journal = journal;
    this.outputs = outputs;
    this.renaming = renaming;
  }

  /**
   * Says which files there will be.
   *
   * @param journal a folder that lasts until they are closed
   * @param files in order; the first is in place only when all the others are
   */
  static Outputs begin(Path journal, List<Path> files, Renaming renaming) throws IOException {
    List<Output> outputs = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      Output output = Output.at(file);
      outputs.add(output);
      text.append(output.line());
    }
    write(journal.resolve(WRITTEN_DOWN), text.toString());
    force(journal);
    return new Outputs(journal, outputs, renaming);
  }

  /** Where to write the file of this number. */
  Path draft(int number) {
    return outputs.get(number).draft();
  }

  /**
   * Puts all drafts in place. They have been written and forced to disk.
   *
   * @throws IOException if that cannot be done; then everything is as it was, and the drafts are
   *     deleted when this is closed
   */
  void publish() throws IOException {
    if (outputs.size() == 1) {
      renaming.rename(outputs.getFirst().draft(), outputs.getFirst().place());
    } else {
      publishTogether();
    }
    published = true;
    settle();
  }

  private void publishTogether() throws IOException {
    try {
      for (Output output : outputs) {
        if (there(output.place())) {
          renaming.rename(output.place(), output.aside());
        }
      }
      forceFolders(outputs);
      write(journal.resolve(MARK), "");
      force(journal);
      for (Output output : outputs.reversed()) {
        renaming.rename(output.draft(), output.place());
      }
    } catch (IOException e) {
      undo();
      throw e;
    }
  }

  private void settle() {
    try {
      forceFolders(outputs);
      for (Output output : outputs) {
        Files.deleteIfExists(output.aside());
      }
    } catch (IOException e) {
      throw new WeirException(
          Problem.of(
              ErrorCode.STORAGE_FAILED,
              "The outputs are in place, but the disk failed when they were to be made safe ("
                  + e.getClass().getSimpleName()
                  + ").",
              "Check the disk; delete files beside the outputs whose names begin with .weir- and"
                  + " end in .old."),
          e);
    }
  }

  private void undo() throws IOException {
    for (Output output : outputs) {
      if (Files.exists(journal.resolve(MARK)) && !there(output.draft())) {
        renaming.rename(output.place(), output.draft());
      }
    }
    Files.deleteIfExists(journal.resolve(MARK));
    goBack(outputs, renaming);
  }

  /** Deletes what is left of drafts. */
  @Override
  public void close() throws IOException {
    if (!published) {
      for (Output output : outputs) {
        Files.deleteIfExists(output.draft());
      }
    }
  }

  /**
   * Tidies up after a process that died.
   *
   * @param journal the folder it wrote down in what it did
   * @return files that were ready and are in place now
   */
  static List<Path> recover(Path journal) throws IOException {
    Path writtenDown = journal.resolve(WRITTEN_DOWN);
    if (!Files.exists(writtenDown)) {
      return List.of();
    }
    String text = Files.readString(writtenDown);
    // A last line without its end was being written, before there were any drafts.
    List<Output> outputs = text.endsWith("\n") ? text.lines().map(Output::of).toList() : List.of();
    boolean ready = Files.exists(journal.resolve(MARK));
    return ready ? goOn(outputs) : goBack(outputs, Renaming.atomic());
  }

  /** Before the mark: what was set aside returns, and drafts go. */
  private static List<Path> goBack(List<Output> outputs, Renaming renaming) throws IOException {
    for (Output output : outputs) {
      if (there(output.aside()) && !there(output.place())) {
        renaming.rename(output.aside(), output.place());
      }
      Files.deleteIfExists(output.draft());
    }
    return List.of();
  }

  /** After the mark: drafts take their places, if nobody else has taken them since. */
  private static List<Path> goOn(List<Output> outputs) throws IOException {
    List<Path> placed = new ArrayList<>();
    for (Output output : outputs.reversed()) {
      if (there(output.draft()) && !there(output.place())) {
        Renaming.atomic().rename(output.draft(), output.place());
        placed.add(output.place());
      }
      Files.deleteIfExists(output.draft());
      Files.deleteIfExists(output.aside());
    }
    forceFolders(outputs);
    return placed.reversed();
  }

  private static boolean there(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
      channel.force(true);
    }
  }

  private static void forceFolders(List<Output> outputs) throws IOException {
    for (Path folder : outputs.stream().map(it -> it.place().getParent()).distinct().toList()) {
      force(folder);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
