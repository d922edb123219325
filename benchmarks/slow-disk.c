// A disk that needs five milliseconds more to keep something: preloaded into a server, it delays each fsync and fdatasync.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

enum { MILLISECONDS = 5 };

static int later(const char *name, int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    struct timespec pause = {.tv_nsec = MILLISECONDS * 1000000L};
    nanosleep(&pause, NULL);
    return real(file);
}

int fsync(int file) { return later("fsync", file); }
int fdatasync(int file) { return later("fdatasync", file); }
