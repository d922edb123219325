#include "load.h"
#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "load native|mqtt logins|activations|writes|idle|storm|steady|knock --port N --credentials FILE\n"
    "  --connections N   connections, or logins at a time        (default 100)\n"
    "  --batch N         writes in front of each ping             (default 100)\n"
    "  --at-once N       connections on their way in at a time    (default 100)\n"
    "  --seconds S       how long                                 (default 5)\n"
    "  --rate R          steady: writes a second of all together  (default 1000)\n"
    "  --others N        storm: connections that stay             (default 20)\n"
    "  --addresses N     addresses of loopback to come from       (default 1)\n"
    "  --product ID      activations: the template's id\n"
    "  --since S         knock: when the server was started\n"
    "  --pin N, --topic T, --pid N, --expected FILE\n";

Settings read_settings(int argc, char **argv) {
    static const struct option names[] = {
        {"port", 1, 0, 'p'},      {"credentials", 1, 0, 'c'}, {"connections", 1, 0, 'n'}, {"batch", 1, 0, 'b'},     {"at-once", 1, 0, 'o'},     {"seconds", 1, 0, 's'},     {"rate", 1, 0, 'r'},
        {"others", 1, 0, 't'},    {"addresses", 1, 0, 'a'},   {"since", 1, 0, 'w'},       {"pin", 1, 0, 'v'},
        {"topic", 1, 0, 'q'},     {"pid", 1, 0, 'i'},         {"expected", 1, 0, 'e'},    {"product", 1, 0, 'm'},
        {0, 0, 0, 0},
    };
    Settings s = {
        .connections = 100, .at_once = 100, .batch = 100, .seconds = 5,
        .rate = 1000, .others = 20, .addresses = 1, .topic = "ds/Level",
    };
    s.server = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (option) {
        case 'p': s.server.sin_port = htons(atoi(optarg)); break;
        case 'c': s.credentials = optarg; break;
        case 'n': s.connections = atoi(optarg); break;
        case 'b': s.batch = atoi(optarg); break;
        case 'o': s.at_once = atoi(optarg); break;
        case 's': s.seconds = atof(optarg); break;
        case 'r': s.rate = atof(optarg); break;
        case 't': s.others = atoi(optarg); break;
        case 'a': s.addresses = atoi(optarg); break;
        case 'w': s.since = atof(optarg); break;
        case 'v': s.pin = atoi(optarg); break;
        case 'q': s.topic = optarg; break;
        case 'i': s.pid = atoi(optarg); break;
        case 'm': s.product = optarg; break;
        case 'e': s.expected = optarg; break;
        default: fputs(usage, stderr); exit(2);
        }
    }
    if (optind + 2 != argc || !s.credentials || !s.server.sin_port) {
        fputs(usage, stderr);
        exit(2);
    }
    s.protocol = argv[optind][0] == 'm' ? MQTT : NATIVE;
    s.scenario = argv[optind + 1];
    if (s.connections < 1 || s.at_once < 1 || s.batch < 1 || s.addresses < 1 || strlen(s.topic) > 100)
        fail("every number is at least 1, and a topic has at most 100 characters");
    return s;
}

char **read_credentials(const char *name, long *count) {
    FILE *file = fopen(name, "r");
    if (!file) fail("cannot read the credentials in %s", name);
    char **lines = NULL, line[CREDENTIAL_MAX];
    long room = 0;
    *count = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\r\n")] = 0;
        if (!*line) continue;
        if (*count == room) lines = realloc(lines, sizeof *lines * (room = room ? room * 2 : 1024));
        lines[(*count)++] = strdup(line);
    }
    fclose(file);
    if (!*count) fail("there are no credentials in %s", name);
    return lines;
}
