/*
 * Redis: a client of one's own (folder redis/) for any number of tasks. Needs a server:
 *
 *   ./asyncio run examples/RedisDemo.java [HOST [PORT]]
 *
 * prints
 *
 *   1000 increments, all under way at once on one connection: 1000
 *   heard on news: one
 *   heard on news: two
 *   WRONGTYPE Operation against a key holding the wrong kind of value
 */
import static org.asyncio4j.Asyncio.*;

import java.io.IOException;
import java.util.Collections;
import org.asyncio4j.function.Awaitable;
import redis.RedisClient;
import redis.RedisException;

void count(RedisClient redis) throws IOException {
  redis.command("DEL", "asyncio4j:count");
  Awaitable<Object> increment = () -> redis.command("INCR", "asyncio4j:count");
  await(gather(Collections.nCopies(1000, increment)));
  IO.println(
      "1000 increments, all under way at once on one connection: "
          + redis.command("GET", "asyncio4j:count"));
}

void listen(RedisClient redis) throws IOException {
  try (var news = redis.subscribe("news")) {
    redis.command("PUBLISH", "news", "one");
    redis.command("PUBLISH", "news", "two");
    news.messages()
        .firstResult(message -> {
          IO.println("heard on " + message.channel() + ": " + message.text());
          return message.text().equals("two") ? message : null;
        });
  }
}

void main(String[] args) {
  String host = args.length > 0 ? args[0] : "localhost";
  int port = args.length > 1 ? Integer.parseInt(args[1]) : 6379;
  run(() -> {
    try (var redis = RedisClient.connect(host, port)) {
      count(redis);
      listen(redis);
      redis.command("LPUSH", "asyncio4j:list", "a");
      try {
        redis.command("INCR", "asyncio4j:list");
      } catch (RedisException e) {
        IO.println(e.getMessage());
      } finally {
        redis.command("DEL", "asyncio4j:count", "asyncio4j:list");
      }
    }
  });
}
