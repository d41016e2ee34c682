package org.asyncio4j.conformance;

/** An exception that a program has made, not the library. */
sealed interface PythonThrowable permits PythonException, PythonError {
  /**
   * Returns the name of its type in Python.
   *
   * @return the name, without module
   */
  String kind();
}
