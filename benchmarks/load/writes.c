// Writes a second: each connection sends its writes in batches with a ping behind, and the next batch when that ping is answered, for
// `seconds`. A write counts when the ping behind it was answered: the server has read it by then.
#include "load.h"

enum { PATIENCE_SECONDS = 30 };

static const Settings *settings;
static Latencies latencies;
static long acknowledged;
static int finished;
static double end;

static void pong(Link *link, double at) {
    acknowledged += link->open_writes;
    latency_add(&latencies, at - link->started);
    if (at < end)
        link_batch(link, settings->batch);
    else
        finished++;
}

static void welcome(Link *link, double at) { (void)link, (void)at; }

static void lost(Link *link, Answer why) {
    fail("connection %d was %s after %ld writes", link->number, why == REFUSED ? "refused a write" : "cut off", link->written);
}

void run_writes(const Settings *all) {
    static const Events events = {welcome, pong, lost};
    settings = all;
    bring_in(settings, &events);
    double cpu = cpu_seconds(settings->pid), start = now();
    end = start + settings->seconds;
    for (int i = 0; i < settings->connections; i++) link_batch(&links[i], settings->batch);
    while (finished < settings->connections) {
        links_poll(1000);
        if (now() > end + PATIENCE_SECONDS) fail("%d connections wait for an answer", settings->connections - finished);
    }
    double seconds = now() - start;
    tell("rate", acknowledged / seconds, 0);
    tell("seconds", seconds, 3);
    tell_latencies(&latencies);
    tell_server(settings, cpu, acknowledged);
    write_expected(settings, settings->connections);
}
