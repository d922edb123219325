// What a run found out, as name=value pairs in one line.
#include "load.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void fail(const char *format, ...) {
    va_list values;
    va_start(values, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, values);
    fputs(".\n", stderr);
    va_end(values);
    exit(1);
}

void tell(const char *name, double value, int decimals) { printf("%s=%.*f ", name, decimals, value); }

void tell_latencies(Latencies *latencies) {
    tell("p50_ms", latency_ms(latencies, 0.50), 3);
    tell("p99_ms", latency_ms(latencies, 0.99), 3);
}

void tell_server(const Settings *settings, double cpu_before, double operations) {
    if (!settings->pid) return;
    double cpu = cpu_seconds(settings->pid) - cpu_before;
    tell("cpu_s", cpu, 2);
    tell("cpu_per_million", operations > 0 ? cpu / operations * 1e6 : 0, 3);
    tell("rss_kb", status_kb(settings->pid, "VmRSS:"), 0);
    tell("peak_kb", status_kb(settings->pid, "VmHWM:"), 0);
}

void write_expected(const Settings *settings, int connections) {
    if (!settings->expected) return;
    FILE *file = fopen(settings->expected, "w");
    if (!file) fail("cannot write %s", settings->expected);
    for (int i = 0; i < connections; i++) {
        char text[VALUE_LENGTH + 1];
        value_text(links[i].written, text);
        fprintf(file, "%s %s\n", credentials[i % credential_count], text);
    }
    fclose(file);
}
