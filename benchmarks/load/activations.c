// Activations a second: a device whose token was handed out comes for the first time, logs in, says what it is, and is in the account when that is
// answered; `connections` at a time, each token once, for `seconds` or until there are no more.
#include "load.h"

enum { PATIENCE_SECONDS = 60 };

static const Settings *settings;
static Latencies latencies;
static long begun, activated;
static double end;

static void next(Link *link) {
    if (now() >= end || begun == credential_count) return;
    link->number = begun++;
    link_open(link);
}

static void introduce(Link *link, double at) {
    (void)at;
    link->id = 2;
    link->out_length = info_words(link->out, settings->product, link->id);
    link->ping_open = true; // its answer comes with the same id as that of a ping would
    link_send(link);
}

static void taken(Link *link, double at) {
    activated++;
    latency_add(&latencies, at - link->started);
    link_close(link, false);
    next(link);
}

static void lost(Link *link, Answer why) {
    fail("the device with token number %d was %s", link->number, why == REFUSED ? "refused" : "cut off");
}

void run_activations(const Settings *all) {
    static const Events events = {introduce, taken, lost};
    settings = all;
    if (!settings->product) fail("activations need --product, the template's id");
    links_prepare(settings, &events, settings->connections, LOGIN_MAX);
    double cpu = cpu_seconds(settings->pid), start = now();
    end = start + settings->seconds;
    for (int i = 0; i < settings->connections; i++) next(&links[i]);
    while (activated < begun || (now() < end && begun < credential_count)) {
        links_poll(100);
        if (now() > end + PATIENCE_SECONDS) fail("%ld of %ld devices were not answered", begun - activated, begun);
    }
    double seconds = now() - start;
    tell("rate", activated / seconds, 0);
    tell("operations", activated, 0);
    tell("seconds", seconds, 3);
    tell_latencies(&latencies);
    tell_server(settings, cpu, activated);
}
