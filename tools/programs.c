/* programs.c -- verbs that are executables of their own: naze runs naze-VERB in its place. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "files.h"

#ifndef NAZE_LIBEXEC_DIR
#define NAZE_LIBEXEC_DIR "/usr/local/libexec/naze"
#endif

/* Beside naze or in the libexec folder. */
static void own_program(str *path, const char *name) {
  char self[4096];
  ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  if (n > 0) {
    self[n] = 0;
    str_printf(path, "%.*s%s", (int)(path_base(self) - self), self, name);
    if (access(str_text(path), X_OK) == 0) return;
  }
  str_clear(path);
  str_printf(path, "%s/%s", NAZE_LIBEXEC_DIR, name);
}

static int run_program(cli *c, const char *name) {
  str path = { 0 };
  own_program(&path, name);
  (void)execv(str_text(&path), c->argv);
  outf(&c->err, tr(&c->err, "naze: %s を実行できません: %s\n", "naze: cannot run %s: %s\n"), str_text(&path), strerror(errno));
  str_free(&path);
  return NAZE_EXIT_IO;
}

int verb_month(cli *c) { return run_program(c, "naze-month"); }
int verb_verify(cli *c) { return run_program(c, "naze-verify"); }
int verb_import(cli *c) { return run_program(c, "naze-import"); }
int verb_export(cli *c) { return run_program(c, "naze-export"); }
int verb_dmn_test(cli *c) { return run_program(c, "naze-dmn-test"); }
int verb_diff(cli *c) { return run_program(c, "naze-diff"); }
int verb_mutate(cli *c) { return run_program(c, "naze-mutate"); }
int verb_cover(cli *c) { return run_program(c, "naze-cover"); }
int verb_fuzz(cli *c) { return run_program(c, "naze-fuzz"); }
