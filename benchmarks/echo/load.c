/*
 * The load of row W8. Each connection sends a message, waits for the whole of it to come back, and
 * sends the next. One thread, level-triggered epoll.
 *
 *     load PORT CONNECTIONS BYTES WARM-UP-MS MS
 *
 * Prints "measuring" when the warm-up is over, and at the end lines of name and number: messages,
 * rate (messages a second), p50 and p99 (microseconds). Compiled with -DTLS it speaks TLS 1.3 with
 * OpenSSL, with one suite only, so that all servers do the same work.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#ifdef TLS
#include <openssl/err.h>
#include <openssl/ssl.h>
#endif

enum { BUFFER = 256 * 1024, EVENTS = 512, PATIENCE_MS = 10000 };

/* Buckets of 1/64 of a power of two: percentiles are exact to 1.6 %. */
enum { STEPS = 64, BUCKETS = STEPS * 48 };

struct connection {
  int fd;
  int waits_to_send; /* whether epoll watches for room */
  unsigned number;   /* of the message that is under way: its first and last byte say so */
  size_t sent, got;
  uint64_t begin;
#ifdef TLS
  SSL *ssl;
#endif
};

static char received[BUFFER];
static char *message;
static size_t size;
static int epoll;
static uint64_t buckets[BUCKETS];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void refuse(const char *what) {
  fprintf(stderr, "load: %s\n", what);
  exit(1);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec;
}

/* ---------------------------------------------------------------- times of messages */

static void count(uint64_t nanos) {
  int shift = 0;
  while ((nanos >> shift) >= 2 * STEPS) shift++;
  size_t bucket = (size_t)shift * STEPS + (nanos >> shift);
  buckets[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
}

static double micros(double part, uint64_t all) {
  uint64_t wanted = (uint64_t)(part * all), seen = 0;
  size_t i = 0;
  while (i < BUCKETS - 1 && (seen += buckets[i]) <= wanted) i++;
  int shift = i < 2 * STEPS ? 0 : i / STEPS - 1;
  double least = (double)((uint64_t)(i - shift * STEPS) << shift);
  return (least + ((uint64_t)1 << shift) / 2.0) / 1000.0;
}

/* ---------------------------------------------------------------- bytes; 0 is "not now" */

#ifdef TLS
static SSL_CTX *context;

static void prepare(void) {
  context = SSL_CTX_new(TLS_client_method());
  if (context == NULL || !SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) ||
      !SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256"))
    refuse("OpenSSL without TLS 1.3");
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

static void shake_hands(struct connection *c) {
  c->ssl = SSL_new(context);
  if (c->ssl == NULL || !SSL_set_fd(c->ssl, c->fd) || SSL_connect(c->ssl) != 1) {
    ERR_print_errors_fp(stderr);
    refuse("no handshake");
  }
}

static ssize_t outcome(struct connection *c, int done) {
  if (done > 0) return done;
  int error = SSL_get_error(c->ssl, done);
  if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) refuse("connection broken");
  return 0;
}

static ssize_t push(struct connection *c, const char *data, size_t bytes) {
  return outcome(c, SSL_write(c->ssl, data, bytes));
}

static ssize_t pull(struct connection *c, char *data, size_t bytes) {
  return outcome(c, SSL_read(c->ssl, data, bytes));
}
#else
static void prepare(void) {}

static void shake_hands(struct connection *c) { (void)c; }

static ssize_t push(struct connection *c, const char *data, size_t bytes) {
  ssize_t done = send(c->fd, data, bytes, MSG_NOSIGNAL);
  if (done < 0 && errno != EAGAIN) fail("send");
  return done < 0 ? 0 : done;
}

static ssize_t pull(struct connection *c, char *data, size_t bytes) {
  ssize_t done = recv(c->fd, data, bytes, 0);
  if (done < 0 && errno != EAGAIN) fail("recv");
  if (done == 0) refuse("the server has ended the connection");
  return done < 0 ? 0 : done;
}
#endif

/* ---------------------------------------------------------------- connections */

static void watch(struct connection *c, int operation, unsigned events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(epoll, operation, c->fd, &event) != 0) fail("epoll_ctl");
}

/* Connects, blocking, and waits for the echo of one byte: the server has accepted it then. */
static void connect_to(struct connection *c, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct timeval patience = {.tv_sec = PATIENCE_MS / 1000};
  int on = 1;
  char byte = 'x';
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (c->fd < 0) fail("socket");
  setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect(c->fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  shake_hands(c);
  if (push(c, &byte, 1) != 1 || pull(c, &byte, 1) != 1 || byte != 'x') refuse("no first echo");
  if (fcntl(c->fd, F_SETFL, O_NONBLOCK) != 0) fail("fcntl");
  watch(c, EPOLL_CTL_ADD, EPOLLIN);
}

static void send_more(struct connection *c) {
  message[0] = (char)c->number;
  message[size - 1] = (char)~c->number;
  while (c->sent < size) {
    ssize_t done = push(c, message + c->sent, size - c->sent);
    if (done == 0) break;
    c->sent += done;
  }
  int waits = c->sent < size;
  if (waits != c->waits_to_send) {
    c->waits_to_send = waits;
    watch(c, EPOLL_CTL_MOD, waits ? EPOLLIN | EPOLLOUT : EPOLLIN);
  }
}

static void start(struct connection *c) {
  c->number++;
  c->sent = c->got = 0;
  c->begin = now();
  send_more(c);
}

/* Takes what has come; returns whether that was the end of a message. */
static int take(struct connection *c) {
  for (;;) {
    ssize_t done = pull(c, received, BUFFER);
    if (done == 0) return 0;
    if (c->got == 0 && received[0] != (char)c->number) refuse("a first byte that was not sent");
    c->got += done;
    if (c->got > c->sent) refuse("more bytes than were sent");
    if (c->got == size) {
      if (received[done - 1] != (char)~c->number) refuse("a last byte that was not sent");
      return 1;
    }
  }
}

/* Keeps all connections busy until a time, and for a message at least; returns how many came. */
static uint64_t run(uint64_t until) {
  struct epoll_event events[EVENTS];
  uint64_t messages = 0;
  while (messages == 0 || now() < until) {
    int ready = epoll_wait(epoll, events, EVENTS, PATIENCE_MS);
    if (ready == 0) refuse("no echo for 10 seconds");
    if (ready < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      if (c->waits_to_send) send_more(c);
      if (take(c)) {
        count(now() - c->begin);
        messages++;
        start(c);
      }
    }
  }
  return messages;
}

static long argument(char *text, long least, long most) {
  char *end;
  long value = strtol(text, &end, 10);
  if (*text == 0 || *end != 0 || value < least || value > most) refuse("arguments out of range");
  return value;
}

int main(int words, char **word) {
  if (words != 6) refuse("usage: load PORT CONNECTIONS BYTES WARM-UP-MS MS");
  int port = argument(word[1], 1, 65535);
  int connections = argument(word[2], 1, 100000);
  size = argument(word[3], 2, 1 << 24);
  uint64_t warmup = argument(word[4], 0, 600000) * UINT64_C(1000000);
  uint64_t measured = argument(word[5], 1, 600000) * UINT64_C(1000000);
  message = malloc(size);
  struct connection *all = calloc(connections, sizeof *all);
  if (message == NULL || all == NULL) fail("malloc");
  memset(message, 'm', size);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0) fail("epoll_create1");
  prepare();
  for (int i = 0; i < connections; i++) connect_to(&all[i], port);

  for (int i = 0; i < connections; i++) start(&all[i]);
  run(now() + warmup);
  memset(buckets, 0, sizeof buckets);
  printf("measuring\n");
  fflush(stdout);
  uint64_t begin = now();
  uint64_t messages = run(begin + measured);
  double seconds = (now() - begin) / 1e9;

  printf("messages %llu\n", (unsigned long long)messages);
  printf("rate %.3f\n", messages / seconds);
  printf("p50 %.3f\n", micros(0.50, messages));
  printf("p99 %.3f\n", micros(0.99, messages));
  return 0;
}
