/* A machine clock that can be set wrong: preloaded into a process by the fault tests.
 *
 * CLOCK_REALTIME runs off by the seconds that the file YINUO_CLOCK_OFF holds; the monotonic clock doesn't.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t which, struct timespec *at)
{
    static int (*real)(clockid_t, struct timespec *);
    const char *name = getenv("YINUO_CLOCK_OFF");
    long seconds = 0;
    if (!real)
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int outcome = real(which, at);
    FILE *file = which == CLOCK_REALTIME && name ? fopen(name, "r") : NULL;
    if (file) {
        if (fscanf(file, "%ld", &seconds) != 1)
            seconds = 0;
        fclose(file);
    }
    at->tv_sec += seconds;
    return outcome;
}
