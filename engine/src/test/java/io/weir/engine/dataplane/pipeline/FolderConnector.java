package io.weir.engine.dataplane.pipeline;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Connector;
import io.weir.spi.ConnectorDescription;
import io.weir.spi.ConnectorException;
import io.weir.spi.Parameters;
import io.weir.spi.Receipt;
import io.weir.spi.RecordBatch;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.SourceRequest;
import io.weir.spi.SourceStream;
import io.weir.spi.TableSchema;
import io.weir.spi.TargetDelivery;
import io.weir.spi.UploadManifest;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads and writes folders of NDJSON files. A delivery is written beside its place and renamed at
 * commit. The setting {@code network} makes it fail: {@code refuses}, {@code loses-answer} (the
 * commit happens, its answer is lost), {@code loses-commit} (neither happens), {@code down}.
 */
public final class FolderConnector implements Connector {
  @Override
  public ConnectorDescription describe() {
    return new ConnectorDescription("folder", "NDJSON in folders.", Map.of(), Set.of(), Map.of());
  }

  @Override
  public void check(Settings settings) {}

  @Override
  public Optional<SourceSide> source() {
    return Optional.of(FolderConnector::open);
  }

  private static SourceStream open(SourceRequest request) {
    String file = request.parameters().text("file").orElseThrow();
    InputStream bytes;
    try {
      bytes = Files.newInputStream(request.workingDirectory().resolve(file));
    } catch (IOException e) {
      throw new ConnectorException(
          ConnectorException.Kind.REFUSED, "There is no file " + file + ".", "Put it there.", e);
    }
    return new SourceStream() {
      @Override
      public SourceFormat format() {
        return new SourceFormat.Json();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        try {
          return bytes.read(buffer, offset, length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() {
        try {
          bytes.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  public Optional<TargetSide> target() {
    return Optional.of(new Folders());
  }

  private static Path place(Settings settings, UploadManifest manifest) {
    return Path.of(settings.require("folder")).resolve(manifest.uploadId());
  }

  private static final class Folders implements TargetSide {
    @Override
    public TargetDelivery open(Settings settings, UploadManifest manifest) {
      if (settings.require("network").equals("refuses")) {
        throw new ConnectorException(
            ConnectorException.Kind.REFUSED, "The folder is read-only.", "Ask for write access.");
      }
      return new Delivery(settings.require("network"), place(settings, manifest), manifest);
    }

    @Override
    public Optional<Receipt> find(Settings settings, UploadManifest manifest) {
      if (settings.require("network").equals("down")) {
        throw new ConnectorException(
            ConnectorException.Kind.UNAVAILABLE, "The folder cannot be reached.", "Try again.");
      }
      Path place = place(settings, manifest);
      return Files.isDirectory(place) ? Optional.of(receipt(place, manifest)) : Optional.empty();
    }

    @Override
    public Parameters readBack(UploadManifest manifest, TableSchema table) {
      return new Parameters(Map.of("file", manifest.uploadId() + "/" + table.name() + ".ndjson"));
    }
  }

  private static Receipt receipt(Path place, UploadManifest manifest) {
    Map<String, Long> rows = new TreeMap<>();
    for (UploadManifest.Table table : manifest.tables()) {
      try {
        rows.put(
            table.schema().name(),
            (long) Files.readAllLines(place.resolve(table.schema().name() + ".ndjson")).size());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Receipt(place.toString(), rows);
  }

  private static final class Delivery implements TargetDelivery {
    private final String network;
    private final Path place;
    private final Path draft;
    private final UploadManifest manifest;

    Delivery(String network, Path place, UploadManifest manifest) {
      this.network = network;
      this.place = place;
      this.manifest = manifest;
      try {
        draft = Files.createTempDirectory(place.getParent(), "draft");
        for (UploadManifest.Table table : manifest.tables()) {
          Files.createFile(draft.resolve(table.schema().name() + ".ndjson"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void write(RecordBatch batch) {
      StringBuilder lines = new StringBuilder();
      for (int row = 0; row < batch.size(); row++) {
        String separator = "{";
        for (int i = 0; i < batch.columns().size(); i++) {
          ColumnSchema schema = batch.schema().columns().get(i);
          Column column = batch.column(i);
          String value =
              column.isEmpty(row)
                  ? "null"
                  : schema.type() == ValueType.STRING
                      ? '"' + column.format(row) + '"'
                      : column.format(row);
          lines.append(separator).append('"').append(schema.name()).append("\":").append(value);
          separator = ",";
        }
        lines.append("}\n");
      }
      try {
        Files.write(
            draft.resolve(batch.schema().name() + ".ndjson"),
            lines.toString().getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Receipt commit() {
      try {
        if (!network.equals("loses-commit")) {
          Files.move(draft, place);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (network.startsWith("loses")) {
        throw new ConnectorException(
            ConnectorException.Kind.UNKNOWN, "The answer to the commit was lost.", "Ask again.");
      }
      return receipt(place, manifest);
    }

    @Override
    public void close() {}
  }
}
