// Connections: opening, sending as far as the kernel takes it, reading answers one by one.
#define _GNU_SOURCE
#include "load.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

Link *links;
char **credentials;
long credential_count;
WriteTemplate template;

static const Settings *settings;
static const Events *events;
static int epoll = -1;

void links_prepare(const Settings *all, const Events *what, int count, int out_bytes) {
    settings = all;
    events = what;
    if (links) return;
    epoll = epoll_create1(0);
    links = calloc(count, sizeof *links);
    if (!links) fail("no memory for %d connections", count);
    for (int i = 0; i < count; i++) {
        links[i].fd = -1;
        links[i].number = i;
        links[i].out = malloc(out_bytes);
    }
}

static void watch(Link *link, int operation, uint32_t what) {
    struct epoll_event event = {.events = what, .data.ptr = link};
    epoll_ctl(epoll, operation, link->fd, &event);
}

// One address has some 28,000 ports towards one server: more connections come from several.
static void choose_address(const Link *link) {
    if (settings->addresses == 1) return;
    int one = 1;
    setsockopt(link->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    struct sockaddr_in from = {.sin_family = AF_INET};
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + link->number % settings->addresses);
    if (bind(link->fd, (void *)&from, sizeof from)) fail("cannot come from %s: %s", inet_ntoa(from.sin_addr), strerror(errno));
}

void link_open(Link *link) {
    link->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (link->fd < 0) fail("cannot open connection %d: %s", link->number, strerror(errno));
    int one = 1;
    setsockopt(link->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    choose_address(link);
    link->started = now();
    link->state = CONNECTING;
    link->in_length = link->out_length = link->out_sent = link->open_writes = 0;
    link->ping_open = false;
    if (connect(link->fd, (void *)&settings->server, sizeof settings->server) && errno != EINPROGRESS)
        fail("cannot connect: %s", strerror(errno));
    watch(link, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
}

void link_close(Link *link, bool reset) {
    struct linger at_once = {1, 0};
    if (reset) setsockopt(link->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(link->fd);
    link->fd = -1;
    link->state = CLOSED;
}

static void lose(Link *link, Answer why) {
    link_close(link, false);
    events->lost(link, why);
}

void link_send(Link *link) {
    while (link->out_sent < link->out_length) {
        int n = write(link->fd, link->out + link->out_sent, link->out_length - link->out_sent);
        if (n < 0) {
            // Whatever else is wrong is found by the next read.
            if (errno == EAGAIN) watch(link, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
            return;
        }
        link->out_sent += n;
    }
    link->out_length = link->out_sent = 0;
}

void link_batch(Link *link, int count) {
    link->out_length = batch_words(link->out, settings->protocol, &template, &link->id, &link->written, count);
    link->out_sent = 0;
    link->open_writes = count;
    link->ping_open = true;
    link->started = now();
    link_send(link);
}

static void connected(Link *link) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(link->fd, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error) {
        lose(link, BROKEN);
        return;
    }
    link->state = LOGGING_IN;
    link->id = 1;
    link->out_length = login_words(link->out, settings->protocol, credentials[link->number % credential_count], link->number);
    watch(link, EPOLL_CTL_MOD, EPOLLIN);
    link_send(link);
}

static void take(Link *link, Answer answer, double at) {
    switch (answer) {
    case WELCOME:
        link->state = READY;
        events->welcome(link, at);
        break;
    case PONG:
        link->ping_open = false;
        events->pong(link, at);
        break;
    case REFUSED: lose(link, REFUSED); break;
    default: break; // what the server says by itself
    }
}

static void hear(Link *link, double at) {
    int n = read(link->fd, link->in + link->in_length, sizeof link->in - link->in_length);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
        lose(link, BROKEN);
        return;
    }
    link->in_length += n;
    int used = 0, length, fd = link->fd;
    Answer answer;
    while ((length = read_answer(link->in + used, link->in_length - used, settings->protocol, link->id, &answer)) > 0) {
        used += length;
        take(link, answer, at);
        if (link->fd != fd || link->state == CONNECTING) return; // closed meanwhile, or opened anew
    }
    memmove(link->in, link->in + used, link->in_length - used);
    link->in_length -= used;
    if (link->in_length == sizeof link->in) fail("the server said something too long for this tool");
}

void links_poll(int milliseconds) {
    struct epoll_event ready[1024];
    int count = epoll_wait(epoll, ready, 1024, milliseconds);
    double at = now();
    for (int i = 0; i < count; i++) {
        Link *link = ready[i].data.ptr;
        if (link->fd < 0) continue;
        if (link->state == CONNECTING) {
            if (ready[i].events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) connected(link);
            continue;
        }
        if (ready[i].events & EPOLLOUT) {
            watch(link, EPOLL_CTL_MOD, EPOLLIN);
            link_send(link);
        }
        if (ready[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) hear(link, at);
    }
}
