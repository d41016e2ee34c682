package http;

import java.io.IOException;

/** A message that breaks the rules or a limit, with the status that a server answers it with. */
public final class HttpException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Makes one; the text goes to the client. */
  public HttpException(int status, String text) {
    super(text);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
