/* A disk that keeps only what was synced, and that can be full: preloaded into PostgreSQL by the fault tests.
 *
 * What kill -9 leaves in the page cache a power failure does not. So this library keeps a second folder, the
 * shadow, as the disk would stand after a power failure: it begins as a copy of the data folder, and each
 * fsync or fdatasync brings over what it makes durable. A test kills the server, puts the shadow in the place
 * of the data folder, and starts again.
 *
 *   a file:    its whole content and its own name (as journalling file systems do: the sync of a new file
 *              also keeps its entry). Nothing else of its folder.
 *   a folder:  its entries. A name that is gone disappears; a name that is new and whose file was never
 *              synced appears empty, as a file that was created and never written.
 *
 * That is harsher than a real disk, which may keep more: no write-back by the kernel counts, nor do
 * sync_file_range and msync, which promise nothing. A sync counts once the shadow has it, before the caller
 * hears that it succeeded. A file is brought over in place, so that a server killed in the middle leaves
 * new bytes before old ones, as a disk does, and never an empty file. O_DSYNC is not followed: the test
 * asserts that WAL is written with fdatasync.
 *
 * YINUO_DISK_DATA    the folder that is watched
 * YINUO_DISK_SHADOW  the shadow; without it nothing is kept
 * YINUO_DISK_FULL    while this file exists, no watched file can grow (ENOSPC)
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* The path of an open file below the watched folder, from its first slash on; NULL for any other file. */
static const char *watched(int fd, char path[PATH_MAX])
{
    const char *data = getenv("YINUO_DISK_DATA");
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = data ? readlink(link, path, PATH_MAX - 1) : -1;
    if (length < 0)
        return NULL;
    path[length] = '\0';
    size_t root = strlen(data);
    if (strncmp(path, data, root) || (path[root] != '/' && path[root] != '\0'))
        return NULL;
    return strstr(path, " (deleted)") ? NULL : path + root;
}

static int in_shadow(const char *relative, char target[PATH_MAX])
{
    const char *shadow = getenv("YINUO_DISK_SHADOW");
    return shadow && snprintf(target, PATH_MAX, "%s%s", shadow, relative) < PATH_MAX;
}

static void make_parents(char *path)
{
    const char *shadow = getenv("YINUO_DISK_SHADOW");
    for (char *slash = path + strlen(shadow) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static void join(char path[PATH_MAX], const char *folder, const char *name)
{
    if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
        abort(); /* a test's folders are short; a cut name would be another file's */
}

/* Copy a file in place; one that shrinks meanwhile is copied as far as it goes. */
static int copy_content(int from, const char *target, off_t size)
{
    static __thread char block[1 << 18];
    int to = open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    off_t at = 0;
    ssize_t got = 1;
    while (to >= 0 && got > 0 && at < size) {
        got = pread(from, block, sizeof block, at);
        if (got > 0 && REAL(pwrite)(to, block, (size_t)got, at) != got)
            got = -1;
        at += got > 0 ? got : 0;
    }
    int done = to >= 0 && got >= 0 && ftruncate(to, at) == 0;
    if (to >= 0)
        close(to);
    return done;
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
    (void)status, (void)flag, (void)walk;
    return remove(path);
}

/* Drop the names that the folder has no more. */
static void drop_gone(const char *folder, const char *target)
{
    char path[PATH_MAX];
    struct stat status;
    DIR *kept = opendir(target);
    for (struct dirent *entry; kept && (entry = readdir(kept));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        join(path, folder, entry->d_name);
        if (lstat(path, &status) == 0)
            continue;
        join(path, target, entry->d_name);
        nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    }
    if (kept)
        closedir(kept);
}

/* Add the names that are new; what is in them comes with a sync of their own. */
static void add_new(const char *folder, const char *target)
{
    char path[PATH_MAX];
    struct stat status;
    DIR *found = opendir(folder);
    for (struct dirent *entry; found && (entry = readdir(found));) {
        join(path, folder, entry->d_name);
        if (lstat(path, &status) != 0)
            continue;
        join(path, target, entry->d_name);
        if (S_ISDIR(status.st_mode))
            mkdir(path, 0700);
        else if (S_ISREG(status.st_mode)) {
            int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
            if (file >= 0)
                close(file);
        }
    }
    if (found)
        closedir(found);
}

/* Bring over what a sync of this file or folder makes durable; 0 if the shadow could not take it. */
static int keep(int fd)
{
    char path[PATH_MAX], target[PATH_MAX];
    struct stat status;
    const char *relative = watched(fd, path);
    if (!relative || !in_shadow(relative, target))
        return 1;
    if (fstat(fd, &status) != 0)
        return 0;
    make_parents(target);
    if (S_ISREG(status.st_mode))
        return copy_content(fd, target, status.st_size);
    mkdir(target, 0700);
    drop_gone(path, target);
    add_new(path, target);
    return 1;
}

static int kept(int fd, int outcome)
{
    if (outcome == 0 && !keep(fd)) {
        errno = EIO;
        return -1;
    }
    return outcome;
}

int fsync(int fd) { return kept(fd, REAL(fsync)(fd)); }

int fdatasync(int fd) { return kept(fd, REAL(fdatasync)(fd)); }

/* Whether a write that ends at `end` has no room. */
static int has_no_room(int fd, off_t end)
{
    const char *full = getenv("YINUO_DISK_FULL");
    char path[PATH_MAX];
    struct stat status;
    if (!full || access(full, F_OK) != 0 || !watched(fd, path))
        return 0;
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && end > status.st_size;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
    if (has_no_room(fd, at + (off_t)size)) {
        errno = ENOSPC;
        return -1;
    }
    return REAL(pwrite)(fd, bytes, size, at);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
    off_t end = at;
    for (int part = 0; part < count; part++)
        end += (off_t)parts[part].iov_len;
    if (has_no_room(fd, end)) {
        errno = ENOSPC;
        return -1;
    }
    return REAL(pwritev)(fd, parts, count, at);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    off_t at = getenv("YINUO_DISK_FULL") ? lseek(fd, 0, SEEK_CUR) : -1;
    if (at >= 0 && has_no_room(fd, at + (off_t)size)) {
        errno = ENOSPC;
        return -1;
    }
    return REAL(write)(fd, bytes, size);
}

int posix_fallocate(int fd, off_t at, off_t size)
{
    return has_no_room(fd, at + size) ? ENOSPC : REAL(posix_fallocate)(fd, at, size);
}
