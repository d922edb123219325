// A working day: all are connected, and one after the other writes a value, so many a second.
#include "load.h"

static Latencies latencies;
static long acknowledged;

static void ignore(Link *link, double at) { (void)link, (void)at; }
static void pong(Link *link, double at) {
    acknowledged++;
    latency_add(&latencies, at - link->started);
}
static void lost(Link *link, Answer why) {
    (void)why;
    fail("connection %d was cut off", link->number);
}

void run_steady(const Settings *settings) {
    static const Events events = {ignore, pong, lost};
    bring_in(settings, &events);
    double cpu = cpu_seconds(settings->pid), start = now();
    long sent = 0, late = 0, last_due = settings->rate * settings->seconds;
    while (sent < last_due) {
        long due = (now() - start) * settings->rate;
        for (; sent < due && sent < last_due; sent++) {
            Link *link = &links[sent % settings->connections];
            if (link->ping_open)
                late++;
            else
                link_batch(link, 1);
        }
        links_poll(1);
    }
    double seconds = now() - start;
    for (double patience = now() + 5; acknowledged < sent - late && now() < patience;) links_poll(100);
    if (acknowledged < sent - late) fail("%ld writes were not acknowledged", sent - late - acknowledged);
    tell("rate", acknowledged / seconds, 0);
    tell("late", late, 0);
    tell("cores", (cpu_seconds(settings->pid) - cpu) / seconds, 3);
    tell_latencies(&latencies);
    tell_server(settings, cpu, acknowledged);
    write_expected(settings, settings->connections < sent ? settings->connections : sent);
}
