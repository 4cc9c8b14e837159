package io.weir.plugins.pseudonymization;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code pseudonymize}: a name made with a secret stands in place of every value, the same for the
 * same value.
 */
@Extension
public final class Pseudonymize implements AnonymizationMethod {
  private static final String NAME = "pseudonymize";
  private static final Set<ValueType> TYPES =
      Set.of(
          ValueType.STRING,
          ValueType.INTEGER,
          ValueType.DECIMAL,
          ValueType.DATE,
          ValueType.TIME,
          ValueType.DATETIME,
          ValueType.BINARY);

  private static final int SHORTEST = 8;

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PSEUDONYMIZATION,
        "A name made with a secret stands in place of every value, the same for the same value.",
        Set.of(Place.COLUMN),
        TYPES,
        List.of(
            MethodParameter.text(
                    "secret",
                    "The name of a secret of the secret store, in its newest version; name@2 for"
                        + " version 2 whatever came after.")
                .asRequired(),
            MethodParameter.oneOf(
                "form",
                "hmac, if not said: a text of letters and digits; format-preserving: a text of the"
                    + " same form, or an integer of the same range.",
                "hmac",
                "format-preserving"),
            MethodParameter.text(
                "domain",
                "What the pseudonyms are for: the same value gets unrelated ones in two domains;"
                    + " table and column of the key if not said."),
            MethodParameter.whole(
                "length",
                "Of hmac: how many characters; 26 of base32 or 32 of hex if not said, which are 128"
                    + " bits or more.",
                SHORTEST,
                Encoding.HEX.longest),
            MethodParameter.oneOf(
                "encoding",
                "Of hmac: base32, if not said, with five bits a character, or hex with four.",
                Encoding.BASE32.word,
                Encoding.HEX.word),
            MethodParameter.flag(
                "tag",
                "Of hmac: whether a pseudonym begins with the version of its secret, such as v2."),
            MethodParameter.oneOf(
                "alphabet",
                "Of format-preserving on texts: which characters are replaced, by others of the"
                    + " same; all others stay.",
                List.of(Alphabet.values()).stream().map(it -> it.word).toArray(String[]::new)),
            MethodParameter.number(
                "minimum", "Of format-preserving on integers: the least one, with maximum."),
            MethodParameter.number(
                "maximum", "Of format-preserving on integers: the greatest one, with minimum."),
            MethodParameter.whole(
                "digits",
                "Of format-preserving on integers: the range of all that have so many digits.",
                Declared.FEWEST_DIGITS,
                Declared.MOST_DIGITS),
            MethodParameter.text("prefix", "A text before every pseudonym; not on integers.")),
        new Notes(
            "The same value has the same pseudonym in the whole domain, also as a foreign key and"
                + " in later versions, as long as the secret's version is the same. Nobody without"
                + " the secret can tell which value a pseudonym stands for by trying values."
                + " Different values have different pseudonyms: format-preserving always, hmac"
                + " but for collisions, whose chance among a million values is 1 in 10^26 at 128"
                + " bits.",
            "Pseudonymized data is still personal data. How often a pseudonym occurs, and what"
                + " stands beside it, may tell whom it stands for. Who has the secret can try all"
                + " values. Format-preserving shows the length, and every character outside of the"
                + " alphabet.",
            "{\"method\": \"pseudonymize\", \"secret\": \"patients\", \"prefix\": \"P-\"}",
            "HMAC: RFC 2104 and FIPS 198-1 with SHA-256; keys by HKDF, RFC 5869; format-preserving:"
                + " FF1 of NIST SP 800-38G, with the least domain of its revision 1."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    Parameters parameters = request.parameters();
    ColumnSchema column = request.ownColumn(NAME, TYPES);
    parameters.allowOnly(
        "secret",
        "form",
        "domain",
        "length",
        "encoding",
        "tag",
        "alphabet",
        "minimum",
        "maximum",
        "digits",
        "prefix");
    String secret = Declared.secret(parameters);
    boolean pinned = secret.indexOf('@') >= 0;
    Declared.bounded("domain", parameters);
    Domain domain = Domain.of(request);
    return switch (parameters.text("form").orElse("hmac")) {
      case "hmac" -> hashed(column, secret, pinned, domain, parameters);
      case "format-preserving" -> enciphered(column, secret, pinned, domain, parameters);
      default ->
          throw new InvalidParameters(
              "form", "\"form\" is either \"hmac\" or \"format-preserving\"");
    };
  }

  private static HashedNames hashed(
      ColumnSchema column, String secret, boolean pinned, Domain domain, Parameters parameters) {
    Declared.refuse(
        parameters,
        "belongs to the form format-preserving",
        "alphabet",
        "minimum",
        "maximum",
        "digits");
    Encoding encoding =
        switch (parameters.text("encoding").orElse("base32")) {
          case "base32" -> Encoding.BASE32;
          case "hex" -> Encoding.HEX;
          default ->
              throw new InvalidParameters(
                  "encoding", "\"encoding\" is either \"base32\" or \"hex\"");
        };
    return new HashedNames(
        column.name(),
        secret,
        pinned,
        domain,
        encoding,
        Declared.whole("length", SHORTEST, encoding.longest, parameters).orElse(encoding.usual),
        Declared.bounded("prefix", parameters),
        parameters.flag("tag").orElse(false));
  }

  private static PreparedMethod enciphered(
      ColumnSchema column, String secret, boolean pinned, Domain domain, Parameters parameters) {
    Declared.refuse(parameters, "belongs to the form hmac", "length", "encoding", "tag");
    return switch (column.type()) {
      case STRING -> {
        Declared.refuse(
            parameters, "is for integers, not for texts", "minimum", "maximum", "digits");
        yield new EncipheredTexts(
            column.name(),
            secret,
            pinned,
            domain,
            Declared.alphabet(parameters),
            Declared.bounded("prefix", parameters));
      }
      case INTEGER -> {
        Declared.refuse(parameters, "is for texts, not for integers", "alphabet", "prefix");
        yield new EncipheredIntegers(
            column.name(), secret, pinned, domain, Declared.range(parameters));
      }
      case BOOLEAN, DECIMAL, DOUBLE, DATE, TIME, DATETIME, BINARY, JSON ->
          throw new InvalidParameters(
              "form",
              "\"format-preserving\" works on texts and integers, and column "
                  + column.name()
                  + " is neither; choose \"hmac\"");
    };
  }
}
