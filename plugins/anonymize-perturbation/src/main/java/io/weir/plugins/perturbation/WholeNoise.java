package io.weir.plugins.perturbation;

/** Noise of whole numbers with exact probabilities, symmetric around 0. */
sealed interface WholeNoise permits DiscreteLaplace, DiscreteGaussian {
  long draw(Draws draws);
}
