package io.weir.engine.main;

/** Tells how to talk to a node that serves. */
final class Greeting {
  private Greeting() {}

  static void print(Terminal terminal, Node node) {
    String api = node.host() + ":" + node.port();
    String operations = "http://" + node.host() + ":" + node.operationsPort();
    terminal.line("API        " + api + "  (gRPC and gRPC-Web, with reflection)");
    terminal.line("token      " + node.token());
    terminal.line("           (also in " + node.tokenFile() + ")");
    terminal.line("metrics    " + operations + "/metrics");
    terminal.line("health     " + operations + "/ready and /alive");
    terminal.line("try        npx @bufbuild/buf curl --http2-prior-knowledge --protocol grpc \\");
    terminal.line("             -H \"authorization: Bearer $(cat " + node.tokenFile() + ")\" \\");
    terminal.line("             -d '{}' http://" + api + "/weir.v1.EtlTaskManager/ListRuns");
  }
}
