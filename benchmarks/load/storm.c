// Everybody at once: all connections but a few are cut off in one moment and knock again at once, each until it is in. Before, each has
// written a value, which must be there afterwards; the few that stay write all the time, and tell how much they felt of it.
#include "load.h"

enum { PATIENCE_SECONDS = 300, OTHERS_PAUSE_MS = 50, RETRY_MS_MIN = 500, RETRY_MS_SPREAD = 1000 };

static const Settings *settings;
static Latencies coming, felt;
static int written, back, retries;
static bool storm;

static bool stays(const Link *link) { return link->number < settings->others; }

static void pong(Link *link, double at) {
    if (!storm)
        written++;
    else if (stays(link))
        latency_add(&felt, at - link->started);
}

static void welcome(Link *link, double at) {
    latency_add(&coming, at - link->started);
    link->retry_at = 0;
    back++;
}

static void lost(Link *link, Answer why) {
    if (!storm || stays(link) || why == REFUSED)
        fail("connection %d was %s", link->number, why == REFUSED ? "refused" : "cut off without a storm");
    retries++;
    link->retry_at = now() + (RETRY_MS_MIN + (link->number * 7919L) % RETRY_MS_SPREAD) / 1000.0;
}

static void knock_again(double at) {
    for (int i = settings->others; i < settings->connections; i++)
        if (links[i].state == CLOSED && links[i].retry_at && links[i].retry_at <= at) link_open(&links[i]);
}

static void others_write(double at) {
    for (int i = 0; i < settings->others; i++)
        if (!links[i].ping_open && at - links[i].started >= OTHERS_PAUSE_MS / 1000.0) link_batch(&links[i], 1);
}

static void write_once(void) {
    for (int i = 0; i < settings->connections; i++) link_batch(&links[i], 1 + i % 9);
    while (written < settings->connections) links_poll(1000);
}

void run_storm(const Settings *all) {
    static const Events events = {welcome, pong, lost};
    settings = all;
    if (settings->others >= settings->connections) fail("a storm needs more connections than those that stay");
    bring_in(settings, &events);
    write_once();

    storm = true;
    double cpu = cpu_seconds(settings->pid), start = now(), looked = start;
    int absent = settings->connections - settings->others;
    for (int i = settings->others; i < settings->connections; i++) link_close(&links[i], true);
    for (int i = settings->others; i < settings->connections; i++) link_open(&links[i]);
    while (back < absent) {
        links_poll(10);
        double at = now();
        others_write(at);
        if (at - looked > 0.1) knock_again(looked = at);
        if (at - start > PATIENCE_SECONDS) fail("only %d of %d came back in %d s", back, absent, PATIENCE_SECONDS);
    }
    tell("seconds", now() - start, 2);
    tell("rate", absent / (now() - start), 0);
    tell("retries", retries, 0);
    tell_latencies(&coming);
    tell("others_p50_ms", latency_ms(&felt, 0.50), 1);
    tell("others_p99_ms", latency_ms(&felt, 0.99), 1);
    tell("others_n", felt.count, 0);
    tell_server(settings, cpu, absent);
    write_expected(settings, settings->connections);
}
