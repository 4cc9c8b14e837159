package io.weir.engine.main.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.main.Terminal;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.engine.storage.embedded.PostgresServer;
import io.weir.v1.ExtractionBinding;
import io.weir.v1.ModuleVersion;
import io.weir.v1.Outbox;
import io.weir.v1.ReadRecordsResponse;
import io.weir.v1.Record;
import io.weir.v1.Run;
import io.weir.v1.RunReport;
import io.weir.v1.RunState;
import io.weir.v1.ScriptKind;
import io.weir.v1.Task;
import io.weir.v1.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The whole job on a small company, told as it goes. */
public final class Demo {
  private static final long SEED = 20_260_101;
  private static final int SHOWN = 3;

  private final Terminal terminal;
  private final Workbench workbench;
  private final PostgresServer server;
  private final Path folder;
  private final Consumer<Run> progress;
  private final ObjectNode result = JsonNodeFactory.instance.objectNode();

  /**
   * @param server has room for the company's database and for the warehouse
   * @param folder where the company's files go
   * @param progress shows a run as it gets on
   */
  public Demo(
      Terminal terminal,
      Client client,
      PostgresServer server,
      Path folder,
      Consumer<Run> progress) {
    this.terminal = terminal;
    this.workbench = new Workbench(client);
    this.server = server;
    this.folder = folder;
    this.progress = progress;
  }

  /** What came out, for programs. */
  public ObjectNode json() {
    return result;
  }

  /**
   * Does everything.
   *
   * @param begun when the command began, as {@link System#nanoTime} tells
   * @param ready how long the node took
   * @return whether everything came out as it must
   */
  public boolean run(long begun, String ready) throws IOException, SQLException {
    terminal.line(
        terminal.bold("Weir demo") + "  the FoodMart company, from three systems to one module");
    terminal.line(terminal.faint("node ready after " + ready + ", everything in " + folder));

    Company company = FoodMart.company();
    List<Dirt> dirt = Spoiler.spoil(company, SEED);
    String document = resource("foodmart.module.jsonld");
    JsonNode parsed = new ObjectMapper().readTree(document);
    Expectation expected = Expectation.of(parsed, company);
    Files.writeString(folder.resolve("foodmart.module.jsonld"), document);
    setUp(company, dirt);

    Task task = prepareTask(document);
    terminal.heading("Run");
    Run run = workbench.start(task.getTaskId());
    run = workbench.watch(run.getRunId(), progress);
    if (run.getState() != RunState.PREPARED) {
      return failed(run);
    }
    RunReport report = workbench.report(run.getRunId());
    Verdict verdict = new Verdict(terminal, result);
    verdict.report(report, expected, dirt);

    Outbox outbox = workbench.outbox(run.getOutboxId());
    showRecords(outbox, company);
    verdict.outbox(outbox, expected);

    terminal.heading("Upload, confirmed at revision " + outbox.getRevision() + " of the outbox");
    workbench.confirm(run, outbox);
    run = workbench.watch(run.getRunId(), progress);
    if (run.getState() != RunState.UPLOADED) {
      return failed(run);
    }
    terminal.heading("Proof");
    verdict.proved(run);
    new Published(server, run.getLocation()).judge(expected, verdict);
    new Secrecy(company, folder, server).judge(run.getLocation(), verdict);
    return finish(run, verdict, begun);
  }

  private void setUp(Company company, List<Dirt> dirt) throws IOException, SQLException {
    terminal.heading("Three systems, " + dirt.size() + " values and records spoiled on purpose");
    String erpPassword = password();
    String warehousePassword = password();
    Systems.database(server, Systems.ERP, erpPassword);
    Systems.database(server, Systems.WAREHOUSE, warehousePassword);
    Systems.fillErp(server, company);
    Systems.fillShop(folder.resolve("shop"), company);
    Systems.fillPersonnel(folder.resolve("hr"), company);
    List<List<String>> rows = new ArrayList<>();
    Map<String, String> kinds =
        Map.of("erp", "PostgreSQL", "shop", "CSV and NDJSON files", "hr", "program printing JSON");
    company
        .holdings()
        .forEach((holding, records) ->
            rows.add(
                List.of(
                    holding.system(),
                    kinds.get(holding.system()),
                    holding.table(),
                    Terminal.number(records.size()))));
    rows.sort((a, b) -> a.getFirst().compareTo(b.getFirst()));
    terminal.table(List.of("system", "kind", "table", "records"), rows);

    terminal.heading("Through the API, as a client");
    workbench.connection(
        "erp",
        "postgresql",
        "The company's database.",
        postgresql(Systems.ERP),
        Map.of("password", erpPassword));
    workbench.connection(
        "shop",
        "files",
        "The web shop's nightly export.",
        Map.of("root", folder.resolve("shop").toString()),
        Map.of());
    workbench.connection(
        "hr",
        "process",
        "The personnel system's export.",
        Map.of("folder", folder.resolve("hr").toString()),
        Map.of());
    workbench.connection(
        "warehouse",
        "postgresql",
        "Where modules are published.",
        postgresql(Systems.WAREHOUSE),
        Map.of("password", warehousePassword));
    terminal.line("  connections  erp, shop, hr, warehouse");
  }

  private Map<String, String> postgresql(String database) {
    return Map.of(
        "host",
        "127.0.0.1",
        "port",
        Integer.toString(server.port()),
        "database",
        database,
        "user",
        database);
  }

  private Task prepareTask(String document) throws IOException {
    List<ExtractionBinding> bindings = new ArrayList<>();
    for (String table : List.of("department", "employee")) {
      String script = "scripts/" + table + "s.sh";
      bindings.add(
          ExtractionBinding.newBuilder()
              .setTable(table)
              .setSource("hr")
              .setScript(
                  workbench.script("foodmart/" + script, ScriptKind.EXTRACTION, resource(script)))
              .build());
    }
    terminal.line(
        "  scripts      foodmart/scripts/departments.sh 1, foodmart/scripts/employees.sh 1");
    ModuleVersion module = workbench.importModule(document);
    terminal.line("  module       " + module.getModule() + " " + module.getVersion());
    Task task = workbench.task("foodmart", module, bindings, Optional.empty());
    terminal.line("  task         " + task.getTaskId() + ", released");
    return task;
  }

  private void showRecords(Outbox outbox, Company company) {
    ReadRecordsResponse page = workbench.records(outbox.getOutboxId(), "customer", SHOWN);
    terminal.heading("Customers, before → after");
    Map<String, Row> before =
        company.rows("customer", "erp").stream()
            .collect(Collectors.toMap(row -> row.get("customer_id"), row -> row, (a, b) -> a));
    int key = page.getColumnsList().indexOf("customer_id");
    List<String> columns = List.copyOf(before.values().iterator().next().values().keySet());
    List<String> head = new ArrayList<>(columns);
    head.addFirst("");
    List<List<String>> rows = new ArrayList<>();
    for (Record published : page.getRecordsList()) {
      List<Value> values = published.getValuesList();
      List<String> original =
          new ArrayList<>(before.get(values.get(key).getText()).values().values());
      original.addFirst("before");
      List<String> after = new ArrayList<>(List.of("after"));
      for (String column : columns) {
        int at = page.getColumnsList().indexOf(column);
        after.add(at < 0 ? "–" : values.get(at).hasText() ? values.get(at).getText() : "(empty)");
      }
      rows.add(original);
      rows.add(after);
    }
    terminal.table(head, rows);
  }

  private boolean failed(Run run) {
    terminal.line("");
    terminal.line(terminal.bad(run.getProblem().getCode()) + "  " + run.getProblem().getMessage());
    terminal.line("  where: " + run.getProblem().getWhereMap());
    terminal.line("  do:    " + run.getProblem().getAdvice());
    result.put("ok", false);
    result.put("state", run.getState().name());
    result.put("problem", run.getProblem().getMessage());
    return false;
  }

  private boolean finish(Run run, Verdict verdict, long begun) {
    long records = verdict.published();
    terminal.line("");
    String took = Terminal.seconds(System.nanoTime() - begun);
    result.put("ok", verdict.good());
    result.put("run", run.getRunId());
    result.put("newVersion", run.getNewModuleVersion());
    result.put("location", run.getLocation());
    result.put("seconds", (System.nanoTime() - begun) / 1e9);
    if (verdict.good()) {
      terminal.line(
          terminal.good("published")
              + "  foodmart "
              + run.getNewModuleVersion()
              + ", "
              + Terminal.number(records)
              + " records in schema "
              + run.getLocation()
              + " of the warehouse, after "
              + took);
      terminal.line(
          "next       weir demo --serve keeps the node; weir run YOUR.module.jsonld does your own");
    } else {
      terminal.line(terminal.bad("not as it must be") + "  see the lines marked ✗ above");
    }
    return verdict.good();
  }

  private static String password() {
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Demo.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the demo's " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
