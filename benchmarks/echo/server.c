/*
 * Echoes what it gets: the bare server of row W8 that the others are compared with. One thread,
 * level-triggered epoll, one buffer. Reading stops while a client does not take what it has sent.
 *
 *     server        prints "port N" (on 127.0.0.1), ends with its standard input, which is a pipe
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, EVENTS = 512, BACKLOG = 1024 };

struct connection {
  int fd;
  char *rest; /* what the kernel did not take; NULL if there is nothing */
  size_t from, to;
};

static char buffer[BUFFER];
static int epoll;
static struct connection input = {.fd = 0};
static struct connection listener;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void watch(int operation, struct connection *c, unsigned events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(epoll, operation, c->fd, &event) != 0) fail("epoll_ctl");
}

static void end(struct connection *c) {
  close(c->fd);
  free(c->rest);
  free(c);
}

/* Returns how many bytes the kernel took, or -1 if the connection is broken. */
static ssize_t push(int fd, const char *data, size_t count) {
  ssize_t sent = send(fd, data, count, MSG_NOSIGNAL);
  return sent < 0 && errno == EAGAIN ? 0 : sent;
}

static void readable(struct connection *c) {
  ssize_t got = recv(c->fd, buffer, BUFFER, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) {
    end(c);
    return;
  }
  ssize_t sent = push(c->fd, buffer, got);
  if (sent < 0) {
    end(c);
  } else if (sent < got) {
    c->from = 0;
    c->to = got - sent;
    c->rest = malloc(c->to);
    if (c->rest == NULL) fail("malloc");
    memcpy(c->rest, buffer + sent, c->to);
    watch(EPOLL_CTL_MOD, c, EPOLLOUT);
  }
}

static void writable(struct connection *c) {
  ssize_t sent = push(c->fd, c->rest + c->from, c->to - c->from);
  if (sent < 0) {
    end(c);
    return;
  }
  c->from += sent;
  if (c->from == c->to) {
    free(c->rest);
    c->rest = NULL;
    watch(EPOLL_CTL_MOD, c, EPOLLIN);
  }
}

static void accept_all(void) {
  int on = 1;
  for (;;) {
    int fd = accept4(listener.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
      if (errno == EAGAIN || errno == ECONNABORTED) return;
      fail("accept4");
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct connection *c = calloc(1, sizeof *c);
    if (c == NULL) fail("calloc");
    c->fd = fd;
    watch(EPOLL_CTL_ADD, c, EPOLLIN);
  }
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  listener.fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener.fd < 0) fail("socket");
  if (bind(listener.fd, (struct sockaddr *)&address, length) != 0) fail("bind");
  if (listen(listener.fd, BACKLOG) != 0) fail("listen");
  if (getsockname(listener.fd, (struct sockaddr *)&address, &length) != 0) fail("getsockname");
  epoll = epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0) fail("epoll_create1");
  watch(EPOLL_CTL_ADD, &listener, EPOLLIN);
  watch(EPOLL_CTL_ADD, &input, EPOLLIN);
  printf("port %d\n", ntohs(address.sin_port));
  fflush(stdout);

  struct epoll_event events[EVENTS];
  for (;;) {
    int count = epoll_wait(epoll, events, EVENTS, -1);
    if (count < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < count; i++) {
      struct connection *c = events[i].data.ptr;
      if (c == &listener) {
        accept_all();
      } else if (c == &input) {
        if (read(0, buffer, BUFFER) <= 0) return 0;
      } else if (c->rest != NULL) {
        writable(c);
      } else {
        readable(c);
      }
    }
  }
}
