package io.weir.engine.entity;

/** A snapshot of an entity's state, stored under a name from {@link Shapes#durable}. */
public interface DurableState {}
