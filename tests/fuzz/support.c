/* support.c -- see fuzz.h. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void fuzz_broken(const char *file, int line, const char *what) {
  (void)fprintf(stderr, "%s:%d: %s\n", file, line, what);
  abort();
}

char *fuzz_read(const char *path, size_t *n) {
  FILE *f = fopen(path, "rb");
  char *p = NULL;
  if (!f) return NULL;
  if (!fseek(f, 0, SEEK_END)) {
    long size = ftell(f);
    if (size >= 0 && !fseek(f, 0, SEEK_SET)) {
      *n = (size_t)size;
      p = malloc(*n + 1);
      if (p && fread(p, 1, *n, f) == *n) {
        p[*n] = 0;
      } else {
        free(p);
        p = NULL;
      }
    }
  }
  (void)fclose(f);
  return p;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

size_t fuzz_add_rules(naze_compiler *c, const char *folder) {
  size_t added = 0, n = 0;
  char *names[256];
  DIR *d = opendir(folder);
  if (!d) return 0;
  for (struct dirent *e; n < 256 && (e = readdir(d));) {
    if (e->d_name[0] == '.') continue;
    size_t len = strlen(folder) + strlen(e->d_name) + 2;
    names[n] = malloc(len);
    if (!names[n]) abort();
    (void)snprintf(names[n++], len, "%s/%s", folder, e->d_name);
  }
  (void)closedir(d);
  qsort(names, n, sizeof names[0], by_name); /* the order of a folder differs from machine to machine */
  for (size_t i = 0; i < n; i++) {
    size_t len = strlen(names[i]), size = 0;
    if (len > 5 && !strcmp(names[i] + len - 5, ".naze")) {
      char *text = fuzz_read(names[i], &size);
      if (text && naze_add_source(c, names[i], text, size) == NAZE_OK) added++;
      free(text);
    } else {
      added += fuzz_add_rules(c, names[i]);
    }
    free(names[i]);
  }
  return added;
}

size_t fuzz_add_matrix(naze_compiler *c) {
  return fuzz_add_rules(c, "rules/00_共通") + fuzz_add_rules(c, "rules/09_障害支援区分とサービス");
}

naze_program *fuzz_rules(void) {
  naze_compiler *c = naze_compiler_new(NULL, NULL);
  FUZZ_CHECK(c, "no memory");
  FUZZ_CHECK(fuzz_add_matrix(c) > 0, "no rule files: run from the top of the repository");
  FUZZ_CHECK(naze_compile(c) == NAZE_OK, "the rules of this repository do not compile");
  naze_program *p = naze_take_program(c);
  FUZZ_CHECK(p, "no program");
  naze_compiler_free(c);
  return p;
}
