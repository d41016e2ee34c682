package redis;

/** An answer that says no, such as {@code WRONGTYPE Operation against a key …}. */
public final class RedisException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RedisException(String text) {
    super(text);
  }

  /** Returns its first word, such as WRONGTYPE. */
  public String code() {
    return getMessage().split(" ", 2)[0];
  }
}
