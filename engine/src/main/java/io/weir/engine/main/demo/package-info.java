/**
 * A small company to try Weir on: the FoodMart data as three systems, made dirty in known places,
 * and an independent calculation of what must become of it.
 */
@NullMarked
package io.weir.engine.main.demo;

import org.jspecify.annotations.NullMarked;
