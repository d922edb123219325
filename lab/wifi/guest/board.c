/*
 * The board's button and light, made of the kernel's own parts: uinput gives a key, and lamps that the kernel shows below
 * /sys/class/leds like any other. Reads "press" and "release" from a named pipe, and writes each change of a lamp as
 * "milliseconds colour 0|1" into a file.
 *
 * board PIPE FILE
 */
#include <fcntl.h>
#include <linux/uinput.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct { int code; const char *colour; } lamps[] = {
    { LED_NUML, "red" }, { LED_CAPSL, "green" }, { LED_SCROLLL, "blue" },
};
enum { LAMPS = sizeof lamps / sizeof lamps[0] };

static void need(int result, const char *what)
{
    if (result < 0) {
        perror(what);
        exit(1);
    }
}

static int make(const char *name)
{
    struct uinput_setup setup = { .id = { .bustype = BUS_VIRTUAL, .vendor = 1, .product = 1 } };
    int device = open("/dev/uinput", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    need(device, "/dev/uinput");
    strncpy(setup.name, name, sizeof setup.name - 1);
    need(ioctl(device, UI_DEV_SETUP, &setup), "UI_DEV_SETUP");
    return device;
}

static int make_button(void)
{
    int button = make("Lab button");
    need(ioctl(button, UI_SET_EVBIT, EV_KEY), "EV_KEY");
    need(ioctl(button, UI_SET_KEYBIT, KEY_SETUP), "KEY_SETUP");
    need(ioctl(button, UI_DEV_CREATE), "the button");
    return button;
}

static int make_light(void)
{
    int light = make("Lab light");
    need(ioctl(light, UI_SET_EVBIT, EV_LED), "EV_LED");
    for (int i = 0; i < LAMPS; i++)
        need(ioctl(light, UI_SET_LEDBIT, lamps[i].code), "a lamp");
    need(ioctl(light, UI_DEV_CREATE), "the light");
    return light;
}

static void set_key(int button, int down)
{
    struct input_event events[2] = {
        { .type = EV_KEY, .code = KEY_SETUP, .value = down },
        { .type = EV_SYN, .code = SYN_REPORT },
    };
    need((int)write(button, events, sizeof events), "the button's event");
}

static void write_change(FILE *file, const struct input_event *event)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (int i = 0; i < LAMPS; i++)
        if (lamps[i].code == event->code)
            fprintf(file, "%lld %s %d\n", now.tv_sec * 1000LL + now.tv_nsec / 1000000, lamps[i].colour, event->value != 0);
}

int main(int count, char **words)
{
    if (count != 3) {
        fputs("board PIPE FILE\n", stderr);
        return 2;
    }
    int button = make_button();
    int light = make_light();
    need(mkfifo(words[1], 0600), words[1]);
    /* Held open for writing too, so that it does not end when one writer has gone. */
    int hands = open(words[1], O_RDWR | O_CLOEXEC);
    need(hands, words[1]);
    FILE *file = fopen(words[2], "a");
    need(file ? 0 : -1, words[2]);
    setvbuf(file, NULL, _IOLBF, 0);

    struct pollfd watched[] = { { .fd = hands, .events = POLLIN }, { .fd = light, .events = POLLIN } };
    while (poll(watched, 2, -1) > 0) {
        if (watched[0].revents & POLLIN) {
            char word[64] = { 0 };
            need((int)read(hands, word, sizeof word - 1), words[1]);
            set_key(button, strncmp(word, "press", 5) == 0);
        }
        if (watched[1].revents & POLLIN) {
            struct input_event event;
            while (read(light, &event, sizeof event) == sizeof event)
                if (event.type == EV_LED)
                    write_change(file, &event);
        }
    }
    return 1;
}
