// The two protocols, as far as this tool speaks them: login, write, ping, and the answers.
#include "load.h"
#include <stdio.h>
#include <string.h>

enum { N_RESPONSE = 0, N_PING = 6, N_INTERNAL = 17, N_HARDWARE = 20, N_LOGIN = 29, N_HEADER = 5, N_OK = 200 };
enum { M_CONNECT = 0x10, M_CONNACK = 2, M_PUBLISH = 0x30, M_PING = 0xC0, M_PONG = 13, M_KEEP_ALIVE = 600 };

static int put16(unsigned char *out, int value) {
    out[0] = value >> 8;
    out[1] = value;
    return 2;
}

static int put_native(unsigned char *out, int command, int id, int length) {
    out[0] = command;
    put16(out + 1, id);
    put16(out + 3, length);
    return N_HEADER;
}

static int put_text(unsigned char *out, const char *text, int length) {
    put16(out, length);
    memcpy(out + 2, text, length);
    return length + 2;
}

static int put_mqtt(unsigned char *out, int type, int length) {
    int n = 0;
    out[n++] = type;
    do {
        out[n++] = (length & 127) | (length > 127 ? 128 : 0);
    } while (length >>= 7);
    return n;
}

int login_words(unsigned char *out, Protocol protocol, const char *credential, int number) {
    int length = strlen(credential);
    if (protocol == NATIVE) {
        put_native(out, N_LOGIN, 1, length);
        memcpy(out + N_HEADER, credential, length);
        return N_HEADER + length;
    }
    const char *blank = strchr(credential, ' ');
    if (!blank) fail("an MQTT credential is a user, a blank and a password");
    unsigned char body[LOGIN_MAX];
    char client[32];
    int n = put_text(body, "MQTT", 4);
    body[n++] = 4;    // version 3.1.1
    body[n++] = 0xC2; // user, password, clean session
    n += put16(body + n, M_KEEP_ALIVE);
    n += put_text(body + n, client, sprintf(client, "load-%d", number));
    n += put_text(body + n, credential, blank - credential);
    n += put_text(body + n, blank + 1, length - (blank + 1 - credential));
    int header = put_mqtt(out, M_CONNECT, n);
    memcpy(out + header, body, n);
    return header + n;
}

int info_words(unsigned char *out, const char *product, uint16_t id) {
    int length = sprintf((char *)out + N_HEADER, "mcu%c1.0.0%cfw-type%c%s%cblynk%c1.3.2%ch-beat%c45%cbuff-in%c1024%cdev%cload%ctmpl%c%s",
                         0, 0, 0, product, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, product);
    put_native(out, N_INTERNAL, id, length);
    return N_HEADER + length;
}

WriteTemplate write_words(const Settings *settings) {
    WriteTemplate words;
    char body[256], value[VALUE_LENGTH + 1];
    value_text(0, value);
    if (settings->protocol == NATIVE) {
        int length = sprintf(body, "vw%c%d%c%s", 0, settings->pin, 0, value);
        put_native(words.bytes, N_HARDWARE, 0, length);
        memcpy(words.bytes + N_HEADER, body, length);
        words.length = N_HEADER + length;
    } else {
        int length = put_text((unsigned char *)body, settings->topic, strlen(settings->topic));
        memcpy(body + length, value, VALUE_LENGTH);
        length += VALUE_LENGTH;
        int header = put_mqtt(words.bytes, M_PUBLISH, length);
        memcpy(words.bytes + header, body, length);
        words.length = header + length;
    }
    words.digits = words.length - 3;
    return words;
}

static void put_digits(unsigned char out[3], long written) {
    int digits = written % 1000;
    out[0] = '0' + digits / 100;
    out[1] = '0' + digits / 10 % 10;
    out[2] = '0' + digits % 10;
}

void value_text(long written, char text[VALUE_LENGTH + 1]) {
    memcpy(text, "20.000", VALUE_LENGTH + 1);
    put_digits((unsigned char *)text + 3, written);
}

static uint16_t next_id(uint16_t *id) { return *id = *id == UINT16_MAX ? 2 : *id + 1; }

int batch_words(unsigned char *out, Protocol protocol, const WriteTemplate *words, uint16_t *id, long *written, int count) {
    unsigned char *end = out;
    for (int i = 0; i < count; i++) {
        memcpy(end, words->bytes, words->length);
        put_digits(end + words->digits, ++*written);
        if (protocol == NATIVE) put16(end + 1, next_id(id));
        end += words->length;
    }
    end += protocol == NATIVE ? put_native(end, N_PING, next_id(id), 0) : put_mqtt(end, M_PING, 0);
    return end - out;
}

static int read_native(const unsigned char *in, int length, uint16_t ping, Answer *answer) {
    if (length < N_HEADER) return 0;
    int id = in[1] << 8 | in[2], rest = in[3] << 8 | in[4];
    if (in[0] != N_RESPONSE) {
        *answer = OTHER;
        return length < N_HEADER + rest ? 0 : N_HEADER + rest;
    }
    if (id == 1)
        *answer = rest == N_OK ? WELCOME : REFUSED;
    else // success is silence, so an answer to anything but the ping is a refused write
        *answer = id == ping && rest == N_OK ? PONG : REFUSED;
    return N_HEADER;
}

static int read_mqtt(const unsigned char *in, int length, Answer *answer) {
    int body = 0, n = 1, more = 128;
    for (int shift = 0; more; shift += 7) {
        if (n >= length) return 0;
        body |= (in[n] & 127) << shift;
        more = in[n++] & 128;
    }
    if (length < n + body) return 0;
    int type = in[0] >> 4;
    *answer = type == M_PONG ? PONG : type == M_CONNACK ? (in[n + 1] == 0 ? WELCOME : REFUSED) : OTHER;
    return n + body;
}

int read_answer(const unsigned char *in, int length, Protocol protocol, uint16_t ping, Answer *answer) {
    return protocol == NATIVE ? read_native(in, length, ping, answer) : read_mqtt(in, length, answer);
}
