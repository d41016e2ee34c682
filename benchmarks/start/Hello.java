import static org.asyncio4j.Asyncio.*;

void main() {
  run(() -> {
    sleep(Duration.ZERO);
    IO.println("hello");
  });
}
