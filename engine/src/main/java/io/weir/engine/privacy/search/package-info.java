/**
 * The search for solutions that keep a promise. Begin at {@link
 * io.weir.engine.privacy.search.PrivacySearch}.
 */
@NullMarked
package io.weir.engine.privacy.search;

import org.jspecify.annotations.NullMarked;
