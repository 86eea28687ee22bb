#define _XOPEN_SOURCE 700
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool failed(term *e, const char *path, const char *ja, const char *en) {
  outf(e, "naze: %s: %s\n", path, tr(e, ja, en));
  return false;
}

/* The few reasons people meet, in their language; the rest as the system says it. */
static bool failed_errno(term *e, const char *path) {
  switch (errno) {
  case ENOENT: return failed(e, path, "見つかりません", "not found");
  case EACCES:
  case EPERM: return failed(e, path, "読み書きする権限がありません", "permission denied");
  case EISDIR: return failed(e, path, "フォルダです", "is a folder");
  case ENOSPC: return failed(e, path, "空き容量がありません", "no space left");
  case ELOOP: return failed(e, path, "リンクが輪になっています", "symbolic links form a loop");
  case EROFS: return failed(e, path, "書き込めない場所です", "read-only file system");
  default: return failed(e, path, strerror(errno), strerror(errno));
  }
}

bool path_exists(const char *path) {
  struct stat st;
  return stat(path, &st) == 0;
}

bool path_is_folder(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool path_same(const char *a, const char *b) {
  struct stat x, y;
  return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

const char *path_base(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static bool too_large(term *e, const char *path, size_t most) {
  outf(e, tr(e, "naze: %s: 大きすぎます（上限 %zu MiB）\n", "naze: %s: too large (at most %zu MiB)\n"), path, most >> 20);
  return false;
}

static bool read_all(int fd, const char *path, str *text, size_t most, term *e) {
  char block[65536];
  for (;;) {
    ssize_t got = read(fd, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed_errno(e, path);
    if (!got) return true;
    str_put_n(text, block, (size_t)got);
    if (text->n > most) return too_large(e, path, most);
  }
}

bool file_read(const char *path, str *text, term *e) { return file_read_most(path, text, FILE_LARGEST, e); }

bool file_read_most(const char *path, str *text, size_t most, term *e) {
  str_put_n(text, "", 0);
  if (strcmp(path, "-") == 0) return read_all(STDIN_FILENO, path, text, most, e);
  /* O_NONBLOCK: opening a pipe that nobody writes to must not hang. */
  int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return failed_errno(e, path);
  struct stat st;
  bool ok = fstat(fd, &st) == 0;
  if (!ok) (void)failed_errno(e, path);
  else if (S_ISDIR(st.st_mode)) ok = failed(e, path, "フォルダです", "is a folder");
  else if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > most) ok = too_large(e, path, most);
  else {
    if (!S_ISREG(st.st_mode)) (void)fcntl(fd, F_SETFL, 0); /* a pipe is read to its end */
    ok = read_all(fd, path, text, most, e);
  }
  (void)close(fd);
  return ok;
}

/* ---- folders ---- */

typedef struct folder { dev_t dev; ino_t ino; const struct folder *up; } folder;

static bool walk(const char *path, const folder *up, int depth, str_list *found, term *e);

static bool walk_entry(const char *path, const folder *up, int depth, str_list *found, term *e) {
  struct stat st;
  if (stat(path, &st) != 0) {
    /* A link that leads nowhere matters only where it would be a rule file. */
    return ends_with(path, ".naze") ? failed_errno(e, path) : true;
  }
  if (S_ISDIR(st.st_mode)) {
    for (const folder *f = up; f; f = f->up)
      if (f->dev == st.st_dev && f->ino == st.st_ino)
        return failed(e, path, "リンクが上のフォルダに戻っています", "a link leads back to a folder above");
    folder here = { st.st_dev, st.st_ino, up };
    return walk(path, &here, depth + 1, found, e);
  }
  if (!ends_with(path, ".naze") || !S_ISREG(st.st_mode)) return true;
  if (found->n >= FILES_MOST) return failed(e, path, "規則ファイルが多すぎます（上限 4096）", "too many rule files (at most 4096)");
  list_add(found, path, strlen(path));
  return true;
}

static bool walk(const char *path, const folder *here, int depth, str_list *found, term *e) {
  if (depth > FOLDERS_DEEPEST) return failed(e, path, "フォルダが深すぎます（上限 64）", "folders nested too deeply (at most 64)");
  DIR *d = opendir(path);
  if (!d) return failed_errno(e, path);
  str_list names = { 0 };
  for (struct dirent *entry; (entry = readdir(d)) != NULL;)
    if (entry->d_name[0] != '.') list_add(&names, entry->d_name, strlen(entry->d_name));
  (void)closedir(d);
  if (names.n) qsort(names.v, names.n, sizeof *names.v, list_order);
  bool ok = true;
  str sub = { 0 };
  for (size_t i = 0; ok && i < names.n; i++) {
    str_clear(&sub);
    str_printf(&sub, "%s%s%s", path, ends_with(path, "/") ? "" : "/", names.v[i]);
    ok = walk_entry(str_text(&sub), here, depth, found, e);
  }
  str_free(&sub);
  list_free(&names);
  return ok;
}

bool files_find(const char *path, str_list *found, term *e) {
  struct stat st;
  if (stat(path, &st) != 0) return failed_errno(e, path);
  if (S_ISDIR(st.st_mode)) {
    folder here = { st.st_dev, st.st_ino, NULL };
    /* "rules/" and "rules" name the same files. */
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') n--;
    char *trimmed = mem_copy(path, n);
    bool ok = walk(trimmed, &here, 1, found, e);
    free(trimmed);
    return ok;
  }
  list_add(found, path, strlen(path));
  return true;
}

/* ---- replacing ---- */

static bool write_all(int fd, const char *p, size_t n) {
  while (n) {
    ssize_t done = write(fd, p, n);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    p += done;
    n -= (size_t)done;
  }
  return true;
}

/* `real` is written beside itself and renamed. An interrupt waits, so that no half-written file stays behind. */
static bool put_beside(const char *real, mode_t mode, const char *p, size_t n) {
  str temp = { 0 };
  str_printf(&temp, "%.*s.naze-XXXXXX", (int)(path_base(real) - real), real);
  sigset_t hold, before;
  sigemptyset(&hold);
  sigaddset(&hold, SIGINT);
  sigaddset(&hold, SIGTERM);
  sigaddset(&hold, SIGHUP);
  (void)sigprocmask(SIG_BLOCK, &hold, &before);
  int fd = mkstemp(temp.p);
  bool ok = fd >= 0;
  if (ok) {
    ok = fchmod(fd, mode) == 0 && write_all(fd, p, n) && fsync(fd) == 0;
    if (close(fd) != 0) ok = false;
    if (ok) ok = rename(temp.p, real) == 0;
    int saved = errno;
    if (!ok) (void)unlink(temp.p);
    errno = saved;
  }
  (void)sigprocmask(SIG_SETMASK, &before, NULL);
  str_free(&temp);
  return ok;
}

bool file_replace(const char *path, const char *p, size_t n, term *e) {
  char *real = realpath(path, NULL); /* a link stays a link */
  struct stat st;
  if (!real) return failed_errno(e, path);
  bool ok = stat(real, &st) == 0 && access(real, W_OK) == 0 && put_beside(real, st.st_mode & 07777, p, n);
  if (!ok) (void)failed_errno(e, path);
  free(real);
  return ok;
}

bool file_write(const char *path, const char *p, size_t n, term *e) {
  struct stat st;
  if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) return file_replace(path, p, n, e);
  if (path_exists(path)) { /* a device or a pipe: nothing to replace */
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool ok = fd >= 0 && write_all(fd, p, n);
    if (!ok) (void)failed_errno(e, path);
    if (fd >= 0) (void)close(fd);
    return ok;
  }
  mode_t mask = umask(0);
  (void)umask(mask);
  return put_beside(path, 0666 & ~mask, p, n) || failed_errno(e, path);
}
