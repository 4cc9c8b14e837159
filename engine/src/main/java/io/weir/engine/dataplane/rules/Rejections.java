package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.dataplane.rejected.RejectedRow;
import java.util.ArrayList;
import java.util.List;

/** The records of a chunk that rules drop, if anybody wants to know. */
sealed interface Rejections {
  /** Takes the rows that are marked in the selection. */
  void take(Selection selection, int column, Rule rule);

  List<RejectedRow> rows();

  static Rejections none() {
    return Nobody.WANTS;
  }

  /**
   * @param overwrites whether rules may overwrite the chunk's bytes before a record is taken
   */
  static Rejections of(RawChunk raw, boolean overwrites) {
    return new Taken(raw, overwrites ? raw.bytes().clone() : raw.bytes(), new ArrayList<>());
  }

  /** Takes nothing. */
  enum Nobody implements Rejections {
    WANTS;

    @Override
    public void take(Selection selection, int column, Rule rule) {
      // nobody wants it
    }

    @Override
    public List<RejectedRow> rows() {
      return List.of();
    }
  }

  /**
   * Takes all.
   *
   * @param delivered the chunk's bytes before any rule
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Taken(RawChunk raw, byte[] delivered, List<RejectedRow> rows) implements Rejections {
    @Override
    public void take(Selection selection, int column, Rule rule) {
      for (int i = 0; i < selection.markedSize(); i++) {
        rows.add(RejectedRow.of(raw, delivered, selection.marked(i), column, rule));
      }
    }
  }
}
