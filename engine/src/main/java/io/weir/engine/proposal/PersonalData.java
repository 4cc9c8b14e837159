package io.weir.engine.proposal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses which columns tell something of persons, by their names and by the shape of their values.
 * A guess: what it does not find may be personal all the same.
 */
final class PersonalData {
  private static final String EMAIL = "pd:EmailAddress";
  private static final String IDENTIFYING = "identifying";
  private static final String QUASI = "quasi-identifying";
  private static final String SENSITIVE = "sensitive";

  private static final Set<String> PERSONS =
      Set.of(
          "person",
          "people",
          "patient",
          "customer",
          "employee",
          "member",
          "user",
          "contact",
          "client",
          "student",
          "guest",
          "doctor",
          "physician",
          "author",
          "staff",
          "passenger",
          "citizen",
          "tenant",
          "teacher",
          "driver",
          "player",
          "subscriber",
          "participant");

  /** What only persons have. */
  private static final Set<String> TRAITS =
      Set.of("pd:Gender", "pd:BirthDate", "pd:MaritalStatus", "pd:Name");

  /** The first that fits counts, so what is narrower stands first. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign(EMAIL, IDENTIFYING, "email", "mail"),
          new Sign("pd:IPAddress", IDENTIFYING, "ip", "ipaddress", "ip4", "ip6"),
          new Sign("pd:MACAddress", IDENTIFYING, "mac", "macaddress"),
          new Sign(
              "pd:TelephoneNumber",
              IDENTIFYING,
              "phone",
              "telephone",
              "tel",
              "mobile",
              "cellphone",
              "fax",
              "telefon",
              "handy"),
          new Sign("pd:PaymentCardNumber", IDENTIFYING, "creditcard", "credit card", "card number"),
          new Sign("pd:BankAccount", IDENTIFYING, "iban", "bank account", "account number"),
          new Sign("pd:Passport", IDENTIFYING, "passport"),
          new Sign(
              "pd:OfficialID",
              IDENTIFYING,
              "ssn",
              "social security",
              "national id",
              "tax id",
              "nhs number",
              "license number"),
          new Sign("pd:Username", IDENTIFYING, "username", "user name", "login", "nickname"),
          new Sign("pd:Password", SENSITIVE, "password", "passwd", "pwd"),
          new Sign(
              "pd:Name",
              IDENTIFYING,
              "firstname",
              "lastname",
              "surname",
              "forename",
              "fullname",
              "givenname",
              "familyname",
              "vorname",
              "nachname",
              "first name",
              "last name",
              "full name",
              "given name",
              "family name",
              "middle name",
              "maiden name",
              "fname",
              "lname"),
          new Sign(
              "pd:BirthDate",
              QUASI,
              "birth",
              "birthdate",
              "birthday",
              "dob",
              "born",
              "geburtsdatum",
              "dateofbirth"),
          new Sign("pd:PostalCode", QUASI, "postcode", "postal", "zip", "zipcode", "plz"),
          new Sign(
              "pd:PhysicalAddress",
              IDENTIFYING,
              "address",
              "addr",
              "street",
              "adresse",
              "strasse",
              "anschrift"),
          new Sign("pd:Gender", QUASI, "sex", "gender", "geschlecht"),
          new Sign("pd:Age", QUASI, "age"),
          new Sign("pd:Nationality", QUASI, "nationality", "citizenship"),
          new Sign("pd:MaritalStatus", QUASI, "marital"),
          new Sign("pd:Ethnicity", SENSITIVE, "ethnicity", "ethnic", "race"),
          new Sign("pd:Religion", SENSITIVE, "religion"),
          new Sign("pd:Salary", SENSITIVE, "salary", "wage"),
          new Sign("pd:Income", SENSITIVE, "income"),
          new Sign("pd:MedicalHealth", SENSITIVE, "diagnosis", "disease", "icd", "icd10"));

  private PersonalData() {}

  /**
   * @param category a term of the W3C Data Privacy Vocabulary
   * @param role the role of such a column
   */
  record Finding(String category, String role) {}

  /** Whether the records of a table seem to be persons, by its name or what it says of them. */
  static boolean arePersons(String table, List<ReadColumn> columns) {
    return ProposedNames.words(table).stream()
            .map(ProposedNames::singular)
            .anyMatch(PERSONS::contains)
        || columns.stream()
            .flatMap(column -> byName(false, column.name()).stream())
            .anyMatch(finding -> TRAITS.contains(finding.category()));
  }

  /**
   * What a column seems to tell of persons.
   *
   * @param persons whether the records of its table seem to be persons
   */
  static Optional<Finding> in(boolean persons, ReadColumn column) {
    return byName(persons, column.name()).or(() -> byShape(column));
  }

  private static Optional<Finding> byName(boolean persons, String column) {
    List<String> words = ProposedNames.words(column);
    if (words.equals(List.of("e", "mail"))) {
      return Optional.of(new Finding(EMAIL, IDENTIFYING));
    }
    boolean ofPersons = persons || words.stream().anyMatch(PERSONS::contains);
    if (words.contains("name") && ofPersons && !words.contains("user")) {
      return Optional.of(new Finding("pd:Name", IDENTIFYING));
    }
    String spaced = " " + String.join(" ", words) + " ";
    return SIGNS.stream()
        .filter(sign -> sign.words().stream().anyMatch(word -> spaced.contains(" " + word + " ")))
        .findFirst()
        .map(sign -> new Finding(sign.category(), sign.role()));
  }

  private static Optional<Finding> byShape(ReadColumn column) {
    return ValueShape.of(column.values())
        .map(shape ->
            switch (shape) {
              case EMAIL -> new Finding(EMAIL, IDENTIFYING);
              case IP_ADDRESS -> new Finding("pd:IPAddress", IDENTIFYING);
              case MAC_ADDRESS -> new Finding("pd:MACAddress", IDENTIFYING);
              case IBAN -> new Finding("pd:BankAccount", IDENTIFYING);
              case CARD -> new Finding("pd:PaymentCardNumber", IDENTIFYING);
              case PHONE -> new Finding("pd:TelephoneNumber", IDENTIFYING);
              case STREET -> new Finding("pd:PhysicalAddress", IDENTIFYING);
              case TITLED_NAME -> new Finding("pd:Name", IDENTIFYING);
            });
  }

  /**
   * @param words words of a column's name, or some that follow each other
   */
  private record Sign(String category, String role, List<String> words) {
    Sign(String category, String role, String... words) {
      this(category, role, List.of(words));
    }
  }
}
