/**
 * What {@code asyncio ps} and its kin load into a running program: a local door, at which the
 * program's loops and tasks can be asked for.
 */
module org.asyncio4j.agent {
  requires java.instrument;
  requires static org.asyncio4j.core; // found in the program, in whichever class loader has it
  requires static org.jspecify;

  exports org.asyncio4j.agent;
}
