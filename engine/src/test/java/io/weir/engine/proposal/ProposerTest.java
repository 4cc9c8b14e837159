package io.weir.engine.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.proposal.Proposal.Mark;
import io.weir.spi.CatalogueTable;
import io.weir.spi.CatalogueTable.Field;
import io.weir.spi.CatalogueTable.Reference;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProposerTest {
  private static final String PATIENTS =
      """
      patient_id,full_name,birth_date,sex,weight_kg,ward
      1,Ada Brown,1961-04-12,f,61.5,007
      2,Ben Clark,1978-11-30,m,83,012
      3,Cleo Davis,,?,NA,007
      """;
  private static final String VISITS =
      """
      {"visit": 100, "patient_id": 1, "at": "2026-03-02T09:15:00+01:00", "ok": true}
      {"visit": 101, "patient_id": 3, "at": "2026-03-02 10:40", "ok": null, "extra": {"a": [1]}}
      """;

  @Test
  void columns_have_the_narrowest_type_that_loses_nothing() {
    Proposed clinic = Proposed.of("patients.csv", PATIENTS, "visits.ndjson", VISITS);
    assertEquals(ValueType.INTEGER, clinic.column("patients", "patient_id").type());
    assertEquals(ValueType.STRING, clinic.column("patients", "full_name").type());
    assertEquals(ValueType.DATE, clinic.column("patients", "birth_date").type());
    assertEquals(ValueType.DECIMAL, clinic.column("patients", "weight_kg").type());
    assertEquals(ValueType.STRING, clinic.column("patients", "ward").type());
    assertEquals(ValueType.DATETIME, clinic.column("visits", "at").type());
    assertEquals(ValueType.BOOLEAN, clinic.column("visits", "ok").type());
    assertEquals(ValueType.JSON, clinic.column("visits", "extra").type());
  }

  @Test
  void texts_for_nothing_are_proposed_only_where_they_make_the_type_fit() {
    Proposed clinic = Proposed.of("patients.csv", PATIENTS);
    assertEquals(Set.of("", "NA"), clinic.column("patients", "weight_kg").nullTokens());
    assertEquals(Set.of(""), clinic.column("patients", "sex").nullTokens());
    assertEquals(
        List.of(new Mark("weight_kg", "NA")), clinic.proposal().tables().getFirst().nullTokens());
  }

  @Test
  void keys_and_references_are_found_by_values_and_names() {
    Proposed clinic = Proposed.of("visits.ndjson", VISITS, "patients.csv", PATIENTS);
    assertEquals("patient_id", clinic.key("patients"));
    assertEquals("visit", clinic.key("visits"));
    assertEquals(
        List.of(new ForeignKeyPlan("patient_id", "patients", "patient_id", ChildPolicy.CASCADE)),
        clinic.table("visits").foreignKeys());
  }

  @Test
  void what_is_not_among_the_keys_refers_to_nothing() {
    Proposed clinic =
        Proposed.of("visits.ndjson", VISITS.replace(": 3,", ": 77,"), "patients.csv", PATIENTS);
    assertEquals(List.of(), clinic.table("visits").foreignKeys());
  }

  @Test
  void a_table_may_refer_to_itself_and_two_of_the_same_keys_refer_one_way() {
    Proposed staff =
        Proposed.of(
            "employees.csv", "id,supervisor_id\n1,\n2,1\n3,1\n",
            "employee_details.csv", "employee_id,note\n1,a\n2,b\n");
    assertEquals(
        List.of(new ForeignKeyPlan("supervisor_id", "employees", "id", ChildPolicy.CASCADE)),
        staff.table("employees").foreignKeys());
    assertEquals(
        List.of(new ForeignKeyPlan("employee_id", "employees", "id", ChildPolicy.CASCADE)),
        staff.table("employee_details").foreignKeys());
  }

  @Test
  void what_repeats_or_is_empty_somewhere_is_no_key() {
    assertEquals("none", Proposed.of("t.csv", "id,a\n1,x\n1,y\n").key("t"));
    assertEquals("none", Proposed.of("t.csv", "id,a\n1,x\n,y\n").key("t"));
    assertEquals("none", Proposed.of("t.csv", "amount,a\n1.5,x\n2.5,y\n").key("t"));
    assertEquals("b_no", Proposed.of("t.csv", "text,b_no\nx,A1\nx,A2\n").key("t"));
  }

  @Test
  void likely_personal_data_is_marked_by_name() {
    Proposed clinic = Proposed.of("patients.csv", PATIENTS);
    assertEquals(
        List.of(
            new Mark("full_name", "pd:Name"),
            new Mark("birth_date", "pd:BirthDate"),
            new Mark("sex", "pd:Gender")),
        clinic.proposal().tables().getFirst().personal());
    assertEquals("\"identifying\"", clinic.at("/tables/0/tableSchema/columns/1/role"));
    assertEquals("\"quasi-identifying\"", clinic.at("/tables/0/tableSchema/columns/2/role"));
    assertEquals("\"pd:BirthDate\"", clinic.at("/tables/0/tableSchema/columns/2/personalData"));
  }

  @Test
  void a_name_is_of_a_person_where_the_table_tells_of_persons() {
    assertEquals(
        List.of(new Mark("name", "pd:Name"), new Mark("sex", "pd:Gender")),
        Proposed.of("titanic.csv", "name,sex\nx,f\n").proposal().tables().getFirst().personal());
    assertEquals(
        List.of(), Proposed.of("wards.csv", "name\nx\n").proposal().tables().getFirst().personal());
  }

  @Test
  void a_header_is_only_remarked_on_where_it_may_be_data() {
    assertEquals(
        List.of(), Proposed.of("t.csv", "a,b\n1,x\n").proposal().tables().getFirst().remarks());
    assertTrue(
        Proposed.of("t.csv", "a,b\nx,y\n")
            .proposal()
            .tables()
            .getFirst()
            .remarks()
            .getFirst()
            .contains("--no-header"));
  }

  @Test
  void likely_personal_data_is_marked_by_the_shape_of_its_values() {
    Proposed things =
        Proposed.of(
            "things.csv",
            """
            a;b;c;d;e;f;g;h
            ann@example.org;+49 30 901820;DE89 3704 0044 0532 0130 00;4111 1111 1111 1111;192.0.2.1;12 Elm Street;Dr. Ann Other;00-1
            bob@example.com;(020) 7946 0018;GB29 NWBK 6016 1331 9268 19;5500-0000-0000-0004;2001:db8::1;Lindenstraße 4;Mrs Bo Ek;00-2
            cy@example.net;030 123456;FR14 2004 1010 0505 0001 3M02 606;340000000000009;198.51.100.7;7 Rue Haute;Mr. Cy Dee;00-3
            """);
    assertEquals(
        List.of(
            "pd:EmailAddress",
            "pd:TelephoneNumber",
            "pd:BankAccount",
            "pd:PaymentCardNumber",
            "pd:IPAddress",
            "pd:PhysicalAddress",
            "pd:Name"),
        things.proposal().tables().getFirst().personal().stream().map(Mark::what).toList());
  }

  @Test
  void a_time_or_a_duration_is_no_network_address() {
    Proposed things =
        Proposed.of(
            "things.csv",
            """
            a,b,c,d
            0:30:00,10:00:00,fe80::1,00:1A:2b:3c:4d:5e
            26:15:00,11:30:00,2001:db8:0:0:0:0:0:1,00:1a:2b:3c:4d:5f
            7:45:30,12:00:59,::ffff:0:0,00:1a:2b:3c:4d:60
            """);
    assertEquals(
        List.of("pd:IPAddress", "pd:MACAddress"),
        things.proposal().tables().getFirst().personal().stream().map(Mark::what).toList());
  }

  @Test
  void dates_and_plain_numbers_are_not_taken_for_persons() {
    Proposed things =
        Proposed.of(
            "things.csv",
            "a,b,c,name\n01/02/2024,4111,07,x\n02/03/2024,4112,08,y\n03/03/2024,4113,09,z\n");
    assertEquals(List.of(), things.proposal().tables().getFirst().personal());
  }

  @Test
  void delimiter_and_quote_are_found() {
    Proposed semicolons = Proposed.of("t.csv", "a;b\n\"1,5;x\";2\n\"1,6\";3\n");
    assertEquals("\";\"", semicolons.at("/tables/0/collect/0/delimiter"));
    Proposed tabs = Proposed.of("t.tsv", "a\tb\n'x, \"y\"'\t2\n'it''s'\t3\n");
    assertEquals("\"\\t\"", tabs.at("/tables/0/collect/0/delimiter"));
    assertEquals("\"'\"", tabs.at("/tables/0/collect/0/quote"));
    assertEquals("\"csv\"", tabs.at("/tables/0/collect/0/format"));
    Proposed one = Proposed.of("t.csv", "a\n\"1;2\"\n3\n");
    assertEquals(1, one.table("t").columns().size());
    assertEquals("{\"source\":\"files\",\"file\":\"t.csv\"}", one.at("/tables/0/collect/0"));
  }

  @Test
  void without_a_header_columns_are_numbered_and_a_person_may_know_better() {
    Proposed numbered = Proposed.of("t.csv", "1,x\n2,y\n");
    assertEquals("[\"column1\",\"column2\"]", numbered.at("/tables/0/collect/0/header"));
    assertTrue(numbered.proposal().tables().getFirst().remarks().toString().contains("--header"));
    Proposer told = new Proposer("test", false);
    told.add(new Sample("t.csv", "2024,x\n2,y\n".getBytes(), true, Optional.of(true)));
    assertEquals("2024", Proposed.of(told).table("t").columns().getFirst().name());
  }

  @Test
  void a_first_record_that_names_somebody_is_not_taken_for_a_header() {
    for (String text :
        List.of(
            "Jane Roe,jane@x.org,High St\nJohn Doe,john@y.org,Low St\n",
            "Jane Roe,+49 30 901820,High St\nJohn Doe,+49 30 901821,Low St\n",
            "female,Roe\nmale,Doe\nfemale,Poe\n")) {
      String proposed = Proposed.of("t.csv", text).proposal().document();
      assertTrue(proposed.contains("\"column1\""), proposed);
      assertTrue(!proposed.contains("Jane") && !proposed.contains("female"), proposed);
    }
    assertTrue(
        Proposed.of("t.csv", "name,city\nRoe,Rome\nname,city\n")
            .proposal()
            .document()
            .contains("\"city\""));
  }

  @Test
  void names_that_cannot_be_told_apart_or_written_down_are_left_out() {
    Proposed t = Proposed.of("t.csv", "a,b,a,," + "x".repeat(64) + "\n1,2,3,4,5\n");
    assertEquals(1, t.table("t").columns().size());
    assertEquals("b", t.table("t").columns().getFirst().name());
    assertEquals(
        List.of(
            "column 1 is left out: it shares its name with another",
            "column 3 is left out: it shares its name with another",
            "column 4 is left out: it has no name",
            "column 5 is left out: it has a name of more than 63 bytes"),
        t.proposal().tables().getFirst().remarks().stream()
            .filter(remark -> remark.contains("left out"))
            .toList());
  }

  @Test
  void empty_tables_are_proposed_and_tables_without_columns_are_left_out() {
    Proposed t = Proposed.of("t.csv", "a,b\n", "none.json", "[]", "u.ndjson", "{\"a\":null}\n{}");
    assertEquals(
        List.of("t", "u"), t.proposal().tables().stream().map(Proposal.Table::name).toList());
    assertEquals(1, t.proposal().leftOut().size());
    SampleProblem nothing =
        assertThrows(SampleProblem.class, () -> Proposed.of("t.csv", "", "u.json", " [ ] "));
    assertTrue(nothing.getMessage().contains("no table"), nothing.getMessage());
  }

  @Test
  void names_of_tables_become_identifiers_and_stay_different() {
    Proposed t =
        Proposed.of(
            "a/Größe!.csv", "x\n", "b/Grosse_.csv", "x\n", "2024.csv", "x\n", "表.csv", "x\n");
    assertEquals(
        List.of("Grosse", "Grosse_2", "table_2024", "table"),
        t.proposal().tables().stream().map(Proposal.Table::name).toList());
  }

  @Test
  void what_is_no_utf_8_or_no_csv_or_no_json_is_told_without_its_values() {
    Proposer proposer = new Proposer("test", false);
    byte[] latin = "a,b\nJosé,1\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = "a,b\nSecret,1\n".getBytes(StandardCharsets.UTF_16);
    for (Sample sample :
        List.of(
            new Sample("t.csv", latin, true, Optional.empty()),
            new Sample("t.csv", wide, true, Optional.empty()),
            Proposed.sample("t.csv", "a,b\nSecret \"x\" o'clock,1\n"),
            Proposed.sample("t.csv", "a,b\n\"Secret,1\n"),
            Proposed.sample("t.csv", "\na,b\nSecret,1\n"),
            Proposed.sample("t.json", "[{\"a\": \"Secret\""),
            Proposed.sample("t.json", "[1]"),
            Proposed.sample("t.json", "\"Secret\""),
            Proposed.sample("t.ndjson", "{\"a\":\n \"Secret\"}"))) {
      SampleProblem problem = assertThrows(SampleProblem.class, () -> proposer.add(sample));
      assertFalse(problem.getMessage().contains("Secret"), problem.getMessage());
      assertFalse(problem.getMessage().contains("Jos"), problem.getMessage());
      assertTrue(problem.getMessage().contains("t."), problem.getMessage());
      assertFalse(problem.advice().isBlank());
    }
  }

  @Test
  void of_a_sample_that_is_cut_off_the_last_record_does_not_count() {
    for (String file : List.of("t.csv", "t.ndjson", "t.json")) {
      String text =
          switch (file) {
            case "t.csv" -> "a,b\n1,2\n3,x";
            case "t.ndjson" -> "{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":\"x";
            default -> "[{\"a\":1,\"b\":2},{\"a\":3,\"b\":\"x";
          };
      Proposer proposer = new Proposer("test", false);
      proposer.add(new Sample(file, text.getBytes(), false, Optional.empty()));
      Proposed cut = Proposed.of(proposer);
      assertEquals(ValueType.INTEGER, cut.column("t", "b").type());
      assertFalse(cut.proposal().tables().getFirst().whole());
    }
  }

  @Test
  void ranges_are_proposed_only_on_demand_and_never_of_persons_and_keys() {
    String text =
        "id,age,size,seen,when,f\n1,30,1.50,2026-01-01,10:00,1e3\n2,40,0.5,2026-02-01,9:00,INF\n";
    assertFalse(Proposed.of("t.csv", text).proposal().document().contains("minimum"));
    Proposed t = Proposed.of(true, "t.csv", text);
    assertEquals(Optional.empty(), t.column("t", "id").range());
    assertEquals(Optional.empty(), t.column("t", "age").range());
    assertEquals(Optional.empty(), t.column("t", "when").range());
    assertEquals(Optional.empty(), t.column("t", "f").range());
    assertEquals(
        Optional.of(new Range(Optional.of("0.5"), Optional.of("1.5"), OnOutOfRange.DROP)),
        t.column("t", "size").range());
    assertEquals(
        Optional.of(
            new Range(Optional.of("2026-01-01"), Optional.of("2026-02-01"), OnOutOfRange.DROP)),
        t.column("t", "seen").range());
  }

  @Test
  void a_catalogue_gives_types_keys_and_references() {
    Proposer proposer = new Proposer("erp", false);
    proposer.add(
        "erp-db",
        List.of(
            table(
                "customers",
                List.of("id"),
                List.of(),
                new Field("id", ValueType.INTEGER, false),
                new Field("email", ValueType.STRING, true)),
            table(
                "sales.orders",
                List.of("year", "number"),
                List.of(
                    new Reference(List.of("customer"), "customers", List.of("id")),
                    new Reference(List.of("year", "number"), "sales.years", List.of("y", "n")),
                    new Reference(List.of("gone"), "elsewhere", List.of("id"))),
                new Field("year", ValueType.INTEGER, false),
                new Field("number", ValueType.INTEGER, false),
                new Field("customer", ValueType.INTEGER, true),
                new Field("gone", ValueType.INTEGER, true),
                new Field("bad\nname", ValueType.DATE, true))));
    Proposed erp = Proposed.of(proposer);
    assertEquals("id", erp.key("customers"));
    assertEquals("none", erp.key("sales_orders"));
    assertEquals(
        List.of(new ForeignKeyPlan("customer", "customers", "id", ChildPolicy.CASCADE)),
        erp.table("sales_orders").foreignKeys());
    assertEquals(
        "{\"source\":\"erp-db\",\"connection\":\"erp-db\",\"table\":\"sales.orders\"}",
        erp.at("/tables/1/collect/0"));
    assertEquals(
        "pd:EmailAddress", erp.proposal().tables().getFirst().personal().getFirst().what());
    assertEquals(3, erp.proposal().tables().get(1).remarks().size());
  }

  private static CatalogueTable table(
      String name, List<String> key, List<Reference> references, Field... columns) {
    return new CatalogueTable(
        name,
        new Parameters(Map.of("table", name)),
        List.of(columns),
        key,
        references,
        OptionalLong.of(12));
  }
}
