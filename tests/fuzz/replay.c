/* replay.c -- runs a fuzz target once over each file of the folders given; ends in "N passed, N failed". A finding stops
 * the process, which the test runner counts as a failure; the file is named just before. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  size_t passed = 0;
  for (int i = 1; i < argc; i++) {
    DIR *d = opendir(argv[i]);
    if (!d) continue;
    for (struct dirent *e; (e = readdir(d));) {
      char path[4096];
      size_t n = 0;
      if (e->d_name[0] == '.') continue;
      (void)snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name);
      char *text = fuzz_read(path, &n);
      if (!text) continue;
      /* its own block of just this size, so that a read past the end is seen */
      uint8_t *exact = malloc(n ? n : 1);
      if (!exact) return 1;
      memcpy(exact, text, n);
      free(text);
      (void)printf("%s\n", path);
      (void)fflush(stdout);
      (void)LLVMFuzzerTestOneInput(exact, n);
      free(exact);
      passed++;
    }
    (void)closedir(d);
  }
  (void)printf("%zu passed, 0 failed\n", passed);
  return passed ? 0 : 1;
}
