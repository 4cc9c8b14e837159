package io.weir.engine.main.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The FoodMart data set as a company of three systems: {@code erp} with most customers and
 * receipts, {@code shop} (the web shop) with the rest of them, the products and the stores, and
 * {@code hr} with the people.
 */
final class FoodMart {
  private static final int SALES = 24_000;
  private static final int LAST_ERP_CUSTOMER = 7_200;
  private static final int FIRST_SHOP_CUSTOMER = 6_900;
  private static final int SHOP_SALES_BEGIN = 1_000_001;

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private FoodMart() {}

  static Company company() throws IOException {
    Company company = new Company();
    departments(company);
    employees(company);
    stores(company);
    products(company);
    customers(company);
    sales(company);
    return company;
  }

  private static void departments(Company company) throws IOException {
    for (JsonNode node : read("department", Integer.MAX_VALUE)) {
      company
          .rows("department", "hr")
          .add(
              new Row()
                  .with("department_id", text(node, "department_id"))
                  .with("description", text(node, "department_description")));
    }
  }

  private static void employees(Company company) throws IOException {
    for (JsonNode node : read("employee", Integer.MAX_VALUE)) {
      company
          .rows("employee", "hr")
          .add(
              new Row()
                  .with("employee_id", text(node, "employee_id"))
                  .with("full_name", text(node, "full_name"))
                  .with("position", text(node, "position_title"))
                  .with("store_id", text(node, "store_id"))
                  .with("department_id", text(node, "department_id"))
                  .with("supervisor_id", text(node, "supervisor_id"))
                  .with("birth_date", text(node, "birth_date"))
                  .with("hire_date", date(node, "hire_date"))
                  .with("salary", text(node, "salary"))
                  .with("gender", text(node, "gender"))
                  .with("marital_status", text(node, "marital_status")));
    }
  }

  private static void stores(Company company) throws IOException {
    for (JsonNode node : read("store", Integer.MAX_VALUE)) {
      company
          .rows("store", "shop")
          .add(
              new Row()
                  .with("store_id", text(node, "store_id"))
                  .with("name", text(node, "store_name"))
                  .with("type", text(node, "store_type"))
                  .with("street_address", text(node, "store_street_address"))
                  .with("city", text(node, "store_city"))
                  .with("country", text(node, "store_country"))
                  .with("manager", text(node, "store_manager"))
                  .with("phone", text(node, "store_phone"))
                  .with("square_feet", text(node, "store_sqft")));
    }
  }

  private static void products(Company company) throws IOException {
    for (JsonNode node : read("product", Integer.MAX_VALUE)) {
      company
          .rows("product", "shop")
          .add(
              new Row()
                  .with("product_id", text(node, "product_id"))
                  .with("brand", text(node, "brand_name"))
                  .with("name", text(node, "product_name"))
                  .with("price", text(node, "SRP"))
                  .with("low_fat", text(node, "low_fat"))
                  .with("units_per_case", text(node, "units_per_case")));
    }
  }

  /** Some hundred customers are known to both systems; the web shop knows them by another phone. */
  private static void customers(Company company) throws IOException {
    for (JsonNode node : read("customer", Integer.MAX_VALUE)) {
      int id = node.get("customer_id").asInt();
      if (id <= LAST_ERP_CUSTOMER) {
        company.rows("customer", "erp").add(customer(node, "phone1"));
      }
      if (id >= FIRST_SHOP_CUSTOMER) {
        company.rows("customer", "shop").add(customer(node, "phone2"));
      }
    }
  }

  private static Row customer(JsonNode node, String phone) {
    return new Row()
        .with("customer_id", text(node, "customer_id"))
        .with("full_name", text(node, "fullname"))
        .with("address", text(node, "address1"))
        .with("city", text(node, "city"))
        .with("postal_code", text(node, "postal_code"))
        .with("country", text(node, "country"))
        .with("phone", text(node, phone))
        .with("birth_date", text(node, "birthdate"))
        .with("income", text(node, "yearly_income"))
        .with("children", text(node, "total_children"))
        .with("cars", text(node, "num_cars_owned"))
        .with("member_card", text(node, "member_card"));
  }

  /** Lines of one customer, day and store are one receipt; both systems number theirs from 1. */
  private static void sales(Company company) throws IOException {
    Map<Integer, String> days = new HashMap<>();
    for (JsonNode node : read("time_by_day", Integer.MAX_VALUE)) {
      days.put(node.get("time_id").asInt(), date(node, "the_date"));
    }
    Map<List<Integer>, String[]> receipts = new LinkedHashMap<>();
    int lines = 0;
    for (JsonNode node : read("sales_fact_1997", SALES)) {
      List<Integer> visit =
          List.of(
              node.get("time_id").asInt(),
              node.get("customer_id").asInt(),
              node.get("store_id").asInt());
      String[] receipt = receipts.get(visit);
      if (receipt == null) {
        String system = receipts.size() % 4 == 3 ? "shop" : "erp";
        List<Row> rows = company.rows("receipt", system);
        receipt = new String[] {system, Integer.toString(rows.size() + 1)};
        receipts.put(visit, receipt);
        rows.add(
            new Row()
                .with("receipt_id", receipt[1])
                .with("customer_id", text(node, "customer_id"))
                .with("store_id", text(node, "store_id"))
                .with("sold_on", days.getOrDefault(visit.getFirst(), "")));
      }
      lines++;
      int id = receipt[0].equals("shop") ? SHOP_SALES_BEGIN + lines : lines;
      company
          .rows("sale", receipt[0])
          .add(
              new Row()
                  .with("sale_id", Integer.toString(id))
                  .with("receipt_id", receipt[1])
                  .with("product_id", text(node, "product_id"))
                  .with("units", Integer.toString(node.get("unit_sales").asInt()))
                  .with("amount", text(node, "store_sales"))
                  .with("cost", text(node, "store_cost")));
    }
  }

  /** Bars separate the fields of the personnel system, so that there must be none in a value. */
  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isBigDecimal()
        ? value.decimalValue().toPlainString()
        : value.asText().replace('|', '/').strip();
  }

  private static String date(JsonNode node, String field) {
    String text = text(node, field);
    return text.isEmpty() ? "" : text.substring(0, 10);
  }

  private static List<JsonNode> read(String name, int limit) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    try (InputStream in = FoodMart.class.getResourceAsStream("/" + name + ".json")) {
      if (in == null) {
        throw new IOException("the FoodMart data set is not on the class path");
      }
      try (var values = READER.<JsonNode>readValues(in)) {
        while (nodes.size() < limit && values.hasNext()) {
          nodes.add(values.next());
        }
      }
    }
    return nodes;
  }
}
