// load: many devices against one server. See ../README.md for what is measured, settings.c for the options.
#include "load.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static void raise_file_limit(void) {
    struct rlimit limit = {1 << 20, 1 << 20};
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0) return;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv) {
    static const struct { const char *name; void (*run)(const Settings *); } scenarios[] = {
        {"logins", run_logins}, {"writes", run_writes}, {"idle", run_idle},
        {"storm", run_storm},   {"steady", run_steady}, {"knock", run_knock}, {"activations", run_activations},
    };
    Settings settings = read_settings(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    raise_file_limit();
    credentials = read_credentials(settings.credentials, &credential_count);
    template = write_words(&settings);
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++)
        if (!strcmp(settings.scenario, scenarios[i].name)) {
            scenarios[i].run(&settings);
            printf("\n");
            return 0;
        }
    fail("there is no scenario '%s'", settings.scenario);
}
