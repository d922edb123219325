// Memory of a connection that says nothing: the process before, and with all of them in after a while.
#include "load.h"

static void ignore(Link *link, double at) { (void)link, (void)at; }
static void lost(Link *link, Answer why) {
    (void)why;
    fail("idle connection %d was cut off", link->number);
}

void run_idle(const Settings *settings) {
    static const Events events = {ignore, ignore, lost};
    long before = status_kb(settings->pid, "VmRSS:");
    double took = bring_in(settings, &events);
    for (double end = now() + settings->seconds; now() < end;) links_poll(200);
    long with = status_kb(settings->pid, "VmRSS:");
    tell("kb_each", (with - before) / (double)settings->connections, 2);
    tell("before_kb", before, 0);
    tell("rss_kb", with, 0);
    tell("peak_kb", status_kb(settings->pid, "VmHWM:"), 0);
    tell("rate", settings->connections / took, 0);
}
