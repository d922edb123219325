#include "load.h"
#include <stdlib.h>

void latency_add(Latencies *latencies, double seconds) {
    if (latencies->count == latencies->room) {
        latencies->room = latencies->room ? latencies->room * 2 : 4096;
        latencies->seconds = realloc(latencies->seconds, sizeof(double) * latencies->room);
        if (!latencies->seconds) fail("no memory for more latencies");
    }
    latencies->seconds[latencies->count++] = seconds;
}

static int by_size(const void *a, const void *b) {
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

double latency_ms(Latencies *latencies, double part) {
    if (!latencies->count) return 0;
    qsort(latencies->seconds, latencies->count, sizeof(double), by_size);
    long index = latencies->count * part;
    return 1000 * latencies->seconds[index < latencies->count ? index : latencies->count - 1];
}
