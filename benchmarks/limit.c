// limit: the machine's own limit for the exchanges of load. One epoll thread that answers native logins and pings, MQTT CONNECT and
// PINGREQ, and HTTP requests, takes everything else unread, and stores nothing.   limit PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HELD_MAX = 1024, READ_MAX = 1 << 17, BACKLOG = 4096 };
enum { N_RESPONSE = 0, N_LOGIN = 29, N_PING = 6, N_INTERNAL = 17, N_HEADER = 5, M_CONNECT = 0x10, M_PING = 12 };

typedef struct {
    int fd, held; // bytes of a frame that is not whole yet
    char first;   // the first byte tells the protocol
    unsigned char hold[HELD_MAX];
} Link;

static unsigned char in[READ_MAX + HELD_MAX], out[READ_MAX];
static int out_length;

static void say(const void *words, int length) {
    memcpy(out + out_length, words, length);
    out_length += length;
}

// Each of these answers the bytes it has used of `length`.

static int serve_native(int length) {
    int used = 0;
    while (length - used >= N_HEADER) {
        const unsigned char *frame = in + used;
        int body = frame[0] == N_RESPONSE ? 0 : frame[3] << 8 | frame[4];
        if (length - used < N_HEADER + body) break;
        if (frame[0] == N_LOGIN || frame[0] == N_PING || frame[0] == N_INTERNAL)
            say((unsigned char[]){N_RESPONSE, frame[1], frame[2], 0, 200}, N_HEADER);
        used += N_HEADER + body;
    }
    return used;
}

static int serve_mqtt(int length) {
    for (int used = 0;;) {
        int n = used + 1, body = 0, more = 128;
        for (int shift = 0; n < length && more; shift += 7) {
            body |= (in[n] & 127) << shift;
            more = in[n++] & 128;
        }
        if (more || length < n + body) return used;
        if (in[used] == M_CONNECT) say("\x20\x02\0\0", 4);
        if (in[used] >> 4 == M_PING) say("\xd0\0", 2);
        used = n + body;
    }
}

static int serve_http(int length) {
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain;charset=utf-8\r\nContent-Length: 6\r\n\r\n20.000";
    int used = 0;
    for (unsigned char *end; (end = memmem(in + used, length - used, "\r\n\r\n", 4)); used = end + 4 - in)
        say(answer, sizeof answer - 1);
    return used;
}

static void drop(Link *link) {
    close(link->fd);
    free(link);
}

static void hear(Link *link) {
    memcpy(in, link->hold, link->held);
    int n = read(link->fd, in + link->held, READ_MAX);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
        drop(link);
        return;
    }
    if (!link->first) link->first = in[0];
    n += link->held;
    out_length = 0;
    int used = link->first == M_CONNECT ? serve_mqtt(n) : isalpha(link->first) ? serve_http(n) : serve_native(n);
    link->held = n - used;
    if (link->held > HELD_MAX || (out_length && write(link->fd, out, out_length) != out_length)) {
        drop(link);
        return;
    }
    memcpy(link->hold, in + used, link->held);
}

static void accept_all(int listener, int epoll) {
    for (int fd, one = 1; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        Link *link = calloc(1, sizeof *link);
        link->fd = fd;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = link};
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }
}

static int listen_on(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, BACKLOG)) {
        perror("limit: cannot listen");
        exit(1);
    }
    return listener;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fputs("limit PORT\n", stderr);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);

    int listener = listen_on(atoi(argv[1])), epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, ready[512];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(epoll, ready, 512, -1);
        for (int i = 0; i < count; i++) {
            if (ready[i].data.ptr)
                hear(ready[i].data.ptr);
            else
                accept_all(listener, epoll);
        }
    }
}
