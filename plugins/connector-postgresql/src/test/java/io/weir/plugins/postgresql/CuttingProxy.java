package io.weir.plugins.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Stands between client and server; passes the words it waits for, and not the answer to them. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private volatile String lastWords = "(nothing yet)";

  CuttingProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** From now on a connection ends for the client when the server answers these words. */
  void cutAfter(String words) {
    lastWords = words;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    try {
      while (true) {
        new Line(listening.accept(), new Socket(InetAddress.getLoopbackAddress(), target)).start();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private final class Line {
    private final Socket client;
    private final Socket server;
    private volatile boolean cut;

    Line(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void start() {
      Thread.ofVirtual().start(() -> pass(client, server, true));
      Thread.ofVirtual().start(() -> pass(server, client, false));
    }

    private void pass(Socket from, Socket to, boolean listens) {
      byte[] bytes = new byte[1 << 16];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(bytes); read != -1; read = in.read(bytes)) {
          if (listens
              && new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains(lastWords)) {
            cut = true;
          }
          if (!listens && cut) {
            return;
          }
          out.write(bytes, 0, read);
        }
      } catch (IOException closed) {
        // One side hung up; both sockets are closed by leaving.
      }
    }
  }
}
