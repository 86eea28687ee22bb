/* fuzz_dmn.c -- any bytes as a DMN model. Promises: not read, with a word why; or rule text that compiles as it stands, is as naze fmt leaves
 * it, and is the same a second time; what is not in it is refused with a reason. */
#define _XOPEN_SOURCE 700
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tools/dmn/model.h"

static char path[4096]; /* dmn_read reads a file */

static void remove_file(void) { (void)unlink(path); }

static void write_file(const uint8_t *data, size_t n) {
  if (!*path) {
    const char *tmp = getenv("TMPDIR");
    (void)snprintf(path, sizeof path, "%s/naze-fuzz-%ld.dmn", tmp && *tmp ? tmp : "/tmp", (long)getpid());
    (void)atexit(remove_file);
  }
  FILE *f = fopen(path, "wb");
  FUZZ_CHECK(f && fwrite(data, 1, n, f) == n && fclose(f) == 0, "the model cannot be written");
}

/* The status of the import; what was said, and the text. */
static int import(str *text, size_t *said, size_t *refused) {
  char *p = NULL;
  size_t n = 0;
  term e = { .f = open_memstream(&p, &n) };
  FUZZ_CHECK(e.f, "no memory");
  dmn_model m = { 0 };
  int rc = dmn_read(path, &m, &e) ? dmn_import(&m, text, &e) : -1;
  for (size_t i = 0; i < m.nrefused; i++) FUZZ_CHECK(m.refused[i].why && *m.refused[i].why, "refused without a reason");
  *refused = m.nrefused;
  dmn_say_refused(&m, &e);
  dmn_free(&m);
  FUZZ_CHECK(fclose(e.f) == 0, "no memory");
  *said = n;
  free(p);
  return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  str text = { 0 }, again = { 0 };
  size_t said = 0, refused = 0, said2 = 0, refused2 = 0;
  write_file(data, n);
  int rc = import(&text, &said, &refused);
  FUZZ_CHECK(rc == 0 || said, "not read, and no word why");
  FUZZ_CHECK(import(&again, &said2, &refused2) == rc && said2 == said && refused2 == refused, "read otherwise a second time");
  FUZZ_CHECK(text.n == again.n && (!text.n || memcmp(text.p, again.p, text.n) == 0), "another text a second time");
  if (rc == 0 && text.n) {
    naze_status st;
    size_t nf = 0;
    char *formatted = naze_format("model.naze", str_text(&text), text.n, NULL, &st, &nf);
    FUZZ_CHECK(formatted && nf == text.n && memcmp(formatted, text.p, nf) == 0, "not as naze fmt leaves it");
    naze_text_free(formatted);
    naze_compiler *c = naze_compiler_new(NULL, NULL);
    FUZZ_CHECK(c && naze_add_source(c, "model.naze", str_text(&text), text.n) == NAZE_OK && naze_compile(c) == NAZE_OK, "the text does not compile");
    naze_compiler_free(c);
  }
  str_free(&text);
  str_free(&again);
  return 0;
}
