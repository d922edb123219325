// What the parts of the load tool share. One process, one thread, one epoll: what it measures is the server, and what it costs itself is
// told by the same tool against limit.c.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <netinet/in.h>

// --- settings.c: the command line ---

typedef enum { NATIVE, MQTT } Protocol;

typedef struct {
    Protocol protocol;
    const char *scenario;
    struct sockaddr_in server;
    const char *credentials; // file: a token a line (native), or "user password" (MQTT)
    const char *topic;       // MQTT
    const char *product;     // activations: the template's id
    const char *expected;    // file to write: "credential value" of what each connection wrote last
    int pin;                 // native
    int connections;
    int at_once;             // connections that may be on their way in at a time
    int others;              // storm: connections that stay
    int addresses;           // 127.0.0.2 and following, for more connections than one address has ports
    int batch;
    double seconds;
    double rate;             // steady: writes a second of all together
    double since;            // knock: when the server was started, in seconds of the wall clock
    int pid;                 // server process to look at
} Settings;

Settings read_settings(int argc, char **argv);
char **read_credentials(const char *file, long *count);

// --- process.c: what the server costs ---

double now(void);
double cpu_seconds(int pid);
long status_kb(int pid, const char *key); // "VmRSS:", "VmHWM:"

// --- latency.c ---

typedef struct {
    double *seconds;
    long count, room;
} Latencies;

void latency_add(Latencies *latencies, double seconds);
double latency_ms(Latencies *latencies, double part); // 0.5, 0.99; sorts

// --- words.c: the two protocols ---

typedef enum { NOTHING_YET, WELCOME, REFUSED, PONG, OTHER, BROKEN } Answer;

// A write with its value at a fixed place, so that only three digits change from one to the next.
typedef struct {
    unsigned char bytes[512];
    int length, digits;
} WriteTemplate;

enum { CREDENTIAL_MAX = 512, LOGIN_MAX = 1024, VALUE_LENGTH = 6 };

int login_words(unsigned char *out, Protocol protocol, const char *credential, int number);
// What a native device says of itself behind its first login.
int info_words(unsigned char *out, const char *product, uint16_t id);
WriteTemplate write_words(const Settings *settings);
// Writes `count` values behind each other and a ping behind them. `written` counts the connection's values: the last one is its value.
int batch_words(unsigned char *out, Protocol protocol, const WriteTemplate *words, uint16_t *id, long *written, int count);
// What stands at the beginning of `in`. `ping` is the id of the ping that is open. Answers the bytes used, 0 when more are needed.
int read_answer(const unsigned char *in, int length, Protocol protocol, uint16_t ping, Answer *answer);
void value_text(long written, char text[VALUE_LENGTH + 1]);

// --- link.c: connections ---

typedef enum { CLOSED, CONNECTING, LOGGING_IN, READY } LinkState;

typedef struct {
    int fd, number;
    LinkState state;
    unsigned char in[256];
    int in_length;
    unsigned char *out;
    int out_length, out_sent;
    uint16_t id;
    int open_writes; // behind a ping that is not answered
    bool ping_open;
    long written;
    double started;  // connect, or the batch that is open
    double retry_at; // storm: when to knock again
} Link;

// What a scenario does when something happens.
typedef struct {
    void (*welcome)(Link *link, double at);
    void (*pong)(Link *link, double at);
    void (*lost)(Link *link, Answer why); // REFUSED; BROKEN is every other end
} Events;

void links_prepare(const Settings *settings, const Events *events, int count, int out_bytes);
extern Link *links;
void link_open(Link *link);
void link_close(Link *link, bool reset);
void link_send(Link *link);              // what is in `out`
void link_batch(Link *link, int count);  // `count` writes and a ping; none is a ping alone
void links_poll(int milliseconds);       // waits and tells the events

extern char **credentials;
extern long credential_count;
extern WriteTemplate template;

// --- result.c: one line of name=value for the shell ---

void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
void tell(const char *name, double value, int decimals);
void tell_latencies(Latencies *latencies);
void tell_server(const Settings *settings, double cpu_before, double operations);
void write_expected(const Settings *settings, int connections);

// --- the scenarios ---

void run_logins(const Settings *settings);
void run_activations(const Settings *settings);
void run_writes(const Settings *settings);
void run_idle(const Settings *settings);
void run_storm(const Settings *settings);
void run_steady(const Settings *settings);
void run_knock(const Settings *settings);
// Brings every connection in, `at_once` at a time; fails when one stays out. Answers the seconds it took.
double bring_in(const Settings *settings, const Events *then);
