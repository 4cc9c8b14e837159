package io.weir.spi;

import java.util.Map;

/**
 * What a method proposes for a column, to be looked at and changed by people. No sentence repeats a
 * value of the data.
 */
public sealed interface ParameterProposal {
  /**
   * A use that suits every value seen.
   *
   * @param parameters as {@link AnonymizationMethod#prepare} accepts them
   * @param reasons one sentence for each parameter, by its name: why it was proposed
   * @param namesValues whether the parameters repeat values of the data, so that whoever keeps or
   *     shows them must treat them like the data
   */
  record Fitting(Parameters parameters, Map<String, String> reasons, boolean namesValues)
      implements ParameterProposal {
    public Fitting {
      reasons = Map.copyOf(reasons);
    }
  }

  /**
   * The method would make no sense for these values.
   *
   * @param reason one sentence why
   */
  record Unsuitable(String reason) implements ParameterProposal {}
}
