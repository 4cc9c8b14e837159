package io.weir.engine.main;

import io.weir.engine.interchange.ModuleFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --format}. */
final class FormatConverter implements ITypeConverter<ModuleFormat> {
  /** What can be written there, for help texts. */
  static final class Words extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Words() {
      super(words());
    }
  }

  private static List<String> words() {
    return Arrays.stream(ModuleFormat.values()).map(ModuleFormat::word).toList();
  }

  @Override
  public ModuleFormat convert(String word) {
    return Arrays.stream(ModuleFormat.values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "expected one of " + String.join(", ", words()) + " but was '" + word + "'"));
  }
}
