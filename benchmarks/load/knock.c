// How long a server that was just started lets a device wait: knocks until a login is accepted.
#define _GNU_SOURCE
#include "load.h"
#include <time.h>
#include <unistd.h>

enum { PATIENCE_SECONDS = 60, PAUSE_US = 5000 };

static double accepted_at;
static bool is_lost;

static double wall_clock(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static void welcome(Link *link, double at) { (void)link, (void)at, accepted_at = wall_clock(); }
static void ignore(Link *link, double at) { (void)link, (void)at; }
static void lost(Link *link, Answer why) {
    (void)link;
    if (why == REFUSED) fail("the login was refused");
    is_lost = true;
}

void run_knock(const Settings *settings) {
    static const Events events = {welcome, ignore, lost};
    links_prepare(settings, &events, 1, LOGIN_MAX);
    for (double end = now() + PATIENCE_SECONDS; !accepted_at;) {
        is_lost = false;
        link_open(&links[0]);
        while (!accepted_at && !is_lost) links_poll(100);
        if (now() > end) fail("no login was accepted in %d s", PATIENCE_SECONDS);
        if (is_lost) usleep(PAUSE_US);
    }
    tell("seconds", accepted_at - settings->since, 3);
    tell_server(settings, 0, 1);
}
