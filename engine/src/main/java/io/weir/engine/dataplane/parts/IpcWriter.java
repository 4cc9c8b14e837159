package io.weir.engine.dataplane.parts;

import com.google.flatbuffers.FlatBufferBuilder;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes record batches in the Arrow IPC file format, straight from the columns' arrays: Arrow's
 * own vectors would mean one more copy of every value, outside the heap. The same batches give the
 * same bytes.
 */
final class IpcWriter {
  static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

  private final WriteChannel channel;
  private final Schema schema;
  private final BatchEncoder encoder = new BatchEncoder();
  private final List<ArrowBlock> blocks = new ArrayList<>();

  IpcWriter(WritableByteChannel target, TableSchema table) throws IOException {
    channel = new WriteChannel(target);
    schema = ArrowSchemas.toArrow(table);
    channel.write(MAGIC);
    channel.align();
    MessageSerializer.serialize(channel, schema);
  }

  void write(RecordBatch batch) throws IOException {
    encoder.encode(batch);
    long offset = channel.getCurrentPosition();
    ByteBuffer header = header(batch);
    int metadataLength = MessageSerializer.writeMessageBuffer(channel, header.remaining(), header);
    channel.write(ByteBuffer.wrap(encoder.body(), 0, encoder.length()));
    blocks.add(new ArrowBlock(offset, metadataLength, encoder.length()));
  }

  /** Writes what comes after the last batch. The channel stays open. */
  void finish() throws IOException {
    channel.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
    channel.writeIntLittleEndian(0);
    long start = channel.getCurrentPosition();
    channel.write(new ArrowFooter(schema, List.of(), blocks), false);
    channel.writeIntLittleEndian((int) (channel.getCurrentPosition() - start));
    channel.write(MAGIC);
  }

  private ByteBuffer header(RecordBatch batch) {
    FlatBufferBuilder builder = new FlatBufferBuilder(1024);
    org.apache.arrow.flatbuf.RecordBatch.startNodesVector(builder, batch.columns().size());
    for (int i = batch.columns().size() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(builder, batch.size(), batch.column(i).empties().count());
    }
    int nodes = builder.endVector();
    org.apache.arrow.flatbuf.RecordBatch.startBuffersVector(builder, encoder.buffers());
    for (int i = encoder.buffers() - 1; i >= 0; i--) {
      Buffer.createBuffer(builder, encoder.bufferStart(i), encoder.bufferLength(i));
    }
    int buffers = builder.endVector();
    org.apache.arrow.flatbuf.RecordBatch.startRecordBatch(builder);
    org.apache.arrow.flatbuf.RecordBatch.addLength(builder, batch.size());
    org.apache.arrow.flatbuf.RecordBatch.addNodes(builder, nodes);
    org.apache.arrow.flatbuf.RecordBatch.addBuffers(builder, buffers);
    int message = org.apache.arrow.flatbuf.RecordBatch.endRecordBatch(builder);
    return MessageSerializer.serializeMessage(
        builder, MessageHeader.RecordBatch, message, encoder.length(), IpcOption.DEFAULT);
  }
}
