package io.weir.engine.dataplane.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.TableRisk;
import io.weir.engine.storage.DirectoryPartStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiskStoreTest {
  @TempDir private Path folder;

  @Test
  void a_report_is_read_back_as_it_was_written_and_older_ones_have_no_texts() throws IOException {
    DirectoryPartStore store = new DirectoryPartStore(folder);
    RiskStore risks = new RiskStore(store);
    TableRisk bare = TableRisk.unclassed("t", 4, 3);
    TableRisk risk =
        bare.with(List.of(new TableRisk.Repeats("t", "note", List.of("t/name"), 3, 2, true)));
    assertEquals(Optional.of(risk), risks.read("r", risks.write("r", risk)));

    RiskFile file = risks.write("s", bare);
    String text = Files.readString(folder.resolve(file.path()));
    String older = text.replace(",\"repeats\":[]", "");
    assertTrue(older.length() < text.length(), text);
    PartStore.Committed kept;
    try (PartStore.Draft draft = store.create("o/risk/t.json")) {
      draft.write(ByteBuffer.wrap(older.getBytes(StandardCharsets.UTF_8)));
      kept = draft.commit();
    }
    assertEquals(
        Optional.of(bare),
        risks.read("o", new RiskFile("t", "o/risk/t.json", kept.bytes(), kept.checksum())));
  }
}
