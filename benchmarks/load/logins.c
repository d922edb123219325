// Logins a second: connect, login, answer, close; `connections` at a time, each with the next credential, for `seconds`.
#include "load.h"

enum { PATIENCE_SECONDS = 300 };

static const Settings *settings;
static Latencies latencies;
static long begun, accepted;
static double end;

static void next(Link *link) {
    if (now() >= end) return;
    link->number = begun++;
    link_open(link);
}

static void welcome(Link *link, double at) {
    accepted++;
    latency_add(&latencies, at - link->started);
    link_close(link, false);
    next(link);
}

static void nothing(Link *link, double at) { (void)link, (void)at; }

static void lost(Link *link, Answer why) {
    fail("login %d was %s", link->number, why == REFUSED ? "refused" : "cut off");
}

void run_logins(const Settings *all) {
    static const Events events = {welcome, nothing, lost};
    settings = all;
    links_prepare(settings, &events, settings->connections, LOGIN_MAX);
    double cpu = cpu_seconds(settings->pid), start = now();
    end = start + settings->seconds;
    for (int i = 0; i < settings->connections; i++) next(&links[i]);
    while (now() < end || accepted < begun) {
        links_poll(100);
        if (now() > end + PATIENCE_SECONDS) fail("%ld of %ld logins were not answered", begun - accepted, begun);
    }
    double seconds = now() - start;
    tell("rate", accepted / seconds, 0);
    tell("seconds", seconds, 3);
    tell_latencies(&latencies);
    tell_server(settings, cpu, accepted);
}

// --- for the other scenarios: all come in and stay ---

static long in;

static void came_in(Link *link, double at) {
    (void)at;
    (void)link;
    in++;
    if (begun < settings->connections) link_open(&links[begun++]);
}

double bring_in(const Settings *all, const Events *then) {
    static const Events events = {came_in, nothing, lost};
    settings = all;
    int out_bytes = settings->batch * (int)sizeof(template.bytes) / 4 + LOGIN_MAX;
    links_prepare(settings, &events, settings->connections, out_bytes);
    double start = now();
    begun = in = 0;
    while (begun < settings->connections && begun < settings->at_once) link_open(&links[begun++]);
    while (in < settings->connections) {
        links_poll(1000);
        if (now() - start > PATIENCE_SECONDS) fail("only %ld of %d came in within %d s", in, settings->connections, PATIENCE_SECONDS);
    }
    links_prepare(settings, then, settings->connections, out_bytes);
    return now() - start;
}
